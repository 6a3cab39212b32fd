"""What each party settles at home before its head gives its word, with the papers that prove it."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement, Party
from core.models import append_only
from core.uploads import random_name
from villages.models import Mandate


class Step(models.TextChoices):
    """What is settled at home, in its order; the last one after the agreement is sealed."""

    ASSEMBLY = "1_musdes", _("village assembly (Musdes)")
    COUNCIL = "2_bpd", _("consent of the village council (BPD)")
    REGULATION = "3_perdes", _("village regulation or decree on the cooperation")
    DELEGATES = "4_delegasi", _("decree on the delegates")
    REPORT = "5_laporan", _("copy to the regent through the subdistrict")


class HomeRule(models.Model):
    """That a kind asks a step of each village that is party; operators write these.

    While a ``compulsory`` one is missing, the head of that village cannot approve. ``days`` count
    from the opening of the current version; for the copy to the regent, from the promulgation.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Agreement.Kind)
    step = models.CharField(_("what is settled"), max_length=12, choices=Step)
    compulsory = models.BooleanField(_("needed before the head approves"), default=False)
    days = models.PositiveSmallIntegerField(
        _("within days"), default=7, validators=[MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("step at home")
        verbose_name_plural = _("steps at home")
        ordering = ["kind", "step"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "step"], name="home_rule_once"),
            models.CheckConstraint(
                name="home_rule_report_comes_after",
                condition=~Q(step=Step.REPORT, compulsory=True),
            ),
            models.CheckConstraint(name="home_rule_days", condition=Q(days__lte=60)),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_step_display()}"


class HomePaper(models.Model):
    """The paper behind a step of a party; corrected by a later row, of which the newest counts."""

    SEALED = (
        "party_id", "step", "held_on", "number", "sha256", "at",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    party = models.ForeignKey(Party, models.PROTECT, related_name="home_papers")
    step = models.CharField(_("what is settled"), max_length=12, choices=Step)
    held_on = models.DateField(_("date of the paper"))
    number = models.CharField(_("number of the paper"), max_length=80, blank=True)
    paper = models.FileField(_("file"), upload_to=random_name, max_length=120)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("paper from home")
        verbose_name_plural = _("papers from home")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["party", "step", "-id"], name="home_paper_newest")]
        constraints = [
            models.UniqueConstraint(fields=["party", "step", "token"], name="home_paper_once_a_form"),
            models.CheckConstraint(name="home_paper_has_file", condition=~Q(paper="")),
        ]  # fmt: skip
        triggers = append_only("home_paper_is_fixed")

    def __str__(self):
        return f"{self.party}: {self.get_step_display()}"
