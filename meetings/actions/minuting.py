"""Writing minutes in the room: one pen, many saves, nothing lost and nothing twice.

Locks are taken in one order: meeting, minutes, mails.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from meetings import minutes_rules as rules
from meetings.actions.reminding import locked
from meetings.models import Attendance, Minutes, MinutesItem, MinutesSave

Kind = MinutesItem.Kind


class Taken(Refusal):
    """Somebody else, or another device, holds the pen."""

    def __init__(self, minutes):
        super().__init__(
            _("%(name)s is writing these minutes now.") % {"name": minutes.writer.user}
        )
        self.minutes = minutes


class Conflict(Refusal):
    """The text was changed since it was read; ``item`` is as it stands now."""

    def __init__(self, item):
        super().__init__(
            _("This text was changed in the meantime. Both versions are shown; nothing is lost.")
        )
        self.item = item


def held_minutes(pk):
    """The minutes as they are now; whoever else wants to change them waits."""
    return Minutes.objects.select_for_update(no_key=True).get(pk=pk)


@transaction.atomic
def begin_minutes(meeting, *, by):
    """Open the minutes with an item for each of the agenda's, an opening and a closing.

    A second press finds those that are there.
    """
    meeting = locked(meeting.pk)
    if minutes := Minutes.objects.filter(meeting=meeting).first():
        return minutes
    require(rules.can_write_minutes(by, meeting))
    leader = _leader(meeting)
    minutes = Minutes.objects.create(
        meeting=meeting,
        begun_by=by,
        chair=_named(leader) if leader else "",
        note_taker=_named(by),
    )
    _follow(minutes)
    audit.record("meetings.minutes_begun", meeting, by=by)
    return minutes


def _leader(meeting):
    """Who called it; was he not there, somebody of his region who is on the list; else nobody.

    Without a list it is he who called it.
    """
    listed = meeting.roll.confirmed()
    there = listed.filter(state__in=Attendance.IN_PERSON)
    if not listed.exists() or there.filter(user=meeting.called_by.user_id).exists():
        return meeting.called_by
    own = there.filter(mandate__isnull=False, region=meeting.organiser_id)
    row = own.select_related("mandate__user", "mandate__region").order_by("pk").first()
    return row.mandate if row else None


def _named(mandate):
    """Who leads or writes, as the paper says it."""
    return f"{mandate.user}, {mandate.title}, {mandate.region.full_name}"[:150]


@transaction.atomic
def follow_agenda(minutes, *, by):
    """Bring the items in line with an agenda that was changed. What is written stays."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_write_minutes(by, minutes.meeting, minutes))
    _follow(minutes)
    audit.record("meetings.minutes_agenda_followed", minutes.meeting, by=by)
    return minutes


def _follow(minutes):
    """Opening, the agenda in its order, words whose item is gone, closing."""
    rows = list(minutes.items.all())
    of_item = {row.agenda_item_id: row for row in rows if row.agenda_item_id}
    loose = {row.title: row for row in rows if row.kind == Kind.ITEM and not row.agenda_item_id}
    wanted = [_end(rows, minutes, Kind.OPENING, "Pembukaan")]
    for item in minutes.meeting.agenda.all():
        row = of_item.get(item.pk) or loose.pop(item.title, None) or MinutesItem(minutes=minutes)
        row.agenda_item, row.title = item, item.title
        wanted.append(row)
    for row in loose.values():
        if row.text:
            wanted.append(row)
        else:
            row.delete()
    wanted.append(_end(rows, minutes, Kind.CLOSING, "Penutup"))
    for position, row in enumerate(wanted):
        row.position = position
        row.save()


def _end(rows, minutes, kind, title):
    """The opening or the closing; its title is a word of the paper, the same in all languages."""
    there = next((row for row in rows if row.kind == kind), None)
    return there or MinutesItem(minutes=minutes, kind=kind, title=title)


@transaction.atomic
def take_pen(minutes, *, by, client, take_over=False):
    """Write from now on, if nobody else does or with ``take_over``; again, it renews the lease."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_write_minutes(by, minutes.meeting, minutes))
    _hold(minutes, by=by, client=client, take_over=take_over)
    return minutes


def _hold(minutes, *, by, client, take_over=False):
    now = timezone.now()
    other = minutes.is_held(now) and minutes.writer_client != client
    if other and not take_over:
        raise Taken(minutes)
    if other or minutes.writer_id != by.pk:
        audit.record("meetings.minutes_pen_taken", minutes.meeting, by=by)
    minutes.writer, minutes.writer_client, minutes.writer_until = by, client, now + Minutes.LEASE
    minutes.save(update_fields=["writer", "writer_client", "writer_until"])


@transaction.atomic
def save_item(item, *, by, client, key, revision, text):
    """Keep the text of one item; returns the revision that this save has made.

    ``revision`` is the one that the writer has read: a text that was changed since raises
    ``Conflict``. ``key`` is the save's own number: the same save twice is one. ``client`` is the
    writer's device; while another one holds the pen it raises ``Taken``.
    """
    minutes = held_minutes(item.minutes_id)
    verdict = rules.can_write_minutes(by, minutes.meeting, minutes)
    item = minutes.items.get(pk=item.pk)
    if not verdict.moved_on:
        require(verdict)
    if earlier := item.saves.filter(key=key).first():
        return earlier.revision
    require(verdict)
    _hold(minutes, by=by, client=client)
    if item.text != text:
        if item.revision != revision:
            raise Conflict(item)
        item.text, item.revision = text, item.revision + 1
        item.saved_at, item.saved_by = timezone.now(), by
        item.save()
    MinutesSave.objects.create(item=item, key=key, revision=item.revision)
    return item.revision


@transaction.atomic
def name_leaders(minutes, *, by, chair, note_taker, resource_persons=""):
    """Who led the meeting, who wrote, and who was asked to speak."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_write_minutes(by, minutes.meeting, minutes))
    minutes.chair, minutes.note_taker = chair, note_taker
    minutes.resource_persons = resource_persons
    minutes.save(update_fields=["chair", "note_taker", "resource_persons", "updated_at"])
    audit.record("meetings.minutes_leaders_named", minutes.meeting, by=by)
    return minutes
