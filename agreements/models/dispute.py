"""A dispute between the parties of an agreement or project: who, about what, and where it stands."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements import dispute_guards, mediation
from agreements.models.agreement import Agreement
from agreements.models.obligation import Obligation
from core import formats
from core.codes import project_code
from core.models import TimeStamped, append_only, never_emptied
from projects.models import Project
from villages.models import Mandate, Region
from villages.models.mandate import CARING_OFFICES
from villages.roles import Permission, offices_granting


class DisputeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Heads, secretaries and officers of the parties; and the subdistricts and regencies in
        whose care these are, of which the mediator is one. Nobody else, no operator."""
        held = Mandate.objects.held_by(user)
        writers = held.filter(office__in=offices_granting(Permission.RECORD_AGREEMENT))
        carers = held.filter(office__in=CARING_OFFICES).values("region")
        sides = DisputeParty.objects.filter(
            Q(region__in=writers.values("region"))
            | Q(region__parent__in=carers)
            | Q(region__parent__parent__in=carers)
        )
        return self.filter(pk__in=sides.values("dispute"))

    def still_open(self):
        return self.filter(state__in=Dispute.OPEN)

    def settled(self):
        return self.filter(state=Dispute.State.SETTLED)

    def published(self):
        """Those whose result all sides have made public."""
        return self.filter(published_at__isnull=False)

    def of_region(self, region):
        """Those in which the region is a party."""
        return self.filter(pk__in=DisputeParty.objects.filter(region=region).values("dispute"))

    def with_subject(self):
        return self.select_related(
            "agreement__drafted_for", "project__lead", "mediator", "desk", "outcome"
        )


