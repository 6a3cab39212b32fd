"""What a planned rule meets: other planned rules, agreements in force and running projects of the
same field, in the same area or nearby. A fixed number of queries, whatever there is."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import overlap
from agreements.models import Agreement, PlannedRule
from projects.models import Project
from projects.models import Version as Proposal
from villages.models import Region
from villages.models.profile import Sector

LOOKED_AT = 60  # of each sort, the newest first
SHOWN = 20
NAMES_SHOWN = 3
SORTS = {"rencana": "other", "kesepakatan": "agreement", "proyek": "project"}


@dataclass(frozen=True)
class Overlap:
    """One thing that is met, why, and what the writer has done about it (or None).

    ``sort`` and ``code`` name it in an address; ``regions`` are those of it in or near the area.
    """

    sort: str
    word: str
    thing: object
    reason: str
    regions: tuple
    note: object = None

    @property
    def code(self):
        return self.thing.code


@dataclass(frozen=True)
class _Candidate:
    sort: str
    thing: object
    as_thing: overlap.Thing


def overlaps_of(planned):
    """The closest ``SHOWN``, with the notes on them."""
    own = overlap.Thing(planned.field, tuple(planned.sectors), tuple(planned.area_codes))
    found = []
    for candidate in _candidates(planned):
        if match := overlap.match(own, candidate.as_thing):
            found.append((match.closeness, candidate, match))
    found.sort(key=lambda each: each[0])
    return _worded(planned, found[:SHOWN])


def _candidates(planned):
    yield from (_Candidate("rencana", each, _of_rule(each)) for each in _rules(planned))
    for agreement in _agreements(planned):
        parties = (party.region_id for party in agreement.parties.all())
        yield _Candidate("kesepakatan", agreement, _of_project(agreement.project, parties))
    for project in _projects(planned):
        seats = (seat.region_id for seat in project.partnerships.all())
        yield _Candidate("proyek", project, _of_project(project, seats))


def _of_rule(rule):
    return overlap.Thing(rule.field, tuple(rule.sectors), tuple(rule.area_codes))


def _of_project(project, area):
    return overlap.Thing(project.current.field, tuple(project.sectors), tuple(area))


def _rules(planned):
    others = PlannedRule.objects.alive().exclude(pk=planned.pk)
    fitting = Q(sectors__overlap=planned.sectors) | Q(field=planned.field)
    rows = others.filter(fitting, circles__overlap=planned.circles).select_related("region")
    return rows.order_by("-pk")[:LOOKED_AT]


def _near(planned, relation):
    """Something with a region in the circles of the area: one of them, or a part of one."""
    region = Q(**{f"{relation}__in": planned.circles})
    return region | Q(**{f"{relation}__parent__in": planned.circles})


def _agreements(planned):
    """In force, out of a project: it tells the field; what came out of a meeting alone has none."""
    today = timezone.localdate()
    fitting = Q(project__sectors__overlap=planned.sectors) | Q(
        project__current__field=planned.field
    )
    rows = Agreement.objects.standing("in_force", today).filter(fitting)
    near = Agreement.objects.filter(_near(planned, "parties__region")).order_by().values("pk")
    rows = rows.filter(pk__in=near).select_related("project__current")
    return rows.defer("text").prefetch_related("parties").order_by("-pk")[:LOOKED_AT]


def _projects(planned):
    fitting = Q(sectors__overlap=planned.sectors) | Q(current__field=planned.field)
    rows = Project.objects.filter(fitting, state=Project.State.RUNNING)
    near = Project.objects.filter(_near(planned, "partnerships__region")).order_by().values("pk")
    rows = rows.filter(pk__in=near).select_related("current")
    return rows.prefetch_related("partnerships").order_by("-pk")[:LOOKED_AT]


def _worded(planned, found):
    codes = {code for _closeness, _candidate, match in found for code in match.regions}
    regions = Region.objects.in_bulk(codes)
    notes = _notes(planned) if planned.pk else {}
    return [
        Overlap(
            sort=candidate.sort,
            word=_word(candidate),
            thing=candidate.thing,
            reason=reason_of(match, regions),
            regions=match.regions,
            note=notes.get((candidate.sort, candidate.thing.pk)),
        )
        for _closeness, candidate, match in found
    ]


def _word(candidate):
    if candidate.sort == "rencana":
        return _("planned rule of %(region)s") % {"region": candidate.thing.region.full_name}
    return _("agreement in force") if candidate.sort == "kesepakatan" else _("running project")


def reason_of(match, regions):
    """Same sector: clean water; same area: Desa Sojokerto."""
    if match.sectors:
        names = ", ".join(str(Sector(each).label) for each in match.sectors)
        words = _("same sector: %(names)s") % {"names": names}
    else:
        words = _("same field: %(name)s") % {"name": Proposal.Field(match.field).label}
    places = []
    if match.same:
        places.append(_("same area: %(names)s") % {"names": _names(match.same, regions)})
    if match.near:
        places.append(_("nearby: %(names)s") % {"names": _names(match.near, regions)})
    return "; ".join([words, *places])


def _names(codes, regions):
    names = [regions[code].full_name for code in codes if code in regions]
    if len(names) > NAMES_SHOWN:
        return _("%(names)s and %(more)d more") % {
            "names": ", ".join(names[:NAMES_SHOWN]),
            "more": len(names) - NAMES_SHOWN,
        }
    return ", ".join(names)


def _notes(planned):
    """The newest note on each thing."""
    return {
        (sort, getattr(note, f"{relation}_id")): note
        for note in planned.overlap_notes.order_by("pk")
        for sort, relation in SORTS.items()
        if getattr(note, f"{relation}_id")
    }
