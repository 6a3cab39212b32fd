"""Templates of a proposal by the type of project: usual words to begin with, all to be changed.

Words in [brackets] are gaps: a page on which one is left is not right yet. What a template writes
on a page counts for nothing until the proposer has sent that page.
"""

import re
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from projects import pages
from projects.models import Contribution, Version
from villages.models.profile import Sector

F, C = Version.Field, Contribution.Kind
_GAP = re.compile(r"\[[^\[\]\n]{2,60}\]")


@dataclass(frozen=True)
class Kind:
    """One type of project; ``gives`` are pairs of what a contribution is and its note."""

    slug: str
    name: str
    example: str
    problem: str
    aim: str
    field: str
    sectors: tuple
    steps: tuple
    gives: tuple

    @property
    def sector(self):
        """The first one, which names its icon."""
        return self.sectors[0]

    def suggests(self, kind, note):
        """Is this a contribution as the template writes it?"""
        return any(kind == each and note == str(text) for each, text in self.gives)

    def typed(self, slug):
        """What the template writes on a page, as if it had been typed there."""
        written = {
            pages.AIM.slug: self._aim_page,
            pages.COST.slug: self._cost_page,
            pages.SCHEDULE.slug: self._schedule_page,
        }
        return MultiValueDict(written[slug]() if slug in written else {})

    def _aim_page(self):
        return {
            "kind": [self.slug],
            "problem": [str(self.problem)],
            "aim": [str(self.aim)],
            "field": [str(self.field)],
            "sectors": [str(sector) for sector in self.sectors],
        }

    def _cost_page(self):
        rows = {"rows": [str(len(self.gives))]}
        for index, (kind, note) in enumerate(self.gives):
            rows |= {f"kind_{index}": [str(kind)], f"note_{index}": [str(note)]}
        return rows

    def _schedule_page(self):
        return {"timetable": ["\n".join(map(str, self.steps))]}


def kind_of(slug):
    """The template of this slug, or None."""
    return next((kind for kind in KINDS if kind.slug == slug), None)


def typed(slug, page):
    """What the template of this slug writes on a page; nothing where there is no such template."""
    kind = kind_of(slug)
    return kind.typed(page) if kind else MultiValueDict()


def first_gap(text):
    """The first gap that is left in a text, with its brackets, or nothing."""
    found = _GAP.search(text)
    return found[0] if found else ""


_FUNDS = (C.CASH, _("Village budget"))
_HANDS = (C.LABOUR, _("Gotong royong of the hamlets"))

