"""What a project's figures come to: plain arithmetic, no Django."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FIRST_LOOK = 30  # days after the end of the work until the first evaluation is due
EARLY = 30  # days before a later evaluation is due from which it may be written


def reached(baseline, target, value):
    """How much of the way from ``baseline`` to ``target`` is done, in whole percent.

    The way may lead down (fewer cases of illness). More than the target is more than 100; going
    the wrong way is less than 0.
    """
    share = 100 * (Decimal(value) - Decimal(baseline)) / (Decimal(target) - Decimal(baseline))
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))


def percents(parts):
    """Whole percents of the sum that add up to 100; the largest remainders are rounded up.

    All are 0 where the sum is 0.
    """
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    whole = [100 * part // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -(100 * parts[place] % total))
    for place in by_remainder[: 100 - sum(whole)]:
        whole[place] += 1
    return whole


@dataclass(frozen=True)
class Saving:
    """What the regions would have paid alone, together, against the cost of the joint work, or
    what it has used up (``is_spent``)."""

    alone: int
    together: int
    is_spent: bool = False

    @property
    def amount(self):
        return self.alone - self.together

    @property
    def lost(self):
        return max(0, -self.amount)

    @property
    def percent(self):
        return 100 * self.amount // self.alone if self.amount > 0 else 0


def saving(alone, cost, spent=None, *, is_finished=False):
    """``alone`` are amounts in rupiah, None where a region has not told; then nothing is known.

    ``spent`` is what the last report says: of finished work the true cost, of other work only
    where it is more than the cost.
    """
    if not alone or any(amount is None for amount in alone):
        return None
    is_spent = spent is not None and (is_finished or spent > cost)
    return Saving(sum(alone), spent if is_spent else cost, is_spent)


def years_later(day, years):
    """The same day of a later year; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
