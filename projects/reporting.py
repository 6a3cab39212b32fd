"""When a running project reports, and how milestones weigh: plain arithmetic, no Django."""

from calendar import monthrange
from datetime import date, timedelta

from core import ladder

FORTNIGHT, MONTH, QUARTER = "fortnight", "month", "quarter"
_MONTHS = {MONTH: 1, QUARTER: 3}
ON_THE_DAY, LATE = 0, 3  # days after the due day on which the lead is reminded
LOOK_BACK = timedelta(days=2)  # after a standstill nobody is reminded of what was long ago
SOON = 7  # days before the due day from which the report waits on the start page


def next_due(day, rhythm):
    """The due day of the report that follows one of ``day`` (or the start of the work)."""
    if rhythm == FORTNIGHT:
        return day + timedelta(weeks=2)
    return _months_later(day, _MONTHS[rhythm])


def _months_later(day, months):
    """The same day of the month, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_late(due_on, today):
    """How many days the report is overdue; 0 until the due day is over or where none is due."""
    return max(0, (today - due_on).days) if due_on else 0


def step_on(due_on, today):
    """Which reminder is for ``today``, or None: on the due day, and three days after it."""
    known_on = due_on - timedelta(days=1)  # long before
    left = ladder.step_on(due_on, known_on, today, steps=(-LATE, ON_THE_DAY), look_back=LOOK_BACK)
    return None if left is None else -left


def equal_weights(count):
    """Whole percents that add up to 100 and differ by one at most; the first ones are larger."""
    share, rest = divmod(100, count)
    return [share + (place < rest) for place in range(count)]


def weight_done(milestones):
    """The percent that the milestones reached weigh together; pairs of weight and done."""
    return sum(weight for weight, done in milestones if done)
