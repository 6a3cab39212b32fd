"""What a project costs, line by line and year by year (RAB)."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Round
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import MAX_RUPIAH
from core.models import TimeStamped, append_only
from projects.models.project import Project
from villages.models import Mandate

_PRODUCT = ExpressionWrapper(F("volume") * F("unit_price"), models.DecimalField())


class Source(models.TextChoices):
    """Where money comes from, as villages book it."""

    VILLAGE_BUDGET = "apbdes", _("village budget, own revenue (APB Desa)")
    VILLAGE_FUND = "dana_desa", _("Village Fund (Dana Desa)")
    ALLOCATION = "add", _("village fund allocation (ADD)")
    REGENCY = "kabupaten", _("regency aid")
    PROVINCE = "provinsi", _("provincial aid")
    GRANT = "hibah", _("grant")
    COMPANY = "csr", _("company responsibility fund (CSR)")
    SELF_HELP = "swadaya", _("self-help of the residents")


VILLAGE_MONEY = frozenset({Source.VILLAGE_BUDGET, Source.VILLAGE_FUND, Source.ALLOCATION})


class Budget(models.Model):
    """A numbered budget of a project. Never changed, only followed by the next one."""

    MOST_LINES = 200

    project = models.ForeignKey(Project, models.PROTECT, related_name="budgets")
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.CharField(_("what has changed"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="budget_number_once"),
            models.CheckConstraint(
                name="budget_change_has_note", condition=Q(number=1) | ~Q(note="")
            ),
        ]
        triggers = append_only("budget_is_fixed")

    def __str__(self):
        return f"{self.project} ({self.number})"


class BudgetLine(models.Model):
    """One line of a budget; an empty source says that nobody pays for it yet."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("budget year"))
    description = models.CharField(_("what it is for"), max_length=150)
    volume = models.DecimalField(_("volume"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=20)
    unit_price = models.PositiveBigIntegerField(_("unit price in rupiah"))
    amount = models.PositiveBigIntegerField(_("amount in rupiah"))
    source = models.CharField(_("source"), max_length=10, choices=Source, blank=True)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="budget_line_number_once"),
            models.CheckConstraint(
                name="budget_line_amount_is_volume_times_price",
                condition=Q(amount=Round(_PRODUCT)),
            ),
            models.CheckConstraint(
                name="budget_line_says_what",
                condition=Q(volume__gt=0) & ~Q(description="") & ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="budget_line_in_bounds",
                condition=Q(
                    year__range=(2000, 2100), amount__lte=MAX_RUPIAH, unit_price__lte=MAX_RUPIAH
                ),
            ),
        ]
        triggers = append_only("budget_line_is_fixed")

    def __str__(self):
        return self.description

    @property
    def volume_words(self):
        """6,2 or 1.500, without empty decimals."""
        whole, _dot, part = f"{self.volume.normalize():f}".partition(".")
        return formats.number(int(whole)) + (f",{part}" if part else "")


class BudgetDraft(TimeStamped):
    """What has been typed of the next budget, right or not yet right. Publishing deletes it, so
    that a draft always follows the budget that stands."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="budget_draft")
    typed = models.JSONField(_("answers"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    saved_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("draft of a budget")
        verbose_name_plural = _("drafts of budgets")

    def __str__(self):
        return str(self.project)

    @property
    def values(self):
        """The typed values, as a form takes them."""
        return MultiValueDict(self.typed)
