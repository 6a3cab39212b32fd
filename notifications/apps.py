from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.verbs import describe
from notifications.trail import SENTENCES


class NotificationsConfig(AppConfig):
    """What one is told. Ready text and an address; it knows no subject."""

    name = "notifications"
    verbose_name = _("messages")

    def ready(self):
        describe(SENTENCES)
        from notifications import heartbeat  # it listens to the worker

        heartbeat.listen()
