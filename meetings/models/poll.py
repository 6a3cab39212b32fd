"""The question "when?": several dates, and what each asked region says to each of them."""

import uuid

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formats import ZONES
from core.models import TimeStamped
from meetings.models.meeting import Meeting
from projects.models import Project
from villages.models import Forum, Mandate, Region


class PollQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who speak for an asked region or for the one that asks."""
        own = Mandate.objects.held_by(user).values("region")
        asked = Poll.regions.through.objects.filter(region__in=own).values("poll")
        return self.filter(Q(organiser__in=own) | Q(pk__in=asked))

    def taking_answers(self, now=None):
        return self.filter(state=Poll.State.OPEN, closes_at__gt=now or timezone.now())

    def awaiting_answer_of(self, region, now=None):
        """Open ones in which the region has said nothing yet."""
        said = PollAnswer.objects.filter(region=region).values("slot__poll")
        return self.taking_answers(now).filter(regions=region).exclude(pk__in=said)

    def with_counts(self):
        """Counts how many regions are asked and have answered."""

        def counted(rows, of):
            rows = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
            return Coalesce(
                Subquery(rows.annotate(n=Count("region", distinct=True)).values("n")), 0
            )

        return self.annotate(
            asked=counted(Poll.regions.through.objects.all(), "poll"),
            answered=counted(PollAnswer.objects.all(), "slot__poll"),
        )

    def to_settle_by(self, region, now=None):
        """Asked by the region, without a result so far: closed, or answered by all."""
        asked = self.filter(organiser=region, state=Poll.State.OPEN).with_counts()
        return asked.filter(
            Q(closes_at__lte=now or timezone.now()) | Q(answered__gte=F("asked"))
        ).order_by("closes_at", "pk")

    def to_chase(self, now):
        """Those whose time for one reminder has come and that have had none."""
        return self.taking_answers(now).filter(chase_at__lte=now, chased_at=None)

    def to_report(self, since, now):
        """Closed since then, still to be settled, and who asked has not been told of the result."""
        return self.filter(
            state=Poll.State.OPEN, closes_at__gt=since, closes_at__lte=now, reported_at=None
        )


class Poll(TimeStamped):
    """A region asks the others which of some dates suit them. Times are UTC, shown in ``zone``."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SETTLED = "settled", _("became a meeting")
        WITHDRAWN = "withdrawn", _("withdrawn")

    STATE_MOVES = {State.OPEN: {State.SETTLED, State.WITHDRAWN}}

    FEWEST_SLOTS, MOST_SLOTS = 2, 10

    uid = models.UUIDField(_("form's number"), default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="polls")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="polls"
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=Meeting.Kind, default=Meeting.Kind.COORDINATION
    )
    title = models.CharField(_("title"), max_length=150)
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=20, choices=[(name, label) for name, label in ZONES.items()]
    )
    closes_at = models.DateTimeField(_("answers wanted by"))
    chase_at = models.DateTimeField(_("reminder due"))
    chased_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    reported_at = models.DateTimeField(_("result told to who asked"), null=True, blank=True)
    organiser = models.ForeignKey(Region, models.PROTECT, related_name="asked_polls")
    asked_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    regions = models.ManyToManyField(Region, related_name="polls", verbose_name=_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=500, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="poll"
    )

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("date poll")
        verbose_name_plural = _("date polls")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="poll_of_forum_or_project",
                condition=Q(forum__isnull=False) ^ Q(project__isnull=False),
            ),
            models.CheckConstraint(
                name="poll_settled_has_meeting",
                condition=Q(state="settled", meeting__isnull=False)
                | (~Q(state="settled") & Q(meeting__isnull=True)),
            ),
            models.CheckConstraint(
                name="poll_withdrawn_has_reason",
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["organiser", "state"], name="poll_by_organiser"),
            models.Index(
                fields=["chase_at"],
                name="poll_to_chase",
                condition=Q(state="open", chased_at__isnull=True),
            ),
            models.Index(
                fields=["closes_at"],
                name="poll_to_report",
                condition=Q(state="open", reported_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:poll", args=[self.pk])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def held_for(self):
        """The forum or the project whose regions shall meet."""
        return self.forum or self.project

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class Slot(models.Model):
    """One of the dates, with its full time range."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))

    class Meta:
        verbose_name = _("date of a poll")
        verbose_name_plural = _("dates of a poll")
        ordering = ["poll", "starts_at", "ends_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "starts_at", "ends_at"], name="slot_once_in_a_poll"
            ),
            models.CheckConstraint(
                name="slot_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self):
        return f"{self.poll}: {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def zone(self):
        return self.poll.zone


class PollAnswer(TimeStamped):
    """What a region says to one date, and who said it."""

    class Choice(models.TextChoices):
        YES = "yes", _("can")
        IF_NEEDED = "if_needed", _("if need be")
        NO = "no", _("cannot")

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="answers")
    region = models.ForeignKey(Region, models.PROTECT, related_name="poll_answers")
    choice = models.CharField(_("answer"), max_length=10, choices=Choice)
    answered_at = models.DateTimeField(_("answered"))
    answered_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer to a date")
        verbose_name_plural = _("answers to dates")
        ordering = ["slot", "region"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "region"], name="poll_answer_one_a_region")
        ]

    def __str__(self):
        return f"{self.region}: {self.slot}"
