"""Votes on decisions: who may vote, who has voted, and what lies in the box.

Who has voted (``Turnout``) is kept apart from what was voted (``Ballot``). A secret ballot knows no
elector, no time and no order: ``actions.voting`` writes all of a box anew with each one put in.
"""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped, append_only, never_emptied
from meetings.majority import Tally
from meetings.models.decision import Decision
from villages.models import Forum, Mandate, Region
from villages.roles import Permission, grants

_WHILE_OPEN = """
    IF NOT EXISTS (
        SELECT 1 FROM meetings_vote
        WHERE id = COALESCE(NEW.vote_id, OLD.vote_id) AND state = 'open'
    ) THEN
        RAISE EXCEPTION 'this vote is closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""

_OPENLY = """
    IF EXISTS (
        SELECT 1 FROM meetings_elector e JOIN meetings_vote v ON v.id = e.vote_id
        WHERE e.id = NEW.elector_id AND (
            v.is_secret OR e.mandate_id IS NOT NULL OR e.delegate NOT IN ('', NEW.voter)
        )
    ) THEN
        RAISE EXCEPTION 'a ballot is recorded for who has no account, in an open vote only'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class VoteQuerySet(models.QuerySet):
    def awaiting_ballot_of(self, acting):
        """Open ones in which the capacity has a ballot that is not cast."""
        own = Elector.objects.of(acting).filter(turnout=None)
        return self.filter(pk__in=own.values("vote"), state=Vote.State.OPEN)


class Vote(TimeStamped):
    """The vote on one decision. Its rules are those of the forum when it was opened."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        STOPPED = "stopped", _("stopped without a result")

    STATE_MOVES = {State.OPEN: {State.CLOSED, State.STOPPED}}
    FEW = 3  # with fewer secret ballots the count tells too easily who chose what

    class Basis(models.TextChoices):
        ATTENDANCE = "attendance", _("those in the list of attendance")
        ANSWERS = "answers", _("those who have said that they come or are represented")

    Unit, Majority = Forum.VoteUnit, Forum.Majority

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="vote")
    unit = models.CharField(_("one ballot for each"), max_length=10, choices=Unit)
    majority = models.CharField(_("majority"), max_length=12, choices=Majority)
    basis = models.CharField(_("electorate"), max_length=10, choices=Basis)
    is_secret = models.BooleanField(_("secret"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    electorate = models.PositiveSmallIntegerField(_("may vote"))
    yes = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="vote_has_electorate", condition=Q(electorate__gte=1)),
            models.CheckConstraint(
                name="vote_closed_is_signed",
                condition=Q(state="open", closed_at__isnull=True, closed_by__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False, closed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="vote_result_is_whole",
                condition=Q(
                    state="closed", yes__isnull=False, no__isnull=False, abstain__isnull=False
                )
                | (~Q(state="closed") & Q(yes__isnull=True, no__isnull=True, abstain__isnull=True)),
            ),
            models.CheckConstraint(
                name="vote_no_more_ballots_than_electors",
                condition=Q(yes__isnull=True)
                | Q(electorate__gte=F("yes") + F("no") + F("abstain")),
            ),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(
                name="vote_result_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="open"),
            ),
        ]

    def __str__(self):
        return str(self.decision)

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def result(self):
        """The frozen count; None while there is none."""
        if self.state != self.State.CLOSED:
            return None
        return Tally(self.electorate, self.yes, self.no, self.abstain)

    @property
    def names_would_tell(self):
        """Counted in secret, with few or equal ballots: who voted would tell who chose what."""
        if not self.is_secret or self.state != self.State.CLOSED:
            return False
        cast = self.yes + self.no + self.abstain
        return cast < self.FEW or cast in (self.yes, self.no, self.abstain)


class ElectorQuerySet(models.QuerySet):
    def of(self, acting):
        """The ballots of the capacity: its own as a delegate, or its region's if it votes for it."""
        own = Q(mandate=acting)
        if grants(acting, Permission.VOTE):
            own |= Q(mandate=None, delegate="", region=acting.region_id)
        return self.filter(own)


class Elector(models.Model):
    """One ballot that can be cast: a region's, or a delegate's. Frozen when the vote is opened.

    A delegate is known by his mandate; one without an account by the name ``delegate``.
    """

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="electors")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    delegate = models.CharField(_("delegate without an account"), max_length=120, blank=True)
    label = models.CharField(_("name then"), max_length=300)

    objects = ElectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("elector")
        verbose_name_plural = _("electors")
        ordering = ["vote", "region", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "region"],
                condition=Q(mandate__isnull=True, delegate=""),
                name="elector_one_a_region",
            ),
            models.UniqueConstraint(
                "vote",
                "region",
                Lower("delegate"),
                condition=~Q(delegate=""),
                name="elector_one_a_name",
            ),
            models.CheckConstraint(
                name="elector_by_mandate_or_by_name",
                condition=Q(mandate__isnull=True) | Q(delegate=""),
            ),
            models.UniqueConstraint(fields=["vote", "mandate"], name="elector_one_a_delegate"),
        ]
        triggers = append_only("electorate_is_frozen")

    def __str__(self):
        return self.label


class Turnout(models.Model):
    """That an elector has voted, and who pressed the button. Not what, and not when.

    ``voter`` is the delegate without an account for whom the minute taker has pressed it.
    """

    elector = models.OneToOneField(Elector, models.PROTECT, primary_key=True)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    voter = models.CharField(_("recorded for"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("turnout")
        verbose_name_plural = _("turnout")
        triggers = [
            *append_only("turnout_append_only"),
            pgtrigger.Trigger(
                name="turnout_recorded_openly",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__voter=""),
                func=_OPENLY,
            ),
        ]

    def __str__(self):
        return str(self.elector)


class Ballot(models.Model):
    """One ballot in the box; an open one names its elector, a secret one nobody."""

    class Choice(models.TextChoices):
        YES = "yes", _("for")
        NO = "no", _("against")
        ABSTAIN = "abstain", _("abstains")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots")
    elector = models.OneToOneField(
        Elector, models.PROTECT, null=True, blank=True, related_name="ballot"
    )
    choice = models.CharField(_("choice"), max_length=8, choices=Choice)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["id"]
        triggers = [
            never_emptied(),
            pgtrigger.Trigger(
                name="ballot_while_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_WHILE_OPEN,
            ),
            pgtrigger.Protect(
                name="ballot_named_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__elector__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.vote}: {self.get_choice_display()}"
