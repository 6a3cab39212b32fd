"""What is due goes to the outbox, or is dropped where nobody needs it; what falls together, together.

Whoever holds a person's first due row holds the person: so two workers never write to one person at
once, and what is due for him within the same half of his day becomes one letter. Rows and letter are
one transaction; a worker that dies leaves the rows as they were.
"""

import logging
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.quiet import next_allowed
from meetings import minutes_rules, reminder_notices, rules, schedule
from meetings.models import Meeting, Minutes, Reminder
from notifications.models import Mail
from villages.models import Mandate
from villages.roles import Permission, grants

logger = logging.getLogger(__name__)

BATCH = 50  # persons
MOST_MATTERS = 20  # in one letter
TOGETHER = timedelta(hours=14)  # a half of the day and a night before it
LOOK_BACK = timedelta(days=3)  # after a longer standstill nobody is told of an old matter
PAUSE = timedelta(minutes=10)  # before a row that could not be written is tried again
ON_TIME = timedelta(minutes=15)  # what is later than this waits for the morning if it is night
Kind, State, Why = Reminder.Kind, Reminder.State, Reminder.Why


def locked(pk):
    """The meeting as it is now; whoever else wants to change it waits.

    Read anew once the lock is held: a query that had to wait sees its joined rows as they were.
    """
    Meeting.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    return Meeting.objects.select_related("forum", "project", "organiser").get(pk=pk)


def queue_due(now=None):
    """Settle what is due for one batch of persons. Returns how many rows that were."""
    now = now or timezone.now()
    release_ended()
    return _queue(now)


@transaction.atomic
def _queue(now):
    claim = Reminder.objects.foremost(now).select_for_update(skip_locked=True, no_key=True)
    first = dict(claim.order_by("due_at", "pk").values_list("pk", "recipient")[:BATCH])
    if not first:
        return 0
    others = Reminder.objects.due(now + TOGETHER).filter(recipient__in=set(first.values()))
    others = others.exclude(pk__in=first).select_for_update(skip_locked=True, no_key=True)
    keys = [*first, *others.order_by("due_at", "pk").values_list("pk", flat=True)]
    # Read anew, now that the rows are ours: a move or a cancellation may just have happened.
    rows = Reminder.objects.planned().filter(pk__in=keys).annotate(has_nearer=_nearer(now))
    rows = rows.with_letters().with_minutes().order_by("recipient", "due_at", "pk")
    persons = groupby(rows, key=lambda row: row.recipient_id)
    return sum(_settle(list(of_person), now) for _person, of_person in persons)


def _nearer(now):
    """A nearer reminder of the same matter that is due as well, or went out."""
    return Exists(
        Reminder.objects.filter(
            ~Q(state=State.DROPPED),
            about=OuterRef("about"),
            mandate=OuterRef("mandate"),
            sequence=OuterRef("sequence"),
            minutes_before__lt=OuterRef("minutes_before"),
            due_at__lte=now,
        )
    )


def _settle(rows, now):
    """One person's rows: the needless ones dropped, the others in one letter; how many."""
    try:
        due_at = _when(rows, now)
        zone = rows[0].mandate.user.time_zone
        rows = [r for r in rows if schedule.goes_along(r.due_at, r.minutes_before, due_at, zone)]
        rows = rows[:MOST_MATTERS]
    except Exception:  # a zone that nobody knows
        return _put_off(rows, now)
    matters = [matter for row in rows if (matter := _matter(row, due_at, now))]
    if any(matter.row.due_at <= due_at for matter in matters):  # the others keep their own time
        _write(matters, due_at, now)
    return len(rows)


def _when(rows, now):
    """Now; or, for what is late, in the morning where it is night."""
    late = now - rows[0].due_at > ON_TIME
    return next_allowed(now, rows[0].mandate.user.time_zone) if late else now


def _matter(row, due_at, now):
    """What is to be said of one row, or None. One that cannot be written stops no other."""
    mine = Reminder.objects.filter(pk=row.pk)
    try:
        with transaction.atomic():
            if why := why_not(row, due_at, now) or (row.has_nearer and Why.MERGED):
                mine.update(state=State.DROPPED, why=why, updated_at=now)
                return None
            return reminder_notices.matter_of(row, due_at=due_at)
    except Exception:
        _put_off([row], now)
    return None


def _write(matters, due_at, now):
    rows = [matter.row for matter in matters]
    try:
        with transaction.atomic():
            hand_over(matters, due_at=due_at, now=now)
    except Exception:
        _put_off(rows, now)


def hand_over(matters, *, due_at, now):
    """Put the letter of these matters into the outbox and say so at their rows."""
    mail = reminder_notices.write(matters, due_at=due_at)
    rows = Reminder.objects.filter(pk__in=[matter.row.pk for matter in matters])
    rows.update(state=State.QUEUED, why="", mail=mail, handed=F("handed") + 1, updated_at=now)
    return mail


