"""Who brings what to a project: planned, committed, received with proof; and how the cost is shared."""

import pgtrigger
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.forms import MAX_RUPIAH
from core.models import TimeStamped, append_only, never_emptied
from core.uploads import random_name
from projects.models.budget import Source
from projects.models.project import Project
from projects.models.proposal import Contribution
from villages.models import Mandate, Organisation, Region

# At the end of the transaction, for receipt and commitment are written one after the other.
_RECEIPTS_ADD_UP = """
    IF (SELECT received FROM projects_commitment WHERE id = {row}) <> (
        SELECT COALESCE(SUM(amount), 0) FROM projects_receipt WHERE commitment_id = {row}
    ) THEN
        RAISE EXCEPTION 'what a commitment has received is the sum of its receipts';
    END IF;
    RETURN NULL;
"""
# States of a project in which what was promised may still come.
_EXPECTING = (*Project.OPEN_STATES, Project.State.FINISHED)
_FIXED = (
    "project", "number", "region", "organisation", "party_name", "kind", "year", "days", "day_worth", "worth",
    "note", "planned_by", "token",
)  # fmt: skip


def _adds_up(name, operation, row):
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=operation, timing=pgtrigger.Deferred,
        func=_RECEIPTS_ADD_UP.format(row=row),
    )  # fmt: skip


# What a contribution counts, in the database: ``sums.worth_now``, and nothing before the word.
WORTH_NOW = Case(
    When(state="received", then=F("received")),
    When(state="committed", then=Greatest("worth", "received")),
    default=Value(0),
)


class CommitmentQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related(
            "region", "organisation", "planned_by__user", "planned_by__region"
        )

    def given(self):
        """Those for which somebody has given his word, come or still to come."""
        return self.filter(state__in=[Commitment.State.COMMITTED, Commitment.State.RECEIVED])

    def awaiting_word_of(self, party):
        """Planned for the region or organisation in open projects, and not committed yet."""
        giver = "organisation" if isinstance(party, Organisation) else "region"
        return self.filter(
            state=Commitment.State.PLANNED,
            project__state__in=Project.OPEN_STATES,
            **{giver: party},
        )


