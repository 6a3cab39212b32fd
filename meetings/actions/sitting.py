"""What happens to a meeting in its room: one waits for the quorum, opens, interrupts, goes on."""

from django.db import transaction
from django.utils import timezone

from core import audit, states
from core.access import require
from meetings import room
from meetings.actions.reminding import locked
from meetings.models import Meeting

State = Meeting.State


@transaction.atomic
def wait_for_quorum(meeting, *, by):
    """Say that the start has come and too few are there."""
    meeting = locked(meeting.pk)
    require(room.can_wait(by, meeting))
    states.move(meeting, "state", to=State.WAITING)
    audit.record("meetings.waiting", meeting, by=by)
    return meeting


@transaction.atomic
def begin(meeting, *, by):
    """Open the meeting, or go on after an interruption."""
    now = timezone.now()
    meeting = locked(meeting.pk)
    goes_on = meeting.state == State.SUSPENDED
    quorum = room.quorum_in_room(meeting)
    require(room.can_begin(by, meeting, quorum, now))
    states.move(meeting, "state", to=State.RUNNING, opened_at=meeting.opened_at or now)
    verb = "meetings.resumed" if goes_on else "meetings.begun"
    audit.record(verb, meeting, by=by, here=quorum.represented, needed=quorum.needed)
    return meeting


@transaction.atomic
def suspend(meeting, *, by):
    """Interrupt a meeting in session."""
    meeting = locked(meeting.pk)
    require(room.can_suspend(by, meeting))
    states.move(meeting, "state", to=State.SUSPENDED)
    audit.record("meetings.suspended", meeting, by=by)
    return meeting
