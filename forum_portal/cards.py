"""Projects as the front page shows them: what ``projects.cards`` says, with partners and money."""

from dataclasses import dataclass

from django.db.models import Sum

from projects.cards import Card, cards_of
from projects.models import Contribution, Partnership
from projects.stages import BAR

SHOWN_SEATS = 5


@dataclass(frozen=True)
class FrontCard:
    """A card with the regions that take part and what they have promised together."""

    card: Card
    regions: list
    committed: int
    steps: int = len(BAR)


def front_cards_of(projects):
    """Two more queries for any number of projects."""
    projects = list(projects)
    regions, sums = _regions(projects), _committed(projects)
    return [
        FrontCard(
            card,
            regions.get(card.project.pk, [])[:SHOWN_SEATS],
            sums.get(card.project.current_id, 0),
        )
        for card in cards_of(projects)
    ]


def _regions(projects):
    """The lead first."""
    regions = {}
    seats = Partnership.objects.filter(project__in=projects).select_related("region")
    for seat in seats.order_by("role", "region"):
        regions.setdefault(seat.project_id, []).append(seat.region)
    return regions


def _committed(projects):
    given = Contribution.objects.filter(version__in=[p.current_id for p in projects]).order_by()
    sums = given.values("version").annotate(total=Sum("amount"))
    return {row["version"]: row["total"] for row in sums}