class Commitment(TimeStamped):
    """What a region, an organisation, or one that has no account and is named, brings to a project.

    Its words stay as they were planned, but for the source, which whoever gives the word may set
    right with it; the state moves, and what came in is the sum of receipts.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        COMMITTED = "committed", _("committed")
        RECEIVED = "received", _("received")
        WITHDRAWN = "withdrawn", _("withdrawn")

    STATE_MOVES = {
        State.PLANNED: {State.COMMITTED, State.WITHDRAWN},
        State.COMMITTED: {State.COMMITTED, State.RECEIVED, State.WITHDRAWN},
        State.RECEIVED: {State.RECEIVED, State.COMMITTED},
    }
    MOST = 300  # a project

    project = models.ForeignKey(Project, models.PROTECT, related_name="commitments")
    number = models.PositiveSmallIntegerField(_("number"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    party_name = models.CharField(_("organisation"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Contribution.Kind)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    year = models.PositiveSmallIntegerField(_("budget year"))
    days = models.PositiveIntegerField(_("labour days"), null=True, blank=True)
    day_worth = models.PositiveBigIntegerField(_("worth of a day"), null=True, blank=True)
    worth = models.PositiveBigIntegerField(_("worth in rupiah"), default=0)
    note = models.CharField(_("what exactly"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    received = models.PositiveBigIntegerField(_("received in rupiah"), default=0)
    token = models.UUIDField(_("number of the form"))
    planned_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    committed_at = models.DateTimeField(_("committed on"), null=True, blank=True)
    committed_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("name then"), max_length=100, blank=True)
    office_title = models.CharField(_("office then"), max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdraw_reason = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="commitment_number_once"),
            models.UniqueConstraint(fields=["planned_by", "token"], name="commitment_one_a_form"),
            models.CheckConstraint(
                name="commitment_of_region_or_organisation",
                condition=Q(region__isnull=False, organisation__isnull=True, party_name="")
                | Q(region__isnull=True, organisation__isnull=False, party_name="")
                | Q(region__isnull=True, organisation__isnull=True) & ~Q(party_name=""),
            ),
            models.CheckConstraint(
                name="commitment_says_what",
                condition=Q(worth__gt=0) | (~Q(kind="cash") & ~Q(note="")),
            ),
            models.CheckConstraint(
                name="commitment_in_bounds",
                condition=Q(year__range=(2000, 2100), worth__lte=MAX_RUPIAH),
            ),
            models.CheckConstraint(
                name="commitment_days_make_worth",
                condition=Q(days__isnull=True, day_worth__isnull=True)
                | Q(
                    kind="labour",
                    days__gt=0,
                    day_worth__isnull=False,
                    worth=F("days") * F("day_worth"),
                ),
            ),
            models.CheckConstraint(
                name="commitment_word_has_giver",
                condition=~Q(state__in=["committed", "received"])
                | Q(committed_at__isnull=False, committed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="commitment_withdrawn_has_reason",
                condition=Q(state="withdrawn", withdrawn_at__isnull=False, received=0)
                & ~Q(withdraw_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdraw_reason=""),
            ),
            models.CheckConstraint(
                name="commitment_planned_has_nothing", condition=~Q(state="planned") | Q(received=0)
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state"], name="commitment_of_region"),
            models.Index(fields=["organisation", "state"], name="commitment_of_organisation"),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.ReadOnly(name="commitment_words_are_fixed", fields=_FIXED),
            pgtrigger.Protect(
                name="commitment_source_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__source__df=pgtrigger.F("new__source"))
                & ~pgtrigger.Q(old__state="planned"),
            ),
            pgtrigger.Protect(name="commitment_stays", operation=pgtrigger.Delete),
            _adds_up(
                "commitment_receipts_add_up", pgtrigger.Insert | pgtrigger.Update, "NEW.id"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.party}: {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("projects:commitment", args=[self.project.code, self.number])

    @property
    def has_ended(self):
        """Nothing came in, or not all, and it will not: nobody can give the word any more, or the
        project that it was for has not come to its end."""
        if self.state == self.State.PLANNED:
            return self.project.has_ended
        return self.state == self.State.COMMITTED and self.project.state not in _EXPECTING

    @property
    def standing_words(self):
        """What is said of it today: its state, unless it ended with the project."""
        return _("ended with the project") if self.has_ended else self.get_state_display()

    @property
    def party(self):
        """Who brings it, by name."""
        if self.organisation_id:
            return self.organisation.full_name
        return self.region.full_name if self.region_id else self.party_name

    @property
    def party_url(self):
        """The public page of an organisation; empty for all others and once that is closed."""
        known = self.organisation_id and self.organisation.is_verified
        return self.organisation.get_absolute_url() if known else ""


class Receipt(models.Model):
    """That something came in, with its proof. Never changed: a wrong one gets a counter row."""

    MOST = 100  # a commitment

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="receipts")
    number = models.PositiveSmallIntegerField(_("number"))
    on = models.DateField(_("received on"))
    amount = models.BigIntegerField(_("worth in rupiah"))
    days = models.PositiveIntegerField(_("labour days"), null=True, blank=True)
    paper_number = models.CharField(_("number of the proof"), max_length=60, blank=True)
    file = models.FileField(_("proof"), upload_to=random_name, max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    completes = models.BooleanField(_("nothing more will come"), default=False)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("why it was wrong"), max_length=500, blank=True)
    report = models.OneToOneField(
        "BackerReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receipt",
        verbose_name=_("report of the giver"),
    )
    token = models.UUIDField(_("number of the form"))
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["mandate", "token"], name="receipt_one_a_form"),
            models.CheckConstraint(
                name="receipt_in_or_counter",
                condition=Q(reverses__isnull=True, reason="", amount__range=(0, MAX_RUPIAH))
                | Q(reverses__isnull=False, completes=False, amount__range=(-MAX_RUPIAH, 0))
                & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="receipt_has_proof",
                condition=Q(reverses__isnull=False) | ~Q(paper_number="") | ~Q(file=""),
            ),
        ]
        triggers = [
            *append_only("receipt_is_fixed"),
            _adds_up("receipts_add_up", pgtrigger.Insert, "NEW.commitment_id"),
            pgtrigger.Trigger(
                name="receipt_of_its_report",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__report__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM projects_backerreport
                        WHERE id = NEW.report_id AND commitment_id = NEW.commitment_id
                    ) THEN
                        RAISE EXCEPTION 'a report becomes a receipt of its own contribution';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="receipt_counter_is_equal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reverses__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM projects_receipt WHERE id = NEW.reverses_id
                        AND amount = -NEW.amount AND commitment_id = NEW.commitment_id
                        AND reverses_id IS NULL
                    ) THEN
                        RAISE EXCEPTION 'a counter row takes back exactly one receipt';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.commitment} ({self.number})"


class SharingRule(models.Model):
    """How the partners share the cost; the one with the highest number holds."""

    class Method(models.TextChoices):
        EQUAL = "equal", _("in equal parts")
        INHABITANTS = "inhabitants", _("by inhabitants")
        BENEFIT = "benefit", _("by benefit, in percent")
        FREE = "free", _("freely, in rupiah")

    project = models.ForeignKey(Project, models.PROTECT, related_name="sharing_rules")
    number = models.PositiveSmallIntegerField(_("number"))
    method = models.CharField(_("how the cost is shared"), max_length=12, choices=Method)
    set_at = models.DateTimeField(_("set"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("rule of cost sharing")
        verbose_name_plural = _("rules of cost sharing")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="sharing_rule_number_once")
        ]
        triggers = append_only("sharing_rule_is_fixed")

    def __str__(self):
        return f"{self.project} ({self.number})"


class Share(models.Model):
    """What a region weighs under a rule: one each, inhabitants, hundredths of a percent, rupiah."""

    rule = models.ForeignKey(SharingRule, models.PROTECT, related_name="shares")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    weight = models.PositiveBigIntegerField(_("weight"))

    class Meta:
        verbose_name = _("share of the cost")
        verbose_name_plural = _("shares of the cost")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "region"], name="share_one_a_region"),
            models.CheckConstraint(
                name="share_in_bounds", condition=Q(weight__lte=MAX_RUPIAH)
            ),
        ]  # fmt: skip
        triggers = [
            *append_only("share_is_fixed"),
            pgtrigger.Trigger(
                name="share_percents_add_up",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
                    IF (SELECT method FROM projects_sharingrule WHERE id = NEW.rule_id) = 'benefit'
                    AND (SELECT SUM(weight) FROM projects_share WHERE rule_id = NEW.rule_id) <> 10000
                    THEN
                        RAISE EXCEPTION 'shares by benefit add up to 100 percent';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.region}: {self.weight}"
