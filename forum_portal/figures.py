"""What the front page counts and draws: some minutes old, from the shared cache."""

from dataclasses import dataclass

from django.core.cache import cache

from agreements.models import Agreement
from forum_portal import network
from projects.basis import covered_by_all
from projects.models import Partnership, Project
from villages.models import Region

KEPT_SECONDS = 300
MAX_PLACES, MAX_BONDS = 2000, 400
COMMITTED_STATES = (Project.State.AGREED, Project.State.RUNNING, Project.State.FINISHED)
TIED_STATES = (Project.State.AGREED, Project.State.RUNNING)


@dataclass(frozen=True)
class Figures:
    """Four figures for the front page; ``committed`` in whole rupiah, counted as on the projects'
    own pages.

    ``subdistricts`` are those in which the counted villages lie.
    """

    villages: int
    subdistricts: int
    projects: int
    agreements: int
    committed: int

    def __bool__(self):
        return self.villages > 0


def kept(key, make):
    """``make()``, or what it gave some minutes ago. Works without a cache, only more slowly.

    Nothing is not kept: a new site costs little to count, and its first village wants to see it.
    """
    value = cache.get(key)
    if value is None:
        value = make()
        if value:
            cache.set(key, value, KEPT_SECONDS)
    return value


def figures():
    return kept("roof:figures", _count)


def picture():
    """The network as a drawing, or None where nobody has joined yet."""
    return kept("roof:network", _draw)


def _count():
    villages = Region.objects.joined().filter(level=Region.Level.VILLAGE)
    return Figures(
        villages=villages.count(),
        subdistricts=villages.order_by().values("parent").distinct().count(),
        projects=Project.objects.public().count(),
        agreements=Agreement.objects.filter(state=Agreement.State.IN_FORCE).count(),
        committed=covered_by_all(Project.objects.filter(state__in=COMMITTED_STATES)),
    )


def _draw():
    places = (
        Region.objects.joined()
        .filter(level=Region.Level.VILLAGE, profile__latitude__isnull=False)
        .order_by("code")
        .values_list(
            "code",
            "name",
            "parent__code",
            "parent__name",
            "profile__latitude",
            "profile__longitude",
        )[:MAX_PLACES]
    )
    return network.draw(
        [(*place[:4], float(place[4]), float(place[5])) for place in places], _bonds()
    )


def _bonds():
    """The lead with each partner, once a pair; running where one of their projects runs."""
    seats = (
        Partnership.objects.filter(role=Partnership.Role.PARTNER, project__state__in=TIED_STATES)
        .order_by("-project_id", "region_id")
        .values_list("project__lead_id", "region_id", "project__state")[:MAX_BONDS]
    )
    bonds = {}
    for lead, partner, state in seats:
        pair = tuple(sorted((lead, partner)))
        bonds[pair] = bonds.get(pair, False) or state == Project.State.RUNNING
    return [(one, other, running) for (one, other), running in bonds.items()]
