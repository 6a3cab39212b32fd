"""Decisions: recorded from the meeting's page, each with a page of its own."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import formats
from core.errors import Refusal
from core.views import refusable, trail_for
from meetings import actions, rules
from meetings.forms.deciding import DecisionForm, QuorumForm, WithdrawForm
from meetings.models import Decision
from meetings.quorum import Quorum
from meetings.room import can_decide, quorum_now
from meetings.views import following, voting
from meetings.views.found import decision_or_404, minuted_meeting, need

State = Decision.State
LOOK = {
    State.PROPOSED: ("wait", "clock"),
    State.ADOPTED: ("ok", "check"),
    State.REJECTED: ("bad", "x"),
    State.WITHDRAWN: ("", "x"),
}


class Line(NamedTuple):
    """One decision in a list, ready to show."""

    decision: Decision
    state: str
    kind: str
    icon: str
    note: str


def line_of(decision):
    """The decision with its state in words and colours."""
    kind, icon = LOOK[decision.state]
    return Line(
        decision=decision,
        state=capfirst(decision.get_state_display()),
        kind=kind,
        icon=icon,
        note=capfirst(decision.get_how_display()) if decision.how else "",
    )


def lines_of(meeting):
    """What the meeting has decided, in the order of the numbers; one query."""
    return [line_of(decision) for decision in meeting.decisions.order_by("year", "number")]


def quorum_then(decision):
    """Who was there when it was taken; None while nothing is taken."""
    if decision.quorum_met is None:
        return None
    return Quorum(
        decision.quorum_invited,
        decision.quorum_in_person,
        decision.quorum_by_proxy,
        decision.quorum_needed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def record(request, pk):
    """Write a decision down."""
    meeting = minuted_meeting(request, pk, rules.can_record_decision)
    quorum = quorum_now(meeting)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        meeting=meeting,
        quorum=quorum,
        initial={"agenda_item": request.GET.get("acara")},
    )
    if form.is_valid():
        try:
            decision = actions.record_decision(meeting, by=request.acting, **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Recorded: decision %(number)s.") % {"number": decision.label}
            messages.success(request, words)
            return redirect(decision)
    not_opened = can_decide(meeting, quorum).reason
    context = {"form": form, "meeting": meeting, "quorum": quorum, "not_opened": not_opened}
    return render(request, "meetings/decision_form.html", context)


@login_not_required
@require_safe
def detail(request, code):
    """What was decided, where, by whom, and with how many regions there."""
    decision = decision_or_404(request, code)
    acting, meeting = request.acting, decision.meeting
    context = {
        "decision": decision,
        "meeting": meeting,
        "line": line_of(decision),
        "quorum": quorum_then(decision),
        "decided": formats.moment(decision.decided_at, meeting.zone) if decision.decided_at else "",
        "can_adopt": rules.can_adopt(acting, decision),
        "can_open_vote": rules.can_open_vote(acting, decision),
        "can_withdraw": rules.can_withdraw(acting, decision),
        "whatsapp_text": _("Decision %(number)s: %(text)s %(url)s")
        % {
            "number": decision.label,
            "text": decision.text,
            "url": settings.SITE_URL + decision.get_absolute_url(),
        },
        "tasks": following.tasks_of(decision),
        "may_minute": rules.can_minute(acting, meeting),
        "frozen": rules.keeps_minutes(acting, meeting) and rules.not_frozen(meeting).reason,
        "trail": trail_for(request, decision, without=_untold(decision)),
    }
    if hasattr(decision, "vote"):
        context |= _vote_on_page(decision, acting)
    return render(request, "meetings/decision_detail.html", context)


def _untold(decision):
    """Verbs of the trail that would tell who chose what in a secret vote."""
    tells = hasattr(decision, "vote") and decision.vote.names_would_tell
    return ["meetings.vote_cast"] if tells else []


def _vote_on_page(decision, acting):
    """The result, and the own ballot as long as it can be cast."""
    vote = decision.vote
    vote.decision = decision
    result = voting.result_of(vote)
    own = rules.ballot_of(acting, vote) if vote.is_open else None
    return {
        "result": result,
        "few": voting.is_few(vote, result.cast),
        "own_ballot": own if own and rules.can_vote(acting, vote, own) else None,
        "can_close_vote": rules.can_close_vote(acting, vote),
        "to_record": voting.to_record(vote, acting),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def adopt(request, code):
    """All who are there agree to a proposal."""
    decision = decision_or_404(request, code)
    need(rules.can_adopt(request.acting, decision), decision)
    quorum = quorum_now(decision.meeting)
    need(can_decide(decision.meeting, quorum), decision)
    form = QuorumForm(request.POST if request.method == "POST" else None, quorum=quorum)
    if form.is_valid():
        try:
            actions.adopt(decision, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Adopted by consensus."))
            return redirect(decision)
    context = {"form": form, "decision": decision, "meeting": decision.meeting, "quorum": quorum}
    return render(request, "meetings/decision_adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def withdraw(request, code):
    """Take a decision back, with the reason."""
    decision = decision_or_404(request, code)
    need(rules.can_withdraw(request.acting, decision), decision)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_decision(decision, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Withdrawn. The number stays taken."))
        return redirect(decision)
    context = {"form": form, "decision": decision, "meeting": decision.meeting}
    return render(request, "meetings/decision_withdraw.html", context)
