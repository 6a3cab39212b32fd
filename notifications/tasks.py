"""What the clock and the queue start. Each may run twice, or beside itself."""

from celery import shared_task

from notifications import actions, dispatch


@shared_task
def send_due_mail():
    """Each tick, from beat: send what is due, new and old."""
    dispatch.send_due()


@shared_task
def send_new_mail():
    """The same at once, after a hint; named apart so that the heartbeat is the clock's alone."""
    dispatch.send_due()


@shared_task
def tidy_up():
    """Each night: bodies and lines that nobody needs any more."""
    actions.tidy_up()
