"""Proposals that go upward, and what is answered there."""

from django.utils import timezone

from forum_portal.demo.escalations import SENT
from projects import actions
from projects.models import Escalation, Project


def plan(story):
    for sent in SENT:
        story.on(sent.day, send, sent, hour=11)
        for word in sent.words:
            story.on(word.day, say, sent, word, hour=15)


def send(story, sent):
    project = Project.objects.select_related("lead").get(pk=story.projects[sent.project].pk)
    actions.escalate(
        project, story.region(sent.to), by=story.head(project.lead_id), ask=sent.ask,
        reason=sent.reason,
    )  # fmt: skip


def say(story, sent, word):
    found = Escalation.objects.get(project=story.projects[sent.project])
    where = {"list": word.list, "rank": word.rank} if word.list else {}
    if where:
        where["year"] = timezone.localdate().year + 1
    getattr(actions, word.act)(found, by=story.mandate(word.who), text=word.text, **where)
