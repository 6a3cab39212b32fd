"""When each entry of the schedule last ran."""

from datetime import timedelta

import pytest
from celery.signals import task_success
from django.utils import timezone

from notifications import heartbeat, tasks
from notifications.models import Heartbeat
from tests.factories.notifications import MailFactory

pytestmark = pytest.mark.django_db


def runs():
    return {run.task: run for run in heartbeat.last_runs()}


def test_what_never_ran_is_late():
    assert all(run.late and run.at is None for run in heartbeat.last_runs())


def test_what_ran_in_time_is_not_late():
    heartbeat.record("notifications.tasks.send_due_mail")
    heartbeat.record("notifications.tasks.tidy_up")

    assert not runs()["notifications.tasks.send_due_mail"].late
    assert not runs()["notifications.tasks.tidy_up"].late


@pytest.mark.parametrize(
    ("task", "patience"),
    [
        ("notifications.tasks.send_due_mail", timedelta(minutes=2, seconds=30)),
        ("notifications.tasks.tidy_up", timedelta(hours=26)),
    ],
)
def test_what_missed_its_turns_is_late(task, patience):
    for at, late in (
        (patience - timedelta(seconds=5), False),
        (patience + timedelta(seconds=5), True),
    ):
        Heartbeat.objects.update_or_create(name=task, defaults={"at": timezone.now() - at})
        assert runs()[task].late is late


def test_the_worker_leaves_a_mark_for_scheduled_tasks_only():
    task_success.send(sender=tasks.send_due_mail)
    task_success.send(sender=tasks.send_new_mail)

    assert [beat.name for beat in Heartbeat.objects.all()] == ["notifications.tasks.send_due_mail"]
    assert str(Heartbeat.objects.get()) == "notifications.tasks.send_due_mail"


def test_every_scheduled_task_exists(settings):
    from forum_portal.celery import app  # noqa: PLC0415

    app.loader.import_default_modules()
    assert {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_the_tasks_may_run_twice():
    MailFactory()
    for _time in range(2):
        tasks.send_due_mail()
        tasks.send_new_mail()
        tasks.tidy_up()
