"""Projects as the front page shows them: what ``projects.cards`` says, with the partners."""

from dataclasses import dataclass

from projects.cards import Card, cards_of
from projects.models import Partnership
from projects.stages import BAR

SHOWN_SEATS = 5


@dataclass(frozen=True)
class FrontCard:
    """A card with the regions that take part."""

    card: Card
    regions: list
    steps: int = len(BAR)


def front_cards_of(projects):
    """One more query for any number of projects."""
    projects = list(projects)
    regions = _regions(projects)
    return [
        FrontCard(card, regions.get(card.project.pk, [])[:SHOWN_SEATS])
        for card in cards_of(projects)
    ]


def _regions(projects):
    """The lead first."""
    regions = {}
    seats = Partnership.objects.filter(project__in=projects).select_related("region")
    for seat in seats.order_by("role", "region"):
        regions.setdefault(seat.project_id, []).append(seat.region)
    return regions
