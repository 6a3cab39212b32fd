"""Some projects side by side on the same criteria, for the meeting that has to choose."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from projects.cards import sector_badges, state_badge
from projects.fits import counted_of
from projects.hazards import highest
from projects.models import Budget, BudgetLine, Consent, Project, Standing
from projects.outcomes import counting
from projects.register import LABELS, levels_of

FEWEST, MOST = 2, 6  # what fits on a sheet
OFFERED = 30  # how many proposals the page offers to choose from


@dataclass(frozen=True)
class Criterion:
    """One line of the table: its name, and a word for each project."""

    name: str
    words: list


def chosen(user, codes):
    """Those that the person sees among ``codes``, in their order; drafts are not compared."""
    rows = Project.objects.visible_to(user).public().filter(code__in=codes)
    rows = rows.select_related("lead", "current").prefetch_related(
        "partnerships__region", "current__consents", "current__fits", "current__attachments",
        "benefits", "plan_statements",
    )  # fmt: skip
    return sorted(rows, key=lambda project: codes.index(project.code))


def offered(user, but):
    """The newest proposals that are talked about, without those of the codes ``but``."""
    rows = Project.objects.visible_to(user).exclude(code__in=but).select_related("lead")
    talked = (Project.State.PROPOSED, Project.State.REVISING)
    return rows.filter(state__in=talked).order_by("-pk")[:OFFERED]


def criteria_of(projects):
    """The lines of the table."""
    levels, costs = levels_of(projects), costs_of(projects)
    lines = (
        (_("State"), lambda project: capfirst(state_badge(project).label)),
        (_("Sectors"), _sectors),
        (_("People who gain"), _people),
        (_("Cost"), lambda project: _cost(project, costs)),
        (_("Cost per person"), lambda project: _cost_per_person(project, costs)),
        (_("Regions that take part"), lambda project: str(len(project.partnerships.all()))),
        (_("Consents"), lambda project: _share(project, _consents(project))),
        (_("In the annual plan"), lambda project: _share(project, _planned(project))),
        (_("Attachments"), lambda project: str(len(project.current.attachments.all()))),
        (_("Open risks"), lambda project: _risks(levels[project.pk])),
        (_("Readiness"), _readiness),
    )
    return [Criterion(name, [word(project) for project in projects]) for name, word in lines]


def people_of(project):
    """What the regions have told, added up; None if none of them has."""
    told = counting(project.benefits.all())
    return sum(each.people for each in told.values()) if told else None


def costs_of(projects):
    """Of those with a budget, its sum by the number of the project; in one query."""
    newest = Budget.objects.filter(project__in=projects).order_by("project_id", "-number")
    lines = BudgetLine.objects.filter(budget__in=newest.distinct("project_id").values("pk"))
    sums = lines.order_by().values("budget__project").annotate(all=Sum("amount"))
    return dict(sums.values_list("budget__project", "all"))


def cost_per_person(project, costs):
    """Whole rupiah, rounded up; None where nobody is told to gain."""
    people = people_of(project)
    return -(-costs.get(project.pk, project.current.cost) // people) if people else None


def _people(project):
    """1.200, expected (2 of 3 regions)."""
    told = counting(project.benefits.all())
    if not told:
        return _("not told yet")
    text = formats.number(people_of(project))
    if any(each.is_expected for each in told.values()):
        text = _("%(number)s expected") % {"number": text}
    seats = len(project.partnerships.all())
    if len(told) == seats:
        return text
    part = {"text": text, "number": len(told), "all": seats}
    return _("%(text)s (told by %(number)d of %(all)d regions)") % part


def _cost(project, costs):
    """With where it comes from."""
    if project.pk in costs:
        return _("%(amount)s (budget)") % {"amount": formats.rupiah(costs[project.pk])}
    return _("%(amount)s (rough)") % {"amount": formats.rupiah(project.current.cost)}


def _cost_per_person(project, costs):
    """Of the people that have been told: with how many regions they are from, unless all."""
    each = cost_per_person(project, costs)
    if each is None:
        return _("not told yet")
    told, seats = len(counting(project.benefits.all())), len(project.partnerships.all())
    if told == seats:
        return formats.rupiah(each)
    part = {"amount": formats.rupiah(each), "number": told, "all": seats}
    return _("%(amount)s (counted from %(number)d of %(all)d regions)") % part


def readiness_of(project):
    """One point each: all have consented, the work is in the annual plan of all, a paper is there."""
    seats = len(project.partnerships.all())
    points = (
        _consents(project) == seats,
        _planned(project) == seats,
        bool(project.current.attachments.all()),
    )
    return sum(points), len(points)


def _readiness(project):
    points, most = readiness_of(project)
    return _("%(points)d of %(most)d points") % {"points": points, "most": most}


def _consents(project):
    given = project.current.consents.all()
    return sum(
        each.answer == Consent.Answer.GIVEN and project.has_seat(each.region_id) for each in given
    )


def _planned(project):
    return sum(fit.standing == Standing.ANNUAL for fit in counted_of(project))


def _share(project, number):
    return _("%(number)d of %(all)d") % {"number": number, "all": len(project.partnerships.all())}


def _risks(levels):
    """How many are open, and how grave the gravest is."""
    if not levels:
        return _("none noted")
    text = ngettext(
        "%(number)d, the highest level: %(level)s",
        "%(number)d, the highest level: %(level)s",
        len(levels),
    )
    return text % {"number": len(levels), "level": LABELS[highest(levels)]}


def _sectors(project):
    return ", ".join(capfirst(str(badge.label)) for badge in sector_badges(project))
