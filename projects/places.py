"""Where projects are: their leads and partners by place, for the drawn map and the one that moves.

Counted by the database, so that a map of ten thousand projects costs as many queries as one of ten.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from projects import atlas
from projects.models import Partnership, Photo, Project
from villages.models import Profile, Region

MOST_SHEETS = 6
MOST_LEADS = 60
MOST_BONDS = 240
MOST_SHOTS = 60
CLOSE = 60_000  # units a degree: places of work lie some hundred metres apart
_VILLAGE_CODE = 13  # letters of a village's code
NAMED = 4  # partners that a line of the list names
_LEAD = (
    "lead", "lead__word", "lead__name", "lead__profile__latitude", "lead__profile__longitude",
)  # fmt: skip
_RUNNING = Q(state=Project.State.RUNNING)


@dataclass
class Lead:
    """A region that leads projects; ``number`` stands in its dot."""

    code: str
    name: str
    full_name: str
    latitude: float
    longitude: float
    projects: int
    running: int
    number: int
    partners: list

    @property
    def first_partners(self):
        return ", ".join(partner.name for partner in self.partners[:NAMED])

    @property
    def other_partners(self):
        return max(0, len(self.partners) - NAMED)


@dataclass(frozen=True)
class Partner:
    """A region that takes part in projects of a lead; without a place where it has told none."""

    code: str
    name: str
    latitude: float | None
    longitude: float | None
    running: bool


@dataclass(frozen=True)
class Sheet:
    """A regency: its drawing, and the same in words."""

    code: str
    name: str
    drawing: atlas.Sheet
    leads: list


@dataclass(frozen=True)
class Map:
    """All sheets; ``unplaced`` counts the projects that are on none of them."""

    sheets: list
    shown: int
    unplaced: int


def map_of(projects):
    """The regencies with the most projects first; five queries whatever the size."""
    leads = leads_of(projects)
    regencies = {}
    for lead in leads:
        regencies.setdefault(lead.code[:5], []).append(lead)
    names = Region.objects.in_bulk(list(regencies))
    sheets = [_sheet(names[code], members) for code, members in regencies.items()]
    shown = sum(lead.projects for lead in leads)
    return Map(sheets, shown, projects.order_by().count() - shown)


def _sheet(regency, leads):
    for number, lead in enumerate(leads, 1):
        lead.number = number
    places = {
        lead.code: (lead.code, lead.name, lead.number, lead.latitude, lead.longitude)
        for lead in leads
    }
    bonds = []
    for lead in leads:
        for partner in lead.partners:
            if partner.latitude is None or not partner.code.startswith(regency.pk):
                continue
            bonds.append((lead.code, partner.code, partner.running))
            places.setdefault(
                partner.code, (partner.code, partner.name, 0, partner.latitude, partner.longitude)
            )
    return Sheet(regency.pk, regency.full_name, atlas.draw(list(places.values()), bonds), leads)


def leads_of(projects):
    """Who leads, with place and partners, of the regencies with the most projects."""
    placed = projects.order_by().filter(lead__profile__latitude__isnull=False)
    regencies = placed.values(regency=Left("lead", 5)).annotate(number=Count("pk"))
    regencies = regencies.order_by("-number", "regency")[:MOST_SHEETS]
    order = [row["regency"] for row in regencies]
    rows = (
        placed.alias(regency=Left("lead", 5))
        .filter(regency__in=order)
        .values(*_LEAD)
        .annotate(number=Count("pk"), at_work=Count("pk", filter=_RUNNING))
        .order_by("-number", "lead")[:MOST_LEADS]
    )
    leads = {row["lead"]: _lead(row) for row in rows}
    for lead, partner in _partners(projects, leads):
        leads[lead].partners.append(partner)
    return sorted(leads.values(), key=lambda lead: order.index(lead.code[:5]))


def _lead(row):
    return Lead(
        code=row["lead"],
        name=_short(row["lead"], row["lead__word"], row["lead__name"]),
        full_name=f"{row['lead__word']} {row['lead__name']}",
        latitude=float(row["lead__profile__latitude"]),
        longitude=float(row["lead__profile__longitude"]),
        projects=row["number"],
        running=row["at_work"],
        number=0,
        partners=[],
    )


def _short(code, word, name):
    """What stands beside a dot: villages by their name alone; a subdistrict may be called like one."""
    return name if len(code) == _VILLAGE_CODE else f"{word} {name}"


def _partners(projects, leads):
    """Pairs of the lead's code and a partner, those with most in common first."""
    seats = Partnership.objects.filter(
        role=Partnership.Role.PARTNER,
        project__in=projects.order_by().filter(lead__in=leads).values("pk"),
    )
    rows = (
        seats.order_by()
        .values("region", "region__word", "region__name", lead=F("project__lead"))
        .annotate(
            latitude=F("region__profile__latitude"),
            longitude=F("region__profile__longitude"),
            number=Count("pk"),
            at_work=Count("pk", filter=Q(project__state=Project.State.RUNNING)),
        )
        .order_by("-number", "lead", "region")[:MOST_BONDS]
    )
    for row in rows:
        where = row["latitude"], row["longitude"]
        latitude, longitude = (None if each is None else float(each) for each in where)
        name = _short(row["region"], row["region__word"], row["region__name"])
        yield row["lead"], Partner(row["region"], name, latitude, longitude, row["at_work"] > 0)


def shots_of(project):
    """A drawing of where the photos of its reports were taken, the newest first, around the office of
    the lead; None where no photo keeps its place. Two queries."""
    shots = Photo.objects.filter(report__project=project, latitude__isnull=False).order_by("-pk")
    shots = list(shots.select_related("report")[:MOST_SHOTS])
    if not shots:
        return None
    places = [
        (f"foto-{shot.pk}", _("Report %(number)d") % {"number": shot.report.number}, 0,
         float(shot.latitude), float(shot.longitude))
        for shot in shots
    ]  # fmt: skip
    home = Profile.objects.filter(region=project.lead_id, latitude__isnull=False).first()
    if home:
        where = float(home.latitude), float(home.longitude)
        places.append((project.lead_id, project.lead.name, 1, *where))
    return atlas.draw(places, [], most_scale=CLOSE)


def features_of(leads, link):
    """The same as GeoJSON (RFC 7946); ``link`` makes the address of a lead's projects."""
    points = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lead.longitude, lead.latitude]},
            "properties": {"name": lead.name, "projects": lead.projects, "url": link(lead)},
        }
        for lead in leads
    ]
    others = {
        partner.code: partner
        for lead in leads
        for partner in lead.partners
        if partner.latitude is not None
    }
    points += [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [partner.longitude, partner.latitude]},
            "properties": {"name": partner.name},
        }
        for code, partner in others.items()
        if code not in {lead.code for lead in leads}
    ]
    lines = [
        {
            "type": "Feature",
            "geometry": {
                "type": "LineString",
                "coordinates": [
                    [lead.longitude, lead.latitude],
                    [partner.longitude, partner.latitude],
                ],
            },
            "properties": {"name": f"{lead.name}: {partner.name}", "running": partner.running},
        }
        for lead in leads
        for partner in lead.partners
        if partner.latitude is not None
    ]
    return {"type": "FeatureCollection", "features": lines + points}
