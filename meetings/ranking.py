"""Which date suits most: plain arithmetic, no Django."""

from dataclasses import dataclass
from datetime import datetime

YES, IF_NEEDED, NO = "yes", "if_needed", "no"


@dataclass(frozen=True)
class Tally:
    """The answers to one date, counted."""

    slot: int
    starts_at: datetime
    yes: int = 0
    if_needed: int = 0
    no: int = 0

    @classmethod
    def of(cls, slot, starts_at, choices):
        choices = list(choices)
        return cls(slot, starts_at, *(choices.count(one) for one in (YES, IF_NEEDED, NO)))


def ranked(tallies):
    """The best first: most can; then most could if need be; then the earliest."""
    return sorted(tallies, key=lambda t: (-t.yes, -t.if_needed, t.starts_at, t.slot))


def best(tallies):
    """The first of them, if anybody can at all."""
    order = ranked(tallies)
    return order[0] if order and order[0].yes + order[0].if_needed else None
