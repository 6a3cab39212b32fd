"""Voting on a decision. Locks: meeting, vote; a ballot takes the vote alone."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from meetings import notices, rules
from meetings.actions.deciding import frozen_quorum, held
from meetings.majority import Tally, is_adopted
from meetings.models import Ballot, Decision, Elector, Turnout, Vote
from meetings.presence import electorate_of, speakers_at
from villages.roles import Permission

Choice = Ballot.Choice


@transaction.atomic
def open_vote(decision, *, by, is_secret, despite_quorum=False):
    """Put a proposal to the vote. Who may vote and who is there is frozen now."""
    now = timezone.now()
    decision = held(decision)
    require(rules.can_open_vote(by, decision, now))
    quorum = frozen_quorum(decision.meeting, despite_quorum)
    unit, majority = decision.meeting.vote_unit, decision.meeting.majority
    electors = electorate_of(decision.meeting, unit)
    if not electors:
        raise Refusal(_("Nobody is there who could vote."))
    Decision.objects.filter(pk=decision.pk).update(how=Decision.How.VOTE, updated_at=now, **quorum)
    vote = Vote.objects.create(
        decision=decision,
        unit=unit,
        majority=majority,
        basis=Vote.Basis.ATTENDANCE,
        is_secret=is_secret,
        opened_at=now,
        opened_by=by,
        electorate=len(electors),
    )
    for elector in electors:
        elector.vote = vote
    Elector.objects.bulk_create(electors)
    audit.record(
        "meetings.vote_opened", decision, by=by,
        secret=is_secret, electorate=len(electors), quorum=quorum["quorum_met"],
    )  # fmt: skip
    _call_to_vote(vote, electors)
    return vote


def _call_to_vote(vote, electors):
    """Everybody who may press the button hears of it."""
    if vote.unit == Vote.Unit.DELEGATE:
        callers = [elector.mandate for elector in electors if elector.mandate]
    else:
        regions = [elector.region_id for elector in electors]
        callers = rules.holders_of(regions, Permission.VOTE)
    for mandate in callers:
        notices.vote_opened(vote.decision, mandate)


@transaction.atomic
def cast(vote, *, by, choice):
    """Cast the ballot of the region, or the delegate, for which ``by`` speaks. It is final.

    The trail says who has voted, never what.
    """
    vote = Vote.objects.select_for_update(no_key=True, of=("self",)).get(pk=vote.pk)
    elector = rules.ballot_of(by, vote)
    require(rules.can_vote(by, vote, elector))
    _put_in(vote, elector, choice, by=by)
    audit.record("meetings.vote_cast", vote.decision, by=by)
    return elector


@transaction.atomic
def record_ballot(vote, elector, *, by, choice):
    """Cast the ballot of a region, or of a delegate, without an account, in an open vote.

    The page says who has recorded it for whom; those who vote for the region are told.
    """
    vote = Vote.objects.select_for_update(no_key=True, of=("self",)).get(pk=vote.pk)
    elector = vote.electors.select_related("turnout").get(pk=elector.pk)
    delegate = speakers_at(vote, [elector]).get(elector.pk, "")
    require(rules.can_record_ballot(by, vote, elector, delegate))
    _put_in(vote, elector, choice, by=by, voter=delegate)
    audit.record(
        "meetings.ballot_recorded", vote.decision, by=by, region=elector.region_id, name=delegate
    )
    for mandate in rules.holders_of([elector.region_id], Permission.VOTE):
        notices.ballot_recorded(vote.decision, mandate, Choice(choice), delegate, by=by)
    return elector


def _put_in(vote, elector, choice, *, by, voter=""):
    """One ballot an elector, whoever is quicker."""
    try:
        with transaction.atomic():
            Turnout.objects.create(elector=elector, by=by, voter=voter)
    except IntegrityError as twice:
        raise Refusal(_("The ballot of %(who)s has been cast.") % {"who": elector.label}) from twice
    if vote.is_secret:
        _put_into_the_box(vote, choice)
    else:
        Ballot.objects.create(vote=vote, elector=elector, choice=choice)


def _put_into_the_box(vote, choice):
    """Shake the box: all ballots are written anew, sorted, under new numbers.

    So neither their order nor the transaction that wrote them tells which came with whom.
    """
    choices = [*vote.ballots.values_list("choice", flat=True), choice]
    vote.ballots.all().delete()
    Ballot.objects.bulk_create(Ballot(vote=vote, choice=each) for each in sorted(choices))


@transaction.atomic
def close_vote(vote, *, by):
    """Count, and let the forum's rule say whether the proposal is adopted."""
    now = timezone.now()
    decision = held(vote.decision)
    vote = Vote.objects.select_for_update(no_key=True, of=("self",)).get(pk=vote.pk)
    vote.decision = decision
    require(rules.can_close_vote(by, vote, now))
    tally = count(vote)
    states.move(
        vote, "state", to=Vote.State.CLOSED, closed_at=now, closed_by=by,
        yes=tally.yes, no=tally.no, abstain=tally.abstain,
    )  # fmt: skip
    adopted = is_adopted(vote.majority, tally)
    to = Decision.State.ADOPTED if adopted else Decision.State.REJECTED
    states.move(decision, "state", to=to, decided_at=now)
    audit.record(
        "meetings.vote_closed", decision, by=by,
        electorate=tally.electorate, yes=tally.yes, no=tally.no, abstain=tally.abstain,
        adopted=adopted,
    )  # fmt: skip
    return vote


def count(vote):
    """What lies in the box."""
    choices = list(vote.ballots.values_list("choice", flat=True))
    return Tally(
        vote.electorate,
        yes=choices.count(Choice.YES),
        no=choices.count(Choice.NO),
        abstain=choices.count(Choice.ABSTAIN),
    )
