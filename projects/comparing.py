"""Some projects side by side on the same criteria, for the meeting that has to choose."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import formats
from projects.cards import sector_badges, state_badge
from projects.fits import counted_of
from projects.models import Consent, Project, Standing

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
    lines = (
        (_("State"), lambda project: capfirst(state_badge(project).label)),
        (_("Sectors"), _sectors),
        (_("People who gain"), lambda project: _told(people_of(project), formats.number)),
        (_("Rough cost"), lambda project: formats.rupiah(project.current.cost)),
        (_("Cost per person"), lambda project: _told(cost_per_person(project), formats.rupiah)),
        (_("Regions that take part"), lambda project: str(len(project.partnerships.all()))),
        (_("Consents"), lambda project: _share(project, _consents(project))),
        (_("In the annual plan"), lambda project: _share(project, _planned(project))),
        (_("Attachments"), lambda project: str(len(project.current.attachments.all()))),
        (_("Readiness"), _readiness),
    )
    return [Criterion(name, [word(project) for project in projects]) for name, word in lines]


def people_of(project):
    """What the regions have told, added up; None if none of them has."""
    newest = {}
    for benefit in sorted(project.benefits.all(), key=lambda each: each.pk):
        newest[benefit.region_id] = benefit.people
    return sum(newest.values()) if newest else None


def cost_per_person(project):
    """Whole rupiah, rounded up; None where nobody is told to gain."""
    people = people_of(project)
    return -(-project.current.cost // people) if people else None


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


def _sectors(project):
    return ", ".join(capfirst(str(badge.label)) for badge in sector_badges(project))


def _told(value, write):
    return _("not told yet") if value is None else write(value)
