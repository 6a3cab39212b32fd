"""The night, in which nobody is disturbed: 20.00 to 06.00 on a person's own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = time(20), time(6)


def is_quiet(moment, zone):
    """Is it night on the clocks of ``zone``?"""
    clock = moment.astimezone(ZoneInfo(zone)).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def morning_after(moment, zone):
    """06.00 at the end of the night in which ``moment`` lies."""
    here = moment.astimezone(ZoneInfo(zone))
    day = here.date() + timedelta(days=here.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, ZoneInfo(zone)).astimezone(UTC)


def next_allowed(now, zone):
    """Now, or the morning when it is night."""
    return morning_after(now, zone) if is_quiet(now, zone) else now
