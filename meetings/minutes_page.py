"""Minutes as a page shows them: who has said what, and the items with their remarks."""

from datetime import datetime
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import formats
from meetings import changes, minutes_record, minutes_text
from meetings import minutes_rules as rules
from meetings.models import Minutes
from meetings.room import counted_noun

State = Minutes.State
LOOK = {
    State.DRAFT: ("", "edit"),
    State.REVIEW: ("wait", "eye"),
    State.APPROVED: ("ok", "check"),
    State.SEALED: ("ok", "lock"),
}


class Voice(NamedTuple):
    """One invited region: has it confirmed, remarked, or said nothing?"""

    name: str
    is_mine: bool
    label: str
    kind: str
    icon: str
    who: str
    reason: str = ""


class Section(NamedTuple):
    """One item as it was written, and the remarks on it."""

    pk: int
    number: int
    title: str
    text: str
    outcome: str
    papers: list
    remarks: list


def shown_record(minutes):
    """The record as it was sent; of a draft as it stands."""
    return minutes_record.gather(minutes) if minutes.is_draft else minutes.record


def when_of(minutes):
    """From when to when it lasted, as the record says; of a draft as it stands."""
    meeting, record = minutes.meeting, minutes.record
    if minutes.is_draft:
        return changes.when(*minutes_record.hours_of(meeting), meeting.zone)
    hours = (datetime.fromisoformat(record[name]) for name in ("starts_at", "ends_at"))
    return changes.when(*hours, record["zone"])


def sections_of(minutes, record, *, with_remarks):
    """The items; remarks only for those who take part."""
    remarks = {}
    if with_remarks:
        for row in minutes.remarks.all():
            remarks.setdefault(row.item_id, []).append(row)
    return [
        Section(
            pk=item.pk,
            number=number,
            title=said["title"],
            text=said["text"],
            outcome=said.get("outcome", ""),
            papers=said.get("papers", []),
            remarks=remarks.get(item.pk, []),
        )
        for number, (item, said) in enumerate(
            zip(minutes.items.all(), record["entries"], strict=True), 1
        )
    ]


class Taken(NamedTuple):
    """One decision as the record has it; ``lines`` are its vote in sentences."""

    number: str
    text: str
    how: str
    lines: list


def words_of(record):
    """What was adopted, and the proposals that were not, with the result of each vote; what is
    said of a second sitting, and of whom the quorum was counted."""
    return {
        "has_quorum": minutes_text.has_quorum(record["attendance"]),
        "second_sitting": minutes_text.second_sitting(record["attendance"]),
        "counted": counted_noun(minutes_text.guests_of(record["attendance"])),
        "decisions": _taken(minutes_text.adopted(record)),
        "rejected": _taken(minutes_text.rejected(record)),
    }


def _taken(rows):
    return [
        Taken(row["number"], row["text"], row["how"], minutes_text.vote_lines(row)) for row in rows
    ]


def voices_of(minutes, acting):
    """Silence is shown as silence."""
    own = acting.region_id if acting else None
    confirmed = {
        row.region_id: row for row in minutes.confirmations.filter(text_sha256=minutes.sha256)
    }
    remarked = set(minutes.remarks.filter(round=minutes.round).values_list("region", flat=True))
    regions = minutes.meeting.invitations.select_related("region")
    voices = [
        _voice(row.region, confirmed.get(row.region_id), remarked, own, minutes.meeting.zone)
        for row in regions
    ]
    return sorted(voices, key=lambda voice: not voice.is_mine)


def _voice(region, confirmation, remarked, own, zone):
    name, mine = region.full_name, region.pk == own
    if confirmation:
        day = formats.day(formats.local(confirmation.at, zone))
        who = f"{confirmation.person_name}, {confirmation.office_title}, {day}"
        return Voice(name, mine, _("Confirmed"), "ok", "check", who)
    if region.pk in remarked:
        return Voice(name, mine, _("Has a remark"), "info", "chat", "")
    return Voice(name, mine, _("Has not responded"), "wait", "clock", "")


class Summary(NamedTuple):
    """The minutes on the meeting's page; ``minutes`` is None where there are none."""

    minutes: object
    label: str
    kind: str
    icon: str
    can_write: object


def summary_of(meeting, acting):
    """Where the minutes stand, or None where there is nothing to say yet."""
    minutes = getattr(meeting, "minutes", None)
    can_write = rules.can_write_minutes(acting, meeting, minutes)
    if minutes:
        minutes.meeting = meeting
        label = capfirst(minutes.get_state_display())
        return Summary(minutes, label, *LOOK[minutes.state], can_write)
    if can_write or meeting.state == meeting.State.HELD:
        return Summary(None, "", "", "", can_write)
    return None
