"""The parties are told in time that a term ends."""

import logging

from django.db import transaction
from django.utils import timezone

from agreements import notices
from agreements.actions.locking import locked
from agreements.models import Agreement
from agreements.succession import successor_of
from agreements.validity import reminder_on
from core.formats import local

logger = logging.getLogger(__name__)


def remind_of_ends(now=None):
    """Put the reminders whose step has come into the outbox; returns how many letters.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    ending = Agreement.objects.on_the_ladder(timezone.localdate(now))
    keys = list(ending.order_by("ends_on", "pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in keys)


def _remind(pk, now):
    """One agreement. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            return _remind_parties(pk, now)
    except Exception:
        logger.exception("reminder of agreement %s could not be written", pk)
        return 0


def _remind_parties(pk, now):
    agreement = locked(Agreement(pk=pk))
    if agreement.state != Agreement.State.IN_FORCE:
        return 0  # somebody has ended it meanwhile
    since, today = (local(moment, agreement.zone).date() for moment in (agreement.sealed_at, now))
    step = reminder_on(agreement.ends_on, since, today)
    successor = successor_of(agreement)
    if step is None or (successor and successor.sealed_at):
        return 0  # it goes on already
    return notices.ends_soon(agreement, left=step, now=now, successor=successor)
