"""Work days are announced, joined by groups, held or called off."""

import uuid
from decimal import Decimal

from forum_portal.demo.acts.projects import fresh
from forum_portal.demo.workdays import WORKDAYS
from projects import actions
from projects.models import WorkDay


def plan(story):
    """Put all work days into the story's timeline."""
    for workday in WORKDAYS:
        story.on(workday.announced, announce, workday, hour=10)
        for group in workday.joined:
            story.on(workday.announced + 1, join, workday, *group, hour=16)
        if workday.off:
            story.on(workday.on - 2, call_off, workday, hour=8)
        elif workday.came:
            story.on(workday.on, record, workday, hour=17)


def announce(story, workday):
    start, end = workday.hours
    actions.announce_day(
        fresh(story, workday.plan.key),
        by=story.head(workday.plan.regions[workday.by]),
        token=uuid.uuid4(),
        starts_at=story.moment(workday.on, start),
        ends_at=story.moment(workday.on, end),
        sign_up_until=story.moment(workday.on - 1, 20),
        place=workday.place,
        work=workday.work,
        bring=workday.bring,
        wanted=workday.wanted,
    )


def _day(story, workday):
    project = fresh(story, workday.plan.key)
    return WorkDay.objects.get(project=project, work=workday.work)


def join(story, workday, seat, name, people):
    by = story.head(workday.plan.regions[seat])
    actions.sign_up(_day(story, workday), user=by.user, acting=by, name=name, people=people)


def call_off(story, workday):
    by = story.head(workday.plan.regions[workday.by])
    actions.cancel_day(_day(story, workday), by=by, reason=workday.off)


def record(story, workday):
    rows = [
        {
            "region": story.region(workday.plan.regions[seat]),
            "group": group,
            "people": people,
            "hours": Decimal(hours),
        }
        for seat, group, people, hours in workday.came
    ]
    by = story.head(workday.plan.regions[workday.by])
    actions.record_labour(_day(story, workday), by=by, token=uuid.uuid4(), mark=0, rows=rows)
