"""What befalls an agreement in force: a proposal to suspend, resume or end it, with the word of each
head, and the time in which it was suspended."""

import uuid

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements import life_guards
from agreements.models.agreement import Agreement, Party, Signature
from core.models import TimeStamped, append_only, never_emptied
from core.uploads import random_name
from villages.models import Mandate

_DAYS = Func(
    F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField()
)


class LifeProposalQuerySet(models.QuerySet):
    def still_open(self):
        return self.filter(state=LifeProposal.State.OPEN)

    def awaiting_word_of(self, region):
        """Open ones of agreements in which the region is a party and to which it has said nothing."""
        party = Party.objects.filter(agreement=OuterRef("agreement"), region=region)
        said = LifeWord.objects.filter(proposal=OuterRef("pk"), party__region=region)
        return self.still_open().filter(Exists(party), ~Exists(said))


class LifeProposal(TimeStamped):
    """That all parties together suspend an agreement, take it up again, or end it by agreement.

    Its words never change; it has effect when the head of every party has agreed, and is over when
    one refuses. One at a time. Third parties have no account: ``paper`` bears their signatures then,
    else the record of the deliberation where there is one.
    """

    class Kind(models.TextChoices):
        SUSPEND = "suspend", _("suspend the agreement")
        RESUME = "resume", _("take the agreement up again")
        END = "end", _("end the agreement")

    class State(models.TextChoices):
        OPEN = "open", _("waits for the heads of the parties")
        AGREED = "agreed", _("agreed by all parties")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("void, for the agreement has ended")

    SEALED = (
        "agreement_id", "kind", "ground", "from_on", "until_on", "reason", "sha256", "party_id",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip
    STATE_MOVES = {
        State.OPEN: {State.AGREED, State.REFUSED, State.WITHDRAWN, State.LAPSED},
    }

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="life_proposals")
    kind = models.CharField(_("what is proposed"), max_length=7, choices=Kind)
    ground = models.CharField(
        _("ground in law"), max_length=13, choices=Agreement.EndGround, blank=True
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    paper = models.FileField(_("file"), upload_to=random_name, max_length=120, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    objects = LifeProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal on an agreement in force")
        verbose_name_plural = _("proposals on agreements in force")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "token"], name="life_once_a_form"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state="open"), name="life_one_open"
            ),
            models.CheckConstraint(
                name="life_says_what_and_when",
                condition=Q(kind="suspend", ground="", from_on__isnull=False)
                & (Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")))
                | Q(kind="resume", ground="", from_on__isnull=False, until_on__isnull=True)
                | Q(
                    kind="end",
                    ground__in=["agreed", "achieved"],
                    from_on__isnull=True,
                    until_on__isnull=True,
                ),
            ),
            models.CheckConstraint(name="life_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="life_paper_has_hash", condition=Q(paper="") ^ ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="life_settled_has_time",
                condition=Q(state="open") ^ Q(settled_at__isnull=False),
            ),
        ]
        triggers = [life_guards.life_proposal_is_settled_only, never_emptied("life_stays")]

    def __str__(self):
        return f"{self.agreement}: {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("agreements:life", args=[self.agreement.code, self.pk])


class LifeWord(models.Model):
    """What the head of a party has said to a proposal, after a fresh proof. Never changed."""

    SEALED = (
        "proposal_id", "party_id", "agrees", "reason", "method", "at",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    proposal = models.ForeignKey(LifeProposal, models.PROTECT, related_name="words")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("agrees"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    method = models.CharField(_("confirmed with"), max_length=20, choices=Signature.Method)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("word on a proposal on an agreement")
        verbose_name_plural = _("words on proposals on agreements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="life_word_once_a_party"),
            models.CheckConstraint(
                name="life_refusal_has_reason", condition=Q(agrees=True) | ~Q(reason="")
            ),
        ]
        triggers = [
            *append_only("life_word_is_fixed"),
            life_guards.life_word_is_of_an_open_proposal,
        ]

    def __str__(self):
        return f"{self.party.name}: {self.proposal}"


class Pause(models.Model):
    """A time in which the agreement is suspended; both days belong to it, and without a last one it
    lasts until further notice. It is only ever made shorter: taken up again, or ended. What follows
    the agreement has a row of its own, of the same ``proposal``."""

    SEALED = ("agreement_id", "proposal_id", "starts_on", "ends_on", "resumed_by_id")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="pauses")
    proposal = models.ForeignKey(LifeProposal, models.PROTECT, related_name="pauses")
    starts_on = models.DateField(_("suspended from"))
    ends_on = models.DateField(_("suspended until"), null=True, blank=True)
    resumed_by = models.OneToOneField(
        LifeProposal, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("taken up again by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("suspension of an agreement")
        verbose_name_plural = _("suspensions of agreements")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "agreement"], name="pause_once_an_agreement"
            ),
            ExclusionConstraint(
                name="pause_one_at_a_time",
                expressions=[
                    (F("agreement"), RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="pause_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        triggers = [
            life_guards.pause_is_agreed_and_gets_shorter,
            pgtrigger.Protect(name="pause_is_kept", operation=pgtrigger.Delete),
            never_emptied("pause_stays"),
        ]

    def __str__(self):
        return f"{self.agreement}: {self.starts_on}"


class BreachObjection(models.Model):
    """A party says that the agreement was not broken, though another has ended it for that."""

    SEALED = ("party_id", "reason", "at", "mandate_id", "person_name", "office_title")

    party = models.OneToOneField(Party, models.PROTECT, related_name="breach_objection")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("objection to an end for breach")
        verbose_name_plural = _("objections to ends for breach")
        ordering = ["pk"]
        triggers = append_only("breach_objection_is_fixed")

    def __str__(self):
        return str(self.party)
