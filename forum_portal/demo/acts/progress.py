"""Milestones are set when the work begins; reports follow."""

import uuid
from decimal import Decimal

from forum_portal.demo.pictures import picture
from forum_portal.demo.progress import COURSES
from projects import actions
from projects.actions.reporting import Picture
from projects.models import Project
from projects.plan import fingerprint


def plan(story):
    """Put the work of all running and finished projects into the story's timeline."""
    for course in COURSES:
        story.on(course.plan.started, set_milestones, course, hour=15)
        for number, news in enumerate(course.reports, 1):
            story.on(news.on, report, course, number, news, hour=16)


def _fresh(story, course):
    return Project.objects.select_related("lead").get(pk=story.projects[course.plan.key].pk)


def set_milestones(story, course):
    project, regions = _fresh(story, course), course.plan.regions
    rows = [
        {
            "pk": None,
            "title": step.title,
            "weight": step.weight,
            "owner": story.region(regions[step.owner]),
            "planned_on": story.day(step.planned),
            "done_on": None,
        }
        for step in course.steps
    ]
    actions.plan_work(
        project, by=story.head(regions[0]), rows=rows, rhythm=course.rhythm,
        mark=fingerprint([], project.rhythm),
    )  # fmt: skip


def report(story, course, number, news):
    project = _fresh(story, course)
    milestones = list(project.milestones.all())
    actions.send_report(
        project,
        by=story.head(course.plan.regions[news.by]),
        token=uuid.uuid5(uuid.NAMESPACE_URL, f"{course.plan.key}-{number}"),
        on=story.day(news.on),
        work=news.work,
        obstacles=news.obstacles,
        next_steps=news.next_steps,
        reached=[milestones[place].pk for place in news.reached],
        percent=news.percent,
        spent=news.spent,
        going_back=news.going_back,
        pictures=[
            Picture(
                slot=slot,
                caption=caption,
                stage=stage,
                new=picture(scene),
                placed=bool(where),
                place=tuple(map(Decimal, where[0])) if where else None,
            )
            for slot, (scene, stage, caption, *where) in enumerate(news.photos)
        ],
    )
