"""Questions put, positions taken, and rounds closed."""

import uuid

from forum_portal.demo.acts.projects import fresh
from forum_portal.demo.negotiation import CLOSINGS, ISSUES
from projects import actions
from projects.models import Question
from projects.negotiating import round_at_work


def plan(story):
    """Put all talks of partners into the story's timeline."""
    for issue in ISSUES:
        story.on(issue.day, ask, issue, hour=15)
        for day, region, stance, reason in issue.positions:
            story.on(day, take_position, issue, region, stance, reason, hour=16)
    for closing in CLOSINGS:
        story.on(closing.day, close, closing, hour=14)


def ask(story, issue):
    actions.ask(
        fresh(story, issue.project), by=story.head(issue.region), token=uuid.uuid4(),
        title=issue.title, text=issue.text,
    )  # fmt: skip


def take_position(story, issue, region, stance, reason):
    project = fresh(story, issue.project)
    actions.take_position(
        Question.objects.get(project=project, title=issue.title), by=story.head(region),
        number=round_at_work(project), stance=stance, reason=reason,
    )  # fmt: skip


def close(story, closing):
    project = fresh(story, closing.project)
    questions = {question.title: question.pk for question in project.questions.all()}
    actions.close_round(
        project, by=story.mandate(closing.mailbox), number=round_at_work(project),
        summary=closing.summary,
        outcomes={questions[title]: (done, how) for title, done, how in closing.outcomes},
    )  # fmt: skip
