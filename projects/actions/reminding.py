"""Who leads a running project is reminded of the report that is due."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.quiet import next_allowed
from projects import notices
from projects.models import Project
from projects.people import holders
from projects.reporting import LATE, LOOK_BACK, step_on
from villages.roles import Permission

logger = logging.getLogger(__name__)


def remind_of_reports(now=None):
    """Put a reminder of every report for which a step has come into the outbox; returns how many.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    today, one_day = timezone.localdate(now), timedelta(days=1)  # zones differ by less
    due = Project.objects.awaiting_report(until=today + one_day).filter(
        report_due_on__gte=today - timedelta(days=LATE) - LOOK_BACK - one_day
    )
    keys = list(due.order_by("report_due_on", "pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in keys)


def _remind(pk, now):
    """One project. What cannot be written is tried again next time and does not stop the others."""
    try:
        with transaction.atomic():
            free = Project.objects.select_for_update(no_key=True, skip_locked=True)
            if not free.only("pk").filter(pk=pk).exists():
                return 0  # its report is being sent, or another worker has it
            return _remind_lead(Project.objects.select_related("lead").get(pk=pk), now)
    except Exception:
        logger.exception("reminder of the report of project %s could not be written", pk)
        return 0


def _remind_lead(project, now):
    due_on = project.report_due_on  # none any more where it was closed in between
    step = step_on(due_on, project.today_at(now)) if due_on else None
    if step is None:
        return 0
    return sum(
        notices.report_due(
            project, mandate, step=step, due_at=next_allowed(now, mandate.user.time_zone)
        )
        for mandate in holders([project.lead_id], Permission.RUN_PROJECT)
    )
