"""When each entry of the schedule last ran."""

from datetime import timedelta

import pytest
from celery.signals import beat_init, task_success
from django.utils import timezone, translation

from notifications import heartbeat, tasks
from notifications.models import Heartbeat
from tests.factories.notifications import MailFactory

pytestmark = pytest.mark.django_db


def runs():
    return {run.task: run for run in heartbeat.last_runs()}


def test_without_a_clock_everything_is_late():
    assert all(run.late and run.at is None for run in heartbeat.last_runs())


def test_on_the_first_day_nothing_is_late_and_what_runs_at_night_not_for_a_day():
    beat_init.send(sender=None)
    beat_init.send(sender=None)
    assert not any(run.late for run in heartbeat.last_runs())

    later = timezone.now() + timedelta(hours=25)
    late = {run.task for run in heartbeat.last_runs(later) if run.late}
    assert "notifications.tasks.send_due_mail" in late
    assert "notifications.tasks.tidy_up" not in late
    assert all(run.late for run in heartbeat.last_runs(later + timedelta(hours=2)))


def test_every_entry_has_a_name_in_both_languages():
    beat_init.send(sender=None)
    for run in heartbeat.last_runs():
        assert "." not in run.name
        with translation.override("id"):
            assert run.name != run.entry, f"add {run.entry!r} to heartbeat.ENTRIES"
            assert heartbeat.entry_of(run.task) == run.name
    assert heartbeat.entry_of("gone.tasks.nothing") == "gone.tasks.nothing"


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
