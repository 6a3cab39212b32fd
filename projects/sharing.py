"""Money multiplied and divided to the whole rupiah: plain arithmetic, no Django."""

from decimal import ROUND_HALF_UP, Decimal

HUNDRED_PERCENT = 10_000  # in hundredths of a percent


def amount_of(volume, unit_price):
    """Whole rupiah of ``volume`` (a Decimal) times ``unit_price``; half a rupiah goes up, as the
    database rounds it too."""
    exact = Decimal(volume) * Decimal(unit_price)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def shares_of(total, weights):
    """Divide ``total`` rupiah by ``weights`` (whole numbers, none negative), to the last rupiah.

    Each gets what its weight gives, rounded down; the rupiah that are left go to the largest
    remainders, the first of equal ones. Where nobody weighs anything, all weigh the same.
    """
    if not weights:
        return []
    whole = sum(weights)
    if not whole:
        weights, whole = [1] * len(weights), len(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    shares = [share for share, _rest in parts]
    order = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares
