"""For the watchman: is the portal well? Tells states only, nothing about people or places."""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from notifications import heartbeat

LEAST_FREE = 0.05  # of the disk; below it uploads and the database are in danger


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """200 when the database answers and the disk has room, else 503.

    A standing clock (no worker, no beat) is reported but is not the web server's illness: a
    restart of this process would not cure it.
    """
    database = _database_answers()
    disk = shutil.disk_usage(settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR)
    free = disk.free / disk.total
    report = {
        "database": database,
        "disk_free_percent": round(free * 100),
        "disk": free >= LEAST_FREE,
        "schedule": _schedule() if database else [],
    }
    well = database and report["disk"]
    return JsonResponse({"well": well} | report, status=200 if well else 503)


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _schedule():
    """Each entry of the schedule: seconds since its last run (null: never) and whether late."""
    now = timezone.now()
    return [
        {
            "entry": run.entry,
            "seconds_ago": None if run.at is None else max(0, int((now - run.at).total_seconds())),
            "late": run.late,
        }
        for run in heartbeat.last_runs(now)
    ]
