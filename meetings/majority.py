"""When is a vote won? Plain arithmetic, no Django.

Abstentions are ballots, but they stand on neither side. Who is silent counts only where the rule
looks at the whole electorate. A tie is no majority under any rule.
"""

from dataclasses import dataclass

SIMPLE, ABSOLUTE, TWO_THIRDS = "simple", "absolute", "two_thirds"


@dataclass(frozen=True)
class Tally:
    """The ballots of a vote, counted."""

    electorate: int
    yes: int
    no: int
    abstain: int

    @property
    def cast(self):
        return self.yes + self.no + self.abstain

    @property
    def decisive(self):
        """Those that stand on a side."""
        return self.yes + self.no

    @property
    def silent(self):
        return self.electorate - self.cast

    @property
    def is_tie(self):
        return self.yes == self.no > 0


def _simple(tally):
    """More for it than against it."""
    return tally.decisive // 2 + 1


def _absolute(tally):
    """More than half of all who may vote."""
    return tally.electorate // 2 + 1


def _two_thirds(tally):
    """Two thirds of those who stand on a side, and somebody at all."""
    return max(1, -(-2 * tally.decisive // 3))


_LEAST = {SIMPLE: _simple, ABSOLUTE: _absolute, TWO_THIRDS: _two_thirds}


def needed(rule, tally):
    """The least number of yes votes that wins, as the ballots lie now."""
    return _LEAST[rule](tally)


def is_adopted(rule, tally):
    return tally.yes >= needed(rule, tally)
