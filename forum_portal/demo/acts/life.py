"""What befalls agreements in force: a report on the implementation, yearly evaluations, a suspension
that is over, and one that waits for the heads."""

import uuid
from datetime import timedelta

from agreements import actions
from agreements.models import Agreement, LifeProposal
from forum_portal.demo.life import EVALUATIONS, PAUSES, REPORTS

METHOD = "password"  # how the demo's heads have confirmed that it was them


def plan(story):
    """Put reports, evaluations and suspensions into the story's timeline."""
    for told in REPORTS:
        story.on(told.submitted, submit, told, hour=14)
        for region, day, remark in told.known:
            story.on(day, know, told, region, remark, hour=15)
        story.on(told.submitted + 1, deliver, told, hour=11)
    for looked in EVALUATIONS:
        story.on(looked.day, look_back, looked, hour=10)
    for pause in PAUSES:
        story.on(pause.proposed, propose, pause, hour=9)
        for region, day in pause.agrees:
            story.on(day, agree, pause, region, hour=12)


def _of(story, key):
    rows = Agreement.objects.select_related("drafted_for", "project")
    return rows.get(pk=story.agreements[key].pk)


def submit(story, told):
    """Drawn up, with one chapter in the writer's own words, and submitted."""
    agreement, by = _of(story, told.of), story.mandate(told.writer)
    report = actions.draw_up(
        agreement, by=by, token=uuid.uuid4(), starts_on=agreement.starts_on,
        ends_on=story.day(told.submitted - 1),
    )  # fmt: skip
    report = actions.write_report(
        report, by=by, seen=report.revision, letter_number=told.number, follow_up=told.follow_up,
        starts_on=report.starts_on, ends_on=report.ends_on,
    )  # fmt: skip
    actions.submit(report, by=by, seen=report.revision)


def _report(story, told):
    return _of(story, told.of).implementation_reports.submitted().latest("pk")


def know(story, told, region, remark):
    actions.acknowledge(_report(story, told), by=story.head(region), remark=remark)


def deliver(story, told):
    """The council of the writer's own village gets its copy."""
    by, day = story.mandate(told.writer), story.day(told.submitted + 1)
    actions.deliver(_report(story, told), by=by, addressee="council", region=by.region, sent_on=day)


def look_back(story, looked):
    """A party answers for the year; an officer adds a note."""
    agreement, by = _of(story, looked.of), story.mandate(looked.who)
    told = {"by": by, "year": looked.year, "token": uuid.uuid4()}
    if looked.note:
        actions.supervise(agreement, text=looked.note, **told)
        return
    keys = agreement.obligations.values_list("pk", flat=True)
    actions.evaluate(
        agreement, aim=looked.aim, wish=looked.wish, lessons=looked.lessons, words=looked.words,
        works={str(key): looked.works for key in keys}, **told,
    )  # fmt: skip


def propose(story, pause):
    agreement = _of(story, pause.of)
    first = story.day(pause.first)
    actions.propose(
        agreement, by=story.head(pause.by), kind="suspend", token=uuid.uuid4(), from_on=first,
        until_on=first + timedelta(days=pause.days - 1), reason=pause.reason,
    )  # fmt: skip


def agree(story, pause, region):
    waiting = LifeProposal.objects.still_open().select_related("agreement")
    proposal = waiting.get(agreement=story.agreements[pause.of].pk)
    actions.agree(proposal, by=story.head(region), method=METHOD)