class Dispute(TimeStamped):
    """What a party says about another, private to them, the mediator and the officers in whose care
    they are.

    First the parties deliberate; then the office above all of them mediates (``mediation``).
    ``desk`` is the region whose officers keep the case here: the mediator's own, else a regency.
    ``topic`` and ``between`` name the same thing between the same parties, so that it is open once.
    """

    class State(models.TextChoices):
        DELIBERATION = "deliberation", _("deliberation of the parties")
        REFERRED = "referred", _("waits for the mediator")
        MEDIATION = "mediation", _("in mediation")
        SETTLED = "settled", _("settled")
        FAILED = "failed", _("without agreement")
        WITHDRAWN = "withdrawn", _("withdrawn")

    TRAIL_IS_SEALED = True  # core.audit
    SEALED = (
        "agreement_id", "project_id", "about", "obligation_id", "label", "third_party", "facts",
        "wish", "since", "raised_at", "raised_by_id", "person_name", "office_title",
    )  # fmt: skip

    OPEN = (State.DELIBERATION, State.REFERRED, State.MEDIATION)
    STATE_MOVES = {
        State.DELIBERATION: {State.REFERRED, State.SETTLED, State.WITHDRAWN},
        State.REFERRED: {State.REFERRED, State.MEDIATION, State.WITHDRAWN},
        State.MEDIATION: {State.REFERRED, State.SETTLED, State.FAILED, State.WITHDRAWN},
    }

    class About(models.TextChoices):
        WHOLE = "whole", _("the agreement as a whole")
        CLAUSE = "clause", _("a clause")
        OBLIGATION = "obligation", _("an obligation")
        PROJECT = "project", _("the project")

    class Level(models.TextChoices):
        CAMAT = mediation.CAMAT, _("subdistrict head (camat)")
        REGENT = mediation.REGENT, _("regent (bupati or wali kota)")
        GOVERNOR = mediation.GOVERNOR, _("governor")
        MINISTER = mediation.MINISTER, _("Minister of Home Affairs")

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    about = models.CharField(_("about"), max_length=10, choices=About)
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    label = models.CharField(_("clause or obligation then"), max_length=250, blank=True)
    topic = models.CharField(_("what it is about, as it is compared"), max_length=60)
    between = models.CharField(_("parties, as they are compared"), max_length=1000)
    third_party = models.CharField(_("third party"), max_length=150, blank=True)
    facts = models.TextField(_("what happened"), max_length=5000)
    wish = models.TextField(_("what is wanted"), max_length=2000)
    since = models.DateField(_("since when"))
    raised_at = models.DateTimeField(_("raised"))
    raised_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4, unique=True)

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DELIBERATION)
    deliberate_until = models.DateField(_("deliberation until"))
    level = models.CharField(_("office that mediates"), max_length=8, choices=Level)
    mediator = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("region of the mediator"),
    )  # fmt: skip
    desk = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("who keeps the case")
    )
    referred_at = models.DateTimeField(_("passed on to mediation"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted by the mediator"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    close_reason = models.CharField(_("why it was closed"), max_length=500, blank=True)
    outcome = models.OneToOneField(
        "Outcome", models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("result made public"), null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="dispute_of_agreement_or_project",
                condition=Q(agreement__isnull=False, project__isnull=True) & ~Q(about="project")
                | Q(agreement__isnull=True, project__isnull=False, about="project"),
            ),
            models.CheckConstraint(
                name="dispute_names_its_obligation",
                condition=Q(about="obligation") ^ Q(obligation__isnull=True),
            ),
            models.CheckConstraint(
                name="dispute_names_its_clause",
                condition=~Q(about__in=["clause", "obligation"]) | ~Q(label=""),
            ),
            models.UniqueConstraint(
                fields=["topic", "between"],
                condition=Q(state__in=["deliberation", "referred", "mediation"]),
                name="dispute_open_once",
            ),
            models.CheckConstraint(
                name="dispute_closed_has_time",
                condition=Q(state__in=["settled", "failed", "withdrawn"])
                ^ Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="dispute_ended_without_result_has_reason",
                condition=~Q(state__in=["failed", "withdrawn"]) | ~Q(close_reason=""),
            ),
            models.CheckConstraint(
                name="dispute_settled_has_result",
                condition=~Q(state="settled") | Q(outcome__isnull=False),
            ),
            models.CheckConstraint(
                name="dispute_public_is_settled",
                condition=Q(published_at__isnull=True)
                | Q(state="settled", third_party="", published_at__gte=F("closed_at")),
            ),
            models.CheckConstraint(
                name="dispute_mediation_was_asked",
                condition=~Q(state__in=["referred", "mediation", "failed"])
                | Q(referred_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "deliberate_until"], name="dispute_by_deliberation"),
            models.Index(fields=["desk", "state"], name="dispute_by_desk"),
        ]
        triggers = [
            dispute_guards.dispute_keeps_its_word,
            never_emptied("dispute_stays"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("agreements:dispute", args=[self.code])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def subject(self):
        """The agreement or the project."""
        return self.agreement or self.project

    @property
    def zone(self):
        """The IANA zone in which its times are shown."""
        return self.desk.zone

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def raised_on(self):
        """The day on which it was raised, where it is kept."""
        return formats.local(self.raised_at, self.zone).date()

    @property
    def days(self):
        """How long it took, from raised to closed."""
        return (self.closed_at - self.raised_at).days

    @property
    def clause(self):
        """Which clause or obligation, in words; else what it is about."""
        return self.label or self.get_about_display()

    @property
    def public_clause(self):
        """The same for everybody: of an obligation not who owes what."""
        is_clause = self.about == self.About.CLAUSE
        return self.label if is_clause else self.get_about_display()


class DisputeParty(models.Model):
    """A side: the region that raised it, and each that it is raised against."""

    class Side(models.TextChoices):
        CLAIMANT = "claimant", _("raised it")
        RESPONDENT = "respondent", _("answers it")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="parties")
    region = models.ForeignKey(Region, models.PROTECT, related_name="disputes")
    name = models.CharField(_("region then"), max_length=150)
    side = models.CharField(_("side"), max_length=10, choices=Side)

    class Meta:
        verbose_name = _("party of a dispute")
        verbose_name_plural = _("parties of disputes")
        ordering = ["dispute", "pk"]
        constraints = [
            # Of one side alone: a dispute against oneself cannot be written down.
            models.UniqueConstraint(fields=["dispute", "region"], name="dispute_party_once"),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(side="claimant"), name="dispute_one_claimant"
            ),
        ]
        triggers = append_only("dispute_party_is_fixed")

    def __str__(self):
        return f"{self.name}: {self.dispute}"


class Spoken(models.Model):
    """Who has said it, in which office, when; never changed."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    region_name = models.CharField(_("region then"), max_length=150)
    at = models.DateTimeField(_("when"))

    class Meta:
        abstract = True

    @classmethod
    def said(cls, by, at, **words):
        """A new row of what ``by`` says."""
        return cls(
            mandate=by, person_name=str(by.user), office_title=by.title,
            region_name=by.region.full_name, at=at, **words,
        )  # fmt: skip


class Passing(Spoken):
    """A party's word that the deliberation has failed; when all have said so, the mediator is asked
    at once, else when the time for it is over."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="passings")
    party = models.ForeignKey(DisputeParty, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("word that the deliberation has failed")
        verbose_name_plural = _("words that the deliberation has failed")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "party"], name="passing_once_a_party")
        ]
        triggers = [*append_only("passing_is_fixed"), dispute_guards.of_an_open_dispute("passing")]

    def __str__(self):
        return f"{self.party}"
