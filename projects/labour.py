"""Work given in kind: hours of people as labour days (HOK, hari orang kerja), and how these are said."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import ngettext

from core import formats

HOURS_A_DAY = 8


def labour_days(hours):
    """Labour days of so many hours of single people, to one place: 20 people for 4 hours are 10."""
    tenths = Decimal(hours or 0) / HOURS_A_DAY
    return tenths.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def days_text(days):
    """12 labour days."""
    return ngettext("%(n)s labour day", "%(n)s labour days", days) % {"n": formats.number(days)}
