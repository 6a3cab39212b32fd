"""When each entry of the schedule last ran, so that an operator sees that the clock stands still."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.schedules import crontab, maybe_schedule
from celery.signals import beat_init, task_success
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from notifications.models import Heartbeat

# The names in CELERY_BEAT_SCHEDULE, which operators read in their language.
ENTRIES = (
    gettext_noop("queue due reminders"),
    gettext_noop("invite those who were verified since"),
    gettext_noop("send due mail"),
    gettext_noop("make missing PDFs of agreements"),
    gettext_noop("end agreements whose term is over"),
    gettext_noop("remind of agreements that end"),
    gettext_noop("remind of what agreements need"),
    gettext_noop("remind of what the parties of agreements owe"),
    gettext_noop("remind of comments on planned rules"),
    gettext_noop("remind of the yearly evaluation of agreements"),
    gettext_noop("remind of disputes that wait"),
    gettext_noop("lay out the dates of series of meetings"),
    gettext_noop("make missing PDFs of minutes"),
    gettext_noop("plan reminders of tasks and minutes"),
    gettext_noop("remind of progress reports"),
    gettext_noop("remind of evaluations"),
    gettext_noop("send news to followers"),
    gettext_noop("remind those who have not answered a date poll"),
    gettext_noop("tidy up old messages"),
)
A_DAY = timedelta(hours=26)  # for what runs at a fixed hour of the night


@dataclass(frozen=True)
class Run:
    """One entry of the schedule; ``at`` is None when it never ran."""

    entry: str
    task: str
    at: datetime | None
    late: bool

    @property
    def name(self):
        """The entry in words; its name in the schedule is an English phrase."""
        return _(self.entry)


def listen():
    """Have every scheduled task, of whatever floor, leave its mark when it comes to its end.

    The clock itself notes from when on an entry is expected: what runs at night is not late on
    the first day.
    """
    task_success.connect(_ended, dispatch_uid="notifications.heartbeat")
    beat_init.connect(_clock_started, dispatch_uid="notifications.heartbeat")


def _clock_started(**kwargs):
    expect()


def expect():
    """A row for each entry of the schedule that has none yet, expected from now on."""
    tasks = {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()}
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=task) for task in sorted(tasks)], ignore_conflicts=True
    )


def _ended(sender=None, **kwargs):
    if any(entry["task"] == sender.name for entry in settings.CELERY_BEAT_SCHEDULE.values()):
        record(sender.name)


def record(task):
    Heartbeat.objects.update_or_create(name=task, defaults={"at": timezone.now()})


def entry_of(task):
    """The words for a task of the schedule; one that left the schedule keeps its own name."""
    plans = settings.CELERY_BEAT_SCHEDULE.items()
    return next((_(entry) for entry, plan in plans if plan["task"] == task), task)


def last_runs(now=None):
    """One ``Run`` for each entry of the schedule.

    Late is what missed three of its turns, counted from when it was first expected, and what no
    clock has ever expected.
    """
    now = now or timezone.now()
    marks = {mark.name: mark for mark in Heartbeat.objects.all()}
    runs = []
    for entry, plan in settings.CELERY_BEAT_SCHEDULE.items():
        mark = marks.get(plan["task"])
        late = mark is None or now - (mark.at or mark.since) > _patience(plan["schedule"])
        runs.append(Run(entry=entry, task=plan["task"], at=mark and mark.at, late=late))
    return runs


def _patience(schedule):
    if isinstance(schedule, crontab):
        return A_DAY
    return 3 * maybe_schedule(schedule).run_every + timedelta(minutes=1)
