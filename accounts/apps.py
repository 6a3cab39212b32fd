from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.trail import SENTENCES
from core.verbs import describe


class AccountsConfig(AppConfig):
    """A person, before any office."""

    name = "accounts"
    verbose_name = _("people")

    def ready(self):
        describe(SENTENCES)
