"""The five stages that people see, over the states that the code knows."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from projects.models import Project

S = Project.State


class Stage(models.TextChoices):
    """As on the stage bar and in ``?tahap=``; the last one stands beside the bar."""

    IDEA = "gagasan", _("Idea")
    DELIBERATION = "musyawarah", _("Deliberation")
    AGREED = "kesepakatan", _("Agreement")
    RUNNING = "pelaksanaan", _("Implementation")
    FINISHED = "selesai", _("Finished")
    STOPPED = "berhenti", _("Not continued")


STAGE_OF = {
    S.DRAFT: Stage.IDEA,
    S.PROPOSED: Stage.DELIBERATION,
    S.REVISING: Stage.DELIBERATION,
    S.AGREED: Stage.AGREED,
    S.RUNNING: Stage.RUNNING,
    S.FINISHED: Stage.FINISHED,
    S.DECLINED: Stage.STOPPED,
    S.WITHDRAWN: Stage.STOPPED,
    S.MERGED: Stage.STOPPED,
}
BAR = (Stage.IDEA, Stage.DELIBERATION, Stage.AGREED, Stage.RUNNING, Stage.FINISHED)
# How a state looks as a tag: kind and icon of the {% tag %}.
LOOKS = {
    S.DRAFT: ("", "edit"),
    S.PROPOSED: ("wait", "clock"),
    S.REVISING: ("wait", "edit"),
    S.AGREED: ("ok", "check"),
    S.RUNNING: ("run", ""),
    S.FINISHED: ("ok", "check"),
    S.DECLINED: ("bad", "x"),
    S.WITHDRAWN: ("", "x"),
    S.MERGED: ("info", "next"),
}


def states_of(stage):
    """The states that belong to a stage."""
    return [state for state, belongs in STAGE_OF.items() if belongs == stage]


def place_of(project):
    """On which step of the bar the project stands, or stood when it stopped; from 1."""
    if STAGE_OF[project.state] == Stage.STOPPED:
        return 4 if project.started_at else 3 if project.agreed_at else 2
    return BAR.index(STAGE_OF[project.state]) + 1


def stage_words(project):
    """The stage as people read it. What was merged goes on elsewhere: it was not given up."""
    if project.state == S.MERGED:
        return capfirst(project.get_state_display())
    return STAGE_OF[project.state].label


def step_at_work(project):
    """The step that the bar points out; none of the five when all are over."""
    return place_of(project) + (project.state == S.FINISHED)
