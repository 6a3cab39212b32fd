"""What may happen to a project: a register of risks, each assessed again and again."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import append_only
from projects import hazards
from projects.models.negotiation import Said
from projects.models.project import Project
from villages.models import Region


class Risk(Said):
    """What may happen, why, and what would follow; never changed. Assessments say how grave."""

    MOST = 60  # a project; the page shows them all

    project = models.ForeignKey(Project, models.CASCADE, related_name="risks")
    number = models.PositiveSmallIntegerField(_("number"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    title = models.CharField(_("what may happen"), max_length=150)
    cause = models.CharField(_("cause"), max_length=300, blank=True)
    effect = models.CharField(_("effect"), max_length=300, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="risk_number_once"),
            models.UniqueConstraint(fields=["project", "token"], name="risk_once_a_form"),
            models.CheckConstraint(name="risk_has_title", condition=~Q(title="")),
        ]
        triggers = append_only("risk_is_fixed")

    def __str__(self):
        return self.title


class AssessmentQuerySet(models.QuerySet):
    def standing(self):
        """The newest one of each risk."""
        return self.filter(later=None)

    def open(self):
        """Of risks that may still happen."""
        return self.standing().filter(state=Assessment.State.OPEN)

    def awaiting_review(self, until):
        """Whose review is due by that day, in projects that go on."""
        return self.open().filter(
            review_on__lte=until, risk__project__state__in=Project.OPEN_STATES
        )


class Assessment(Said):
    """How grave a risk is, what is done against it, and who looks after it; never changed, only
    followed: ``before`` is the one that it replaces, so that nobody overwrites unseen."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("risk", "open")
        HAPPENED = "happened", pgettext_lazy("risk", "has happened")
        CLOSED = "closed", pgettext_lazy("risk", "closed")

    class Grade(models.IntegerChoices):
        SMALL = 1, pgettext_lazy("risk", "small")
        MIDDLE = 2, pgettext_lazy("risk", "middle")
        LARGE = 3, pgettext_lazy("risk", "large")

    MOST = 100  # a risk

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="assessments")
    before = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="later",
        verbose_name=_("assessment before"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), choices=Grade)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Grade)
    measure = models.CharField(_("measure against it"), max_length=500)
    keeper = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("region that looks after the risk")
    )
    review_on = models.DateField(_("next review"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment of a risk")
        verbose_name_plural = _("assessments of risks")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["review_on"], name="assessment_review_due", condition=Q(state="open")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["risk"], condition=Q(before__isnull=True), name="assessment_one_first"
            ),
            models.UniqueConstraint(fields=["risk", "token"], name="assessment_once_a_form"),
            models.CheckConstraint(
                name="assessment_grades_in_bounds",
                condition=Q(likelihood__range=(1, 3), impact__range=(1, 3)),
            ),
            models.CheckConstraint(
                name="assessment_open_has_review",
                condition=Q(state="open") ^ Q(review_on__isnull=True),
            ),
            models.CheckConstraint(
                name="assessment_end_says_why", condition=Q(state="open") | ~Q(note="")
            ),
            models.CheckConstraint(name="assessment_has_measure", condition=~Q(measure="")),
        ]
        triggers = append_only("assessment_is_fixed")

    def __str__(self):
        return f"{self.risk}: {self.get_state_display()}"

    @property
    def level(self):
        return hazards.level_of(self.likelihood, self.impact)
