"""What a region's own assembly says to a version before its head answers."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import append_only
from core.uploads import random_name
from projects import guards
from projects.models.project import Version
from villages.models import Mandate, Region


class HomeResult(models.Model):
    """The result of an assembly at home about one version; corrected by a later row only.

    The newest row of a region and version counts. ``carried_from`` says that the assembly spoke
    of an earlier version, and that the changes since do not touch what it decided.
    """

    class Kind(models.TextChoices):
        VILLAGE = "musdes", _("village assembly (Musdes)")
        URBAN_VILLAGE = "muskel", _("kelurahan assembly")
        COORDINATION = "rakor", _("subdistrict coordination meeting")

    version = models.ForeignKey(Version, models.CASCADE, related_name="home_results")
    region = models.ForeignKey(Region, models.PROTECT, related_name="home_results")
    kind = models.CharField(_("kind of assembly"), max_length=8, choices=Kind)
    held_on = models.DateField(_("held on"))
    number = models.CharField(_("number of the berita acara"), max_length=60, blank=True)
    paper = models.FileField(_("file"), upload_to=random_name, max_length=120, blank=True)
    agrees = models.BooleanField(_("the assembly agrees"))
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("taken over from"),
    )  # fmt: skip
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("result of an assembly at home")
        verbose_name_plural = _("results of assemblies at home")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "region", "token"], name="home_result_once_a_form"
            ),
            models.CheckConstraint(
                name="home_result_has_number_or_file", condition=~Q(number="") | ~Q(paper="")
            ),
        ]
        triggers = [*append_only("home_result_is_fixed"), guards.result_is_of_the_past]

    def __str__(self):
        return f"{self.region}: {self.get_kind_display()}"


def assembly_of(region):
    """Which assembly speaks for a region."""
    if region.is_subdistrict:
        return HomeResult.Kind.COORDINATION
    return HomeResult.Kind.URBAN_VILLAGE if region.is_urban else HomeResult.Kind.VILLAGE
