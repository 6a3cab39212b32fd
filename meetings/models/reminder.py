"""The reminders of a meeting: one row per receiver and distance from the start."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from meetings.models.invitation import Invitation
from meetings.models.meeting import Meeting
from villages.models import Mandate


class ReminderQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=Reminder.State.PLANNED)

    def due(self, now):
        return self.planned().filter(due_at__lte=now)


class Reminder(TimeStamped):
    """One planned reminder for one receiver; when due it becomes a row of the outbox, or is dropped.

    ``minutes_before`` is the forum's rule, ``due_at`` the computed time (out of quiet hours).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        QUEUED = "queued", _("handed to the outbox")
        DROPPED = "dropped", _("no longer needed")

    STATE_MOVES = {
        State.PLANNED: {State.QUEUED, State.DROPPED},
        State.QUEUED: {State.DROPPED},  # answered while the letter waited for the morning
        State.DROPPED: {State.PLANNED},  # a no became a yes again
    }

    class Why(models.TextChoices):
        ANSWERED = "answered", _("the answer is there or was changed")
        MOVED = "moved", _("the meeting was moved")
        CANCELLED = "cancelled", _("the meeting does not take place")
        ENDED = "ended", _("the mandate has ended")
        LATE = "late", _("it was too late for it")
        MERGED = "merged", _("a nearer reminder came at the same time")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reminders")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="reminders")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    minutes_before = models.PositiveIntegerField(_("minutes before"))
    sequence = models.PositiveIntegerField(_("for the meeting's sequence"))
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    why = models.CharField(_("why dropped"), max_length=10, choices=Why, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "mandate", "minutes_before", "sequence"],
                name="reminder_once",
            )
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="reminder_due", condition=Q(state="planned"))
        ]

    def __str__(self):
        return f"{self.meeting}: {self.mandate.user} −{self.minutes_before} min"

    @property
    def mail_key(self):
        """The key of its letter: it can never be queued twice."""
        return f"reminder:{self.pk}"
