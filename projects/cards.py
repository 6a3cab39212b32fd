"""What a project shows of itself in a list, and where it stands on the bar of stages."""

from dataclasses import dataclass

from core import formats
from projects.basis import Basis, basis_of, with_sums
from projects.models import Project
from projects.progress import late_words
from projects.stages import BAR, LOOKS, Stage, stage_words, step_at_work
from villages.models.profile import Sector

SECTOR_ICONS = {
    Sector.ROADS: "road",
    Sector.WATER: "water",
    Sector.EDUCATION: "school",
    Sector.HEALTH: "health",
    Sector.MARKET: "shop",
    Sector.FARMING: "farm",
    Sector.TOURISM: "tour",
    Sector.WASTE: "trash",
    Sector.ENVIRONMENT: "leaf",
    Sector.DISASTER: "alert",
    Sector.FACILITIES: "desa",
    Sector.SECURITY: "shield",
}


@dataclass(frozen=True)
class Badge:
    """A sector with its icon, or a state with its colour and icon."""

    label: str
    icon: str
    kind: str = ""


@dataclass(frozen=True)
class Card:
    """One line of a list; ``step`` is the step of the bar at work, from 1; ``late`` says how late
    the report is, ``money`` what it costs and what covers that; a draft has none."""

    project: Project
    sectors: list
    state: Badge
    stage: str
    step: int
    late: str
    money: Basis | None


@dataclass(frozen=True)
class Mark:
    """One step of the bar: ``look`` is "on" (over), "now" or empty; ``note`` a month."""

    label: str
    look: str
    note: str


def sector_badges(project):
    return [Badge(Sector(value).label, SECTOR_ICONS[value]) for value in project.sectors]


def state_badge(project):
    kind, icon = LOOKS[project.state]
    return Badge(project.get_state_display(), icon, kind)


def for_cards(projects):
    """The projects as ``cards_of`` takes them."""
    return with_sums(projects.with_words())


def cards_of(projects):
    """Cards of rows that come ``for_cards``."""
    return [
        Card(
            project=project,
            sectors=sector_badges(project),
            state=state_badge(project),
            stage=stage_words(project),
            step=step_at_work(project),
            late=late_words(project, project.today),
            money=basis_of(project),
        )
        for project in projects
    ]


def month(moment, zone):
    """Jun 2026."""
    there = formats.local(moment, zone)
    return f"{formats.short_month(there)}{formats.NBSP}{there.year}"


def steps_of(project):
    """The bar of stages with the month in which each was reached."""
    reached = {
        Stage.IDEA: project.created_at,
        Stage.DELIBERATION: project.proposed_at,
        Stage.AGREED: project.agreed_at,
        Stage.RUNNING: project.started_at,
        Stage.FINISHED: project.closed_at if project.state == Project.State.FINISHED else None,
    }
    now = step_at_work(project)
    return [
        Mark(
            label=stage.label,
            look="on" if index < now else "now" if index == now else "",
            note=month(reached[stage], project.zone) if reached[stage] else "",
        )
        for index, stage in enumerate(BAR, 1)
    ]
