"""Where in its term an agreement stands on a day. Arithmetic only."""

from dataclasses import dataclass
from datetime import timedelta

from core import ladder

SOON = 60  # days before the end in which renewal should be thought of
LADDER = (180, 90, 30, 7)  # days left when the parties are told that the end comes
LOOK_BACK = timedelta(days=3)


@dataclass(frozen=True)
class Validity:
    """``passed`` of ``total`` days are over; ``left`` days remain, the last one counted."""

    total: int
    passed: int
    left: int
    phase: str  # coming, running, soon, over

    @property
    def until_end(self):
        """Days from today, or the first day that comes, to the last one; the last day itself is 0."""
        return max(self.left - 1, 0)

    @property
    def is_over(self):
        return self.phase == "over"


def validity(starts_on, ends_on, today):
    """Both ends of the term belong to it."""
    total = (ends_on - starts_on).days + 1
    passed = min(max((today - starts_on).days, 0), total)
    left = max((ends_on - max(today, starts_on)).days + 1, 0)
    if today > ends_on:
        phase = "over"
    elif today < starts_on:
        phase = "coming"
    elif left <= SOON:
        phase = "soon"
    else:
        phase = "running"
    return Validity(total, passed, left, phase)


def reminder_on(ends_on, in_force_since, today):
    """The step of ``LADDER`` that is due on this day, or None."""
    return ladder.step_on(ends_on, in_force_since, today, steps=LADDER, look_back=LOOK_BACK)