KINDS = (
    Kind(
        slug="jalan",
        name=_("Road or bridge"),
        example=_("Farm road Jonggolsari to Pacarmulyo"),
        problem=_(
            "The road from [place] to [place], [how many] km long, cannot be used by [which "
            "vehicles] in [which months] since [year]. It is needed by [how many] households. "
            "It passes [which villages], so that none of them can repair it alone."
        ),
        aim=_(
            "A road of [how many] km from [place] to [place] that [which vehicles] can use all "
            "year round. [Which villages] keep it up in turn."
        ),
        field=F.DEVELOPMENT,
        sectors=(Sector.ROADS,),
        steps=(
            _("Month 1: survey, drawing and cost estimate (RAB), consent of the land's owners."),
            _("Month 2: gutters and culverts."),
            _("Months 3 and 4: foundation and surface."),
            _("Month 5: signs, handover, turns of the upkeep."),
        ),
        gives=(
            _FUNDS,
            _HANDS,
            (C.GOODS, _("Stone, sand or cement")),
            (C.LAND, _("Land of residents for the widening, with a letter of grant")),
        ),
    ),
    Kind(
        slug="fasilitas",
        name=_("Public facility"),
        example=_("Joint health post of three villages"),
        problem=_(
            "[How many] residents of [which villages] have no [which facility]. The nearest one "
            "is [how many] km away in [place]. The one in [place] is damaged since [year]."
        ),
        aim=_(
            "[Which facility] in [place] that residents of [which villages] use together, with "
            "rules of use and an amount for the upkeep every year."
        ),
        field=F.DEVELOPMENT,
        sectors=(Sector.FACILITIES,),
        steps=(
            _("Month 1: location, status of the land, drawing and cost estimate (RAB)."),
            _("Months 2 to 4: construction."),
            _("Month 5: furnishing, rules of use and caretakers."),
            _("Month 6: handover and opening."),
        ),
        gives=(_FUNDS, (C.LAND, _("Village land for the building")), _HANDS),
    ),
    Kind(
        slug="air",
        name=_("Clean water"),
        example=_("Clean water network Kali Bening"),
        problem=_(
            "[How many] households in [which villages] lack clean water in [which months] and buy "
            "it for [how much] a month. The spring [name] lies in [village]; its flow is [how "
            "many] litres a second."
        ),
        aim=_(
            "Clean water all year round for [how many] households in [which villages] from "
            "[which source], with [how many] km of pipes and [how many] tanks, kept up from a fee "
            "of the users."
        ),
        field=F.DEVELOPMENT,
        sectors=(Sector.WATER,),
        steps=(
            _("Month 1: measurement of the flow, test of the water, permission for the land."),
            _("Months 2 to 4: catchment, tanks and main pipe."),
            _("Months 5 and 6: connections of the houses, trial run."),
            _("Month 6: users' group, fee and turns of the upkeep."),
        ),
        gives=(
            _FUNDS,
            (C.LABOUR, _("Gotong royong: digging for the pipes")),
            (C.LAND, _("Land for the tank, with a letter of grant")),
            (C.GOODS, _("Pipes and fittings")),
        ),
    ),
    Kind(
        slug="sekolah",
        name=_("School and teachers"),
        example=_("Weekend teachers for mathematics and English"),
        problem=_(
            "[How many] pupils of [which school or class] in [which villages] lack [teachers of "
            "which subject, rooms or means]. [Village] has [how many] people who can help."
        ),
        aim=_(
            "[How many] teachers from [village] teach [which subject] on [which days] for [how "
            "many] pupils of [which villages]."
        ),
        field=F.COMMUNITY,
        sectors=(Sector.EDUCATION,),
        steps=(
            _("Month 1: list of pupils, teachers and rooms; talk with the schools."),
            _("Months 2 to 6: lessons by timetable, attendance noted."),
            _("Month 7: joint test, report to the parents."),
        ),
        gives=(
            (C.SKILL, _("Teachers who help")),
            (C.CASH, _("Travel money of the teachers")),
            (C.GOODS, _("Books and means of teaching")),
        ),
    ),
    Kind(
        slug="pasar",
        name=_("Market and joint selling"),
        example=_("One brand and warehouse for salak of four villages"),
        problem=_(
            "[How many] farmers or makers of [product] in [which villages] sell one by one at "
            "[which price]. Buyers ask for [amount and quality] that no village reaches alone."
        ),
        aim=_(
            "[Which villages] sell [product] together through [BUM Desa, cooperative or market] "
            "with one standard, so that the price rises from [how much] to [how much]."
        ),
        field=F.EMPOWERMENT,
        sectors=(Sector.MARKET, Sector.FARMING),
        steps=(
            _("Month 1: list of sellers, standard of quality, rules of the sharing."),
            _("Months 2 and 3: place, scales, training."),
            _("Month 4: first joint delivery or market day."),
            _("Month 6: accounts shown openly, evaluation."),
        ),
        gives=(
            (C.CASH, _("Capital of the BUM Desa")),
            (C.LAND, _("Building or place for sorting and selling")),
            (C.GOODS, _("Scales, crates or stalls")),
        ),
    ),
    Kind(
        slug="sampah",
        name=_("Waste"),
        example=_("Waste bank and shared truck of five villages"),
        problem=_(
            "[Which villages] make about [how many] kg of waste a day. It is [burnt or thrown "
            "where]. [What is there already, for example a waste bank] lacks [what]."
        ),
        aim=_(
            "Waste of [how many] households is sorted and collected [how often] a week with "
            "[which vehicle]; [how much] less is burnt or thrown into the river."
        ),
        field=F.COMMUNITY,
        sectors=(Sector.WASTE, Sector.ENVIRONMENT),
        steps=(
            _("Month 1: place, permission, training in sorting."),
            _("Month 2: vehicle, days of collection by village, fee."),
            _("Month 3: collection begins; weight noted every week."),
            _("Month 6: evaluation and decision how to go on."),
        ),
        gives=(
            _FUNDS,
            (C.LAND, _("Village land for sorting")),
            (C.SKILL, _("Trainers of the waste bank")),
        ),
    ),
    Kind(
        slug="wisata",
        name=_("Tourism"),
        example=_("Tour of the Leksono slopes: spring, durian and pine forest"),
        problem=_(
            "About [how many] guests a month come to [place] and stop in one village only. "
            "[Which villages] have [which sights], but no [guides, parking or signs]."
        ),
        aim=_(
            "One tour of [how many] hours through [which villages] with guides from among the "
            "residents, one price and a written sharing of the income."
        ),
        field=F.EMPOWERMENT,
        sectors=(Sector.TOURISM, Sector.MARKET),
        steps=(
            _("Month 1: map of the sights and ways; talk with owners and traders."),
            _("Month 2: training of guides, rules on safety and cleanliness."),
            _("Month 3: signs, parking, price and sharing of the income."),
            _("Month 4: trial tour, then opening."),
        ),
        gives=(
            (C.CASH, _("Village budget and BUM Desa")),
            (C.LABOUR, _("Gotong royong: paths and resting places")),
            (C.SKILL, _("Guides and trainers")),
        ),
    ),
    Kind(
        slug="lingkungan",
        name=_("Environment"),
        example=_("Planting of the spring's catchment by three villages"),
        problem=_(
            "[How many] hectares of [forest, riverbank or catchment] in [place] are bare or "
            "damaged since [year]. [Which villages] feel it by [flood, erosion or less water]."
        ),
        aim=_(
            "[How many] trees of [which kinds] planted on [how many] hectares in [place]; at "
            "least [how many] percent live after one year."
        ),
        field=F.COMMUNITY,
        sectors=(Sector.ENVIRONMENT,),
        steps=(
            _("Dry season: map, consent of the landowners, nursery."),
            _("First month of rain: planting together."),
            _("Every three months: care, dead trees replaced."),
            _("After one year: living trees counted, report."),
        ),
        gives=(
            (C.GOODS, _("Seedlings")),
            (C.LABOUR, _("Gotong royong: planting and care")),
            (C.LAND, _("Land to be planted")),
        ),
    ),
    Kind(
        slug="bencana",
        name=_("Disaster readiness"),
        example=_("Landslide watch of the northern hills"),
        problem=_(
            "[Which villages] were hit by [flood, landslide or fire] [how many] times since "
            "[year]; [how many] households live in danger. Warnings reach [whom] too late."
        ),
        aim=_(
            "[How many] trained volunteers, [which tools] and one chain of warning for [which "
            "villages], tried out [how often] a year."
        ),
        field=F.COMMUNITY,
        sectors=(Sector.DISASTER, Sector.SECURITY),
        steps=(
            _("Month 1: map of dangers, ways out and meeting points."),
            _("Month 2: volunteers chosen and trained with BPBD."),
            _("Month 3: tools, chain of warning, list of those who need help."),
            _("Month 4: exercise together, evaluation."),
        ),
        gives=(
            _FUNDS,
            (C.SKILL, _("Trainers and coordination")),
            (C.LABOUR, _("Volunteers")),
            (C.GOODS, _("Tools of warning and rescue")),
        ),
    ),
)
