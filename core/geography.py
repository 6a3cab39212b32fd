"""Places in degrees: where Indonesia lies."""

import math
import re
from decimal import Decimal

# Sabang to Merauke, Miangas to Rote; the database checks the same.
LATITUDES, LONGITUDES = (Decimal("-11.5"), Decimal("6.5")), (Decimal(94), Decimal(142))
PLACES = 4  # behind the comma: some ten metres
_PAIR = re.compile(r"(-?\d{1,3}\.\d{1,10}),(-?\d{1,3}\.\d{1,10})", re.ASCII)


def place(latitude, longitude):
    """The two as decimals with four places, or None for what is no place in Indonesia."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    found = tuple(round(Decimal(each), PLACES) for each in (latitude, longitude))
    is_here = all(
        lowest <= each <= highest
        for each, (lowest, highest) in zip(found, (LATITUDES, LONGITUDES), strict=True)
    )
    return found if is_here else None


def read(text):
    """The place of "-7.4097,109.8508", or None."""
    pair = _PAIR.fullmatch(text)
    return place(Decimal(pair[1]), Decimal(pair[2])) if pair else None
