"""What the projects have brought is measured, told, and looked back on."""

import uuid

from forum_portal.demo.results import OUTCOMES
from projects import actions
from projects.models import Project

_ROW = ("title", "unit", "baseline", "target", "source")
_FIGURES = ("people", "women", "poor", "youth", "alone", "source")
_UPKEEP = ("keeper", "work", "yearly_cost", "money_from")
_LOOK = ("use", "went_well", "went_badly", "lessons")


def plan(story):
    """Put the figures of all outcomes into the story's timeline."""
    for outcome in OUTCOMES:
        if outcome.indicators:
            story.on(outcome.set_on, set_indicators, outcome, hour=15)
        for day, source, values in outcome.values:
            story.on(day, measure, outcome, day, source, values, hour=15)
        for day, place, *figures in outcome.benefits:
            story.on(day, state_benefit, outcome, place, figures, hour=15)
        if outcome.upkeep:
            day, place, *words = outcome.upkeep
            story.on(day, plan_upkeep, outcome, place, words, hour=15)
        for day, years, *words in outcome.looks:
            story.on(day, evaluate, outcome, years, words, hour=15)


def _fresh(story, outcome):
    return Project.objects.select_related("lead").get(pk=story.projects[outcome.plan.key].pk)


def _head(story, outcome, place=0):
    return story.head(outcome.plan.regions[place])


def _token(*words):
    return uuid.uuid5(uuid.NAMESPACE_URL, "-".join(map(str, words)))


def set_indicators(story, outcome):
    rows = [{"pk": None, **dict(zip(_ROW, words, strict=True))} for words in outcome.indicators]
    project, by = _fresh(story, outcome), _head(story, outcome)
    actions.set_indicators(project, by=by, rows=rows, mark="")


def measure(story, outcome, day, source, values):
    project = _fresh(story, outcome)
    pairs = zip(project.indicators.all(), values, strict=True)
    actions.measure(
        project,
        by=_head(story, outcome),
        token=_token(outcome.plan.key, "measure", day),
        on=story.day(day),
        source=source,
        values=[(indicator.pk, value) for indicator, value in pairs if value is not None],
    )


def state_benefit(story, outcome, place, figures):
    actions.state_benefit(
        _fresh(story, outcome),
        by=_head(story, outcome, place),
        token=_token(outcome.plan.key, "benefit", place),
        **dict(zip(_FIGURES, figures, strict=True)),
    )


def plan_upkeep(story, outcome, place, words):
    actions.plan_upkeep(
        _fresh(story, outcome),
        by=_head(story, outcome),
        token=_token(outcome.plan.key, "upkeep"),
        owner=story.region(outcome.plan.regions[place]),
        **dict(zip(_UPKEEP, words, strict=True)),
    )


def evaluate(story, outcome, years, words):
    actions.evaluate(
        _fresh(story, outcome).evaluations.get(years=years),
        by=_head(story, outcome),
        **dict(zip(_LOOK, words, strict=True)),
    )
