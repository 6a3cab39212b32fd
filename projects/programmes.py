"""Programmes with their phases, ready to show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Subquery, Sum
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from projects import programming, timeline
from projects.basis import cost_of, covered_of, with_sums
from projects.cards import state_badge
from projects.funds import basis_words
from projects.models import Commitment, Phase, Placement, Project
from projects.programme_rules import SERVING

S = Project.State
SHOWN_REQUESTS = 40
LONGEST = 200  # characters of the aim in a line


def words_of(programme):
    """What it says, in a line: Air lereng timur; 2026–2030; Survei (2026–2027); Air bagi semua."""
    forum = [str(programme.forum)] if programme.forum else []
    phases = [f"{each.name} ({_years_of(each)})" for each in programme.phases.all()]
    aim = Truncator(programme.aim).chars(LONGEST)
    return "; ".join([programme.title, _years_of(programme), *forum, *phases, aim])


def _years_of(spanning):
    return f"{spanning.first_year}–{spanning.last_year}"


@dataclass(frozen=True)
class Work:
    """A project in a phase: its state and its figures; one that was stopped counts nothing."""

    project: Project
    state: object
    figures: programming.Figures


@dataclass(frozen=True)
class Step:
    """A phase with its projects and what they come to."""

    phase: Phase
    works: list
    figures: programming.Figures
    done_on: date | None

    @property
    def covered_by(self):
        return _covered_by(self.figures)

    @property
    def title(self):
        """How the picture names it."""
        return self.phase.name


@dataclass(frozen=True)
class View:
    """All that the page of a programme shows."""

    steps: list
    figures: programming.Figures
    picture: timeline.Picture | None
    picture_words: str
    requests: list

    @property
    def covered_by(self):
        return _covered_by(self.figures)


def _covered_by(figures):
    """What it is that covers the cost, in the words of the projects' own pages."""
    return basis_words(figures.named, figures.promised - figures.named)


def with_project_count(programmes):
    """``project_count``: how many projects stand in the phases."""
    rows = Project.objects.filter(phase__programme=OuterRef("pk")).order_by()
    counted = rows.values("phase__programme").annotate(n=Count("pk")).values("n")
    return programmes.annotate(project_count=Subquery(counted))


def view_of(programme, today, *, sees_requests):
    """Of one programme, in a constant number of queries."""
    rows = Project.objects.select_related("lead", "current").order_by("pk")
    rows = rows.defer("current__problem", "current__aim", "current__timetable")
    phases = list(programme.phases.prefetch_related(Prefetch("projects", with_sums(rows))))
    received = _received([work.pk for phase in phases for work in phase.projects.all()])
    steps = [_step(phase, received) for phase in phases]
    return View(
        steps=steps,
        figures=programming.total(step.figures for step in steps),
        picture=_picture(programme, steps, today),
        picture_words=_words(steps),
        requests=_requests(programme) if sees_requests else [],
    )


def _received(projects):
    """Number of each project → what of its contributions has come in."""
    rows = Commitment.objects.given().filter(project__in=projects).order_by()
    return dict(rows.values_list("project").annotate(came=Sum("received")))


def _step(phase, received):
    works = [_work(project, received) for project in phase.projects.all()]
    serving = [work.project for work in works if work.project.state in SERVING]
    is_done = serving and all(project.state == S.FINISHED for project in serving)
    return Step(
        phase=phase,
        works=works,
        figures=programming.total(work.figures for work in works),
        done_on=max(project.today_at(project.closed_at) for project in serving)
        if is_done
        else None,
    )


def _work(project, received):
    figures = programming.Figures()
    if project.state in SERVING:
        figures = programming.of_project(
            cost_of(project),
            covered_of(project),
            project.named or 0,
            received.get(project.pk, 0),
            project.percent or 0,
        )
    return Work(project, state_badge(project), figures)


def _picture(programme, steps, today):
    if not steps:
        return None
    lines = [(step, date(step.phase.last_year, 12, 31), step.done_on) for step in steps]
    first, last = date(programme.first_year, 1, 1), date(programme.last_year, 12, 31)
    return timeline.picture(lines, first, last, today)


def _words(steps):
    done = sum(step.done_on is not None for step in steps)
    text = _("Timeline: %(done)d of %(all)d phases done. The list below tells all.")
    return text % {"done": done, "all": len(steps)}


def _requests(programme):
    asked = Placement.objects.filter(phase__programme=programme, state=Placement.State.ASKED)
    return list(asked.select_related("project__lead", "phase").order_by("pk")[:SHOWN_REQUESTS])
