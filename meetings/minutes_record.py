"""The facts of minutes, gathered from the rows as they stand: attendance, quorum, items.

The system fills what it knows; people write what was said. Sent for review the record is kept as it
was, and text, PDF and DOCX are made of the record alone.
"""

from django.utils.translation import override

from core import formats
from meetings import majority, minutes_text, room
from meetings.models import ActionItem, AgendaItem, Attendance, Ballot, Decision, Invitation, Vote
from meetings.quorum import FirstSitting
from meetings.witness import witness_on

PRESENT = {
    Invitation.Answer.ATTENDS: "hadir",
    Invitation.Answer.REPRESENTED: "diwakili",
    Invitation.Answer.ABSENT: "tidak hadir",
    Invitation.Answer.NONE: "tanpa keterangan",
}
CAME = {
    Attendance.State.PRESENT: "hadir",
    Attendance.State.LATE: "hadir terlambat",
    Attendance.State.REPRESENTED: "diwakili",
    Attendance.State.EXCUSED: "berhalangan",
    Attendance.State.ABSENT: "tidak hadir",
}

OUTCOME = {
    AgendaItem.State.MISSED: "tidak sempat dibahas",
    AgendaItem.State.POSTPONED: "ditunda",
}

UNIT = {Vote.Unit.REGION: "wilayah", Vote.Unit.DELEGATE: "utusan"}
SAID = {
    Ballot.Choice.YES: "setuju",
    Ballot.Choice.NO: "tidak setuju",
    Ballot.Choice.ABSTAIN: "abstain",
}
SILENT = "tidak memberikan suara"


def gather(minutes):
    """Everything as plain JSON, in the words of the paper."""
    with override("id"):
        return _gather(minutes)


def _gather(minutes):
    meeting = minutes.meeting
    starts_at, ends_at = hours_of(meeting)
    attendance = attendance_of(meeting)
    noun = minutes_text.counted(attendance)
    return {
        "title": meeting.title,
        "kind": str(meeting.get_kind_display()),
        "held_for": meeting.of_whom,
        "organiser": meeting.organiser.full_name,
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "zone": meeting.zone,
        "place": meeting.where,
        "chair": minutes.chair,
        "note_taker": minutes.note_taker,
        "resource_persons": minutes.resource_persons,
        "attendance": attendance,
        "entries": entries_of(minutes),
        "decisions": [_decided(row, noun) for row in decisions_of(meeting)],
        "tasks": [_handed_out(row) for row in tasks_of(meeting)],
        "witness": witness_on(meeting, formats.local(starts_at, meeting.zone).date()),
    }


def hours_of(meeting):
    """From when to when it lasted, where it was opened in the room; else the planned hours.

    A meeting that nobody closed on the day was marked as held later: then its planned end stands.
    """
    if not meeting.opened_at:
        return meeting.starts_at, meeting.ends_at
    closed = meeting.closed_at
    known = closed and meeting.opened_at <= closed <= meeting.ends_at + room.OVERTIME
    return meeting.opened_at, closed if known else max(meeting.ends_at, meeting.opened_at)


def entries_of(minutes):
    """What was said about each item; of those of the agenda also their papers and what came of it."""
    items = minutes.items.select_related("agenda_item")
    return [_entry(item) for item in items.prefetch_related("agenda_item__papers")]


def _entry(item):
    on_agenda = item.agenda_item
    papers = on_agenda.papers.all() if on_agenda else []
    return {
        "kind": item.kind,
        "title": item.title,
        "text": item.text,
        "outcome": OUTCOME.get(on_agenda.state, "") if on_agenda else "",
        "papers": [{"title": paper.title, "sha256": paper.sha256} for paper in papers],
    }


def decisions_of(meeting):
    """What was adopted or rejected, in the order of the numbers."""
    taken = meeting.decisions.filter(state__in=[Decision.State.ADOPTED, Decision.State.REJECTED])
    taken = taken.select_related("meeting", "vote").prefetch_related("vote__electors__ballot")
    return taken.order_by("year", "number")


def _decided(row, noun):
    how = f"{row.get_state_display()}, {row.get_how_display()}"
    facts = {
        "number": row.label,
        "text": row.text,
        "how": how if row.quorum_met else f"{how}, tanpa kuorum",
        "outcome": row.state,
    }
    vote = getattr(row, "vote", None)
    return facts | {"vote": _voted(vote, row, noun)} if vote else facts


