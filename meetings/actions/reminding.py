"""Reminders: planned as rows, handed to the outbox when due, dropped when nobody needs them.

``plan_reminders`` makes the rows be what is wanted now and can run at any time; ``queue_due``
asks everything again at the last moment. So a missed event costs at most a dropped row.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.quiet import next_allowed
from meetings import notices, rules, schedule
from meetings.models import Invitation, Meeting, Reminder
from notifications.actions import drop
from notifications.models import Mail
from villages.models import Mandate
from villages.roles import Permission, grants

logger = logging.getLogger(__name__)

BATCH = 50
LOOK_BACK = timedelta(days=2)  # the task runs often; after two days of standstill nobody is missed
PAUSE = timedelta(minutes=10)  # before a row that could not be written is tried again
ON_TIME = timedelta(minutes=15)  # what is later than this waits for the morning if it is night
REVIVABLE = (Reminder.Why.ANSWERED, Reminder.Why.ENDED)
State, Why = Reminder.State, Reminder.Why


def locked(pk):
    """The meeting as it is now; whoever else wants to change it waits.

    Read anew once the lock is held: a query that had to wait sees its joined rows as they were.
    """
    Meeting.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    return Meeting.objects.select_related("forum", "project", "organiser").get(pk=pk)


@transaction.atomic
def plan_reminders(meeting, *, now=None, only=None):
    """Make the planned rows of a meeting (or of ``only`` one invitation) what is wanted now."""
    now = now or timezone.now()
    invitations = (
        meeting.invitations.all() if only is None else Invitation.objects.filter(pk=only.pk)
    )
    held = list(invitations.select_for_update(no_key=True).order_by("pk"))
    wanted = _wanted(meeting, held, now)
    rows = meeting.reminders.filter(invitation__in=held, sequence=meeting.sequence)
    rows = list(rows.select_related("invitation"))
    there = {(row.mandate_id, row.minutes_before): row for row in rows}
    Reminder.objects.bulk_create(
        (row for key, row in wanted.items() if key not in there), ignore_conflicts=True
    )
    for key, row in there.items():
        _adjust(row, wanted.get(key), now)
    _take_back(rows, now)


def _wanted(meeting, invitations, now):
    """(mandate, minutes before) → the row as it should be."""
    of_region = {invitation.region_id: invitation for invitation in invitations}
    wanted = {}
    for mandate in rules.receivers_of(list(of_region)):
        invitation = of_region[mandate.region_id]
        needed = schedule.wanted(meeting.reminder_rules, invitation.answer)
        times = schedule.plan(meeting.starts_at, needed, mandate.user.time_zone, after=now)
        for minutes, due_at in times.items():
            wanted[mandate.pk, minutes] = Reminder(
                meeting=meeting,
                invitation=invitation,
                mandate=mandate,
                minutes_before=minutes,
                sequence=meeting.sequence,
                due_at=due_at,
            )
    return wanted


def _adjust(row, wish, now):
    """Bring one row that is there in line; what is due already is left to ``queue_due``."""
    ahead = row.state == State.PLANNED and row.due_at > now
    revived = row.state == State.DROPPED and row.why in REVIVABLE
    mine = Reminder.objects.filter(pk=row.pk, state=row.state)
    if wish is None and ahead:
        mine.update(state=State.DROPPED, why=Why.ANSWERED, updated_at=now)
    elif wish and (revived or (ahead and row.due_at != wish.due_at)):
        mine.update(state=State.PLANNED, why="", due_at=wish.due_at, updated_at=now)


def _take_back(rows, now):
    """Letters that wait for the morning, and for which the answer has come since."""
    needless = {
        row.mail_key: row.pk
        for row in rows
        if row.state == State.QUEUED
        and not schedule.wanted([row.minutes_before], row.invitation.answer)
    }
    if not needless:
        return
    waiting = Mail.objects.undelivered().filter(key__in=needless)
    taken = [needless[key] for key in waiting.values_list("key", flat=True)]
    drop(waiting)
    Reminder.objects.filter(pk__in=taken, state=State.QUEUED).update(
        state=State.DROPPED, why=Why.ANSWERED, updated_at=now
    )


def replan(now=None):
    """Plan for those who were verified, or whose term began, after the meeting was called.

    They get the invitation as well. Returns how many meetings were looked at.
    """
    now = now or timezone.now()
    since = now - LOOK_BACK
    new = Mandate.objects.valid_on(timezone.localdate(now)).filter(
        Q(decided_at__gte=since) | Q(starts_on__gte=since)
    )
    regions = Invitation.objects.filter(region__in=new.values("region"))
    meetings = Meeting.objects.scheduled().filter(
        pk__in=regions.values("meeting"), starts_at__gt=now
    )
    keys = list(meetings.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        _replan_one(pk, now)
    return len(keys)


@transaction.atomic
def _replan_one(pk, now):
    meeting = locked(pk)
    if not meeting.is_scheduled:
        return
    written = set(Mail.objects.about(meeting.key).values_list("on_behalf", flat=True))
    invitations = {row.region_id: row for row in meeting.invitations.all()}
    agenda = list(meeting.agenda.all())
    for mandate in rules.receivers_of(list(invitations)):
        if mandate.key not in written:
            notices.invited(meeting, invitations[mandate.region_id], mandate, agenda=agenda)
    plan_reminders(meeting, now=now)


@transaction.atomic
def queue_due(now=None):
    """Settle one batch of due rows: into the outbox, or dropped. Returns how many.

    SKIP LOCKED lets several workers share the work; state and mail are one transaction, so a
    worker that dies leaves the rows as they were.
    """
    now = now or timezone.now()
    claim = Reminder.objects.due(now).select_for_update(skip_locked=True, no_key=True)
    keys = list(claim.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH])
    nearer = Reminder.objects.filter(
        ~Q(state=State.DROPPED),
        meeting=OuterRef("meeting"),
        mandate=OuterRef("mandate"),
        sequence=OuterRef("sequence"),
        minutes_before__lt=OuterRef("minutes_before"),
        due_at__lte=now,
    )
    # Read anew, now that the rows are ours: a move or a cancellation may just have happened.
    rows = Reminder.objects.filter(pk__in=keys).annotate(has_nearer=Exists(nearer))
    for row in rows.select_related(
        "meeting__forum", "meeting__organiser", "invitation", "mandate__user", "mandate__region"
    ).order_by("due_at", "pk"):
        _settle(row, now)
    return len(keys)


def _settle(row, now):
    """One row. What cannot be written is tried again later and does not stop the others."""
    mine = Reminder.objects.filter(pk=row.pk)
    try:
        with transaction.atomic():
            late = now - row.due_at > ON_TIME
            due_at = next_allowed(now, row.mandate.user.time_zone) if late else now
            if why := _why_not(row, due_at, now):
                mine.update(state=State.DROPPED, why=why, updated_at=now)
            else:
                notices.reminder(row, due_at=due_at)
                mine.update(state=State.QUEUED, updated_at=now)
    except Exception:
        logger.exception("reminder %s could not be written", row.pk)
        mine.update(due_at=now + PAUSE, updated_at=now)


def _why_not(row, due_at, now):
    """Why the row is not needed any more, or nothing."""
    meeting, mandate = row.meeting, row.mandate
    if meeting.state == Meeting.State.CANCELLED:
        return Why.CANCELLED
    if not meeting.is_scheduled:
        return Why.LATE
    if row.sequence != meeting.sequence:
        return Why.MOVED
    there = mandate.is_valid_on(timezone.localdate(due_at))
    speaks = there and grants(mandate, Permission.ANSWER_INVITATION)
    if not (speaks and mandate.user.is_active):
        return Why.ENDED
    if not schedule.wanted([row.minutes_before], row.invitation.answer):
        return Why.ANSWERED
    if due_at >= meeting.starts_at:
        return Why.LATE
    return Why.MERGED if row.has_nearer else ""
