"""What the clock starts. All tasks are safe to run twice and by several workers at once."""

from celery import shared_task

from meetings import actions
from meetings.models import Minutes

SHEETS_A_TICK = 20


@shared_task
def queue_due_reminders():
    """Hand everything that is due to the outbox, batch by batch."""
    while actions.queue_due():
        pass


@shared_task
def replan_reminders():
    """Reach those who became representatives after a meeting was called."""
    actions.replan()


@shared_task
def plan_after_meetings():
    """Each night: reminders of tasks and minutes, in case an event was missed."""
    actions.plan_after_meetings()


@shared_task
def make_minutes_sheet(minutes_id):
    """The PDF of one meeting's sealed minutes, if it is still to be made."""
    minutes = Minutes.objects.select_related("meeting").filter(pk=minutes_id).first()
    if minutes is not None:
        actions.make_minutes_sheet(minutes)


@shared_task
def make_missing_minutes_sheets():
    """What a hint did not reach or what failed, the often failed last."""
    waiting = Minutes.objects.without_sheet().order_by("sheet_tries", "pk")
    for pk in waiting.values_list("pk", flat=True)[:SHEETS_A_TICK]:
        make_minutes_sheet.delay(pk)


@shared_task
def chase_silent_polls():
    """Remind once those who have not answered a date poll that closes soon; report closed ones."""
    actions.chase_silent()
    actions.report_closed()


@shared_task
def lay_out_series():
    """Lay out the dates of running series three months ahead."""
    actions.lay_out_all()
