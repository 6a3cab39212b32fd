"""What of a called meeting stands: its kind, its decisions, and the days of its second sitting.

Each docstring is the policy.
"""

from copy import copy
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.access import ALLOW, too_late
from meetings.models import Meeting
from meetings.quorum import FirstSitting


def can_change_kind(meeting, now=None):
    """Not of a training, for which people enrol, nor of a private talk; not once the meeting has
    begun: its start has come, somebody is on its list, or a decision is recorded."""
    if meeting.is_training:
        return _trainings_stay()
    if meeting.is_private:
        return too_late(_("This is a private talk and stays one."))
    if _has_begun(meeting, now or timezone.now()):
        return too_late(
            _(
                "This meeting has begun, so its kind does not change any more: its quorum hangs on it."
            )
        )
    return ALLOW


def can_become(meeting, kind, now=None):
    """Another kind while the kind may change; a training is called as one, and a meeting of guests
    alone becomes no assembly."""
    if kind == meeting.kind:
        return ALLOW
    if kind == Meeting.Kind.TRAINING:
        return _trainings_stay()
    if not (verdict := can_change_kind(meeting, now)):
        return verdict
    changed = copy(meeting)
    changed.kind = kind
    return has_electorate(changed, meeting.invitations.filter(has_seat=True).exists())


def has_electorate(meeting, members_invited):
    """An assembly of a forum has members among its invited: nobody else counts or votes there."""
    if members_invited or not meeting.counts_members:
        return ALLOW
    return too_late(
        _(
            "An assembly needs members of the forum among the invited: only they count for the "
            "quorum and vote. Invite at least one member, or choose another kind of meeting."
        )
    )


def _trainings_stay():
    return too_late(
        _(
            "A training stays a training, and no other meeting becomes one: people enrol for it, "
            "and it decides nothing. Cancel this one and call a new one."
        )
    )


def _has_begun(meeting, now):
    return (
        meeting.is_in_room
        or meeting.is_second_call
        or meeting.starts_at <= now
        or meeting.attendances.exists()
        or meeting.decisions.exists()
    )


def can_be_called_off(meeting):
    """Neither cancelled, moved nor postponed while a vote is open or once something was decided."""
    if meeting.decisions.standing().exists():
        return too_late(
            _(
                "This meeting has taken a decision, or a vote is open, so it has taken place: it is "
                "not moved, postponed or cancelled any more. What was recorded in error is "
                "withdrawn first."
            )
        )
    return ALLOW


def takes_place_now(meeting, now=None):
    """One votes in the room: from the start on, and not when the meeting is over or cancelled."""
    if meeting.state == Meeting.State.HELD:
        return too_late(_("The meeting was held and is over. No ballot is taken any more."))
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This meeting was cancelled. No ballot is taken any more."))
    if meeting.starts_at > (now or timezone.now()):
        return too_late(
            _("The meeting begins on %(time)s. Ballots are taken from then on.")
            % {"time": formats.moment(meeting.starts_at, meeting.zone)}
        )
    return ALLOW


def postponed_until(meeting):
    """The end of the last day on which the second sitting can begin, on the meeting's clocks.

    Counted from the first sitting; of one that was not kept, from the time before the last move.
    """
    last = _first_start(meeting).date() + timedelta(days=meeting.second_call_days)
    return datetime.combine(last, time.max, ZoneInfo(meeting.zone))


def _first_start(meeting):
    first = FirstSitting.of(meeting.first_sitting)
    at = first.starts_at if first else meeting.starts_at
    if meeting.is_second_call and first is None:
        at = meeting.moved_from or at
    return formats.local(at, meeting.zone)


def can_sit_again(meeting, starts_at):
    """A second sitting, being valid with those present, begins within the days of its rule."""
    if starts_at <= postponed_until(meeting):
        return ALLOW
    days = meeting.second_call_days
    return too_late(
        ngettext(
            "The second sitting begins at most %(days)d day after the first one, so on %(last)s at "
            "the latest. For a later day cancel this meeting and call a new one, as a first sitting.",
            "The second sitting begins at most %(days)d days after the first one, so on %(last)s at "
            "the latest. For a later day cancel this meeting and call a new one, as a first sitting.",
            days,
        )
        % {"days": days, "last": formats.long_day(postponed_until(meeting).date())}
    )
