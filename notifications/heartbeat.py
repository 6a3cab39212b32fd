"""When each entry of the schedule last ran, so that an operator sees that the clock stands still."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.schedules import crontab, maybe_schedule
from celery.signals import task_success
from django.conf import settings
from django.utils import timezone

from notifications.models import Heartbeat

A_DAY = timedelta(hours=26)  # for what runs at a fixed hour of the night


@dataclass(frozen=True)
class Run:
    """One entry of the schedule; ``at`` is None when it never ran."""

    entry: str
    task: str
    at: datetime | None
    late: bool


def listen():
    """Have every scheduled task, of whatever floor, leave its mark when it comes to its end."""
    task_success.connect(_ended, dispatch_uid="notifications.heartbeat")


def _ended(sender=None, **kwargs):
    if any(entry["task"] == sender.name for entry in settings.CELERY_BEAT_SCHEDULE.values()):
        record(sender.name)


def record(task):
    Heartbeat.objects.update_or_create(name=task, defaults={"at": timezone.now()})


def last_runs(now=None):
    """One ``Run`` for each entry of the schedule. Late is what missed three of its turns."""
    now = now or timezone.now()
    marks = dict(Heartbeat.objects.values_list("name", "at"))
    runs = []
    for entry, plan in settings.CELERY_BEAT_SCHEDULE.items():
        at = marks.get(plan["task"])
        late = at is None or now - at > _patience(plan["schedule"])
        runs.append(Run(entry=entry, task=plan["task"], at=at, late=late))
    return runs


def _patience(schedule):
    if isinstance(schedule, crontab):
        return A_DAY
    return 3 * maybe_schedule(schedule).run_every + timedelta(minutes=1)
