"""The facts of minutes, gathered from the rows as they stand: attendance, quorum, items.

The system fills what it knows; people write what was said. Sent for review the record is kept as it
was, and text, PDF and DOCX are made of the record alone.
"""

from django.utils.translation import override

from meetings.models import Decision, Invitation
from meetings.quorum import Quorum

PRESENT = {
    Invitation.Answer.ATTENDS: "hadir",
    Invitation.Answer.REPRESENTED: "diwakili",
    Invitation.Answer.ABSENT: "tidak hadir",
    Invitation.Answer.NONE: "tanpa keterangan",
}


def gather(minutes):
    """Everything as plain JSON, in the words of the paper."""
    with override("id"):
        return _gather(minutes)


def _gather(minutes):
    meeting = minutes.meeting
    return {
        "title": meeting.title,
        "kind": str(meeting.get_kind_display()),
        "held_for": str(meeting.held_for),
        "organiser": meeting.organiser.full_name,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "zone": meeting.zone,
        "place": meeting.where,
        "chair": minutes.chair,
        "note_taker": minutes.note_taker,
        "resource_persons": minutes.resource_persons,
        "attendance": attendance_of(meeting),
        "entries": [
            {"kind": item.kind, "title": item.title, "text": item.text}
            for item in minutes.items.all()
        ],
        "decisions": [_decided(row) for row in decisions_of(meeting)],
        "tasks": [],
    }


def decisions_of(meeting):
    """What was adopted or rejected, in the order of the numbers."""
    taken = meeting.decisions.filter(state__in=[Decision.State.ADOPTED, Decision.State.REJECTED])
    return taken.order_by("year", "number")


def _decided(row):
    how = f"{row.get_state_display()}, {row.get_how_display()}"
    return {
        "number": row.label,
        "text": row.text,
        "how": how if row.quorum_met else f"{how}, tanpa kuorum",
    }


def attendance_of(meeting):
    """One row an invited region, and the quorum of those represented."""
    rows = list(meeting.invitations.select_related("region", "answered_by__user"))
    answers = [row.answer for row in rows]
    quorum = Quorum.of(
        invited=len(rows),
        in_person=answers.count(Invitation.Answer.ATTENDS),
        by_proxy=answers.count(Invitation.Answer.REPRESENTED),
        rule=meeting.quorum_rule,
    )
    return {
        "invited": quorum.invited,
        "represented": quorum.represented,
        "needed": quorum.needed,
        "met": quorum.is_met,
        "rows": [_present(row) for row in rows],
    }


def _present(row):
    by = row.answered_by if row.answer == Invitation.Answer.ATTENDS else None
    return {
        "region": row.region.full_name,
        "code": row.region_id,
        "state": PRESENT[row.answer],
        "name": str(by.user) if by else row.substitute,
        "office": by.title if by else "",
    }
