"""Who owes something is told before its day, on it, and once when it is late."""

import logging

from django.db import transaction
from django.utils import timezone

from agreements import obligation_notices as notices
from agreements.actions.locking import locked
from agreements.models import Agreement, Fulfilment
from agreements.obligation_rules import is_unmet
from agreements.promises import reminder_on
from core.formats import local

logger = logging.getLogger(__name__)


def remind_of_obligations(now=None):
    """Put the reminders whose step has come into the outbox; returns how many letters.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    near = Fulfilment.objects.on_the_ladder(timezone.localdate(now)).order_by("owed_on", "pk")
    keys = list(near.values_list("pk", "obligation__agreement"))
    return sum(_remind(pk, agreement, now) for pk, agreement in keys)


def _remind(pk, agreement, now):
    """One due day. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            return _remind_party(pk, locked(Agreement(pk=agreement)), now)
    except Exception:
        logger.exception("reminder of due day %s could not be written", pk)
        return 0


def _remind_party(pk, agreement, now):
    fulfilment = Fulfilment.objects.with_subject().get(pk=pk)
    if agreement.state != Agreement.State.IN_FORCE or not is_unmet(fulfilment):
        return 0  # given or ended meanwhile
    if fulfilment.owed_on is None:
        return 0  # suspended meanwhile
    since, today = (local(moment, agreement.zone).date() for moment in (agreement.sealed_at, now))
    left = reminder_on(fulfilment.owed_on, since, today)
    return 0 if left is None else notices.due(fulfilment, left=left, now=now)
