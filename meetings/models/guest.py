"""Guests of a meeting: people without a vote, outside the regions that are invited."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from meetings.models.meeting import Meeting


class Guest(TimeStamped):
    """Somebody from elsewhere who is asked to come; not counted for the quorum, owes no answer."""

    MAX_GUESTS = 10

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField(_("name"), max_length=120)
    institution = models.CharField(_("institution"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("meeting", Lower("email"), name="guest_one_a_mailbox")
        ]

    def __str__(self):
        return f"{self.name}, {self.institution}" if self.institution else self.name

    @property
    def key(self):
        """How the outbox names it: mails to this guest."""
        return f"{self._meta.label_lower}:{self.pk}"
