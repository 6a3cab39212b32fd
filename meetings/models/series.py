"""Meetings that recur: the rule, and each date that came of it."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formats import ZONES
from core.models import TimeStamped
from meetings import recurrence
from meetings.models.meeting import Meeting
from projects.models import Partnership, Project
from villages.models import Forum, Mandate, Region
from villages.models.forum import Membership

SOON = timedelta(days=14)  # before a date its invitation becomes a task


class SeriesQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state=Series.State.RUNNING)

    def visible_to(self, user):
        """For the regions that sit in the forum or project, and for the one that calls."""
        own = Mandate.objects.held_by(user).values("region")
        seats = Membership.objects.on(timezone.localdate()).filter(region__in=own)
        partners = Partnership.objects.filter(region__in=own)
        return self.filter(
            Q(organiser__in=own)
            | Q(forum__in=seats.values("forum"))
            | Q(forum__home__in=own)
            | Q(project__in=partners.values("project"))
        )


class Series(TimeStamped):
    """What recurs, and how. ``rule`` is an RRULE (``meetings.recurrence``) counted from ``first_day``."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    STATE_MOVES = {State.RUNNING: {State.ENDED}}

    uid = models.UUIDField(_("form's number"), default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="series")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="series"
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=Meeting.Kind, default=Meeting.Kind.COORDINATION
    )
    title = models.CharField(_("title"), max_length=150)
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    rule = models.CharField(_("recurrence rule"), max_length=80)
    first_day = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    start = models.TimeField(_("start"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    zone = models.CharField(
        _("time zone"), max_length=20, choices=[(name, label) for name, label in ZONES.items()]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link for taking part online"), max_length=300, blank=True)
    is_open = models.BooleanField(_("open to the public"), default=True)
    agenda = models.JSONField(_("usual agenda"), default=list, blank=True)
    organiser = models.ForeignKey(Region, models.PROTECT, related_name="series")
    started_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="series_of_forum_or_project",
                condition=Q(forum__isnull=False) ^ Q(project__isnull=False),
            ),
            models.CheckConstraint(
                name="series_has_place_or_link", condition=~Q(place="", link="")
            ),
            models.CheckConstraint(name="series_takes_time", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="series_ends_after_first_day",
                condition=Q(until__isnull=True) | Q(until__gte=F("first_day")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:series", args=[self.pk])

    @property
    def seen(self):
        """Which state of the row a form was filled from; a later one makes the form stale."""
        return self.updated_at.isoformat()

    @property
    def held_for(self):
        return self.forum or self.project

    @property
    def is_running(self):
        return self.state == self.State.RUNNING

    @property
    def notice_days(self):
        """How long before a date its invitation goes out; partners of a project get a week."""
        return self.forum.notice_days if self.forum else 7

    def days(self, start, end):
        """The days by the rule from ``start`` to ``end``, none behind the last day."""
        return recurrence.days(
            self.rule, self.first_day, start, min(end, self.until) if self.until else end
        )

    def span(self, day):
        """Start and end on a day, on the clocks of the series."""
        start = datetime.combine(day, self.start, ZoneInfo(self.zone))
        return start, start + timedelta(minutes=self.minutes)


class OccurrenceQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=Occurrence.State.PLANNED, series__state=Series.State.RUNNING)

    def to_send_by(self, region, now):
        """Planned dates of the region's series within two weeks: time for the invitation."""
        near = self.planned().filter(series__organiser=region)
        return (
            near.filter(starts_at__range=(now, now + SOON))
            .select_related("series__forum")
            .order_by("starts_at", "pk")
        )

    def coming(self, now=None):
        return self.filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")


class Occurrence(TimeStamped):
    """One date of a series: planned until its invitation goes out, moved or cancelled alone.

    ``day`` is what the rule said and never changes, so no date comes twice. Times, place and link
    of a called one stay what its meeting was called with, or was last moved to with the series.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CALLED = "called", _("invitation sent")
        CANCELLED = "cancelled", _("cancelled")

    STATE_MOVES = {State.PLANNED: {State.CALLED, State.CANCELLED}}

    series = models.ForeignKey(Series, models.CASCADE, related_name="occurrences")
    uid = models.UUIDField(_("form's number"), default=uuid.uuid4, unique=True, editable=False)
    day = models.DateField(_("day by the rule"))
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link for taking part online"), max_length=300, blank=True)
    is_alone = models.BooleanField(_("changed alone"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="occurrence"
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of a series")
        verbose_name_plural = _("dates of a series")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "day"], name="occurrence_once_a_day"),
            models.CheckConstraint(
                name="occurrence_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="occurrence_called_has_meeting",
                condition=Q(state="called", meeting__isnull=False)
                | (~Q(state="called") & Q(meeting__isnull=True)),
            ),
            models.CheckConstraint(
                name="occurrence_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.series}: {self.day}"

    @property
    def zone(self):
        return self.series.zone

    @property
    def is_own(self):
        """Was it, or its meeting, changed alone? Then it keeps its time and place when the series
        changes. What only lies on a day that the series has left does not."""
        meeting = self.meeting
        return self.is_alone or (
            meeting is not None
            and (meeting.starts_at, meeting.ends_at, meeting.place, meeting.link)
            != (self.starts_at, self.ends_at, self.place, self.link)
        )