def _put_off(rows, now):
    """Called while an error is handled; returns how many rows wait."""
    keys = [row.pk for row in rows]
    logger.exception("reminders %s could not be written", keys)
    return Reminder.objects.filter(pk__in=keys).update(due_at=now + PAUSE, updated_at=now)


def why_not(row, due_at, now):
    """Why the row is not needed any more, or nothing."""
    if needless := NEEDLESS[row.kind](row, due_at):
        return needless
    if row.kind not in Reminder.INVITED and now - row.due_at > LOOK_BACK:
        return Why.LATE
    mandate = row.mandate
    permission = (
        Permission.CALL_MEETING if row.kind == Kind.MINUTES else Permission.ANSWER_INVITATION
    )
    speaks = mandate.is_valid_at(due_at) and mandate.user.is_active
    own_task = row.kind == Kind.TASK and row.action_item.mandate_id == mandate.pk
    return "" if speaks and (own_task or grants(mandate, permission)) else Why.ENDED


def _of_meeting(row, due_at):
    meeting = row.meeting
    if meeting.state == Meeting.State.CANCELLED:
        return Why.CANCELLED
    if not meeting.is_scheduled:
        return Why.LATE
    if row.sequence != meeting.sequence:
        return Why.MOVED
    if not schedule.still_needs(row.kind, row.invitation.answer):
        return Why.ANSWERED
    return Why.LATE if due_at >= meeting.starts_at else ""


def _of_task(row, due_at):
    item = row.action_item
    if not item.is_open:
        return Why.DONE
    owners = {mandate.pk for mandate in rules.owners_of(item)}
    return "" if row.mandate_id in owners else Why.ENDED


def _of_remarks(row, due_at):
    minutes = getattr(row.meeting, "minutes", None)
    if minutes is None or minutes.state != Minutes.State.REVIEW or minutes.round != row.sequence:
        return Why.DONE
    silent = row.mandate.region_id in minutes_rules.silent_regions(minutes)
    return "" if silent else Why.ANSWERED


def _of_missing(row, due_at):
    minutes = getattr(row.meeting, "minutes", None)
    if row.meeting.state == Meeting.State.CANCELLED:
        return Why.CANCELLED
    if row.meeting.state != Meeting.State.HELD and row.meeting.ends_at > due_at:
        return Why.MOVED
    return "" if minutes is None or minutes.is_draft else Why.DONE


def _of_addendum(row, due_at):
    addendum = row.meeting.minutes.addenda.get(number=row.sequence)
    answered = addendum.words.filter(region=row.mandate.region_id).exists()
    return Why.ANSWERED if answered else ""


NEEDLESS = {
    Kind.ANSWER: _of_meeting,
    Kind.MEETING: _of_meeting,
    Kind.TASK: _of_task,
    Kind.REMARKS: _of_remarks,
    Kind.MINUTES: _of_missing,
    Kind.ADDENDUM: _of_addendum,
}


# --- letters that wait ------------------------------------------------------------------


def take_back(rows, why, *, now):
    """Letters that still wait lose these matters; what else a common letter said is due anew.

    A common letter that is just on its way is left to go: taken back, it would come twice.
    """
    gone = dict(rows.in_outbox().values_list("pk", "mail"))
    held = Mail.objects.filter(pk__in=set(gone.values())).select_for_update(skip_locked=True)
    waiting = dict(held.order_by("pk").values_list("pk", "state"))
    shared = set(
        Reminder.objects.filter(mail__in=waiting)
        .exclude(pk__in=gone)
        .values_list("mail", flat=True)
    )
    free = [pk for pk, state in waiting.items() if state == Mail.State.WAITING or pk not in shared]
    Mail.objects.filter(pk__in=free).settle(Mail.State.DROPPED, last_error="")
    letters = Reminder.objects.filter(mail__in=free, state=State.QUEUED)
    letters.exclude(pk__in=gone).update(state=State.PLANNED, due_at=now, updated_at=now)
    return letters.filter(pk__in=gone).update(state=State.DROPPED, why=why, updated_at=now)


@transaction.atomic
def release_ended():
    """Common letters to several offices of a person, of which one has ended while they waited.

    The letters of one office alone are dropped with it (``Mail.on_behalf``).
    """
    common = Mail.objects.undelivered().filter(on_behalf="", kind=reminder_notices.SEVERAL)
    now = timezone.now()
    ended = Reminder.objects.filter(mail__in=common).exclude(
        mandate__in=Mandate.objects.valid_at(now)
    )
    if ended.exists():
        take_back(ended, Why.ENDED, now=now)
