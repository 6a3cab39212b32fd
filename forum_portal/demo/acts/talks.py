"""Assemblies, replies to requests, and a merger."""

import uuid

from forum_portal.demo.acts.projects import fresh
from forum_portal.demo.talks import MERGERS, REPLIES, RESULTS
from projects import actions
from projects.models import ChangeRequest


def plan(story):
    """Put all that is said before the partners agree into the story's timeline."""
    for result in RESULTS:
        story.on(result.day, record, result, hour=result.hour)
    for reply in REPLIES:
        story.on(reply.day, answer, reply, hour=13)
    for merger in MERGERS:
        story.on(merger.offered, offer, merger, hour=13)
        story.on(merger.accepted, accept, merger, hour=15)


def record(story, result):
    project = fresh(story, result.project)
    actions.record_result(
        project, by=story.head(result.region), number=project.current.number,
        token=uuid.uuid4(), agrees=True, held_on=story.day(result.day - 1),
        paper_number=result.number,
    )  # fmt: skip


def answer(story, reply):
    project = fresh(story, reply.project)
    request = ChangeRequest.objects.of_project(project).get(section=reply.section)
    by = story.head(project.lead_id)
    actions.reply(request, by=by, answer=reply.answer, reason=reply.reason)


def offer(story, merger):
    project, target = fresh(story, merger.project), fresh(story, merger.target)
    by = story.head(project.lead_id)
    actions.offer_merge(project, target, by=by, message=merger.message)


def accept(story, merger):
    project = fresh(story, merger.project)
    actions.accept_merge(
        project.merge_offers.get(), by=story.head(fresh(story, merger.target).lead_id)
    )
