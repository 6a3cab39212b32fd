"""Projects like the one that is being drafted: so that nobody begins anew what exists next door."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects.cards import Card, cards_of, for_cards
from projects.models import Project

MOST = 5
NAMED = 4  # partners told by name


@dataclass(frozen=True)
class Similar:
    """A project as in a list, who takes part, and why it is shown."""

    card: Card
    partners: str
    reason: str


def similar_to(project, *, title, sectors):
    """Up to ``MOST`` that are public, best first, in a constant number of queries.

    Those whose title is alike come first, then the same sector in the same subdistrict, then in
    the same regency; newest first within each.
    """
    others = Project.objects.public().exclude(pk=project.pk)
    alike = _keys(others.titled_like(title)) if title else []
    near = others.filter(sectors__overlap=sectors).order_by("-pk")
    keys = list(
        dict.fromkeys(
            [
                *alike,
                *_keys(near.with_seat_in(_subdistrict(project.lead))),
                *_keys(near.with_seat_in(_regency(project.lead))),
            ]
        )
    )[:MOST]
    rows = for_cards(Project.objects.prefetch_related("partnerships__region"))
    found = rows.in_bulk(keys)
    rows = [found[key] for key in keys]
    return [
        Similar(card, _partners(row), _reason(project.lead, row, sectors, row.pk in alike))
        for card, row in zip(cards_of(rows), rows, strict=True)
    ]


def _keys(projects):
    return list(projects.values_list("pk", flat=True)[:MOST])


def _subdistrict(region):
    return region.pk[:8]


def _regency(region):
    return region.pk[:5]


def _partners(project):
    """Desa Sojokerto, Desa Besani and 3 others: the lead first."""
    seats = sorted(project.partnerships.all(), key=lambda seat: seat.region_id != project.lead_id)
    names = ", ".join(seat.region.full_name for seat in seats[:NAMED])
    more = len(seats) - NAMED
    return _("%(names)s and %(more)d more") % {"names": names, "more": more} if more > 0 else names


def _reason(lead, project, sectors, is_alike):
    """Similar name, same sector, same subdistrict."""
    codes = [seat.region_id for seat in project.partnerships.all()]
    reasons = []
    if is_alike:
        reasons.append(_("similar name"))
    if set(sectors) & set(project.sectors):
        reasons.append(_("same sector"))
    if any(code.startswith(_subdistrict(lead)) for code in codes):
        reasons.append(_("same subdistrict"))
    elif any(code.startswith(_regency(lead)) for code in codes):
        reasons.append(_("same regency"))
    return capfirst(", ".join(reasons))
