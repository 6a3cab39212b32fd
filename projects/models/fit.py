"""Whether the plans of each region that takes part hold the project: as proposed, and as stated."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import append_only
from projects.models.project import Project, Version
from villages.models import Mandate, Region


class Standing(models.TextChoices):
    """Where the project stands in a region's plans. What nobody knows yet has no row.

    The words here are those of a village; ``projects.fits`` has those of a subdistrict too.
    """

    ANNUAL = "annual", _("in RPJM Desa and RKP Desa")
    MEDIUM = "medium", _("in RPJM Desa, not yet in RKP Desa")
    ABSENT = "absent", _("not yet in the plans")


class Fit(models.Model):
    """What both kinds of rows say."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    standing = models.CharField(_("standing in the plans"), max_length=6, choices=Standing)
    reference = models.CharField(_("period and page or number"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the annual plan"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.region}: {self.get_standing_display()}"


def _rules(name):
    """A plan that holds it is named, with its year if it is an annual one; other rows name none."""
    return [
        models.CheckConstraint(
            name=f"{name}_plan_is_named",
            condition=Q(standing="absent", reference="")
            | (Q(standing__in=["medium", "annual"]) & ~Q(reference="")),
        ),
        models.CheckConstraint(
            name=f"{name}_year_of_annual_plan",
            condition=Q(standing="annual", year__isnull=False)
            | (~Q(standing="annual") & Q(year__isnull=True)),
        ),
    ]


class PlanFit(Fit):
    """What one version of the proposal says of one region's plans; fixed with the version."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="fits")

    class Meta:
        verbose_name = _("fit to the plans, as proposed")
        verbose_name_plural = _("fits to the plans, as proposed")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "region"], name="plan_fit_one_a_region"),
            *_rules("plan_fit"),
        ]
        triggers = append_only("plan_fit_is_fixed")


class PlanStatementQuerySet(models.QuerySet):
    def newest(self):
        """The one of each region and project that counts."""
        return self.order_by("project_id", "region_id", "-pk").distinct("project_id", "region_id")


class PlanStatement(Fit):
    """What a region itself has stated of its plans; the newest counts, none is ever changed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="plan_statements")
    at = models.DateTimeField(_("stated"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    objects = PlanStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("fit to the plans, as stated by the region")
        verbose_name_plural = _("fits to the plans, as stated by the regions")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["project", "region", "-id"], name="plan_statement_newest"),
        ]
        constraints = _rules("plan_statement")
        triggers = append_only("plan_statement_is_fixed")
