"""How many came, by region and by sex: plain arithmetic, no Django."""

from collections import Counter
from typing import NamedTuple


class Line(NamedTuple):
    """One region's people: male, female, and those of whom it is not said."""

    name: str
    male: int
    female: int
    unsaid: int

    @property
    def all(self):
        return self.male + self.female + self.unsaid


def totals(people):
    """Lines by region in the order of its first person, and their sum; ``people``: (region, sex)."""
    counted = {}
    for region, sex in people:
        counted.setdefault(region, Counter())[sex] += 1
    lines = [Line(name, of["L"], of["P"], of[""]) for name, of in counted.items()]
    sums = (sum(line[column] for line in lines) for column in (1, 2, 3))
    return lines, Line("", *sums)
