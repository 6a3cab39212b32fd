from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from agreements.trail import SENTENCES
from core.verbs import describe


class AgreementsConfig(AppConfig):
    """Keep one's word: agreements, versions, parties, approvals."""

    name = "agreements"
    verbose_name = _("agreements")

    def ready(self):
        describe(SENTENCES)
