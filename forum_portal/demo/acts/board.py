"""Planned rules are announced, commented on, answered and decided."""

import uuid

from agreements import actions
from agreements.models import PlannedRule
from agreements.overlaps import overlaps_of
from forum_portal.demo.board import BOARD


def plan(story):
    """Put all planned rules into the story's timeline."""
    for row in BOARD:
        story.on(row.days[0], announce, row, hour=10)
        for said in row.said:
            story.on(said.on, comment, row, said, hour=13)
            if said.reply:
                story.on(said.replied, reply, row, said, hour=15)
        if row.decided is not None:
            story.on(row.decided, decide, row, hour=14)


def _of(row):
    return PlannedRule.objects.with_subject().get(title=row.title)


def announce(story, row):
    by = story.head(row.region)
    planned = actions.plan_rule(
        by=by, token=uuid.uuid4(), kind=row.kind, title=row.title, field=row.field,
        sectors=list(row.sectors), text=row.text, why=row.why, area=row.area, chosen=[],
        named=[story.region(code) for code in row.named],
        comments_until=story.day(row.days[1]), effective_on=story.day(row.days[2]),
    )  # fmt: skip
    for sort, text in row.notes:
        met = next((each for each in overlaps_of(planned) if each.sort == sort), None)
        if met:
            actions.note_overlap(
                planned, by=by, token=uuid.uuid4(), sort=sort, code=met.code, text=text
            )
    actions.announce(planned, by=by, seen=planned.revision)


def comment(story, row, said):
    actions.comment_on_rule(
        _of(row), by=story.head(said.region), token=uuid.uuid4(), seen=1, stance=said.stance,
        text=said.text, words=said.words,
    )  # fmt: skip


def reply(story, row, said):
    planned = _of(row)
    pk = planned.comments.get(region=said.region).pk
    actions.reply_on_rule(
        planned, pk, by=story.head(row.region), token=uuid.uuid4(), text=said.reply
    )


def decide(story, row):
    actions.decide_rule(
        _of(row), by=story.head(row.region), token=uuid.uuid4(), seen=0, result=row.result,
        summary=row.summary, number=row.number, dated_on=story.day(row.decided),
        gazette_number="", promulgated_on=None, in_force_on=story.day(row.days[2]),
    )  # fmt: skip
