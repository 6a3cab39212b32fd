from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.verbs import describe
from meetings.trail import SENTENCES


class MeetingsConfig(AppConfig):
    """Decide together: sittings, invitations, answers, reminders."""

    name = "meetings"
    verbose_name = _("meetings")

    def ready(self):
        describe(SENTENCES)
