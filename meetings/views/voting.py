"""A vote: opened by who keeps the minutes, cast on a page of its own, counted on the decision's."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.views import button, refusable
from meetings import actions, majority, rules
from meetings.forms.voting import BallotForm, OpenVoteForm
from meetings.majority import Tally
from meetings.models import Ballot, Vote
from meetings.presence import electorate_of, speakers_at
from meetings.room import can_decide, quorum_now
from meetings.views.found import decision_or_404, need

Choice = Ballot.Choice
SHOWN = 8  # electors before "show all"
LOOK = {Choice.YES: ("ok", "check"), Choice.NO: ("bad", "x"), Choice.ABSTAIN: ("", "")}


class Row(NamedTuple):
    """One elector, and as much of his ballot as one may see."""

    name: str
    said: str
    kind: str
    icon: str
    note: str = ""


class Result(NamedTuple):
    """A vote as its page shows it; ``tally`` is None as long as nobody may know it."""

    vote: Vote
    tally: Tally | None
    cast: int
    needed: int | None
    rows: list
    more: list


def result_of(vote):
    """Who has voted; how, where the vote is open; and the count, which a secret vote shows at the
    end only: before, each ballot that comes in would tell whose it was. At most two queries."""
    electors = list(vote.electors.select_related("turnout__by__user", "ballot"))
    rows = [] if vote.names_would_tell else [_row(elector, vote) for elector in electors]
    tally = vote.result or (None if vote.is_secret else _live(vote, electors))
    return Result(
        vote=vote,
        tally=tally,
        cast=sum(hasattr(elector, "turnout") for elector in electors),
        needed=majority.needed(vote.majority, tally) if tally else None,
        rows=rows[:SHOWN],
        more=rows[SHOWN:],
    )


def is_few(vote, cast):
    """Would the count of a secret vote tell who chose what? Ballots only become more: who has asked
    may close."""
    return vote.is_open and vote.is_secret and cast < Vote.FEW


def _live(vote, electors):
    choices = [elector.ballot.choice for elector in electors if hasattr(elector, "ballot")]
    return Tally(
        vote.electorate,
        choices.count(Choice.YES),
        choices.count(Choice.NO),
        choices.count(Choice.ABSTAIN),
    )


def _row(elector, vote):
    if not hasattr(elector, "turnout"):
        waits = _("Not yet") if vote.is_open else _("Did not vote")
        return Row(elector.label, waits, "wait" if vote.is_open else "", "")
    if vote.is_secret:
        return Row(elector.label, _("Has voted"), "ok", "check")
    ballot, turnout = elector.ballot, elector.turnout
    note = ""
    if turnout.voter:
        by = f"{turnout.by.user}, {turnout.by.title}"
        words = {"by": by, "delegate": turnout.voter}
        note = _("Recorded by %(by)s for %(delegate)s") % words
    said = capfirst(ballot.get_choice_display())
    return Row(elector.label, said, *LOOK[ballot.choice], note)


def vote_or_404(request, code):
    """The vote on a decision that the person sees."""
    decision = decision_or_404(request, code)
    if not hasattr(decision, "vote"):
        raise Http404
    decision.vote.decision = decision
    return decision.vote


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def start(request, code):
    """Open the vote: who may vote, by which rule, openly or secretly."""
    decision = decision_or_404(request, code)
    need(rules.can_open_vote(request.acting, decision), decision)
    meeting = decision.meeting
    quorum = quorum_now(meeting)
    need(can_decide(meeting, quorum), decision)
    form = OpenVoteForm(request.POST if request.method == "POST" else None, quorum=quorum)
    if form.is_valid():
        try:
            actions.open_vote(decision, by=request.acting, **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The vote is open. All who may vote have been told."))
            return redirect(decision)
    electors = electorate_of(meeting, meeting.vote_unit)
    context = {
        "form": form,
        "decision": decision,
        "meeting": meeting,
        "quorum": quorum,
        "unit": meeting.get_vote_unit_display(),
        "majority": meeting.get_majority_display(),
        "basis": Vote.Basis.ATTENDANCE.label,
        "electors": electors,
        "without_account": sum(bool(elector.delegate) for elector in electors),
    }
    return render(request, "meetings/vote_open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def ballot(request, code):
    """For, against or abstain: for the region, or as the delegate, in whose capacity one acts."""
    vote = vote_or_404(request, code)
    elector = rules.ballot_of(request.acting, vote)
    need(rules.can_vote(request.acting, vote, elector), vote.decision)
    form = BallotForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cast(vote, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            raise Refusal(str(refusal), back=vote.decision) from refusal
        words = _("Thank you. The ballot of %(who)s has been cast.") % {"who": elector.label}
        messages.success(request, words)
        return redirect(vote.decision)
    context = {
        "form": form,
        "vote": vote,
        "decision": vote.decision,
        "meeting": vote.decision.meeting,
        "elector": elector,
    }
    return render(request, "meetings/vote_ballot.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def record(request, code, elector):
    """The ballot of a delegate, or a region's, without an account, recorded by the minute taker."""
    vote = vote_or_404(request, code)
    electors = vote.electors.select_related("turnout", "region")
    elector = get_object_or_404(electors, pk=elector, mandate=None)
    delegate = speakers_at(vote, [elector]).get(elector.pk, "")
    verdict = rules.can_record_ballot(request.acting, vote, elector, delegate)
    need(verdict, vote.decision)
    form = BallotForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.record_ballot(vote, elector, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            raise Refusal(str(refusal), back=vote.decision) from refusal
        words = _("Recorded: the ballot of %(who)s.") % {"who": elector.label}
        messages.success(request, words)
        return redirect(vote.decision)
    context = {
        "form": form,
        "vote": vote,
        "decision": vote.decision,
        "meeting": vote.decision.meeting,
        "elector": elector,
        "delegate": delegate,
    }
    return render(request, "meetings/vote_ballot.html", context)


def to_record(vote, acting):
    """(elector, delegate) of each ballot that the minute taker can cast for somebody else."""
    if not rules.keeps_minutes(acting, vote.decision.meeting) or not vote.is_open or vote.is_secret:
        return []
    waiting = list(vote.electors.filter(turnout=None, mandate=None).select_related("region"))
    speakers = speakers_at(vote, waiting)
    return [(row, speakers[row.pk]) for row in waiting if row.pk in speakers]


@button
def close(request, code):
    """Count the ballots."""
    vote = vote_or_404(request, code)
    require(rules.can_close_vote(request.acting, vote))
    if "despite_few" not in request.POST and is_few(vote, vote.ballots.count()):
        raise Refusal(
            _("Few ballots are in the box. Please read the warning and confirm it, or wait."),
            back=vote.decision,
        )
    closed = actions.close_vote(vote, by=request.acting)
    state = closed.decision.get_state_display()
    messages.success(
        request, _("The vote is closed. The proposal is %(state)s.") % {"state": state}
    )
    return redirect(vote.decision)
