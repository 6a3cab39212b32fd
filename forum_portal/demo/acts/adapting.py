"""Running projects are adapted, risks noted and assessed, and a programme is founded and joined."""

import uuid
from datetime import timedelta

from forum_portal.demo.acts.projects import fresh
from forum_portal.demo.adapting import CHANGES, DANGERS, PLEAS, PROGRAMME
from projects import actions
from projects.changing import typed_for_change
from projects.models import Adjustment, Consent, Programme, Risk
from projects.sheets import words_of


def plan(story):
    """Put all of it into the story's timeline."""
    for plea in PLEAS:
        story.on(plea.day, ask, plea, hour=10)
        if plea.answer:
            story.on(plea.replied, reply, plea, hour=11)
    for change in CHANGES:
        story.on(change.day, amend, change, hour=15)
        for seat, after in change.consents:
            story.on(change.day + after, consent, change, seat, hour=15)
    for danger in DANGERS:
        story.on(danger.day, note, danger, hour=16)
        for again in danger.again:
            story.on(again[0], assess, danger, *again[1:], hour=16)
    story.on(PROGRAMME.day, found, hour=9)
    for phase, plan, day in (*PROGRAMME.placed, *PROGRAMME.asked):
        story.on(day, join, phase, plan, hour=12)
    for _phase, plan, day in PROGRAMME.placed:
        story.on(day, let_in, plan, hour=13)


def _head(story, plan, seat=0):
    return story.head(plan.regions[seat])


def ask(story, plea):
    actions.ask_adjustment(
        fresh(story, plea.plan.key), by=_head(story, plea.plan, plea.by), token=uuid.uuid4(),
        section=plea.section, text=plea.text, reason=plea.reason,
    )  # fmt: skip


def reply(story, plea):
    request = Adjustment.objects.get(project=story.projects[plea.plan.key], text=plea.text)
    actions.reply_adjustment(
        request, by=_head(story, plea.plan), answer=plea.answer, reason=plea.because
    )


def amend(story, change):
    by, project = _head(story, change.plan), fresh(story, change.plan.key)
    draft = actions.begin_change(project, typed_for_change(project), by=by)
    words = words_of(project.current)
    words.pop("attachments")
    words["ends_on"] += timedelta(days=change.later)
    actions.propose(
        draft, by=by, answer_by=story.day(change.day + 14), change_note=change.note,
        **words | change.words,
    )  # fmt: skip


def consent(story, change, seat):
    project = fresh(story, change.plan.key)
    actions.answer(
        project, by=_head(story, change.plan, seat), number=project.pending.number,
        answer=Consent.Answer.GIVEN,
    )  # fmt: skip


def note(story, danger):
    likelihood, impact = danger.grades
    actions.note_risk(
        fresh(story, danger.plan.key), by=_head(story, danger.plan, danger.by),
        token=uuid.uuid4(), title=danger.title, cause=danger.cause, effect=danger.effect,
        likelihood=likelihood, impact=impact, measure=danger.measure,
        keeper=story.region(danger.plan.regions[danger.keeper]), review_on=story.day(danger.review),
    )  # fmt: skip


def assess(story, danger, state, likelihood, impact, words):
    risk = Risk.objects.get(project=story.projects[danger.plan.key], title=danger.title)
    standing = risk.assessments.standing().get()
    actions.assess(
        risk, by=_head(story, danger.plan, danger.by), before=standing.pk, token=uuid.uuid4(),
        state=state, likelihood=likelihood, impact=impact, measure=standing.measure,
        keeper=standing.keeper, note=words,
        review_on=story.day(danger.review) if state == "open" else None,
    )  # fmt: skip


def found(story):
    year = story.today.year
    actions.found_programme(
        by=story.head(PROGRAMME.region), token=uuid.uuid4(), title=PROGRAMME.title,
        aim=PROGRAMME.aim, first_year=year, last_year=year + PROGRAMME.years - 1, forum=None,
        phases=[
            {"pk": None, "name": name, "first_year": year + first, "last_year": year + last}
            for name, first, last in PROGRAMME.phases
        ],
    )  # fmt: skip


def join(story, phase, plan):
    programme = Programme.objects.get(title=PROGRAMME.title)
    actions.ask_place(fresh(story, plan.key), programme.phases.all()[phase], by=_head(story, plan))


def let_in(story, plan):
    placement = fresh(story, plan.key).placements.latest("pk")
    if placement.state == placement.State.ASKED:  # the founder's own stand at once
        actions.accept_place(placement, by=story.head(PROGRAMME.region))
