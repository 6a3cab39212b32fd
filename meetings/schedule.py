"""When reminders are due, and for whom: plain arithmetic, no Django.

A rule is a distance in minutes before the start. Nobody is disturbed in his night: what would fall
between 20.00 and 06.00 on the receiver's clock comes at 06.00, or, where that is too near to the
start or behind it, on the evening before. Nothing is ever due after the start.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.quiet import QUIET_UNTIL, is_quiet, morning_after

LAST_CALL = time(19, 30)  # leaves the post half an hour before the night
ENOUGH = timedelta(hours=1)  # less than this between 06.00 and the start, and the evening is better
DAY = 1440  # rules farther away than a day ask those who have not answered; the others remind


def evening_before(moment, zone):
    """19.30 before the night in which ``moment`` lies."""
    here = moment.astimezone(ZoneInfo(zone))
    day = here.date() - timedelta(days=here.time() < QUIET_UNTIL)
    return datetime.combine(day, LAST_CALL, ZoneInfo(zone)).astimezone(UTC)


def due_time(starts_at, minutes_before, zone):
    """When the receiver on the clocks of ``zone`` is reminded by this rule."""
    wished = starts_at.astimezone(UTC) - timedelta(minutes=minutes_before)
    if not is_quiet(wished, zone):
        return wished
    morning = morning_after(wished, zone)
    return morning if starts_at - morning >= ENOUGH else evening_before(wished, zone)


def plan(starts_at, rules, zone, *, after):
    """{minutes before: due time} of all rules whose time comes later than ``after``.

    Of several that fall on the same time the one nearest to the start stays.
    """
    nearest = {}
    for minutes in sorted({rule for rule in rules if rule > 0}, reverse=True):
        nearest[due_time(starts_at, minutes, zone)] = minutes
    return {minutes: due for due, minutes in nearest.items() if due > after}


def wanted(rules, answer):
    """The rules that a region with this answer still needs.

    Far ones chase an answer; near ones remind whoever comes or may still come; a no is left alone.
    """
    if answer == "absent":
        return []
    return [rule for rule in rules if rule <= DAY or answer == "none"]


def chase_time(asked_at, closes_at):
    """When those who are silent in a date poll are reminded: two days before it closes.

    A poll of less than four days reminds at half time.
    """
    return max(closes_at - timedelta(days=2), asked_at + (closes_at - asked_at) / 2)
