"""A running project with milestones, and what is sent to report on it."""

import uuid
from datetime import timedelta

from django.utils import timezone

from core.photos import shrink
from projects import actions
from projects.actions.reporting import Picture
from projects.models import Milestone, Project
from projects.plan import fingerprint
from tests.factories.projects import ProjectFactory, in_days
from tests.papers import picture_bytes


def running(lead, partners, *, days=60, due=30, **options):
    """Begun so many days ago."""
    project = ProjectFactory(lead=lead, partners=partners, state="running", **options)
    Project.objects.filter(pk=project.pk).update(
        started_at=timezone.now() - timedelta(days=days), report_due_on=in_days(due)
    )
    return fresh(project)


def milestones_of(project, *owners, weights=None):
    """One a region, planned a week apart; the second one is its partner's."""
    weights = weights or (
        [100] if len(owners) == 1 else [40, *[60 // (len(owners) - 1)] * (len(owners) - 1)]
    )
    return Milestone.objects.bulk_create(
        Milestone(
            project=project, number=number, title=f"Tonggak {number}", weight=weight, owner=owner,
            planned_on=in_days(7 * number),
        )
        for number, (owner, weight) in enumerate(zip(owners, weights, strict=True), 1)
    )  # fmt: skip


def words(**changes):
    """What ``actions.send_report`` takes from the lead."""
    return {
        "token": uuid.uuid4(),
        "on": timezone.localdate(),
        "work": "Pipa utama terpasang 1,4 km.",
        "percent": 40,
        "spent": 120_000_000,
    } | changes


def send(project, by, **changes):
    return actions.send_report(project, by=by, **words(**changes))


def photo(slot=0, **changes):
    return Picture(
        **{"slot": slot, "caption": "Galian pipa", "new": shrink(picture_bytes())} | changes
    )


def row(title, owner, *, weight, pk=None, planned=10, done=None):
    """What ``actions.plan_work`` takes for one milestone."""
    return {
        "pk": pk, "title": title, "weight": weight, "owner": owner,
        "planned_on": in_days(planned), "done_on": None if done is None else in_days(done),
    }  # fmt: skip


def plan(project, by, rows, rhythm="month", mark=None):
    held = project.milestones.all()
    mark = fingerprint(held, project.rhythm) if mark is None else mark
    return actions.plan_work(project, by=by, rows=rows, rhythm=rhythm, mark=mark)


def fresh(project):
    return Project.objects.select_related("lead", "current").get(pk=project.pk)
