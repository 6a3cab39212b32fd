"""Support that a region or an organisation offers to a project, and the windows at which projects may ask for money."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.forms import MAX_RUPIAH
from core.models import TimeStamped
from projects.models.budget import Source
from projects.models.money import Commitment
from projects.models.project import Project
from projects.models.proposal import Contribution
from villages.models import Mandate, Organisation, Region
from villages.models.profile import Sector


class Offer(TimeStamped):
    """What a region or an organisation would bring; the lead takes it on, and it becomes a commitment, or declines."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for the lead")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    STATE_MOVES = {State.OPEN: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN}}
    MOST_OPEN = 20  # of one giver to one project

    project = models.ForeignKey(Project, models.PROTECT, related_name="offers")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="offers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="offers_made"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Contribution.Kind)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    year = models.PositiveSmallIntegerField(_("budget year"))
    worth = models.PositiveBigIntegerField(_("worth in rupiah"), default=0)
    note = models.CharField(_("what exactly"), max_length=200, blank=True)
    is_word = models.BooleanField(_("offered by who may bind the giver"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    token = models.UUIDField(_("number of the form"))
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, null=True, blank=True, related_name="offer"
    )

    class Meta:
        verbose_name = _("offer of support")
        verbose_name_plural = _("offers of support")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "token"], name="offer_one_a_form"),
            models.CheckConstraint(
                name="offer_of_region_or_organisation",
                condition=Q(region__isnull=True) ^ Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="offer_says_what",
                condition=Q(worth__gt=0) | (~Q(kind="cash") & ~Q(note="")),
            ),
            models.CheckConstraint(
                name="offer_in_bounds",
                condition=Q(year__range=(2000, 2100), worth__lte=MAX_RUPIAH),
            ),
            models.CheckConstraint(
                name="offer_answered_has_time",
                condition=Q(state="open") ^ Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_accepted_has_commitment",
                condition=~Q(state="accepted") ^ Q(commitment__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_declined_has_reason", condition=~Q(state="declined") | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["project"], name="offer_open", condition=Q(state="open")),
            models.Index(fields=["organisation", "-id"], name="offer_of_organisation"),
        ]

    def __str__(self):
        return f"{self.party}: {self.get_kind_display()}"

    @property
    def has_ended(self):
        """Nobody has answered it or taken it back, and its project goes on no more."""
        return self.state == self.State.OPEN and self.project.has_ended

    @property
    def standing_words(self):
        """What is said of it today: its state, unless it ended with the project."""
        return _("ended with the project") if self.has_ended else self.get_state_display()

    @property
    def why(self):
        """The lead's reason, or how the project ended under it."""
        return self.project.end_words if self.has_ended else self.reason

    @property
    def party(self):
        """The region or organisation that offers."""
        return self.organisation if self.organisation_id else self.region

    @property
    def party_id(self):
        return self.organisation_id or self.region_id


class FundingWindowQuerySet(models.QuerySet):
    def shown_to(self, acting):
        """Public ones, and what the region for which the person acts has hidden."""
        own = Q(region=acting.region_id) if acting else Q(pk__in=[])
        return self.filter(Q(is_public=True) | own)

    def given_in(self, region):
        """What the officers of the region, or of one around it, keep, and what is for all."""
        parts = region.code.split(".")
        around = [".".join(parts[:number]) for number in range(1, len(parts) + 1)]
        return self.filter(Q(region__isnull=True) | Q(region__in=around))

    def not_over(self, date):
        """Open, or still to open."""
        return self.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=date))


class FundingWindow(TimeStamped):
    """A programme of a giver: who may ask for how much, for what, and until when.

    With a ``region`` its officers keep it on the site, for that region and those within it;
    without one the operators do, for all.
    """

    class Level(models.TextChoices):
        VILLAGE = "village", _("villages")
        SUBDISTRICT = "subdistrict", _("subdistricts")

    name = models.CharField(_("name"), max_length=150)
    giver = models.CharField(_("giver"), max_length=150)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    sectors = ArrayField(
        models.CharField(max_length=12, choices=Sector),
        verbose_name=_("sectors"),
        default=list,
        blank=True,
        help_text=_("Empty: all sectors."),
    )
    levels = ArrayField(
        models.CharField(max_length=12, choices=Level),
        verbose_name=_("who may apply"),
        default=list,
        blank=True,
        help_text=_("Level of the region that leads the project. Empty: all."),
    )
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(
        _("closes"), null=True, blank=True, help_text=_("Empty: open all the time.")
    )
    most = models.PositiveBigIntegerField(
        _("most per project, in rupiah"), null=True, blank=True
    )  # fmt: skip
    link = models.URLField(_("address of the giver"), max_length=300, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="funding_windows",
        verbose_name=_("kept by"),
    )  # fmt: skip
    token = models.UUIDField(_("number of the form"), null=True, blank=True)
    made_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100, blank=True)
    office_title = models.CharField(_("office then"), max_length=80, blank=True)

    objects = FundingWindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding window")
        verbose_name_plural = _("funding windows")
        ordering = [F("closes_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="window_opens_before_it_closes",
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="window_most_is_something", condition=Q(most__isnull=True) | Q(most__gt=0)
            ),
            models.CheckConstraint(
                name="window_of_a_region_has_a_maker",
                condition=Q(region__isnull=True, made_by__isnull=True)
                | (Q(region__isnull=False, made_by__isnull=False) & ~Q(person_name="")),
            ),
            models.UniqueConstraint(fields=["made_by", "token"], name="window_one_a_form"),
        ]
        indexes = [models.Index(fields=["closes_on", "id"], name="window_by_end")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("funding:window", args=[self.pk])
