"""Which funding windows fit a project, and which projects fit a window, with the reason in words."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import formats
from projects.models import FundingWindow, Project
from villages.models import Region
from villages.models.profile import Sector

AHEAD = timedelta(days=180)
SHOWN_WINDOWS, SHOWN_PROJECTS = 5, 8
WORTH_ASKING = 10  # a window fits where it gives at least the tenth part of what is missing


@dataclass(frozen=True)
class Fit:
    """A window and why it fits, a sentence each."""

    window: FundingWindow
    reasons: list


def level_of(region):
    return FundingWindow.Level.VILLAGE if region.is_village else FundingWindow.Level.SUBDISTRICT


def fitting(project, gap):
    """Windows that are open, or open within half a year, in the area of the lead, for what the
    project lacks; the first to close first."""
    if not gap:
        return []
    today = timezone.localdate()
    rows = (
        FundingWindow.objects.not_over(today)
        .given_in(project.lead)
        .filter(
            Q(sectors=[]) | Q(sectors__overlap=project.sectors),
            Q(levels=[]) | Q(levels__contains=[level_of(project.lead)]),
            Q(most__isnull=True) | Q(most__gte=gap // WORTH_ASKING),
            is_public=True,
            opens_on__lte=today + AHEAD,
        )
        .select_related("region__parent")
    )
    return [Fit(window, list(_reasons(window, project, gap))) for window in rows[:SHOWN_WINDOWS]]


def _reasons(window, project, gap):
    shared = [value for value in project.sectors if value in window.sectors]
    names = ", ".join(str(Sector(value).label) for value in shared)
    yield _("For %(sectors)s.") % {"sectors": names} if shared else _("For all sectors.")
    if window.region:
        yield _("Given in %(area)s.") % {"area": area_of(window)}
    yield when_of(window)
    if window.most is None or window.most >= gap:
        yield _("It can give all that is missing.")
    else:
        yield _("It gives at most %(most)s, a part of what is missing.") % {
            "most": formats.rupiah_short(window.most)
        }


def when_of(window):
    """Open until 3 Maret 2027; opens on 1 Februari 2027; closed."""
    today = timezone.localdate()
    if window.opens_on > today:
        return _("Opens on %(day)s.") % {"day": formats.day(window.opens_on)}
    if window.closes_on is None:
        return _("Open all the time.")
    if is_over(window):
        return _("Closed since %(day)s.") % {"day": formats.day(window.closes_on)}
    return _("Open until %(day)s.") % {"day": formats.day(window.closes_on)}


def is_over(window):
    """Has it closed for good?"""
    return window.closes_on is not None and window.closes_on < timezone.localdate()


def projects_for(window):
    """Projects that seek funds and fit the window, the newest first; none once it has closed."""
    if is_over(window):
        return Project.objects.none()
    found = Project.objects.seeking_funds()
    if window.region_id:
        found = found.filter(lead__code__startswith=window.region_id)
    if window.sectors:
        found = found.filter(sectors__overlap=window.sectors)
    if window.most:
        found = found.filter(funding_gap__lte=window.most * WORTH_ASKING)
    if len(window.levels) == 1:
        of_village = Q(lead__level=Region.Level.VILLAGE)
        is_village = window.levels == [FundingWindow.Level.VILLAGE]
        found = found.filter(of_village if is_village else ~of_village)
    return found.order_by("-pk")[:SHOWN_PROJECTS]


def sectors_of(window):
    """Clean water, education; or all."""
    if not window.sectors:
        return _("All sectors")
    return capfirst(", ".join(str(Sector(value).label) for value in window.sectors))


def area_of(window):
    """All regions; Kabupaten Wonosobo; Kecamatan Leksono, Kabupaten Wonosobo."""
    region = window.region
    if region is None:
        return _("All regions")
    if region.is_subdistrict:
        return f"{region.full_name}, {region.parent.full_name}"
    return region.full_name
