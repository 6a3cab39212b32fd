"""A sitting: one dated meeting of a forum or of a project's partners."""

import uuid

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formats import ZONES
from core.models import TimeStamped
from meetings.models.invitation import Invitation
from projects.models import Project
from villages.models import Forum, Mandate, Region
from villages.models.forum import default_reminders

DEFAULT_QUORUM = (2, 3)  # of a project's partners; a forum has a rule of its own


class MeetingQuerySet(models.QuerySet):
    def coming(self, now=None):
        """Not over yet, the next first."""
        return self.filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Over, the last one first."""
        return self.filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "-pk")

    def scheduled(self):
        return self.filter(state=Meeting.State.SCHEDULED)

    def between(self, start, end):
        """Those of which some part lies between two moments."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def visible_to(self, user):
        """Open ones for all; closed ones for those who speak for an invited or calling region."""
        own = Mandate.objects.held_by(user).values("region")
        invited = Invitation.objects.filter(region__in=own).values("meeting")
        return self.filter(Q(is_open=True) | Q(organiser__in=own) | Q(pk__in=invited))

    def inviting(self, region):
        return self.filter(pk__in=Invitation.objects.filter(region=region).values("meeting"))

    def of_region(self, region):
        """Those that invite the region, and those that it has called."""
        invited = Invitation.objects.filter(region=region).values("meeting")
        return self.filter(Q(pk__in=invited) | Q(organiser=region))

    def next_meeting_of(self, acting, now=None):
        """What the capacity goes to next: invited without a no, or called by its region."""
        if acting is None:
            return self.none()
        invited = Invitation.objects.filter(region=acting.region_id)
        goes = invited.exclude(answer=Invitation.Answer.ABSENT).values("meeting")
        mine = self.filter(Q(pk__in=goes) | Q(organiser=acting.region_id))
        return mine.scheduled().coming(now)

    def to_close_by(self, region, now=None):
        """Called by the region, over, and not yet marked as held."""
        return self.filter(organiser=region).scheduled().past(now)

    def with_answers(self):
        """Counts how many are invited, come, and are represented."""

        def how_many(**of):
            found = Invitation.objects.filter(meeting=OuterRef("pk"), **of).order_by()
            counted = found.values("meeting").annotate(n=Count("pk")).values("n")
            return Coalesce(Subquery(counted), 0)

        return self.annotate(
            invited=how_many(),
            attending=how_many(answer=Invitation.Answer.ATTENDS),
            by_proxy=how_many(answer=Invitation.Answer.REPRESENTED),
        )

    def awaiting_answer_of(self, region, now=None):
        """Coming ones that the region has not answered and still can."""
        now = now or timezone.now()
        silent = Invitation.objects.filter(region=region, answer=Invitation.Answer.NONE)
        return self.filter(
            pk__in=silent.values("meeting"), state=Meeting.State.SCHEDULED, answer_by__gte=now
        )


class Meeting(TimeStamped):
    """One dated sitting of a forum or of a project's partners. Times are UTC, shown in ``zone``."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")

    STATE_MOVES = {State.SCHEDULED: {State.CANCELLED, State.HELD}}

    class Kind(models.TextChoices):
        ASSEMBLY = "mad", _("inter-village assembly (MAD)")
        COORDINATION = "coordination", _("coordination meeting")
        TECHNICAL = "technical", _("technical meeting")
        TRAINING = "training", _("training")

    MAX_REGIONS = 60

    uid = models.UUIDField(_("calendar UID"), default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="meetings")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.COORDINATION)
    title = models.CharField(_("title"), max_length=150)
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    zone = models.CharField(
        _("time zone"), max_length=20, choices=[(name, label) for name, label in ZONES.items()]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link for taking part online"), max_length=300, blank=True)
    is_open = models.BooleanField(_("open to the public"), default=True)
    answer_by = models.DateTimeField(_("answers wanted by"))
    organiser = models.ForeignKey(Region, models.PROTECT, related_name="called_meetings")
    called_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    sequence = models.PositiveIntegerField(_("calendar sequence"), default=0)
    moved_from = models.DateTimeField(_("moved from"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason of cancellation"), max_length=500, blank=True)
    told = models.JSONField(
        _("facts as the invited know them"), default=dict, blank=True, editable=False
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="meeting_of_forum_or_project",
                condition=Q(forum__isnull=False) ^ Q(project__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_has_place_or_link", condition=~Q(place="", link="")
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_answers_before_end", condition=Q(answer_by__lte=F("ends_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="meeting_by_start"),
            models.Index(fields=["ends_at", "id"], name="meeting_by_end"),
            models.Index(fields=["organiser", "ends_at"], name="meeting_by_organiser"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:detail", args=[self.pk])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def seen(self):
        """Which state of the row a form was filled from; a later one makes the form stale."""
        return self.updated_at.isoformat()

    @property
    def held_for(self):
        """The forum or the project whose regions meet."""
        return self.forum or self.project

    @property
    def quorum_rule(self):
        """Parts and of how many: (2, 3)."""
        return (self.forum.quorum_of, self.forum.quorum_in) if self.forum else DEFAULT_QUORUM

    @property
    def reminder_rules(self):
        """Minutes before the start."""
        return self.forum.reminders if self.forum else default_reminders()

    @property
    def is_scheduled(self):
        return self.state == self.State.SCHEDULED

    @property
    def where(self):
        """The place in words; a meeting on a link alone takes place online."""
        return self.place or str(_("online"))
