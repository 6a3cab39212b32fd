"""Minutes written, sent, remarked on, confirmed, approved, sealed and added to."""

import uuid

from forum_portal.demo.meetings import SITTINGS
from forum_portal.demo.minutes import ALL, RECORDS
from meetings import actions
from meetings.models import Meeting, Minutes

CALLERS = {sitting.key: sitting.caller for sitting in SITTINGS}


def plan(story):
    """Put all minutes into the story's timeline."""
    for record in RECORDS:
        story.on(record.written, write, record, hour=18)
        if record.sent is None:
            continue
        story.on(record.sent, send, record, hour=8)
        if record.remark:
            story.on(record.sent + 1, remark, record, hour=10)
            story.on(record.sent + 1, reply, record, hour=15)
        story.on(record.sent + 2, confirm, record, hour=9)
        if record.approved_in:
            story.on(record.approved, approve, record, hour=13)
        if record.sealed is not None:
            story.on(record.sealed, seal, record, hour=14)
        if record.addendum:
            story.on(record.addendum[0], add, record, hour=9)
            story.on(record.addendum[0] + 2, confirm_addendum, record, hour=10)


def _meeting(story, key):
    return Meeting.objects.get(pk=story.meetings[key].pk)


def _minutes(story, record):
    return Minutes.objects.get(meeting=story.meetings[record.key])


def _caller(story, record):
    return story.mandate(CALLERS[record.key])


def write(story, record):
    """All items, by the one who called the meeting."""
    by, client = _caller(story, record), uuid.uuid4()
    minutes = actions.begin_minutes(_meeting(story, record.key), by=by)
    for item, text in zip(minutes.items.all(), record.texts, strict=True):
        actions.save_item(
            item, by=by, client=client, key=uuid.uuid4(), revision=item.revision, text=text
        )


def send(story, record):
    actions.send_minutes(
        _minutes(story, record),
        by=_caller(story, record),
        review_until=story.moment(record.until, 23, 59),
    )


def remark(story, record):
    mailbox, place, text = record.remark
    item = _minutes(story, record).items.get(position=place)
    actions.remark(item, by=story.mandate(mailbox), text=text)


def reply(story, record):
    row = _minutes(story, record).remarks.get()
    actions.reply_to(row, by=_caller(story, record), text=record.reply)


def confirm(story, record):
    """In the order of the codes; the last one of all approves."""
    minutes = _minutes(story, record)
    codes = record.confirms
    if codes == ALL:
        codes = minutes.meeting.invitations.values_list("region", flat=True)
    for code in codes:
        actions.confirm_minutes(minutes, by=story.head(code), sha256=minutes.sha256)


def approve(story, record):
    actions.approve_at_sitting(
        _minutes(story, record),
        by=_caller(story, record),
        sitting=_meeting(story, record.approved_in),
    )


def seal(story, record):
    actions.seal_minutes(_minutes(story, record), by=_caller(story, record))


def add(story, record):
    _day, text = record.addendum
    actions.add_addendum(_minutes(story, record), by=_caller(story, record), text=text)


def confirm_addendum(story, record):
    """By all invited regions, so that it is approved."""
    minutes = _minutes(story, record)
    addendum = minutes.addenda.get()
    for code in minutes.meeting.invitations.values_list("region", flat=True):
        actions.confirm_addendum(addendum, by=story.head(code), sha256=addendum.sha256)
