"""What the projects of a programme come to together: plain arithmetic, no Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """Money in whole rupiah. ``done`` is percent times cost, so that sums of sums stay exact;
    ``plain`` adds the percents up for projects that cost nothing. Of what is ``promised`` a part
    is only ``named`` in the proposals."""

    number: int = 0
    cost: int = 0
    promised: int = 0
    named: int = 0
    received: int = 0
    done: int = 0
    plain: int = 0

    def __add__(self, other):
        return Figures(
            self.number + other.number,
            self.cost + other.cost,
            self.promised + other.promised,
            self.named + other.named,
            self.received + other.received,
            self.done + other.done,
            self.plain + other.plain,
        )

    @property
    def percent(self):
        """How far the work is, each project weighing what it costs; whole percents, never rounded
        up to a hundred."""
        if self.cost:
            return self.done // self.cost
        return self.plain // self.number if self.number else 0


def of_project(cost, promised, named, received, percent):
    """One project; ``promised`` is what its givers have committed, also beyond the cost, and what
    is ``named`` for those without a word; ``percent`` is that of its last report."""
    return Figures(
        number=1,
        cost=cost,
        promised=promised,
        named=named,
        received=received,
        done=cost * percent,
        plain=percent,
    )


def total(rows):
    return sum(rows, Figures())
