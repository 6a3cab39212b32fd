"""The room of a meeting: who keeps its list, who may come in, and whether it is enough.

Each docstring is the policy. ``quorum_now`` is what decisions and minutes ask.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.access import ALLOW, deny, too_late
from meetings import changes, rules, standing
from meetings.models import Attendance, Invitation, Meeting
from meetings.quorum import ATTENDANCE, Quorum, regions_here
from villages.models import Region
from villages.roles import Permission, may

DOORS = timedelta(hours=2)  # before the start: the first ones arrive
OVERTIME = timedelta(hours=12)  # after the planned end of a meeting that nobody has closed
GRACE = timedelta(minutes=15)  # who comes later than this after the opening came late


def quorum_now(meeting, invitations=None, now=None):
    """How many of the invited regions are there, and is it enough.

    Before anybody is there the answers count; from the first one on the list, and from the start
    at the latest, those who are confirmed to be in the room; at the close the figures are kept.
    A meeting that was held without a list is known by its answers. ``invitations`` are the
    meeting's rows where the caller has them.
    """
    if meeting.counted:
        return Quorum(**meeting.counted)
    if meeting.state != Meeting.State.HELD and doors_are_open(meeting, now):
        in_room = quorum_in_room(meeting, invitations)
        if in_room.represented or has_begun(meeting, now):
            return in_room
    return quorum_by_answers(meeting, invitations)


def counting(meeting, invitations=None):
    """The invitations that make the quorum: in an assembly of a forum those of its members."""
    rows = meeting.invitations.all() if invitations is None else invitations
    return [row for row in rows if row.has_seat or not meeting.counts_members]


def guests_among(meeting, quorum, invitations):
    """The codes of invited regions that neither count nor vote: the guests of a forum's assembly.

    A quorum that was kept when all counted stays theirs, and so nobody is a guest there.
    """
    if quorum.invited == len(invitations):
        return frozenset()
    counted = {row.region_id for row in counting(meeting, invitations)}
    return frozenset(row.region_id for row in invitations) - counted


def counted_noun(guests):
    """What those are called of whom the quorum is counted."""
    return _("members") if guests else _("regions")


def quorum_by_answers(meeting, invitations=None):
    """The invited regions that have said that they come or are represented."""
    answers = [invitation.answer for invitation in counting(meeting, invitations)]
    return Quorum.of(
        invited=len(answers),
        in_person=answers.count(Invitation.Answer.ATTENDS),
        by_proxy=answers.count(Invitation.Answer.REPRESENTED),
        rule=meeting.quorum_rule,
        is_second_call=meeting.is_second_call,
    )


def quorum_in_room(meeting, invitations=None):
    """The invited regions that somebody confirmed is there for, counted once each."""
    invited = [invitation.region_id for invitation in counting(meeting, invitations)]
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
    """The regions with a voice that somebody confirmed is there for, in the order of their codes."""
    here = meeting.roll.confirmed().here().of_regions().values("region")
    voices = meeting.invitations.counting().filter(region__in=here)
    return list(Region.objects.filter(pk__in=voices.values("region")).order_by("code"))


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


def doors_are_open(meeting, now=None):
    """From two hours before the start."""
    return has_begun(meeting, (now or timezone.now()) + DOORS)


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
    if doors_are_open(meeting, now):
        return ALLOW
    return too_late(
        _("The list opens two hours before the start: %(time)s.")
        % {"time": formats.moment(meeting.starts_at - DOORS, meeting.zone)}
    )


def can_begin(acting, meeting, quorum, now=None):
    """Who keeps the room opens the meeting when its doors are open.

    An assembly needs the quorum on its list, or is the second sitting; others may begin without,
    and are warned before each decision.
    """
    if not (verdict := _can_move(acting, meeting, Meeting.State.RUNNING, now)):
        return verdict
    if meeting.state == Meeting.State.SUSPENDED or not meeting.is_assembly:
        return ALLOW
    if quorum.is_met and quorum.is_counted_in_room:
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


def can_agree(quorum):
    """There is a consensus only among regions that are there and count."""
    if quorum.represented:
        return ALLOW
    return too_late(
        _(
            "No region is there yet, so nobody can agree. Record the attendance or the answers first."
        )
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
    quorum, once and within the days of its rule; the second sitting is valid with those present."""
    now = now or timezone.now()
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
    if not (verdict := _start_has_come(meeting, now)):
        return verdict
    return standing.can_sit_again(meeting, now)


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


def state_on_arrival(meeting, now):
    """Present, or late: a quarter of an hour after the opening; never while one still waits."""
    if meeting.state == Meeting.State.WAITING:
        return Attendance.State.PRESENT
    opened = meeting.opened_at or meeting.starts_at
    return Attendance.State.LATE if now > opened + GRACE else Attendance.State.PRESENT
