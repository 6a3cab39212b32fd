"""Where things stand in the picture of a project's milestones: plain arithmetic, no Django.

One line a milestone, time from left to right; the box is as wide as a phone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, LEFT, RIGHT = 360, 34, 348
TOP, ROW, FOOT = 30, 26, 6
MOST_LABELS = 8
LONG = 2 * 366  # days from which the axis names years
DONE, OVERDUE, AHEAD = "done", "late", "ahead"


@dataclass(frozen=True)
class Mark:
    """A milestone: planned at ``x``, reached at ``done_x``; the line between them is the delay."""

    number: int
    look: str
    x: float
    done_x: float | None
    y: int
    thing: object


@dataclass(frozen=True)
class Month:
    """The first day of a month on the axis; over many years only those of years are shown."""

    x: float
    day: date
    is_year: bool


@dataclass(frozen=True)
class Picture:
    marks: list
    months: list
    today_x: float | None
    height: int

    @property
    def bottom(self):
        return self.height - FOOT


def look_of(planned_on, done_on, today):
    """Reached, overdue, or still ahead."""
    if done_on:
        return DONE
    return OVERDUE if planned_on < today else AHEAD


def picture(milestones, starts_on, ends_on, today):
    """``milestones`` are triples of thing, planned day, done day or None, in their order."""
    days = [day for _thing, *pair in milestones for day in pair if day]
    first, last = min([starts_on, *days]), max([ends_on, *days])
    span = max(1, (last - first).days)

    def x_of(day):
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / span, 1)

    marks = [
        Mark(
            number=place,
            look=look_of(planned, done, today),
            x=x_of(planned),
            done_x=x_of(done) if done else None,
            y=TOP + ROW * place - ROW // 2,
            thing=thing,
        )
        for place, (thing, planned, done) in enumerate(milestones, 1)
    ]
    firsts = _firsts_of_months(first, last)
    is_long = span > LONG
    if is_long:
        firsts = [day for day in firsts if day.month == 1]
    step = -(-len(firsts) // MOST_LABELS) or 1
    return Picture(
        marks=marks,
        months=[Month(x_of(day), day, is_long) for day in firsts[::step]],
        today_x=x_of(today) if first <= today <= last else None,
        height=TOP + ROW * len(milestones) + FOOT,
    )


def _firsts_of_months(first, last):
    """The first days of months from ``first`` to ``last``."""
    found, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return found
