"""The agenda of a meeting: its items, what became of each, and the papers to read before.

``write_agenda`` writes it as a whole, for whoever holds the meeting's lock. Locks are taken in one
order: meeting, minutes, proposed topics.
"""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, seals
from core.access import require
from core.errors import Refusal
from meetings import backlog_rules, minutes_rules, rules
from meetings.actions.backlog import (
    held_topics,
    release_topics,
    settle_topics,
    take_topics,
)
from meetings.actions.reminding import locked
from meetings.models import AgendaItem, AgendaPaper, Meeting, Minutes

State = AgendaItem.State


def write_agenda(meeting, rows, *, by):
    """Make the agenda be ``rows`` (dicts) in their order, and return its items.

    A row that names the ``item`` which it was before stays that item, with all that hangs on it.
    A new one with a ``topic_id`` takes that proposal from the backlog; what leaves the agenda
    gives its proposal back. ``agreement_id`` names the agreement that the item is about.
    """
    there = {item.pk: item for item in meeting.agenda.all()}
    of_topic = {item.topic_id: item.pk for item in there.values() if item.topic_id}
    items, agreements = [], []
    for position, row in enumerate(rows, start=1):
        facts = {name: value for name, value in row.items() if name not in ("item", "agreement_id")}
        known = there.pop(row.get("item"), None) or there.pop(
            of_topic.get(row.get("topic_id")), None
        )
        if known:
            facts.pop("topic_id", None)  # where an item comes from does not change
        item = known or AgendaItem(meeting=meeting)
        for name, value in {**facts, "position": position}.items():
            setattr(item, name, value)
        items.append(item)
        agreements.append(row.get("agreement_id"))
    gone = list(there.values())
    new = [item.topic_id for item in items if item.topic_id and item._state.adding]
    held_topics([*new, *(item.topic_id for item in gone if item.topic_id)])
    _leave_out(meeting, gone, by=by)
    take_topics(new, meeting=meeting, by=by)
    for item in items:
        item.save()
    _point_agreements(meeting, items, agreements)
    return items


def _leave_out(meeting, gone, *, by):
    """Items that are no longer on the agenda: their papers go, their topics wait again."""
    if not gone:
        return
    papers = AgendaPaper.objects.filter(item__in=gone)
    _forget_files(list(papers.values_list("file", flat=True)))
    meeting.agenda.filter(pk__in=[item.pk for item in gone]).delete()
    release_topics([item.topic_id for item in gone if item.topic_id], meeting=meeting, by=by)


def _point_agreements(meeting, items, agreements):
    """Each item is about at most one agreement."""
    before = dict(meeting.agenda.values_list("pk", "agreements"))
    for item, agreement in zip(items, agreements, strict=True):
        if before[item.pk] != agreement:
            item.agreements.set([agreement] if agreement else [])


def _forget_files(names):
    """Remove the files of papers that are gone, once that is certain."""
    storage = AgendaPaper._meta.get_field("file").storage
    for name in names:
        transaction.on_commit(partial(storage.delete, name))


@transaction.atomic
def mark_item(item, *, by, state):
    """Say what became of an item: dealt with, not reached, or postponed."""
    meeting = locked(item.meeting_id)
    minutes = Minutes.objects.select_for_update(no_key=True).filter(meeting=meeting).first()
    require(minutes_rules.can_write_minutes(by, meeting, minutes))
    item = meeting.agenda.get(pk=item.pk)
    if item.state == state:
        return item
    item.state = state
    item.save(update_fields=["state"])
    audit.record(
        "meetings.item_marked", meeting, by=by, reason=f"{item}: {item.get_state_display()}"
    )
    if meeting.state == Meeting.State.HELD:
        settle_topics(meeting, by=by)
    return item


def judge_unmarked(meeting, minutes, *, by):
    """Settle what nobody has marked among the proposed topics, by what the minutes say of it.

    Words, a decision or a task show that the sitting came to it. Called when minutes are sent.
    """
    written = set(minutes.items.exclude(text="").values_list("agenda_item", flat=True))
    decided = set(meeting.decisions.values_list("agenda_item", flat=True))
    handed_out = set(meeting.action_items.values_list("agenda_item", flat=True))
    reached = written | decided | handed_out
    for item in meeting.agenda.filter(topic__isnull=False, state=State.OPEN):
        item.state = State.REACHED if item.pk in reached else State.MISSED
        item.save(update_fields=["state"])
    settle_topics(meeting, by=by)


@transaction.atomic
def add_paper(item, *, by, title, file):
    """One more paper for an item, with the fingerprint of its bytes."""
    meeting = locked(item.meeting_id)
    require(rules.can_manage(by, meeting))
    item = meeting.agenda.filter(pk=item.pk).first()
    if item is None:
        raise Refusal(_("This item is no longer on the agenda."))
    if item.papers.count() >= AgendaPaper.MAX_PAPERS:
        raise Refusal(
            _("An item has at most %(limit)d papers. Remove one first.")
            % {"limit": AgendaPaper.MAX_PAPERS}
        )
    content = file.read()
    sha256 = seals.digest_of_file(content)
    file.seek(0)
    if item.papers.filter(sha256=sha256).exists():
        raise Refusal(_("This file is there already."))
    paper = AgendaPaper(item=item, title=title, size=len(content), sha256=sha256, added_by=by)
    paper.file.save(file.name, file, save=False)
    paper.save()
    audit.record("meetings.paper_added", meeting, by=by, reason=title, sha256=sha256)
    return paper


@transaction.atomic
def remove_paper(paper, *, by):
    """Take a paper away, as long as the meeting has not begun."""
    meeting = locked(paper.item.meeting_id)
    require(backlog_rules.can_remove_paper(by, meeting))
    if not AgendaPaper.objects.filter(pk=paper.pk).delete()[0]:
        raise Refusal(_("This paper was removed already."))
    audit.record("meetings.paper_removed", meeting, by=by, reason=paper.title)
    _forget_files([paper.file.name])
