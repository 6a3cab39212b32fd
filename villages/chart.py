"""Dots on a small map without a background: where the villages of a region lie to each other.

Plain arithmetic. Degrees become units of a box; near the equator a degree is as long as it is wide
within half a percent, so no projection is needed.
"""

from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 320, 200, 24
SMALLEST = 0.02  # degrees; two neighbours some hundred metres apart shall not fill the box


@dataclass(frozen=True)
class Dot:
    """A place in the box; ``thing`` is whatever the place was given with."""

    x: float
    y: float
    thing: object


def dots(places):
    """``places`` are triples of thing, latitude, longitude; north is up."""
    places = [(thing, float(lat), float(lng)) for thing, lat, lng in places]
    if not places:
        return []
    lats, lngs = [lat for _t, lat, _g in places], [lng for _t, _a, lng in places]
    middle = ((min(lats) + max(lats)) / 2, (min(lngs) + max(lngs)) / 2)
    tall = max(max(lats) - min(lats), SMALLEST)
    wide = max(max(lngs) - min(lngs), SMALLEST)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    return [
        Dot(
            x=round(WIDTH / 2 + (lng - middle[1]) * scale, 1),
            y=round(HEIGHT / 2 - (lat - middle[0]) * scale, 1),
            thing=thing,
        )
        for thing, lat, lng in places
    ]
