"""Which days a series falls on: plain arithmetic, no Django.

A rule is an RRULE (RFC 5545) of one of five patterns; the first day says which weekday, and which
of its month, is meant.
"""

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple

from dateutil.rrule import rrulestr

WEEKLY, FORTNIGHTLY, MONTHLY, MONTHLY_LAST, QUARTERLY = PATTERNS = (
    "weekly", "fortnightly", "monthly", "monthly_last", "quarterly",
)  # fmt: skip
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RULE = re.compile(r"FREQ=(WEEKLY|MONTHLY)(?:;INTERVAL=([23]))?;BYDAY=(-1|[1-4])?([A-Z]{2})")
LAST = -1


class Rhythm(NamedTuple):
    """A rule taken apart; ``nth`` is 1 to 4, -1 for the last of the month, 0 for every one."""

    is_monthly: bool
    interval: int
    nth: int
    weekday: int


def nth_of_month(day):
    """1 to 4; a fifth one counts as the last."""
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else LAST


def is_last_of_month(day):
    """Is it the last of its weekday in the month?"""
    return (day + timedelta(days=7)).month != day.month


def rule_for(pattern, first):
    """The RRULE of a pattern that begins on the day ``first``."""
    weekday = _DAYS[first.weekday()]
    nth = LAST if pattern == MONTHLY_LAST else nth_of_month(first)
    return {
        WEEKLY: f"FREQ=WEEKLY;BYDAY={weekday}",
        FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        MONTHLY: f"FREQ=MONTHLY;BYDAY={nth}{weekday}",
        MONTHLY_LAST: f"FREQ=MONTHLY;BYDAY={nth}{weekday}",
        QUARTERLY: f"FREQ=MONTHLY;INTERVAL=3;BYDAY={nth}{weekday}",
    }[pattern]


def rhythm_of(rule):
    """The rule taken apart."""
    frequency, interval, nth, weekday = _RULE.fullmatch(rule).groups()
    return Rhythm(frequency == "MONTHLY", int(interval or 1), int(nth or 0), _DAYS.index(weekday))


def pattern_of(rule):
    """Which of the patterns a rule is of."""
    rhythm = rhythm_of(rule)
    if not rhythm.is_monthly:
        return WEEKLY if rhythm.interval == 1 else FORTNIGHTLY
    if rhythm.interval == 3:
        return QUARTERLY
    return MONTHLY_LAST if rhythm.nth == LAST else MONTHLY


def days(rule, first, start, end):
    """The days of the series, counted from ``first``, that lie from ``start`` to ``end``."""
    moments = rrulestr(rule, dtstart=datetime.combine(first, time.min)).between(
        datetime.combine(start, time.min), datetime.combine(end, time.min), inc=True
    )
    return [moment.date() for moment in moments]
