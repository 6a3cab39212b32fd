"""Who is reminded about minutes: silent regions after three days, late note takers after 3 and 7.

Both are safe to run twice: a letter's unique key is its memory.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.quiet import next_allowed
from meetings import minutes_notices, minutes_rules, rules
from meetings.models import Meeting, Minutes

SILENT_AFTER = timedelta(days=3)
MISSING_AFTER = (3, 7)  # days
LOOK_BACK = timedelta(days=3)  # after a longer standstill nobody is told of an old matter


@transaction.atomic
def remind_silent(now=None):
    """Write once to each region that said nothing in three days; returns how many letters."""
    now = now or timezone.now()
    window = (now - SILENT_AFTER - LOOK_BACK, now - SILENT_AFTER)
    waiting = Minutes.objects.under_review().filter(sent_at__range=window)
    return sum(
        _remind(minutes_notices.still_silent, minutes, mandate, now=now)
        for minutes in waiting.select_related("meeting__organiser").order_by("pk")
        for mandate in rules.receivers_of(minutes_rules.silent_regions(minutes))
    )


@transaction.atomic
def remind_missing(now=None):
    """Tell those who lead the minutes that they are missing; returns how many letters."""
    now = now or timezone.now()
    return sum(_remind_missing(days, now) for days in MISSING_AFTER)


def _remind_missing(days, now):
    until = now - timedelta(days=days)
    held = Meeting.objects.filter(
        state=Meeting.State.HELD, ends_at__range=(until - LOOK_BACK, until)
    )
    lacking = held.without_minutes().select_related("organiser").order_by("pk")
    return sum(
        _remind(minutes_notices.missing, meeting, mandate, now=now, days=days)
        for meeting in lacking
        for mandate in minutes_rules.leaders_of_minutes(meeting.organiser_id)
    )


def _remind(notice, thing, mandate, *, now, **words):
    """In the receiver's daytime; 1 if it was new."""
    due_at = next_allowed(now, mandate.user.time_zone)
    return int(notice(thing, mandate, due_at=due_at, **words) is not None)
