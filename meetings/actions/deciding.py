"""Recording what a meeting decides. Locks: meeting, then the series of numbers, then the rest."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, formats, states
from core.access import require
from core.errors import Refusal
from meetings import rules
from meetings.actions.reminding import locked
from meetings.models import Decision, Vote
from meetings.room import can_agree, can_decide, quorum_now

State, How = Decision.State, Decision.How


@transaction.atomic
def record_decision(meeting, *, by, text, agenda_item=None, how="", despite_quorum=False):
    """Write a decision down under the next number of its series.

    With ``how`` "consensus" it is adopted now; without, it is a proposal on which one still agrees
    or votes. ``despite_quorum``: the person has been warned that too few regions are there.
    """
    now = timezone.now()
    meeting = locked(meeting.pk)
    require(rules.can_record_decision(by, meeting, now))
    decision = Decision(
        meeting=meeting,
        forum=meeting.forum,
        organiser=meeting.organiser,
        agenda_item=agenda_item,
        agenda_title=agenda_item.title if agenda_item else "",
        text=text,
        recorded_by=by,
        year=formats.local(meeting.starts_at, meeting.zone).year,
    )
    decision.number = _next_number(decision)
    if how == How.CONSENSUS:
        _set(decision, _taken(meeting, now, despite_quorum))
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError as broken:
        same = meeting.decisions.exclude(state=State.WITHDRAWN).filter(text=text)
        if not same.exists():
            raise
        raise Refusal(_("This decision has been recorded already.")) from broken
    audit.record("meetings.decision_proposed", decision, by=by)
    if decision.state == State.ADOPTED:
        _record_adopted(decision, by)
    return decision


@transaction.atomic
def adopt(decision, *, by, despite_quorum=False):
    """Say that a proposal has found the consent of all who are there."""
    now = timezone.now()
    decision = held(decision)
    require(rules.can_adopt(by, decision, now))
    taken = _taken(decision.meeting, now, despite_quorum)
    states.move(decision, "state", to=taken.pop("state"), **taken)
    _record_adopted(decision, by)
    return decision


@transaction.atomic
def withdraw_decision(decision, *, by, reason):
    """Take it back, with the reason; its number stays taken. An open vote on it is stopped."""
    now = timezone.now()
    decision = held(decision)
    require(rules.can_withdraw(by, decision, now))
    vote = Vote.objects.filter(decision=decision).select_for_update(no_key=True).first()
    if vote is not None:
        states.move(vote, "state", to=Vote.State.STOPPED, closed_at=now, closed_by=by)
    states.move(decision, "state", to=State.WITHDRAWN, withdraw_reason=reason)
    audit.record("meetings.decision_withdrawn", decision, by=by, reason=reason)
    return decision


def held(decision):
    """The decision as it is now, with its meeting held against others who write in it."""
    meeting = locked(decision.meeting_id)
    decision = Decision.objects.get(pk=decision.pk)
    decision.meeting = meeting
    return decision


def frozen_quorum(meeting, despite_quorum):
    """Who is there at this moment, to be kept; too few only for whoever was told and goes on.

    An assembly that was not opened needs the quorum on its list.
    """
    quorum = quorum_now(meeting)
    require(can_decide(meeting, quorum))
    if not (quorum.is_met or despite_quorum):
        raise Refusal(
            _(
                "There is no quorum: %(here)d of %(all)d regions are there, %(needed)d are needed. "
                "Confirm that you decide without it."
            )
            % {"here": quorum.represented, "all": quorum.invited, "needed": quorum.needed}
        )
    return {
        "quorum_met": quorum.is_met,
        "quorum_invited": quorum.invited,
        "quorum_in_person": quorum.in_person,
        "quorum_by_proxy": quorum.by_proxy,
        "quorum_needed": quorum.needed,
    }


def _taken(meeting, now, despite_quorum):
    require(can_agree(quorum_now(meeting)))
    quorum = frozen_quorum(meeting, despite_quorum)
    return {"state": State.ADOPTED, "how": How.CONSENSUS, "decided_at": now, **quorum}


def _set(decision, facts):
    for name, value in facts.items():
        setattr(decision, name, value)


def _record_adopted(decision, by):
    audit.record("meetings.decision_adopted", decision, by=by, quorum=decision.quorum_met)


def _next_number(decision):
    """1, 2, 3 … of the year. Who wants one too waits at the row of the forum or region.

    Nothing is ever deleted from the series, so it has no gaps.
    """
    keeper = decision.forum or decision.organiser
    type(keeper).objects.select_for_update(no_key=True).only("pk").get(pk=keeper.pk)
    series = Decision.objects.in_series_of(decision.meeting).filter(year=decision.year)
    return (series.aggregate(last=Max("number"))["last"] or 0) + 1
