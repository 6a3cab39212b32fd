"""What a project has brought: measured indicators, benefit by region, upkeep, evaluations.

Every figure names who gave it, when, and from what source. What has been given is never changed,
only followed by a newer figure.
"""

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.models import append_only, never_emptied
from projects.models.project import Project
from projects.results import EARLY
from villages.models import Mandate, Region


class Figures(models.Model):
    """Who gave figures, in which office at that time; ``token`` is the number of the form."""

    token = models.UUIDField(_("number of the form"))
    at = models.DateTimeField(_("given"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        abstract = True


class IndicatorQuerySet(models.QuerySet):
    def with_measured(self):
        """Each with ``is_measured``: it stands as it is."""
        values = Measurement.objects.filter(indicator=OuterRef("pk"))
        return self.annotate(is_measured=Exists(values))


class Indicator(models.Model):
    """What is to be measured: from the baseline to the target, in a unit.

    Once there is a measurement, baseline and target stand: nobody moves the goal afterwards.
    """

    MOST = 12
    WORDS = ("title", "unit", "baseline", "target", "source")  # what a row of the form says

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("indicator"), max_length=150)
    unit = models.CharField(_("unit"), max_length=30)
    baseline = models.DecimalField(_("before the work"), max_digits=14, decimal_places=2)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source of the first figure"), max_length=200)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="indicator_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="indicator_goes_somewhere", condition=~Q(baseline=F("target"))
            ),
            models.CheckConstraint(
                name="indicator_names_all", condition=~Q(title="") & ~Q(unit="") & ~Q(source="")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="indicator_stands_once_measured",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF ROW(NEW.title, NEW.unit, NEW.baseline, NEW.target, NEW.source)
                        IS DISTINCT FROM ROW(OLD.title, OLD.unit, OLD.baseline, OLD.target, OLD.source)
                        AND EXISTS (
                            SELECT 1 FROM projects_measurement WHERE indicator_id = OLD.id
                        )
                    THEN
                        RAISE EXCEPTION 'an indicator that has been measured stands as it is';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return self.title

    @property
    def words(self):
        """What it says, by the names of its fields."""
        return {name: getattr(self, name) for name in self.WORDS}


class Measurement(Figures):
    """What an indicator was on a day."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "mandate", "token"], name="measurement_one_a_form"
            ),
            models.CheckConstraint(name="measurement_has_source", condition=~Q(source="")),
        ]
        triggers = append_only("measurement_is_fixed")

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class Benefit(Figures):
    """How many people of a region gain, and what the region would have paid alone."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="benefits")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(_("people who gain"))
    women = models.PositiveIntegerField(_("women among them"))
    poor = models.PositiveIntegerField(_("from poor households"))
    youth = models.PositiveIntegerField(_("young people (16 to 30 years)"))
    alone = models.PositiveBigIntegerField(
        _("cost if the region had done it alone, in rupiah"), null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("benefit of a region")
        verbose_name_plural = _("benefits of regions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "token"], name="benefit_one_a_form"),
            models.CheckConstraint(
                name="benefit_parts_within_the_whole",
                condition=Q(women__lte=F("people"))
                & Q(poor__lte=F("people"))
                & Q(youth__lte=F("people")),
            ),
            models.CheckConstraint(name="benefit_has_source", condition=~Q(source="")),
        ]
        indexes = [models.Index(fields=["project", "region", "-id"], name="benefit_latest")]
        triggers = append_only("benefit_is_fixed")

    def __str__(self):
        return f"{self.project}: {self.region}"

    @property
    def is_expected(self):
        """Was it told before the work began?"""
        return self.project.started_at is None or self.at < self.project.started_at


class Upkeep(Figures):
    """Who keeps up what was built, how, with what money; the latest row holds."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="upkeeps")
    owner = models.ForeignKey(Region, models.PROTECT, related_name="+")
    keeper = models.CharField(_("who looks after it"), max_length=150)
    work = models.TextField(_("what is done, and how often"), max_length=1000)
    yearly_cost = models.PositiveBigIntegerField(_("cost a year in rupiah"))
    money_from = models.CharField(_("where the money comes from"), max_length=200)

    class Meta:
        verbose_name = _("upkeep plan")
        verbose_name_plural = _("upkeep plans")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "token"], name="upkeep_one_a_form"),
            models.CheckConstraint(
                name="upkeep_names_all",
                condition=~Q(keeper="") & ~Q(work="") & (Q(yearly_cost=0) | ~Q(money_from="")),
            ),
        ]
        triggers = append_only("upkeep_is_fixed")

    def __str__(self):
        return f"{self.project}: {self.keeper}"


class Evaluation(models.Model):
    """A look back: when the work is done, and one and three years later. Written once."""

    class Use(models.TextChoices):
        FULL = "full", _("in full use")
        PART = "part", _("partly in use")
        NONE = "none", _("no longer in use")

    YEARS = (0, 1, 3)

    project = models.ForeignKey(Project, models.CASCADE, related_name="evaluations")
    years = models.PositiveSmallIntegerField(_("years after the end of the work"))
    due_on = models.DateField(_("due"))
    on = models.DateField(_("written on"), null=True, blank=True)
    use = models.CharField(_("state of what was made"), max_length=4, choices=Use, blank=True)
    went_well = models.TextField(_("what went well"), max_length=2000, blank=True)
    went_badly = models.TextField(_("what was difficult"), max_length=2000, blank=True)
    lessons = models.TextField(_("what others can learn"), max_length=2000, blank=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100, blank=True)
    office_title = models.CharField(_("office then"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["years"]
        constraints = [
            models.UniqueConstraint(fields=["project", "years"], name="evaluation_one_a_time"),
            models.CheckConstraint(
                name="evaluation_is_written_whole",
                condition=Q(on__isnull=True, mandate__isnull=True, use="", lessons="")
                | (
                    Q(on__isnull=False, mandate__isnull=False)
                    & ~Q(use="")
                    & ~Q(lessons="")
                    & ~Q(person_name="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="evaluation_open", condition=Q(on__isnull=True))
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(
                name="evaluation_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.project} ({self.years})"

    @property
    def title(self):
        """When it looks back, in words."""
        return {
            0: _("At the end of the work"),
            1: _("One year later"),
            3: _("Three years later"),
        }[self.years]

    @property
    def opens_on(self):
        """From when it may be written; None where the end of the work is enough."""
        return self.due_on - timedelta(days=EARLY) if self.years else None
