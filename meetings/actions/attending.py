"""Who came: checked in by himself, marked by the minute taker, corrected, confirmed, removed.

The meeting's row is locked first, so that nobody is counted twice and nobody slips in behind the
close. Each act stands in the trail of the row; a removal in that of the meeting.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from meetings import room
from meetings.actions.reminding import locked
from meetings.models import Attendance, Meeting

State, How = Attendance.State, Attendance.How
OWN_FACTS = ("office", "sex", "phone")  # of a person whom a mandate names


@transaction.atomic
def check_in(meeting, *, by):
    """A representative is in the room, in this capacity. A second time changes nothing."""
    now = timezone.now()
    meeting = locked(meeting.pk)
    require(room.can_check_in(meeting, now))
    row = _row_of(meeting, by)
    if row and row.user_id and row.state in Attendance.IN_PERSON and row.is_confirmed:
        return row
    row = row or Attendance(meeting=meeting, sitting=meeting.sitting, how=How.QR)
    if not row.user_id:
        _stand_for(row, by)
    row.how, row.recorded_by = How.QR, by
    return _keep(row, "meetings.checked_in", by, now, state=room.state_on_arrival(meeting, now))


@transaction.atomic
def check_in_by_name(meeting, *, name, **facts):
    """Somebody without an account is in the room; the minute taker confirms it."""
    now = timezone.now()
    meeting = locked(meeting.pk)
    require(room.can_check_in(meeting, now))
    row = Attendance(
        meeting=meeting, sitting=meeting.sitting, name=name, how=How.QR, is_confirmed=False, **facts
    )
    if found := _same_name(row):
        return found
    state = room.state_on_arrival(meeting, now)
    return _keep(row, "meetings.checked_in", audit.SYSTEM, now, state=state)


@transaction.atomic
def mark(meeting, mandate, *, by, state, substitute="", how=How.LIST):
    """Say of a representative who is expected how he came, or that he did not."""
    now = timezone.now()
    meeting = locked(meeting.pk)
    require(room.can_take_attendance(by, meeting, now))
    row = _row_of(meeting, mandate) or Attendance(meeting=meeting, sitting=meeting.sitting, how=how)
    if not row.user_id:
        _stand_for(row, mandate)
    row.recorded_by = by
    return _keep(row, "meetings.attendance_marked", by, now, state=state, substitute=substitute)


@transaction.atomic
def add(meeting, *, by, state=State.PRESENT, substitute="", how=How.LIST, **facts):
    """Write somebody on the list by name: a guest, or a person of an invited region."""
    now = timezone.now()
    meeting = locked(meeting.pk)
    require(room.can_take_attendance(by, meeting, now))
    row = Attendance(meeting=meeting, sitting=meeting.sitting, how=how, recorded_by=by, **facts)
    return _keep(row, "meetings.attendance_marked", by, now, state=state, substitute=substitute)


@transaction.atomic
def correct(row, *, by, state, substitute="", **facts):
    """Write a row of the list anew; what a stranger typed is confirmed by it.

    Who has checked in himself keeps the name and the region of his mandate.
    """
    now = timezone.now()
    row = _held(row, by, now)
    if row.user_id:
        facts = {name: facts[name] for name in OWN_FACTS if name in facts}
    for name, value in facts.items():
        setattr(row, name, value)
    row.is_confirmed, row.recorded_by = True, row.recorded_by or by
    return _keep(row, "meetings.attendance_corrected", by, now, state=state, substitute=substitute)


@transaction.atomic
def confirm(row, *, by):
    """Say that somebody who typed his name at the door is there indeed. Twice changes nothing."""
    now = timezone.now()
    row = _held(row, by, now)
    if row.is_confirmed:
        return row
    row.is_confirmed, row.recorded_by = True, by
    return _keep(
        row, "meetings.attendance_confirmed", by, now, state=row.state, substitute=row.substitute
    )


@transaction.atomic
def remove(row, *, by):
    """Take somebody off the list who was written on it by mistake."""
    row = _held(row, by, timezone.now())
    audit.record(
        "meetings.attendance_removed", row.meeting, by=by, name=row.name, region=row.attends_for
    )
    row.delete()
    _count_anew(row.meeting)


def _held(row, by, now):
    """The row and its meeting as they are now, for one who keeps the list."""
    meeting = locked(row.meeting_id)
    require(room.can_take_attendance(by, meeting, now))
    current = meeting.roll.select_related("region").filter(pk=row.pk).first()
    if current is None:
        raise Refusal(_("This person is no longer on the list. Please look at the page again."))
    current.meeting = meeting
    return current


def _row_of(meeting, mandate):
    """The person's row: his own, or one by his name for his region that nobody has taken."""
    rows = meeting.roll.select_related("region")
    own = rows.filter(user=mandate.user_id).first()
    return own or (
        rows.filter(user=None, region=mandate.region_id, name__iexact=str(mandate.user)).first()
    )


def _stand_for(row, mandate):
    """The row is that of a person in an office, in words as they are today."""
    row.user, row.mandate, row.region = mandate.user, mandate, mandate.region
    row.name, row.office = str(mandate.user), mandate.title
    row.phone = row.phone or mandate.user.phone
    row.institution, row.is_confirmed = "", True


def _same_name(row):
    """Somebody of this name who is on the list for the same region or institution."""
    rows = row.meeting.roll.filter(name__iexact=row.name).exclude(pk=row.pk)
    if row.region_id:
        return rows.filter(region=row.region_id).first()
    return rows.filter(region=None, institution__iexact=row.institution).first()


def _keep(row, verb, by, now, *, state, substitute=""):
    """Write the row with its state, once a person, and count anew where the meeting is over."""
    meeting = row.meeting
    if _same_name(row):
        raise Refusal(
            _("%(name)s, %(region)s, is on the list already.")
            % {"name": row.name, "region": row.attends_for}
        )
    if not row.pk and meeting.roll.count() >= Attendance.MAX_PEOPLE:
        raise Refusal(_("The list is full: %(limit)d people.") % {"limit": Attendance.MAX_PEOPLE})
    row.state = state
    row.substitute = substitute if state == State.REPRESENTED else ""
    row.arrived_at = (row.arrived_at or _arrival(meeting, now)) if row.is_here else None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise Refusal(_("This person is on the list already.")) from twice
    audit.record(verb, row, by=by, state=row.state, region=row.region_id, how=row.how)
    _count_anew(meeting)
    return row


def _arrival(meeting, now):
    """Now; for a list typed in after the end the time when the meeting was opened."""
    if meeting.state == Meeting.State.HELD or now > meeting.ends_at:
        return meeting.opened_at or meeting.starts_at
    return now


def _count_anew(meeting):
    """What was kept at the close follows a list that is completed from paper."""
    if meeting.state == Meeting.State.HELD:
        Meeting.objects.filter(pk=meeting.pk).update(
            counted=room.to_keep(meeting), updated_at=timezone.now()
        )
