"""Reminders: one row per receiver, matter and distance; what falls together becomes one letter."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from meetings.models.action_item import ActionItem
from meetings.models.invitation import Invitation
from meetings.models.meeting import Meeting
from notifications.models import Mail
from villages.models import Mandate


class ReminderQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=Reminder.State.PLANNED)

    def due(self, now):
        return self.planned().filter(due_at__lte=now)

    def foremost(self, now):
        """Of each person's due rows the first: who holds it holds the person."""
        before = Q(due_at__lt=OuterRef("due_at")) | Q(pk__lt=OuterRef("pk"))
        earlier = Reminder.objects.planned().filter(
            before, recipient=OuterRef("recipient"), due_at__lte=OuterRef("due_at")
        )
        return self.due(now).filter(~Exists(earlier))

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def in_outbox(self):
        """Handed over, and the letter has not gone out yet."""
        return self.filter(state=Reminder.State.QUEUED, mail__state__in=Mail.UNDELIVERED)

    def unsent(self):
        """Planned, or in a letter that nobody has begun to send: what can be stopped."""
        waiting = Q(state=Reminder.State.QUEUED, mail__state=Mail.State.WAITING)
        return self.filter(Q(state=Reminder.State.PLANNED) | waiting)

    def with_letters(self):
        """What a list or a letter says of them."""
        return self.select_related(
            "meeting__forum", "meeting__organiser", "invitation", "mandate__user",
            "mandate__region", "action_item__mandate__user", "mail",
        )  # fmt: skip

    def with_minutes(self):
        """Their state and times, without their long texts."""
        minutes = self.select_related("meeting__minutes")
        return minutes.defer("meeting__minutes__text", "meeting__minutes__record")


class Reminder(TimeStamped):
    """One planned reminder of one matter for one person; when due it becomes (part of) a letter.

    ``minutes_before`` is the rule, as a distance from the moment that counts (negative: after it);
    ``due_at`` the computed time, out of quiet hours. ``about`` names the matter, ``sequence`` its
    date or round: a new date has new rows. ``mail`` is the letter, which may speak of other
    matters of the same person as well; ``handed`` counts the letters of this row.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", _("missing answer")
        MEETING = "meeting", _("meeting is near")
        REMARKS = "remarks", _("minutes to confirm")
        TASK = "task", _("task")
        MINUTES = "minutes", _("missing minutes")
        ADDENDUM = "addendum", _("addendum to confirm")

    INVITED = (Kind.ANSWER, Kind.MEETING)  # each belongs to an invitation

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        QUEUED = "queued", _("handed to the outbox")
        DROPPED = "dropped", _("no longer needed")

    STATE_MOVES = {
        State.PLANNED: {State.QUEUED, State.DROPPED},
        # Answered while the letter waited for the morning; or its letter was about more than it.
        State.QUEUED: {State.DROPPED, State.PLANNED},
        State.DROPPED: {State.PLANNED},  # a no became a yes again
    }

    class Why(models.TextChoices):
        ANSWERED = "answered", _("the answer is there or was changed")
        MOVED = "moved", _("the meeting was moved")
        CANCELLED = "cancelled", _("the meeting does not take place")
        ENDED = "ended", _("the mandate has ended")
        LATE = "late", _("it was too late for it")
        MERGED = "merged", _("a nearer reminder came at the same time")
        DONE = "done", _("it was done")
        RULE = "rule", _("the forum's rules were changed")
        STOPPED = "stopped", _("stopped by hand")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.MEETING)
    about = models.CharField(_("object"), max_length=60)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reminders")
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    action_item = models.ForeignKey(
        ActionItem, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    minutes_before = models.IntegerField(_("minutes before"))
    sequence = models.PositiveIntegerField(_("for the meeting's sequence"))
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    why = models.CharField(_("why dropped"), max_length=10, choices=Why, blank=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="reminders")
    handed = models.PositiveSmallIntegerField(_("letters"), default=0)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "mandate", "sequence", "kind", "minutes_before"],
                name="reminder_once",
            ),
            models.CheckConstraint(
                name="reminder_of_what_its_kind_says",
                condition=Q(
                    kind__in=["answer", "meeting"], invitation__isnull=False, action_item=None
                )
                | Q(kind="task", invitation=None, action_item__isnull=False)
                | Q(kind__in=["remarks", "minutes", "addendum"], invitation=None, action_item=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="reminder_due", condition=Q(state="planned")
            ),
            models.Index(
                fields=["recipient", "due_at", "id"],
                name="reminder_of_person",
                condition=Q(state="planned"),
            ),
            models.Index(fields=["meeting", "due_at", "id"], name="reminder_of_meeting"),
        ]

    def __str__(self):
        return f"{self.meeting}: {self.mandate.user} −{self.minutes_before} min"

    @property
    def mail_key(self):
        """The key of its next letter: none can be queued twice."""
        return f"reminder:{self.pk}:{self.handed}" if self.handed else f"reminder:{self.pk}"
