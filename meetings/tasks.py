"""What the clock starts. Both tasks are safe to run twice and by several workers at once."""

from celery import shared_task

from meetings import actions


@shared_task
def queue_due_reminders():
    """Hand everything that is due to the outbox, batch by batch."""
    while actions.queue_due():
        pass


@shared_task
def replan_reminders():
    """Reach those who became representatives after a meeting was called."""
    actions.replan()
