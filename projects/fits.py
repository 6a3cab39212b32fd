"""The fit of a project to the plans of those who take part, in words, with what follows from it.

Villages plan in RPJM Desa and RKP Desa (RPJM Kampung where a village is called so), subdistricts
and kelurahan in the Renstra and Renja of the government's offices.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import formats
from projects.models import Partnership, PlanFit, PlanStatement, Standing
from villages.models import Region

S = Standing
PARTS = ("standing", "reference", "year")
LOOKS = {S.ANNUAL: ("ok", "check"), S.MEDIUM: ("wait", "clock"), S.ABSENT: ("bad", "alert")}
UNKNOWN = gettext_lazy("Not known yet")


def plans_itself(region):
    """Does it have plans of its own as a village has them?"""
    return region.is_village and not region.is_urban


def names_of(code):
    """The names under which a page of many regions asks for the parts of one region's fit."""
    digits = code.replace(".", "")
    return [f"{part}_{digits}" for part in PARTS]


def standing_words(region, standing):
    """in RPJM Desa and RKP Desa."""
    if not plans_itself(region):
        return {
            S.ANNUAL: _("in Renstra and Renja"),
            S.MEDIUM: _("in Renstra, not yet in Renja"),
            S.ABSENT: _("not yet in the plans"),
        }[standing]
    text = {
        S.ANNUAL: _("in RPJM %(word)s and RKP %(word)s"),
        S.MEDIUM: _("in RPJM %(word)s, not yet in RKP %(word)s"),
        S.ABSENT: _("not yet in the plans"),
    }[standing]
    return text % {"word": region.word}


def choices_for(region):
    return [(standing.value, capfirst(standing_words(region, standing))) for standing in S]


def example_for(region):
    """What the reference may look like."""
    if plans_itself(region):
        return _("For example: RPJM %(word)s 2023–2030, page 41.") % {"word": region.word}
    return _("For example: Renstra 2025–2029, activity 7.")


def year_label_for(region):
    if plans_itself(region):
        return _("Year of RKP %(word)s") % {"word": region.word}
    return _("Year of the Renja")


def fit_text(fit):
    """Desa Sojokerto: in RPJM Desa and RKP Desa 2027 (RPJM Desa 2023–2030, page 41)."""
    region = fit["region"]
    text = f"{region.full_name}: {standing_words(region, fit['standing'])}"
    if fit["year"]:
        text = f"{text} {fit['year']}"
    return f"{text} ({fit['reference']})" if fit["reference"] else text


def consequence(region, standing, year, version):
    """What has to happen before this region may take part in the work; empty if nothing."""
    if not standing:
        return ""
    if not plans_itself(region):
        return _consequence_of_office(standing)
    word = {"word": region.word}
    if standing == S.ABSENT:
        return (
            _(
                "Before an agreement is signed and money is spent, RPJM %(word)s and RKP %(word)s "
                "are changed in a special Musrenbang."
            )
            % word
        )
    if standing == S.MEDIUM:
        return (
            _("It must be taken into RKP %(word)s of the year of the work before money is spent.")
            % word
        )
    if not version.starts_on.year <= year <= version.ends_on.year:
        return _("The work runs in %(years)s: RKP %(word)s of that year must name it too.") % (
            word | {"years": years_of(version)}
        )
    return ""


def _consequence_of_office(standing):
    if standing == S.ANNUAL:
        return ""
    return _("It can spend money of its own on it only once its Renja names it.")


def years_of(version):
    """2027, or 2027–2028."""
    first, last = version.starts_on.year, version.ends_on.year
    return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Line:
    """A region that takes part and what its plans say, ready to show."""

    region: Region
    label: str
    kind: str
    icon: str
    reference: str
    source: str
    consequence: str


def lines_of(project):
    """The lead first, then the partners."""
    proposed = {fit.region_id: fit for fit in project.current.fits.all()}
    stated = {each.region_id: each for each in project.plan_statements.newest()}
    seats = sorted(project.partnerships.all(), key=lambda each: each.role != Partnership.Role.LEAD)
    return [
        _line(
            project,
            seat.region,
            _newest(project, proposed.get(seat.region_id), stated.get(seat.region_id)),
        )
        for seat in seats
    ]


def counted_of(project):
    """What counts of those that have said something; of a project with fits, statements and seats
    prefetched."""
    proposed = {fit.region_id: fit for fit in project.current.fits.all()}
    stated = {each.region_id: each for each in sorted(project.plan_statements.all(), key=_order)}
    found = (
        _newest(project, proposed.get(seat.region_id), stated.get(seat.region_id))
        for seat in project.partnerships.all()
    )
    return [fit for fit in found if fit]


def _order(row):
    return row.pk


def current_of(project, region):
    """What counts of one region's plans at present, or None."""
    stated = project.plan_statements.filter(region=region).last()
    proposed = project.current.fits.filter(region=region).first() if project.current else None
    return _newest(project, proposed, stated)


def _newest(project, proposed, stated):
    """A region's own word counts for more than the proposal's; the lead's newer proposal is its
    own word too."""
    if proposed and stated and stated.region_id == project.lead_id:
        return proposed if project.current.made_at > stated.at else stated
    return stated or proposed


def _line(project, region, fit):
    standing = fit.standing if fit else ""
    follows = consequence(region, standing, fit and fit.year, project.current)
    kind, icon = LOOKS.get(standing, ("plain", ""))
    if follows and kind == "ok":  # in the plan of another year
        kind, icon = LOOKS[S.MEDIUM]
    label = capfirst(standing_words(region, standing)) if fit else str(UNKNOWN)
    if fit and fit.year:
        label = f"{label} {fit.year}"
    return Line(
        region=region,
        label=label,
        kind=kind,
        icon=icon,
        reference=fit.reference if fit else "",
        source=_source(project, fit),
        consequence=follows,
    )


def _source(project, fit):
    if isinstance(fit, PlanStatement):
        date = formats.day(project.today_at(fit.at))
        return f"{fit.person_name}, {fit.office_title}, {date}"
    if isinstance(fit, PlanFit):
        return _("As the proposal says")
    return _("Its head or secretary states it here.")
