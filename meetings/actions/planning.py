"""Reminders as rows: made to be what is wanted now, at any time and as often as one likes.

``queue_due`` asks everything again at the last moment, so a missed event costs at most a dropped row.
Locks: meeting, invitations, task, reminders, mails.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import formats
from meetings import addenda, minutes_rules, notices, rules, schedule
from meetings.actions.reminding import locked, take_back
from meetings.models import ActionItem, Addendum, Invitation, Meeting, Minutes, Reminder
from notifications.models import Mail
from villages.actions import forums
from villages.models import Mandate

LOOK_BACK = timedelta(days=2)  # the task runs often; after two days of standstill nobody is missed
FARTHEST = timedelta(days=60)  # that a rule may lie behind the moment that counts
Kind, State, Why = Reminder.Kind, Reminder.State, Reminder.Why
REVIVABLE = (Why.ANSWERED, Why.ENDED, Why.DONE, Why.RULE)


@transaction.atomic
def plan_reminders(meeting, *, now=None, only=None):
    """Make the planned rows of a meeting (or of ``only`` one invitation) what is wanted now."""
    now = now or timezone.now()
    invitations = (
        meeting.invitations.all() if only is None else Invitation.objects.filter(pk=only.pk)
    )
    of_region = {
        row.region_id: row for row in invitations.select_for_update(no_key=True).order_by("pk")
    }
    wanted = []
    for mandate in rules.receivers_of(list(of_region)):
        invitation = of_region[mandate.region_id]
        needed = schedule.wanted(meeting.reminder_rules, invitation.answer)
        times = schedule.plan(meeting.starts_at, needed, mandate.user.time_zone, after=now)
        for minutes, due_at in times.items():
            wanted.append(
                Reminder(
                    kind=needed[minutes],
                    about=meeting.key,
                    meeting=meeting,
                    invitation=invitation,
                    mandate=mandate,
                    recipient_id=mandate.user_id,
                    minutes_before=minutes,
                    sequence=meeting.sequence,
                    due_at=due_at,
                )  # fmt: skip
            )
    rows = Reminder.objects.filter(
        invitation__in=of_region.values(), sequence=meeting.sequence
    ).select_related("invitation")
    _bring_in_line(
        rows, wanted, rules=meeting.reminder_rules, now=now, why=Why.ANSWERED,
        is_needed=lambda row: schedule.still_needs(row.kind, row.invitation.answer),
    )  # fmt: skip


@transaction.atomic
def plan_task(item, *, now=None):
    """Around the day of a task, for those who do it, as long as it is open."""
    now, meeting = now or timezone.now(), item.meeting
    distances, wanted = meeting.reminder_rules[Kind.TASK], []
    given_on = formats.local(item.created_at, meeting.zone).date()
    for mandate in rules.owners_of(item) if item.is_open else ():
        zone = mandate.user.time_zone
        times = schedule.plan_days(item.due_on, distances, zone, given_on=given_on, after=now)
        wanted += [
            Reminder(
                kind=Kind.TASK, about=item.key, meeting=meeting, action_item=item, mandate=mandate,
                recipient_id=mandate.user_id, minutes_before=minutes, sequence=0, due_at=due_at,
            )
            for minutes, due_at in times.items()
        ]  # fmt: skip
    _bring_in_line(
        Reminder.objects.filter(action_item=item), wanted,
        rules=meeting.reminder_rules, now=now, why=Why.DONE, is_needed=lambda row: item.is_open,
    )  # fmt: skip


@transaction.atomic
def plan_minutes(meeting, *, now=None):
    """After a sitting: its leaders while minutes are missing, silent regions while they are reviewed."""
    now = now or timezone.now()
    minutes = Minutes.objects.filter(meeting=meeting).defer("text", "record").first()
    missing, silent, wanted = _is_missing(meeting, minutes, now), set(), []
    if missing:
        leaders = minutes_rules.leaders_of_minutes(meeting.organiser_id)
        wanted += _after(Kind.MINUTES, meeting, meeting.key, 0, meeting.ends_at, leaders, now)
    elif minutes and minutes.state == Minutes.State.REVIEW:
        silent = set(minutes_rules.silent_regions(minutes))
        receivers = rules.receivers_of(silent)
        wanted += _after(
            Kind.REMARKS, meeting, minutes.key, minutes.round, minutes.sent_at, receivers, now
        )
    rows = meeting.reminders.filter(kind__in=[Kind.MINUTES, Kind.REMARKS])
    _bring_in_line(
        rows.select_related("mandate"), wanted,
        rules=meeting.reminder_rules, now=now, why=Why.DONE,
        is_needed=lambda row: missing if row.kind == Kind.MINUTES
        else row.mandate.region_id in silent and row.sequence == minutes.round,
    )  # fmt: skip


@transaction.atomic
def plan_addendum(addendum, *, now=None):
    """After something was added to sealed minutes: the regions that have not answered, as many days
    after it as those who lead minutes are reminded of missing ones."""
    now, meeting = now or timezone.now(), addendum.minutes.meeting
    silent = {region.pk for region in addenda.standing_of(addendum).silent}
    distances = meeting.reminder_rules[Kind.MINUTES]
    wanted = _after(
        Kind.ADDENDUM, meeting, addendum.key, addendum.number, addendum.at,
        rules.receivers_of(silent), now, distances=distances,
    )  # fmt: skip
    rows = Reminder.objects.of_kind(Kind.ADDENDUM).filter(about=addendum.key)
    _bring_in_line(
        rows.select_related("mandate"), wanted,
        rules={Kind.ADDENDUM: distances}, now=now, why=Why.ANSWERED,
        is_needed=lambda row: row.mandate.region_id in silent,
    )  # fmt: skip


def _is_missing(meeting, minutes, now):
    """Also of a meeting that is over and that nobody has marked as held; never of a private one."""
    if meeting.is_private or meeting.state == Meeting.State.CANCELLED:
        return False
    is_over = meeting.state == Meeting.State.HELD or meeting.ends_at < now
    return is_over and (minutes is None or minutes.is_draft)


def _after(kind, meeting, about, sequence, moment, mandates, now, *, distances=None):
    """Rows of a kind that follows a moment."""
    if distances is None:
        distances = meeting.reminder_rules[kind]
    return [
        Reminder(
            kind=kind, about=about, meeting=meeting, mandate=mandate, recipient_id=mandate.user_id,
            minutes_before=minutes, sequence=sequence, due_at=due_at,
        )
        for mandate in mandates
        for minutes, due_at in schedule.plan_after(
            moment, distances, mandate.user.time_zone, after=now
        ).items()
    ]  # fmt: skip


def _bring_in_line(rows, wanted, *, rules, now, why, is_needed):
    """Make ``rows`` of one matter what is ``wanted``; what is due already is left to ``queue_due``."""
    rows, wanted = list(rows), {_place(row): row for row in wanted}
    there = {_place(row): row for row in rows}
    Reminder.objects.bulk_create(
        (row for place, row in wanted.items() if place not in there), ignore_conflicts=True
    )
    for place, row in there.items():
        _adjust(
            row, wanted.get(place), now, why if row.minutes_before in rules[row.kind] else Why.RULE
        )
    needless = [row.pk for row in rows if row.state == State.QUEUED and not is_needed(row)]
    if needless:
        take_back(Reminder.objects.filter(pk__in=needless), why, now=now)


def _place(row):
    return row.mandate_id, row.kind, row.minutes_before, row.sequence


def _adjust(row, wish, now, why):
    ahead = row.state == State.PLANNED and row.due_at > now
    revived = row.state == State.DROPPED and row.why in REVIVABLE
    mine = Reminder.objects.filter(pk=row.pk, state=row.state)
    if wish is None and ahead:
        mine.update(state=State.DROPPED, why=why, updated_at=now)
    elif wish and (revived or (ahead and row.due_at != wish.due_at)):
        mine.update(state=State.PLANNED, why="", due_at=wish.due_at, updated_at=now)


# --- anew, for those who came later and for other rules ------------------------------------------


def replan(now=None):
    """Plan for those who were verified, or whose term began, after the matter arose.

    To a meeting that is called they get the invitation as well. Returns how many meetings were
    looked at.
    """
    now = now or timezone.now()
    since = now - LOOK_BACK
    new = Mandate.objects.valid_at(now).filter(Q(decided_at__gte=since) | Q(starts_on__gte=since))
    regions = list(new.order_by().values_list("region", flat=True).distinct())
    invited = Invitation.objects.filter(region__in=regions).values("meeting")
    meetings = Meeting.objects.scheduled().filter(pk__in=invited, starts_at__gt=now)
    keys = list(meetings.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        _replan_one(pk, now)
    _plan_each(_open_tasks(now).filter(region__in=regions), _plan_task_of, now)
    concerned = Q(organiser__in=regions) | Q(pk__in=invited)
    _plan_each(_lately_held(now).filter(concerned), _plan_minutes_of, now)
    added = _lately_added(now).filter(minutes__meeting__in=invited)
    _plan_each(added, _plan_addendum_of, now)
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


def plan_after_meetings(now=None):
    """Each night: what follows meetings, in case an event was missed."""
    now = now or timezone.now()
    _plan_each(_open_tasks(now), _plan_task_of, now)
    _plan_each(_lately_held(now), _plan_minutes_of, now)
    _plan_each(_lately_added(now), _plan_addendum_of, now)


def change_reminder_rules(forum, *, by, **rules):
    """Other distances, ``remind_answer=`` and so on; planned reminders follow at once.

    Saved first, and then each meeting and task in a transaction of its own: nobody waits long, and
    what a crash leaves undone the night does.
    """
    now = timezone.now()
    forum = forums.change_rules(forum, by=by, **rules)
    coming = Meeting.objects.scheduled().filter(forum=forum, starts_at__gt=now)
    _plan_each(coming, _plan_meeting_of, now)
    _plan_each(_open_tasks(now).filter(meeting__forum=forum), _plan_task_of, now)
    _plan_each(_lately_held(now).filter(forum=forum), _plan_minutes_of, now)
    _plan_each(_lately_added(now).filter(minutes__meeting__forum=forum), _plan_addendum_of, now)
    return forum


def _open_tasks(now):
    return ActionItem.objects.still_open().filter(due_on__gte=timezone.localdate(now - FARTHEST))


def _lately_held(now):
    """Held, or over and not marked so."""
    stands = Meeting.objects.exclude(state=Meeting.State.CANCELLED)
    over = stands.filter(Q(state=Meeting.State.HELD) | Q(ends_at__lt=now))
    return over.filter(ends_at__gte=now - 2 * FARTHEST)


def _lately_added(now):
    return Addendum.objects.filter(at__gte=now - FARTHEST)


def _plan_each(queryset, plan, now):
    for pk in list(queryset.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            plan(pk, now)


def _plan_meeting_of(pk, now):
    meeting = locked(pk)
    if meeting.is_scheduled:
        plan_reminders(meeting, now=now)


def _plan_task_of(pk, now):
    ActionItem.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    item = ActionItem.objects.with_owners().select_related("meeting__forum").get(pk=pk)
    plan_task(item, now=now)


def _plan_minutes_of(pk, now):
    plan_minutes(locked(pk), now=now)


def _plan_addendum_of(pk, now):
    addendum = Addendum.objects.select_related("minutes__meeting__forum").get(pk=pk)
    Minutes.objects.select_for_update(no_key=True).only("pk").get(pk=addendum.minutes_id)
    plan_addendum(addendum, now=now)
