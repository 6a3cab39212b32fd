"""A month as weeks of days, Monday first: plain arithmetic, no Django."""

import calendar
from datetime import date


def first_of(text, today):
    """ "2026-11" → 1 November 2026; anything empty is the month of ``today``."""
    if not text:
        return today.replace(day=1)
    year, month = text.split("-")
    return date(int(year), int(month), 1)


def neighbours(first):
    """The first days of the months before and after."""
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    after = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    return before, after


def weeks(first):
    """Whole weeks, so that the first and last may hold days of the months beside."""
    return calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
