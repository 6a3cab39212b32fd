"""The room of a meeting: who keeps its list, who may come in, and whether it is enough.

Each docstring is the policy. ``quorum_now`` is what decisions and minutes ask.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.access import ALLOW, deny, too_late
from meetings import changes, rules
from meetings.models import Attendance, Invitation, Meeting
from meetings.quorum import ATTENDANCE, Quorum, regions_here
from villages.models import Region
from villages.roles import Permission, may

DOORS = timedelta(hours=2)  # before the start: the first ones arrive
OVERTIME = timedelta(hours=12)  # after the planned end of a meeting that nobody has closed
GRACE = timedelta(minutes=15)  # who comes later than this after the opening came late


def quorum_now(meeting, invitations=None, now=None):
    """How many of the invited regions are there, and is it enough.

    Before the start the answers count; from then on those who are confirmed to be in the room; at
    the close the figures are kept. A meeting that was held without a list is known by its answers.
    ``invitations`` are the meeting's rows where the caller has them.
    """
    if meeting.counted:
        return Quorum(**meeting.counted)
    if meeting.state != Meeting.State.HELD and has_begun(meeting, now):
        return quorum_in_room(meeting, invitations)
    return quorum_by_answers(meeting, invitations)


def quorum_by_answers(meeting, invitations=None):
    """The invited regions that have said that they come or are represented."""
    rows = meeting.invitations.all() if invitations is None else invitations
    answers = [invitation.answer for invitation in rows]
    return Quorum.of(
        invited=len(answers),
        in_person=answers.count(Invitation.Answer.ATTENDS),
        by_proxy=answers.count(Invitation.Answer.REPRESENTED),
        rule=meeting.quorum_rule,
        is_second_call=meeting.is_second_call,
    )


def quorum_in_room(meeting, invitations=None):
    """The invited regions that somebody confirmed is there for, counted once each."""
    rows = meeting.invitations.all() if invitations is None else invitations
    invited = [invitation.region_id for invitation in rows]
    marks = meeting.roll.confirmed().of_regions().values_list("region_id", "state").order_by()
    in_person, by_proxy = regions_here(invited, marks)
    return Quorum.of(
        invited=len(invited),
        in_person=in_person,
        by_proxy=by_proxy,
        rule=meeting.quorum_rule,
        basis=ATTENDANCE,
        is_second_call=meeting.is_second_call,
    )


def regions_in_room(meeting):
    """The invited regions that somebody confirmed is there for, in the order of their codes."""
    here = meeting.roll.confirmed().here().of_regions().values("region")
    return list(Region.objects.filter(pk__in=here, invitations__meeting=meeting).order_by("code"))


def to_keep(meeting):
    """The quorum by the list of those present, for the meeting's row; nothing without a list.

    Of an assembly it is kept without a list too: nobody was seen there.
    """
    if meeting.is_assembly or meeting.roll.confirmed().exists():
        return quorum_in_room(meeting).as_json()
    return None


def lacks_quorum(meeting):
    """The quorum that is too small, as it would stand after the close; None where it is enough.

    A training has none. A meeting without a list is known by its answers.
    """
    if not meeting.has_quorum:
        return None
    kept = to_keep(meeting)
    quorum = Quorum(**kept) if kept else quorum_by_answers(meeting)
    return quorum if quorum.missing else None


def quorum_warning(meeting, quorum=None):
    """What to say before a decision that is taken without a quorum; nothing where there is one."""
    quorum = quorum or quorum_now(meeting)
    if quorum.is_met:
        return ""
    return ngettext(
        "There is no quorum: %(here)d of %(invited)d regions are here, %(missing)d more is needed. "
        "A decision taken now can be contested.",
        "There is no quorum: %(here)d of %(invited)d regions are here, %(missing)d more are needed. "
        "A decision taken now can be contested.",
        quorum.missing,
    ) % {"here": quorum.represented, "invited": quorum.invited, "missing": quorum.missing}


def has_begun(meeting, now=None):
    """Opened, or its time has come."""
    return meeting.is_in_room or meeting.starts_at <= (now or timezone.now())


def keeps_room(acting, meeting):
    """Who takes minutes in the region that called the meeting keeps its list and opens it."""
    if may(acting, Permission.WRITE_MINUTES, meeting.organiser):
        return ALLOW
    return deny(
        _("Only the minute taker of %(region)s, which called the meeting, keeps this list.")
        % {"region": meeting.organiser.full_name}
    )


def can_take_attendance(acting, meeting, now=None):
    """Who keeps the room, from two hours before the start; afterwards too, from the paper list,
    until the minutes are sent for review."""
    if not (verdict := keeps_room(acting, meeting)):
        return verdict
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This meeting was cancelled, so nobody is expected."))
    return _doors_are_open(meeting, now) and rules.not_frozen(meeting)


def can_check_in(meeting, now=None):
    """Whoever is in the room, from two hours before the start until the meeting is closed."""
    now = now or timezone.now()
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This meeting was cancelled, so nobody is expected."))
    if meeting.state == Meeting.State.HELD or meeting.ends_at + OVERTIME < now:
        return too_late(
            _(
                "This meeting is over. Please tell the minute taker of %(region)s that you were there."
            )
            % {"region": meeting.organiser.full_name}
        )
    return _doors_are_open(meeting, now)


def _doors_are_open(meeting, now):
    if has_begun(meeting, (now or timezone.now()) + DOORS):
        return ALLOW
    return too_late(
        _("The list opens two hours before the start: %(time)s.")
        % {"time": formats.moment(meeting.starts_at - DOORS, meeting.zone)}
    )


def can_begin(acting, meeting, quorum, now=None):
    """Who keeps the room opens the meeting when its doors are open.

    An assembly needs the quorum, or is the second sitting; others may begin without, and are
    warned before each decision.
    """
    if not (verdict := _can_move(acting, meeting, Meeting.State.RUNNING, now)):
        return verdict
    if meeting.state == Meeting.State.SUSPENDED or quorum.is_met:
        return ALLOW
    if not meeting.is_assembly:
        return ALLOW
    if meeting.is_second_call:
        return too_late(
            _(
                "The second sitting opens as soon as one region is on the list. If nobody comes, "
                "move or cancel the meeting."
            )
        )
    return too_late(_("An assembly opens when the quorum is there. Wait, or postpone it."))


def can_decide(meeting, quorum):
    """An assembly decides when it was opened, or when its list, also one from paper, has the quorum
    of this sitting. Other meetings are warned."""
    if not meeting.is_assembly or meeting.opened_at:
        return ALLOW
    if quorum.is_counted_in_room and quorum.is_met:
        return ALLOW
    return too_late(
        _(
            "This assembly was not opened, so it decides nothing yet: %(here)d of %(all)d regions "
            "are on the list, %(needed)d are needed. Open it in the room, or record the attendance "
            "from paper first."
        )
        % {
            "here": quorum.represented if quorum.is_counted_in_room else 0,
            "all": quorum.invited,
            "needed": quorum.needed,
        }
    )


def can_wait(acting, meeting, now=None):
    """Who keeps the room says that one waits for the quorum, once the start has come."""
    if not (verdict := _can_move(acting, meeting, Meeting.State.WAITING, now)):
        return verdict
    return _start_has_come(meeting, now)


def can_suspend(acting, meeting, now=None):
    """Who keeps the room interrupts a meeting in session."""
    return _can_move(acting, meeting, Meeting.State.SUSPENDED, now)


def can_adjourn(acting, meeting, quorum, now=None):
    """The region that called it postpones a first sitting that has come to its start without a
    quorum, once; the second sitting is valid with those present."""
    if not may(acting, Permission.CALL_MEETING, meeting.organiser):
        return deny(
            _("Only %(region)s, which called the meeting, postpones it.")
            % {"region": meeting.organiser.full_name}
        )
    if meeting.state == Meeting.State.ADJOURNED:
        when = changes.when(meeting.starts_at, meeting.ends_at, meeting.zone)
        return too_late(
            _("This meeting has been postponed to its second sitting: %(when)s.") % {"when": when}
        )
    if meeting.is_second_call:
        return too_late(_("The second sitting is valid with those present and is not postponed."))
    if not (verdict := _can_move(acting, meeting, Meeting.State.ADJOURNED, now)):
        return verdict
    if quorum.is_met:
        return too_late(_("The quorum is there, so the meeting can be opened."))
    return _start_has_come(meeting, now)


def _can_move(acting, meeting, to, now):
    if not (verdict := keeps_room(acting, meeting)):
        return verdict
    if to not in Meeting.STATE_MOVES.get(meeting.state, ()):
        return too_late(_("This has changed in the meantime. Please look at the page again."))
    return _doors_are_open(meeting, now)


def _start_has_come(meeting, now):
    if meeting.starts_at <= (now or timezone.now()):
        return ALLOW
    return too_late(_("The start has not come yet."))


def waits_until(meeting):
    """Until when one waits for the quorum, by the forum's rule."""
    return meeting.starts_at + timedelta(hours=meeting.waiting_hours)


def postponed_until(meeting, now):
    """The end of the last day on which the second sitting can begin, on the meeting's clocks."""
    last = formats.local(now, meeting.zone).date() + timedelta(days=meeting.second_call_days)
    return datetime.combine(last, time.max, ZoneInfo(meeting.zone))


def too_far(meeting):
    """Why a new date is refused."""
    days = meeting.second_call_days
    return ngettext(
        "Choose a time from now on, at most %(days)d day ahead.",
        "Choose a time from now on, at most %(days)d days ahead.",
        days,
    ) % {"days": days}


def state_on_arrival(meeting, now):
    """Present, or late: a quarter of an hour after the opening; never while one still waits."""
    if meeting.state == Meeting.State.WAITING:
        return Attendance.State.PRESENT
    opened = meeting.opened_at or meeting.starts_at
    return Attendance.State.LATE if now > opened + GRACE else Attendance.State.PRESENT
