"""The number that a party has given an agreement in its own register, after the seal."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Upper
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Agreement, Party
from core.models import never_emptied
from villages.models import Mandate, Region


class Registration(models.Model):
    """Number and day of a party's own copy, and where it was promulgated. Only that it was
    replaced by a later row is ever changed; the number of a replaced row is free again.

    ``key`` is what tells two numbers apart (``numbers.key_of``), ``gazette_key`` the same for the
    gazette, whose numbers all regulations of the region share; region, kind and year are those
    of the party and the day, so that the database itself sees a number given twice.
    """

    SEALED = (
        "party_id", "kind", "year", "number", "dated_on", "gazette_number", "promulgated_on",
        "witnesses", "stamped", "at", "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    party = models.ForeignKey(Party, models.PROTECT, related_name="registrations")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Agreement.Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number"), max_length=60)
    key = models.CharField(_("number as it is compared"), max_length=60)
    dated_on = models.DateField(_("date of the number"))
    gazette_number = models.CharField(_("number in the village gazette"), max_length=60, blank=True)
    gazette_key = models.CharField(
        _("gazette's number as it is compared"), max_length=60, blank=True
    )
    promulgated_on = models.DateField(_("promulgated on"), null=True, blank=True)
    witnesses = models.CharField(_("witnesses"), max_length=200, blank=True)
    stamped = models.BooleanField(_("stamp duty paid"), default=False)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("number of an agreement")
        verbose_name_plural = _("numbers of agreements")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["party", "token"], name="registration_once_a_form"),
            models.UniqueConstraint(
                fields=["party"],
                condition=Q(replaced_at__isnull=True),
                name="registration_one_counts",
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "year", "key"],
                condition=Q(replaced_at__isnull=True),
                name="registration_number_once_a_year",
            ),
            models.UniqueConstraint(
                F("region"),
                F("gazette_key"),
                ExtractYear("promulgated_on"),
                condition=Q(replaced_at__isnull=True) & ~Q(gazette_key=""),
                name="registration_gazette_number_once_a_year",
            ),
            models.CheckConstraint(
                name="registration_gazette_has_number_and_day",
                condition=Q(gazette_number="", promulgated_on__isnull=True)
                | (
                    ~Q(gazette_number="")
                    & Q(promulgated_on__isnull=False, promulgated_on__gte=F("dated_on"))
                ),
            ),
            models.CheckConstraint(
                name="registration_year_of_its_day", condition=Q(dated_on__year=F("year"))
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="registration_number_trgm")
        ]
        triggers = [guards.registration_is_replaced_only, never_emptied("registration_stays")]

    def __str__(self):
        return f"{self.party}: {self.written}"

    @property
    def written(self):
        """As papers say it: "3 Tahun 2026"; a letter's number has its year inside."""
        if self.number.isdecimal():
            return f"{self.number} Tahun {self.year}"
        return self.number
