"""A sitting: one dated meeting of a forum or of a project's partners."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formats import ZONES
from core.models import TimeStamped
from meetings import guards
from meetings.models.invitation import Invitation
from projects.models import Project
from villages.models import Forum, Mandate, Region
from villages.models.forum import USUAL_REMINDERS
from villages.roles import Permission, grants, offices_granting

NO_QUORUM = (0, 1)

# The rules of a forum under which a meeting is called; the defaults are those of partners.
RULES = (
    "quorum_of", "quorum_in", "waiting_hours", "second_call_days", "vote_unit", "majority",
    "notice_days", "notice_days_meeting", "notice_days_urgent",
)  # fmt: skip


def _among(mandates):
    """Called by, or inviting, a region of these mandates, in an office that may know of it."""
    speakers = mandates.filter(office__in=offices_granting(Permission.CALL_MEETING))
    return Q(_with_part(mandates), is_private=False) | _with_part(speakers)


def _with_part(mandates):
    own = mandates.values("region")
    invited = Invitation.objects.filter(region__in=own).values("meeting")
    return Q(organiser__in=own) | Q(pk__in=invited)


class MeetingQuerySet(models.QuerySet):
    def coming(self, now=None):
        """Not over yet, the next first."""
        return self.filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Over, the last one first."""
        return self.filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "-pk")

    def scheduled(self):
        """Still to come, as called or after a postponement."""
        return self.filter(state__in=Meeting.AHEAD)

    def between(self, start, end):
        """Those of which some part lies between two moments."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def visible_to(self, user):
        """Open ones for all; closed ones for those who speak for an invited or calling region;
        private ones for those of them who call and answer for it, no officials, no council."""
        return self.filter(Q(is_open=True) | _among(Mandate.objects.held_by(user)))

    def concerning(self, user):
        """Those that invite, or were called by, a region for which the user speaks today."""
        return self.filter(_among(Mandate.objects.held_by(user)))

    def public_matter(self):
        """Not private: they may be a source, have minutes, and be counted."""
        return self.filter(is_private=False)

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
        if not grants(acting, Permission.CALL_MEETING):
            mine = mine.public_matter()
        return mine.scheduled().coming(now)

    def to_close_by(self, region, now=None):
        """Called by the region, over, and not yet marked as held."""
        return self.filter(organiser=region).exclude(state__in=Meeting.FINAL).past(now)

    def without_minutes(self):
        """Nobody has sent their minutes for review yet; private ones have none."""
        return self.public_matter().filter(Q(minutes=None) | Q(minutes__state="draft"))

    def to_minute_by(self, region, since):
        """Called by the region, held since then, and without minutes that were sent."""
        held = self.filter(organiser=region, state=Meeting.State.HELD, ends_at__gte=since)
        return held.without_minutes()

    def with_answers(self):
        """Counts how many are invited, come, and are represented."""

        def how_many(**of):
            found = Invitation.objects.counting().filter(meeting=OuterRef("pk"), **of).order_by()
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
            pk__in=silent.values("meeting"), state__in=Meeting.AHEAD, answer_by__gte=now
        )


class Meeting(TimeStamped):
    """One dated sitting of a forum or of a project's partners. Times are UTC, shown in ``zone``.

    A private one is a talk of the invited about a matter of their own: of no forum and no project,
    never open, without minutes, decisions and tasks; what comes of it stands where it was called.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        WAITING = "waiting", _("waiting for the quorum")
        RUNNING = "running", _("in session")
        SUSPENDED = "suspended", _("interrupted")
        ADJOURNED = "adjourned", _("postponed for lack of a quorum")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")

    AHEAD = (State.SCHEDULED, State.ADJOURNED)  # its time and place may still change
    IN_ROOM = (State.WAITING, State.RUNNING, State.SUSPENDED)
    FINAL = (State.CANCELLED, State.HELD)

    # Who keeps no list of the room marks a meeting as held straight away.
    STATE_MOVES = {
        State.SCHEDULED: {
            State.WAITING, State.RUNNING, State.ADJOURNED, State.CANCELLED, State.HELD,
        },
        State.WAITING: {
            State.RUNNING, State.ADJOURNED, State.CANCELLED, State.HELD, State.SCHEDULED,
        },
        State.RUNNING: {State.SUSPENDED, State.HELD},
        State.SUSPENDED: {State.RUNNING, State.HELD},
        State.ADJOURNED: {State.RUNNING, State.CANCELLED, State.HELD},
    }  # fmt: skip

    class Kind(models.TextChoices):
        ASSEMBLY = "mad", _("inter-village assembly (MAD)")
        SUBDISTRICT_ASSEMBLY = "mak", _("inter-subdistrict assembly")
        COORDINATION = "coordination", _("coordination meeting")
        TECHNICAL = "technical", _("technical meeting")
        TRAINING = "training", _("training")

    # Kinds that belong to one level of regions; they open with a quorum only.
    ASSEMBLY_OF = {
        Kind.ASSEMBLY: Region.Level.VILLAGE,
        Kind.SUBDISTRICT_ASSEMBLY: Region.Level.SUBDISTRICT,
    }
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
    is_private = models.BooleanField(
        _("private talk of the invited"), default=False, editable=False
    )
    answer_by = models.DateTimeField(_("answers wanted by"))
    organiser = models.ForeignKey(Region, models.PROTECT, related_name="called_meetings")
    called_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    sitting = models.PositiveSmallIntegerField(_("sitting"), default=1)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    counted = models.JSONField(
        _("quorum as it stood at the close"), null=True, blank=True, editable=False
    )
    first_sitting = models.JSONField(
        _("start and quorum of the first sitting"), null=True, blank=True, editable=False
    )
    quorum_of = models.PositiveSmallIntegerField(_("quorum: parts"), default=2, editable=False)
    quorum_in = models.PositiveSmallIntegerField(
        _("quorum: of how many"), default=3, editable=False
    )
    waiting_hours = models.PositiveSmallIntegerField(
        _("hours to wait for the quorum"), default=3, editable=False
    )
    second_call_days = models.PositiveSmallIntegerField(
        _("days within which the second sitting follows"), default=3, editable=False
    )
    vote_unit = models.CharField(
        _("votes"), max_length=10, choices=Forum.VoteUnit, default=Forum.VoteUnit.REGION,
        editable=False,
    )  # fmt: skip
    majority = models.CharField(
        _("majority"), max_length=12, choices=Forum.Majority, default=Forum.Majority.SIMPLE,
        editable=False,
    )  # fmt: skip
    notice_days = models.PositiveSmallIntegerField(_("notice in days"), default=7, editable=False)
    notice_days_meeting = models.PositiveSmallIntegerField(
        _("notice of a meeting that is no assembly, in days"), default=3, editable=False
    )
    notice_days_urgent = models.PositiveSmallIntegerField(
        _("notice of an urgent meeting, in days"), default=1, editable=False
    )
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
                condition=Q(Q(forum__isnull=False) ^ Q(project__isnull=False), is_private=False)
                | Q(is_private=True, is_open=False, forum__isnull=True, project__isnull=True),
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
            models.CheckConstraint(
                name="meeting_first_or_second_sitting", condition=Q(sitting__in=[1, 2])
            ),
            models.CheckConstraint(
                name="meeting_postponed_is_second_sitting",
                condition=~Q(state="adjourned") | Q(sitting=2),
            ),
            models.CheckConstraint(
                name="meeting_quorum_is_a_part",
                condition=Q(quorum_of__gte=1, quorum_in__gte=F("quorum_of")),
            ),
        ]
        triggers = [
            guards.meeting_keeps_its_kind,
            guards.meeting_that_decided_takes_place,
            pgtrigger.ReadOnly(name="meeting_stays_private", fields=["is_private"]),
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
        """The forum or the project whose regions meet; None of a private talk."""
        return self.forum or self.project

    @property
    def of_whom(self):
        """The same in words, for papers."""
        return str(self.held_for or _("the invited"))

    @property
    def is_training(self):
        """People enrol for it, and it decides nothing."""
        return self.kind == self.Kind.TRAINING

    @property
    def has_quorum(self):
        """A training needs none."""
        return not self.is_training

    @staticmethod
    def rules_of(held_for):
        """The rules that a meeting is called under; later ones of its forum do not reach it."""
        if not isinstance(held_for, Forum):
            return {}
        return {name: getattr(held_for, name) for name in RULES}

    @property
    def counts_members(self):
        """In an assembly of a forum its members alone count and vote; others are guests there."""
        return self.is_assembly and self.forum_id is not None

    @property
    def quorum_rule(self):
        """Parts and of how many: (2, 3)."""
        if not self.has_quorum:
            return NO_QUORUM
        return self.quorum_of, self.quorum_in

    @property
    def is_second_call(self):
        return self.sitting == 2

    @property
    def roll(self):
        """Who came to, or was awaited at, the sitting that counts."""
        return self.attendances.filter(sitting=self.sitting)

    @property
    def reminder_rules(self):
        """Kind of reminder → minutes before the moment that counts.

        Those of the forum as they are today: who wants earlier reminders wants them now.
        """
        if self.forum:
            return self.forum.reminder_rules
        return {kind: usual() for kind, usual in USUAL_REMINDERS.items()}

    @property
    def is_scheduled(self):
        """Still to come: its time and place may change, it is answered and reminded of."""
        return self.state in self.AHEAD

    @property
    def is_changeable(self):
        """Not opened yet: one who waits for the quorum can still move or cancel it."""
        return self.is_scheduled or self.state == self.State.WAITING

    @property
    def is_assembly(self):
        return self.kind in self.ASSEMBLY_OF

    @property
    def is_in_room(self):
        """Waiting for the quorum, in session or interrupted."""
        return self.state in self.IN_ROOM

    @property
    def where(self):
        """The place in words; a meeting on a link alone takes place online."""
        return self.place or str(_("online"))
