"""Disputes raised, talked about, mediated and settled."""

import uuid
from datetime import timedelta

from agreements.actions import disputing, hearing, resolving
from agreements.dispute_topics import topics_of
from agreements.models import Agreement, Dispute, Session
from forum_portal.demo.acts.agreements import METHOD
from forum_portal.demo.disputes import CASES
from forum_portal.demo.story import ZONE
from meetings import actions as meetings


def plan(story):
    """Put all cases into the story's timeline."""
    for case in CASES:
        story.on(case.raised, raise_it, case, hour=9)
        for region, day, words in case.said:
            story.on(day, say, case, region, words, hour=10)
        story.on(case.passed, pass_on, case, hour=11)
        story.on(case.accepted, accept, case, hour=9)
        story.on(case.called, call, case, hour=10)
        if case.written is not None:
            story.on(case.sits, hold, case, hour=13)
            story.on(case.written, write, case, hour=9)
            story.on(case.confirmed, confirm, case, hour=10)
            story.on(case.confirmed, sign, case, hour=14)


def _fresh(story, case):
    return Dispute.objects.with_subject().get(agreement=story.agreements[case.of].pk)


def raise_it(story, case):
    first, *others = case.parties
    agreement = Agreement.objects.get(pk=story.agreements[case.of].pk)
    topic = next(each for each in topics_of(agreement) if case.clause in each.label)
    disputing.raise_dispute(
        agreement, by=story.head(first), against=others, topic=topic, token=uuid.uuid4(),
        facts=case.facts, wish=case.wish, since=story.day(case.since),
    )  # fmt: skip


def say(story, case, region, words):
    hearing.say(_fresh(story, case), by=story.head(region), token=uuid.uuid4(), text=words)


def pass_on(story, case):
    for region in case.parties:
        disputing.pass_on(_fresh(story, case), by=story.head(region))


def accept(story, case):
    disputing.accept(_fresh(story, case), by=story.mandate(case.mediator))


def call(story, case):
    start = story.moment(case.sits, 9)
    hearing.call_session(
        _fresh(story, case), by=story.mandate(case.mediator), token=uuid.uuid4(),
        starts_at=start, ends_at=start + timedelta(hours=3), zone=str(ZONE), place=case.place,
        link="", answer_by=start - timedelta(days=1),
    )  # fmt: skip


def hold(story, case):
    meeting = Session.objects.get(dispute=_fresh(story, case)).meeting
    meetings.close(meeting, by=story.mandate(case.mediator), despite_quorum=True)


def write(story, case):
    mediator = story.mandate(case.mediator)
    heads = [story.head(region) for region in case.parties]
    names = {party.region_id: party.name for party in _fresh(story, case).parties.all()}
    resolving.write_result(
        _fresh(story, case), by=mediator, seen=0, held_on=story.day(case.sits), place=case.place,
        led_by=f"{mediator.user}, {mediator.capacity}",
        present="\n".join(f"{head.user}, {head.capacity}" for head in heads), agreed=case.agreed,
        duties=[
            [names[region], what, story.day(day).isoformat()] for region, what, day in case.duties
        ],
    )  # fmt: skip


def confirm(story, case):
    for region in case.parties:
        dispute = _fresh(story, case)
        resolving.confirm_result(
            dispute, by=story.head(region), sha256=dispute.outcome.sha256, method=METHOD
        )


def sign(story, case):
    dispute = _fresh(story, case)
    resolving.sign_result(
        dispute, by=story.mandate(case.mediator), sha256=dispute.outcome.sha256, method=METHOD
    )
