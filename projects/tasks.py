"""What the clock starts. Safe to run twice and by several workers at once."""

from celery import shared_task

from projects import actions


@shared_task
def remind_of_reports():
    """Several times an hour: those who lead, of reports that are due or late."""
    actions.remind_of_reports()


@shared_task
def remind_of_evaluations():
    """Every hour: those who led, of the look back that is due."""
    actions.remind_of_evaluations()