def _voted(vote, decision, noun):
    """The result of a vote with all that it rests on; of an open one also who voted how.

    ``quorum`` is who was there when it was opened, and what those are called whom it counts.
    """
    tally = vote.result
    return {
        "secret": vote.is_secret,
        "unit": UNIT[vote.unit],
        "yes": tally.yes,
        "no": tally.no,
        "abstain": tally.abstain,
        "cast": tally.cast,
        "electorate": tally.electorate,
        "basis": str(vote.get_basis_display()),
        "majority": str(vote.get_majority_display()),
        "needed": majority.needed(vote.majority, tally),
        "quorum": {
            "met": decision.quorum_met,
            "represented": decision.quorum_in_person + decision.quorum_by_proxy,
            "invited": decision.quorum_invited,
            "needed": decision.quorum_needed,
            "of": noun,
            "rule": _rule_of(decision.meeting),
        },
        "ballots": [] if vote.is_secret else _ballots(vote),
    }


def _ballots(vote):
    """Who voted how, and who did not, in the order of the regions."""
    rows = [
        {"who": row.label, "said": SAID[row.ballot.choice] if hasattr(row, "ballot") else SILENT}
        for row in vote.electors.all()
    ]
    return [row for said in (*SAID.values(), SILENT) for row in rows if row["said"] == said]


def tasks_of(meeting):
    """What was handed out and not taken back, the nearest first."""
    items = meeting.action_items.exclude(state=ActionItem.State.DROPPED)
    return items.with_owners().order_by("due_on", "pk")


def _handed_out(row):
    return {"text": row.text, "owner": row.owner, "due": formats.day(row.due_on)}


def attendance_of(meeting):
    """One row an invited region, guests last: who was in the room, or without a list, who answered.

    ``also`` are all others who were in the room. Regions that neither count nor vote are marked as
    ``guest``; what is counted are then the members.
    """
    rows = list(meeting.invitations.select_related("region", "answered_by__user"))
    quorum = room.quorum_now(meeting, rows)
    guests = room.guests_among(meeting, quorum, rows)
    rows.sort(key=lambda row: row.region_id in guests)
    people = _people(meeting) if quorum.is_counted_in_room else []
    came = _came(people) if quorum.is_counted_in_room else None
    told = {came[row.region_id].pk for row in rows if row.region_id in came} if came else set()
    return _sitting(meeting) | {
        "invited": quorum.invited,
        "represented": quorum.represented,
        "needed": quorum.needed,
        "met": quorum.is_met,
        "rows": [
            (_present(row) if came is None else _in_the_room(row, came.get(row.region_id)))
            | ({"guest": True} if row.region_id in guests else {})
            for row in rows
        ],
        "also": [_also(person) for person in people if person.is_here and person.pk not in told],
    }


def _rule_of(meeting):
    """Which rule says that enough were there."""
    if not meeting.has_quorum:
        return "none"
    return "second_sitting" if meeting.is_second_call else "quorum"


def _sitting(meeting):
    """By which rule it was valid; of a second sitting also how the first one ended."""
    rule = _rule_of(meeting)
    if rule != "second_sitting":
        return {"rule": rule}
    first = FirstSitting.of(meeting.first_sitting)
    return {
        "rule": rule,
        "first": first
        and {
            "when": formats.moment(first.starts_at, meeting.zone),
            "represented": first.quorum.represented,
            "invited": first.quorum.invited,
            "needed": first.quorum.needed,
        },
    }


def _people(meeting):
    """Those on the list: of regions by their codes, then guests by their institutions."""
    people = meeting.roll.confirmed().select_related("region")
    return list(people.order_by("region", "institution", "pk"))


def _also(person):
    """A further person in the room, by name; ``proxy_of`` is in whose place."""
    return {
        "name": person.substitute or person.name,
        "office": "" if person.substitute else person.office,
        "region": person.attends_for,
        "proxy_of": person.name if person.substitute else "",
    }


def _came(people):
    """Region → the first of its people who is here, else whoever was awaited."""
    found = {}
    for person in sorted(people, key=lambda person: person.pk):
        known = found.get(person.region_id)
        if known is None or (person.is_here and not known.is_here):
            found[person.region_id] = person
    return found


def _in_the_room(invitation, person):
    is_here = person is not None and person.is_here
    return {
        "region": invitation.region.full_name,
        "code": invitation.region_id,
        "state": CAME[person.state] if person else "tanpa keterangan",
        "name": (person.substitute or person.name) if is_here else "",
        "office": person.office if is_here and not person.substitute else "",
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
