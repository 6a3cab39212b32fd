"""When reminders are due, and for whom: plain arithmetic, no Django.

A rule is a distance in minutes before the start; before, or if negative after, any other moment. Nobody is disturbed in his night: what would fall
between 20.00 and 06.00 on the receiver's clock comes at 06.00, or, where that is too near to the
start or behind it, on the evening before. Nothing is ever due after the start.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.quiet import QUIET_FROM, QUIET_UNTIL, is_quiet, morning_after, next_allowed

LAST_CALL = time(19, 30)  # leaves the post half an hour before the night
ENOUGH = timedelta(hours=1)  # less than this between 06.00 and the start, and the evening is better
NOON = time(12)
DAY = 1440


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
    """{minutes before: kind} that a region with this answer still needs.

    A missing answer is asked for; who comes or may still come is reminded; a no is left alone.
    """
    return {
        minutes: kind
        for kind in ("answer", "meeting")  # of two at the same distance the meeting's own
        for minutes in rules[kind]
        if still_needs(kind, answer)
    }


def still_needs(kind, answer):
    """Does a region with this answer need a reminder of this kind?"""
    return answer == "none" if kind == "answer" else answer != "absent"


def plan_after(moment, rules, zone, *, after):
    """{minutes before: due time} of rules that follow a moment, each by day."""
    times = {rule: next_allowed(moment - timedelta(minutes=rule), zone) for rule in rules}
    return {rule: due for rule, due in times.items() if due > after}


def plan_days(due_on, rules, zone, *, given_on, after):
    """{minutes before: due time} around the day of a task: in the morning, on the reader's clock.

    A task that was given on that morning's day or later needs no such reminder.
    """
    days = {rule: due_on - timedelta(minutes=rule) for rule in rules}
    times = {
        rule: datetime.combine(day, QUIET_UNTIL, ZoneInfo(zone)).astimezone(UTC)
        for rule, day in days.items()
        if given_on < day
    }
    return {rule: due for rule, due in times.items() if due > after}


def goes_along(due_at, minutes_before, at, zone):
    """Is a reminder that is due then told in a letter that goes out ``at``?

    What is due by then is; and so is what comes later in the same half of the day, save what is
    to come within hours of its start.
    """
    if due_at <= at:
        return True
    if 0 < minutes_before < DAY:
        return False
    here = at.astimezone(ZoneInfo(zone))
    end = NOON if here.time() < NOON else QUIET_FROM
    return due_at < datetime.combine(here.date(), end, ZoneInfo(zone))


def chase_time(asked_at, closes_at):
    """When those who are silent in a date poll are reminded: two days before it closes.

    A poll of less than four days reminds at half time.
    """
    return max(closes_at - timedelta(days=2), asked_at + (closes_at - asked_at) / 2)
