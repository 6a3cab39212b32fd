"""Work days (gotong royong): when people come together to work, who signs up, who came."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped, append_only
from projects.models.project import Project
from projects.models.result import Figures
from villages.models import Mandate, Region


class WorkDay(TimeStamped):
    """One day of work. ``taken`` counts the places of those who have signed up; whoever changes it
    holds the day's row, and the database refuses one place too many by itself."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    STATE_MOVES = {State.PLANNED: {State.CANCELLED}}
    MOST_WANTED = 2000

    project = models.ForeignKey(Project, models.CASCADE, related_name="work_days")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("announced by")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    sign_up_until = models.DateTimeField(_("sign-up until"))
    place = models.CharField(_("place"), max_length=200)
    work = models.CharField(_("work"), max_length=500)
    bring = models.CharField(_("what to bring"), max_length=300, blank=True)
    wanted = models.PositiveSmallIntegerField(_("people wanted"))
    taken = models.PositiveSmallIntegerField(_("people signed up"), default=0)
    changes = models.PositiveSmallIntegerField(_("number of changes"), default=0)
    reason = models.CharField(_("reason of the last change"), max_length=300, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    announced_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("work day")
        verbose_name_plural = _("work days")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["announced_by", "token"], name="work_day_once_a_form"),
            models.CheckConstraint(
                name="work_day_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")) & Q(sign_up_until__lte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="work_day_has_room", condition=Q(wanted__gte=1) & Q(taken__lte=F("wanted"))
            ),
            models.CheckConstraint(
                name="work_day_says_where_and_what", condition=~Q(place="") & ~Q(work="")
            ),
            models.CheckConstraint(
                name="work_day_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["project", "-starts_at"], name="work_day_by_time")]

    def __str__(self):
        return self.work

    def get_absolute_url(self):
        return reverse("projects:work_day", args=[self.project.code, self.pk])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def free(self):
        """How many more may sign up."""
        return self.wanted - self.taken

    def has(self, user):
        """Has the person signed up himself or others, and not stepped back?"""
        return self.sign_ups.filter(booked_by=user, stepped_back_at=None).exists()

    @property
    def host(self):
        """The region that announced it, while it takes part in the project; afterwards the lead."""
        return self.project.in_charge(self.region)

    @property
    def is_planned(self):
        return self.state == self.State.PLANNED


class SignUp(TimeStamped):
    """One person, or a group under one name, that comes to a work day.

    With a ``mandate`` a representative has signed up people of his region, who need no account;
    without one a person has signed up himself and whom he brings along, once a day of work.
    """

    MOST_OF_A_PERSON = 50

    day = models.ForeignKey(WorkDay, models.CASCADE, related_name="sign_ups")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed up by")
    )
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from")
    )
    name = models.CharField(_("name"), max_length=100)
    people = models.PositiveSmallIntegerField(_("how many people"))
    stepped_back_at = models.DateTimeField(_("stepped back"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-up for a work day")
        verbose_name_plural = _("sign-ups for work days")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "booked_by"],
                condition=Q(mandate__isnull=True, stepped_back_at__isnull=True),
                name="sign_up_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["day", "region", "name"],
                condition=Q(mandate__isnull=False, stepped_back_at__isnull=True),
                name="sign_up_once_a_group",
            ),
            models.CheckConstraint(
                name="sign_up_names_somebody", condition=~Q(name="") & Q(people__gte=1)
            ),
            models.CheckConstraint(
                name="sign_up_of_a_region_names_it",
                condition=Q(mandate__isnull=True) | Q(region__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name


class LabourQuerySet(models.QuerySet):
    def standing(self):
        """The newest row of each day, region and group; an older one has been corrected by it."""
        newer = Labour.objects.filter(
            day=OuterRef("day"), region=OuterRef("region"), group=OuterRef("group"),
            pk__gt=OuterRef("pk"),
        )  # fmt: skip
        return self.filter(~Exists(newer))

    def hours_by(self, name):
        """The hours of all people together, by ``name`` ("region", "day")."""
        hours = Sum(F("people") * F("hours"))
        return dict(self.standing().order_by().values_list(name).annotate(hours=hours))


class Labour(Figures):
    """How many people of a region, or of a group of it, came to a work day, and for how many hours
    each. Never changed: the newest row counts, and one of 0 people takes a row back."""

    MOST_ROWS = 60
    MOST_HOURS = 24

    day = models.ForeignKey(WorkDay, models.PROTECT, related_name="labour")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    group = models.CharField(_("group"), max_length=100, blank=True)
    people = models.PositiveSmallIntegerField(_("people who came"))
    hours = models.DecimalField(_("hours each"), max_digits=4, decimal_places=2)

    objects = LabourQuerySet.as_manager()

    class Meta:
        verbose_name = _("labour of a work day")
        verbose_name_plural = _("labour of work days")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "region", "group", "token"], name="labour_once_a_form"
            ),
            models.CheckConstraint(
                name="labour_hours_of_a_day", condition=Q(hours__gte=0, hours__lte=24)
            ),
        ]
        indexes = [models.Index(fields=["day", "region", "group", "-id"], name="labour_latest")]
        triggers = append_only("labour_is_fixed")

    def __str__(self):
        return f"{self.region}: {self.people}"
