"""Follow-up: tasks given and reported on. Locks: meeting, task, reminders, mails."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from meetings import notices, rules
from meetings.actions.planning import plan_task
from meetings.actions.reminding import locked
from meetings.models import ActionItem

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
    plan_task(item)
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
    plan_task(item, now=now)
    return item


def _held(item):
    """The task as it is now; who else writes in it waits."""
    ActionItem.objects.select_for_update(no_key=True).only("pk").get(pk=item.pk)
    whole = ActionItem.objects.with_owners().select_related("meeting__organiser", "meeting__forum")
    return whole.get(pk=item.pk)
