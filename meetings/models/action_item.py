"""Follow-up: who does what until when, out of a meeting."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from meetings.models.agenda import AgendaItem
from meetings.models.decision import Decision
from meetings.models.meeting import Meeting
from villages.models import Mandate, Region


class ActionItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the meeting may read who has taken on what."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def still_open(self):
        return self.filter(state=ActionItem.State.OPEN)

    def overdue(self, today):
        return self.still_open().filter(due_on__lt=today)

    def of_person(self, user):
        return self.filter(mandate__user=user)

    def of_region(self, region):
        return self.filter(region=region)

    def owned_by(self, acting, *, speaks_for_region):
        """The capacity's own; for who speaks for the region also those that nobody else has.

        A task of a person whose mandate has ended falls back to his region.
        """
        own = Q(mandate=acting)
        if speaks_for_region:
            valid = Mandate.objects.valid_at().values("pk")
            own |= Q(region=acting.region_id) & (Q(mandate=None) | ~Q(mandate__in=valid))
        return self.filter(own)

    def carried_over_to(self, meeting):
        """Open ones out of earlier meetings of the same forum or project."""
        return self.still_open().filter(
            meeting__forum=meeting.forum_id,
            meeting__project=meeting.project_id,
            meeting__starts_at__lt=meeting.starts_at,
        )

    def with_owners(self):
        return self.select_related("region", "mandate__user", "mandate__region", "meeting")


class ActionItem(TimeStamped):
    """A task: of a person in his office, or of a region as a whole."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    STATE_MOVES = {
        State.OPEN: {State.DONE, State.DROPPED},
        State.DONE: {State.OPEN},
        State.DROPPED: {State.OPEN},
    }

    MAX_TEXT = 300

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="action_items")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="action_items"
    )
    text = models.CharField(_("task"), max_length=MAX_TEXT)
    region = models.ForeignKey(Region, models.PROTECT, related_name="action_items")
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    due_on = models.DateField(_("to be done by"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    note = models.CharField(_("how far it is"), max_length=500, blank=True)
    noted_at = models.DateTimeField(_("said on"), null=True, blank=True)
    given_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("done or dropped"), null=True, blank=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on", "pk"]
        constraints = [
            # A form sent twice gives one task.
            models.UniqueConstraint(
                F("meeting"), F("region"), MD5("text"), condition=Q(state="open"),
                name="action_item_once_in_a_meeting",
            ),
            models.CheckConstraint(
                name="action_item_closed_has_time",
                condition=Q(state="open") ^ Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="action_item_dropped_has_reason", condition=~Q(state="dropped") | ~Q(note="")
            ),
            models.CheckConstraint(
                name="action_item_note_has_time", condition=Q(note="") ^ Q(noted_at__isnull=False)
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["due_on", "id"], name="action_item_open", condition=Q(state="open")
            ),
            models.Index(fields=["region", "state", "due_on"], name="action_item_of_region"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("meetings:task", args=[self.pk])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def owner(self):
        """Who does it, in words."""
        if self.mandate is None:
            return self.region.full_name
        return f"{self.mandate.user}, {self.mandate.capacity}"
