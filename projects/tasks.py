"""What the clock starts. Safe to run twice and by several workers at once."""

from celery import shared_task

from projects import actions


@shared_task
def remind_of_reports():
    """Several times an hour: those who lead, of reports that are due or late; and those who look
    after a risk, of its review."""
    actions.remind_of_reports()
    actions.remind_of_reviews()


@shared_task
def remind_of_evaluations():
    """Every hour: those who led, of the look back that is due."""
    actions.remind_of_evaluations()


@shared_task
def send_digests():
    """Every hour: to followers whose morning has come, the news of the day before."""
    actions.send_digests()
