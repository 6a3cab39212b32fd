"""How far partners agree on an order, and what their common order is: plain arithmetic, no Django.

An order is a list of things, the most urgent first; all orders hold the same things, none twice.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby

NEARLY_ALL, NEARLY, PARTLY = Fraction(9, 10), Fraction(7, 10), Fraction(4, 10)


@dataclass(frozen=True)
class Standing:
    """One thing in the common order; things with as many points share a ``place``."""

    thing: object
    place: int
    points: int
    mean: Fraction
    first: int
    last: int


def borda(orders):
    """Thing → points: of n things the first of an order gets n, the last one 1."""
    points = {}
    for order in orders:
        for behind, thing in enumerate(reversed(order), 1):
            points[thing] = points.get(thing, 0) + behind
    return points


def standings(orders):
    """The common order by points; of equal points in the order of the first of ``orders``."""
    if not orders:
        return []
    points = borda(orders)
    ranks = {thing: [order.index(thing) + 1 for order in orders] for thing in orders[0]}
    found = []
    ordered = sorted(orders[0], key=lambda thing: -points[thing])
    for worth, things in groupby(ordered, key=points.get):
        place = len(found) + 1
        found += [
            Standing(
                thing=thing,
                place=place,
                points=worth,
                mean=Fraction(sum(ranks[thing]), len(orders)),
                first=min(ranks[thing]),
                last=max(ranks[thing]),
            )
            for thing in things
        ]
    return found


def agreement(orders):
    """Kendall's W: 1 where all orders are the same, 0 where they have nothing in common; None
    where there is nothing to compare."""
    judges, things = len(orders), len(orders[0]) if orders else 0
    if judges < 2 or things < 2:
        return None
    mean = Fraction(judges * (things + 1), 2)  # of the sums of ranks, which mirror the points
    scatter = sum((points - mean) ** 2 for points in borda(orders).values())
    return Fraction(12 * scatter, judges**2 * (things**3 - things))


def distance(order, points):
    """Kendall's distance of an order from the common one: the share of pairs that stand the other
    way round, 0 to 1. Pairs with equal points stand no way and do not count."""
    pairs = [(ahead, behind) for ahead, behind in combinations(order, 2)]
    decided = [pair for pair in pairs if points[pair[0]] != points[pair[1]]]
    turned = sum(points[ahead] < points[behind] for ahead, behind in decided)
    return Fraction(turned, len(decided)) if decided else Fraction(0)


def percent(share):
    """Whole percent of a share, halves rounded up."""
    return int(share * 100 + Fraction(1, 2))


def closeness(degree):
    """How near the partners are, from 3 (all but the same) to 0 (far apart)."""
    return sum(degree >= least for least in (NEARLY_ALL, NEARLY, PARTLY))
