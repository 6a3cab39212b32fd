"""When something is due, where the agreement was suspended on its day. Arithmetic only.

The term is not lengthened: what was moved is due on its last day at the latest.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """A suspension: both days belong to it; without a last one it lasts until further notice."""

    first: date
    last: date | None

    @property
    def days(self):
        return (self.last - self.first).days + 1

    def holds(self, day):
        return self.first <= day and (self.last is None or day <= self.last)

    def until(self, day):
        """What of it came about when the agreement ended on this day; None when nothing did."""
        if self.first > day:
            return None
        return Span(self.first, day if self.last is None else min(self.last, day))


def owed_on(due_on, spans, term_end):
    """The day on which it is owed now: moved by the length of each suspension that it falls into,
    one after the other; None while nobody knows."""
    day = due_on
    for span in sorted(spans, key=lambda each: each.first):
        if not span.holds(day):
            continue
        if span.last is None:
            return None
        day = min(date.fromordinal(day.toordinal() + span.days), term_end)
    return day


def overlaps(spans, other):
    """Does a further suspension meet one of these?"""
    return any(
        (span.last is None or other.first <= span.last)
        and (other.last is None or span.first <= other.last)
        for span in spans
    )
