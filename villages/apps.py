from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.verbs import describe
from villages.trail import SENTENCES


class VillagesConfig(AppConfig):
    """Who takes part: regions, their representatives, and the forums they form."""

    name = "villages"
    verbose_name = _("villages")

    def ready(self):
        describe(SENTENCES)
