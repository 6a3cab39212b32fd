"""Follow-up: tasks given, reported on, and reminded of. Locks: meeting, task, mails."""

import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, formats, states
from core.access import require
from core.errors import Refusal
from core.quiet import next_allowed
from meetings import deadlines, notices, rules
from meetings.actions.reminding import locked
from meetings.models import ActionItem
from notifications.actions import drop
from notifications.models import Mail

logger = logging.getLogger(__name__)

State = ActionItem.State
VERBS = {
    State.OPEN: "meetings.task_reopened",
    State.DONE: "meetings.task_done",
    State.DROPPED: "meetings.task_dropped",
}


@transaction.atomic
def give_task(meeting, *, by, text, region, due_on, mandate=None, decision=None, agenda_item=None):
    """Hand a task to a region that takes part, or to a person with a mandate there."""
    meeting = locked(meeting.pk)
    require(rules.can_minute(by, meeting))
    if not rules.regions_at(meeting).filter(pk=region.pk).exists():
        raise Refusal(_("%(value)s does not take part here.") % {"value": region.full_name})
    if mandate and not (mandate.is_current and mandate.region_id == region.pk):
        raise Refusal(_("The mandate of %(name)s has ended.") % {"name": mandate.user})
    item = ActionItem(
        meeting=meeting, decision=decision, agenda_item=agenda_item, text=text,
        region=region, mandate=mandate, due_on=due_on, given_by=by,
    )  # fmt: skip
    _save_once(item)
    audit.record("meetings.task_given", item, by=by, owner=item.owner, due=due_on.isoformat())
    for receiver in rules.owners_of(item):
        notices.task_given(item, receiver)
    return item


def _save_once(item):
    """The same words for the same region in the same meeting are one task as long as it is open."""
    same = ActionItem.objects.still_open().filter(
        meeting=item.meeting, region=item.region, text=item.text
    )
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as broken:
        if not same.exists():
            raise
        raise Refusal(_("This task has been given already.")) from broken


@transaction.atomic
def report_on_task(item, *, by, state, note=""):
    """Say how far it is, that it is done, that it is dropped, or that it is open again."""
    now = timezone.now()
    item = _held(item)
    require(rules.can_report(by, item))
    if state == State.DROPPED:
        require(rules.can_drop(by, item))
        if not note:
            raise Refusal(_("Write why the task is dropped."))
    changes = {"note": note, "noted_at": now} if note else {}
    if state == item.state:
        if not note:
            raise Refusal(_("Nothing has changed. Write how far the task is."))
        ActionItem.objects.filter(pk=item.pk).update(updated_at=now, **changes)
        audit.record("meetings.task_reported", item, by=by, reason=note)
        return item
    closed_at = None if state == State.OPEN else now
    states.move(item, "state", to=state, closed_at=closed_at, **changes)
    audit.record(VERBS[state], item, by=by, reason=note)
    if closed_at:
        drop(Mail.objects.about(item.key))
    return item


def _held(item):
    """The task as it is now; who else writes in it waits."""
    ActionItem.objects.select_for_update(no_key=True).only("pk").get(pk=item.pk)
    whole = ActionItem.objects.with_owners().select_related("meeting__organiser")
    return whole.get(pk=item.pk)


def remind_of_tasks(now=None):
    """Put a reminder of every task for which a step has come into the outbox; returns how many.

    Safe to run at any time and by several workers: the step is kept with the task, and each letter
    has a key of its own.
    """
    now = now or timezone.now()
    today, one_day = timezone.localdate(now), timedelta(days=1)  # zones differ by less
    near = ActionItem.objects.still_open().filter(
        due_on__gte=today - deadlines.LAST - one_day, due_on__lte=today + deadlines.FIRST + one_day
    )
    keys = list(near.order_by("due_on", "pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in keys)


def _remind(pk, now):
    """One task. What cannot be written is tried again next time and does not stop the others."""
    try:
        with transaction.atomic():
            free = ActionItem.objects.select_for_update(no_key=True, skip_locked=True)
            if not free.only("pk").filter(pk=pk).exists():
                return False  # somebody reports on it, or another worker has it
            item = ActionItem.objects.with_owners().select_related("meeting__organiser").get(pk=pk)
            return _remind_owners(item, now)
    except Exception:
        logger.exception("reminder of task %s could not be written", pk)
        return False


def _remind_owners(item, now):
    zone = item.meeting.zone
    created_on, today = (formats.local(at, zone).date() for at in (item.created_at, now))
    step = deadlines.step_on(item.due_on, created_on, today)
    if not item.is_open or step is None or step == item.reminded_step:
        return False
    for mandate in rules.owners_of(item):
        due_at = next_allowed(now, mandate.user.time_zone)
        notices.task_reminder(item, mandate, step=step, due_at=due_at)
    ActionItem.objects.filter(pk=item.pk).update(reminded_step=step)
    return True
