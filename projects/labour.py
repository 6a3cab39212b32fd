"""Arithmetic of work given in kind: hours of people as labour days (HOK, hari orang kerja)."""

from decimal import ROUND_HALF_UP, Decimal

HOURS_A_DAY = 8


def labour_days(hours):
    """Labour days of so many hours of single people, to one place: 20 people for 4 hours are 10."""
    tenths = Decimal(hours or 0) / HOURS_A_DAY
    return tenths.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
