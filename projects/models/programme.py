"""Programmes of several years: phases, each with projects of their own leads."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import project_code
from core.models import TimeStamped
from projects.models.project import Project
from villages.models import Forum, Mandate, Region

YEARS = (2000, 2100)


class Programme(TimeStamped):
    """What several projects serve together over the years, founded by a village or subdistrict."""

    MOST_PHASES = 8

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    owner = models.ForeignKey(
        Region, models.PROTECT, related_name="programmes", verbose_name=_("founded by")
    )
    forum = models.ForeignKey(
        Forum, models.SET_NULL, null=True, blank=True, related_name="programmes"
    )
    title = models.CharField(_("title"), max_length=150)
    aim = models.TextField(_("aim"), max_length=2000)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    changes = models.PositiveSmallIntegerField(_("number of changes"), default=0)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    founded_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["founded_by", "token"], name="programme_once_a_form"),
            models.CheckConstraint(
                name="programme_years_in_order",
                condition=Q(first_year__range=YEARS, last_year__range=YEARS)
                & Q(last_year__gte=F("first_year")),
            ),
            models.CheckConstraint(name="programme_has_words", condition=~Q(title="") & ~Q(aim="")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:detail", args=[self.code])


class Phase(models.Model):
    """A step of a programme, with its years."""

    MOST_PROJECTS = 40

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name of the phase"), max_length=100)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="phase_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="phase_years_in_order",
                condition=Q(first_year__range=YEARS, last_year__range=YEARS)
                & Q(last_year__gte=F("first_year")),
            ),
            models.CheckConstraint(name="phase_has_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return f"{self.programme}: {self.name}"


class Placement(TimeStamped):
    """That the lead of a project asks for a place in a phase, and what the founder says to it.

    ``Project.phase`` is where it stands now; this is how it came there and left.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("place in a programme", "asked for")
        ACCEPTED = "accepted", pgettext_lazy("place in a programme", "accepted")
        DECLINED = "declined", pgettext_lazy("place in a programme", "declined")
        TAKEN_BACK = "taken_back", pgettext_lazy("place in a programme", "taken back")
        LEFT = "left", pgettext_lazy("place in a programme", "left again")

    STATE_MOVES = {
        State.ASKED: {State.ACCEPTED, State.DECLINED, State.TAKEN_BACK},
        State.ACCEPTED: {State.LEFT},
    }

    project = models.ForeignKey(Project, models.CASCADE, related_name="placements")
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="placements")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("place in a programme")
        verbose_name_plural = _("places in programmes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=["asked", "accepted"]),
                name="placement_one_a_project",
            ),
            models.CheckConstraint(
                name="placement_answered_has_time",
                condition=Q(state__in=["asked", "taken_back"])
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="placement_no_has_reason", condition=~Q(state="declined") | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.phase}"
