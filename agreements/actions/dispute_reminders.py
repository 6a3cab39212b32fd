"""Sides whose time to deliberate is over, and mediators who have not answered, are reminded."""

import logging

from django.db import transaction
from django.utils import timezone

from agreements import dispute_notices as notices
from agreements import mediation
from agreements.actions.disputing import locked
from agreements.dispute_rules import is_over
from agreements.models import Dispute

logger = logging.getLogger(__name__)
S = Dispute.State


def remind_of_disputes(now=None):
    """Put what is due into the outbox; returns how many letters.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    rows = Dispute.objects.order_by("pk")
    over = rows.filter(state=S.DELIBERATION, deliberate_until__lte=timezone.localdate(now))
    waiting = rows.filter(state=S.REFERRED, referred_at__lt=now - mediation.PATIENCE)
    keys = [*over.values_list("pk", flat=True), *waiting.values_list("pk", flat=True)]
    return sum(_remind(pk, now) for pk in keys)


def _remind(pk, now):
    """One dispute. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            return _remind_of(locked(Dispute(pk=pk)), now)
    except Exception:
        logger.exception("reminder of dispute %s could not be written", pk)
        return 0


def _remind_of(dispute, now):
    if dispute.state == S.DELIBERATION and is_over(dispute):
        return notices.over(dispute, now=now)
    if dispute.state != S.REFERRED:
        return 0  # accepted or closed meanwhile
    week = (now - dispute.referred_at) // mediation.PATIENCE
    return notices.unanswered(dispute, week=week, now=now) if week else 0
