"""Which things meet by field and by area, and how closely: plain arithmetic, no Django.

A region is its dotted code: the offspring of 33.07.05 begins with "33.07.05.". Two regions are the
same area where one lies in the other; they are neighbours where they lie in the same region above
(villages of one subdistrict, subdistricts of one regency). The portal knows no borders on the
ground, so a village across the border of its subdistrict is no neighbour here.
"""

from dataclasses import dataclass

SUBDISTRICT = 3  # parts of a code


def _parts(code):
    return code.split(".")


def circles(codes):
    """The regions that bring others near: of a village its subdistrict; of a subdistrict itself and
    its regency; of what lies above itself. Two regions meet where their circles do."""
    found = set()
    for code in codes:
        parts = _parts(code)
        if len(parts) > SUBDISTRICT:
            found.add(".".join(parts[:SUBDISTRICT]))
            continue
        found.add(code)
        if len(parts) == SUBDISTRICT:
            found.add(".".join(parts[:-1]))
    return found


def holds(outer, inner):
    """Is ``inner`` this region or a part of it?"""
    return inner == outer or inner.startswith(f"{outer}.")


def same(one, other):
    return holds(one, other) or holds(other, one)


def near(one, other):
    """Neighbours, and no more than that."""
    return not same(one, other) and bool(circles([one]) & circles([other]))


@dataclass(frozen=True)
class Thing:
    """What has a field and an area: a planned rule, an agreement, a project."""

    field: str = ""
    sectors: tuple = ()
    area: tuple = ()


@dataclass(frozen=True)
class Match:
    """How another thing meets one's own: the shared ``sectors`` (none: the ``field`` alone), its
    regions in the ``same`` area and those that are ``near``."""

    sectors: tuple
    field: str
    same: tuple
    near: tuple

    @property
    def regions(self):
        return self.same + self.near

    @property
    def closeness(self):
        """The closest first: same sector and area, same sector nearby, same field and area."""
        if not self.sectors:
            return 2
        return 0 if self.same else 1


def match(own, other):
    """How ``other`` meets ``own``, or None.

    A shared sector counts in the same area and nearby. The four fields are wide: without a shared
    sector a shared field counts in the same area only.
    """
    sectors = tuple(each for each in own.sectors if each in other.sectors)
    field = own.field if own.field and own.field == other.field else ""
    if not sectors and not field:
        return None
    inside = tuple(code for code in other.area if any(same(code, each) for each in own.area))
    around = tuple(
        code
        for code in other.area
        if code not in inside and any(near(code, each) for each in own.area)
    )
    if inside or (sectors and around):
        return Match(sectors, field, inside, around if sectors else ())
    return None
