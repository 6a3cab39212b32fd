"""Who was asked about a planned rule and has said nothing is told before the time is over; who plans
it, when it is over and the outcome is missing."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agreements import noticeboard_notices as notices
from agreements.actions.locking import locked_rule
from agreements.models import PlannedRule
from core.formats import local

logger = logging.getLogger(__name__)
BEFORE = timedelta(days=2)
LOOK_BACK = timedelta(days=7)  # after a standstill nobody is told of what was over long ago
ONE_DAY = timedelta(days=1)  # zones differ by less


def remind_of_comments(now=None):
    """Put the letters whose day has come into the outbox; returns how many.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    near = (today - LOOK_BACK - ONE_DAY, today + BEFORE + ONE_DAY)
    rows = PlannedRule.objects.filter(
        state=PlannedRule.State.ANNOUNCED, comments_until__range=near
    ).order_by("comments_until", "pk")
    return sum(_remind(pk, now) for pk in list(rows.values_list("pk", flat=True)))


def _remind(pk, now):
    """One rule. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            return _remind_people(locked_rule(PlannedRule(pk=pk)), now)
    except Exception:
        logger.exception("reminder of planned rule %s could not be written", pk)
        return 0


def _remind_people(planned, now):
    if planned.state != PlannedRule.State.ANNOUNCED:
        return 0  # decided or withdrawn meanwhile
    today = local(now, planned.zone).date()
    left = planned.comments_until - today
    if left < timedelta(0):
        return notices.time_is_over(planned, now=now) if -left <= LOOK_BACK else 0
    announced = local(planned.announced_at, planned.zone).date()
    if left > BEFORE or planned.comments_until - announced <= BEFORE:
        return 0
    said = planned.comments.values("region")
    silent = planned.affected.exclude(region__in=said).values("region")
    return notices.reminder(planned, silent, now=now)
