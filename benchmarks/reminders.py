"""Dispatch of due reminders by two workers, out of ten times as many rows.

At the full size 100,000 of 1,000,000 rows are due, each for another person; the workers are two
processes that do what the ticks of the schedule do: due rows into the outbox, letters to the server.
The server says "250" in a process of its own. The questions that claim rows must use their index.
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pgtrigger
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from benchmarks.figures import Figure, memory_of
from benchmarks.outbox import sink
from meetings.models import Invitation, Meeting, Reminder
from notifications import dispatch
from notifications.models import Mail
from villages.models import Forum, Mandate, Region

DUE = 100_000
ROWS_A_PERSON = 10  # one is due, the others lie before and behind it
PERSONS_A_REGION = 50
MEETINGS = 5  # to which each region is invited
WORKERS = 2
WORKER = """
import django
django.setup()
from meetings.actions import queue_due
from notifications.dispatch import send_due
while queue_due() + send_due(seconds=float("inf")):
    pass
"""
TABLES = "accounts_user, meetings_meeting, villages_forum, notifications_mail"


def measure(size=1.0, most_seconds=None):
    """``size`` is a part of the full one; after ``most_seconds`` the workers are stopped."""
    if User.objects.exists() or Mail.objects.exists():
        raise SystemExit("There are people or mails; this measures in a database of its own.")
    due = int(DUE * size)
    try:
        fill(due)
        assert_indexes()
        seconds, megabytes = dispatched(due, most_seconds)
        sent = Mail.objects.filter(state=Mail.State.SENT).count()
        handed = Reminder.objects.filter(handed=1).count()
        assert handed == Mail.objects.count(), "a reminder without its one letter"
        assert most_seconds or sent == due, f"{sent} of {due} sent"
    finally:
        empty()
    return [
        Figure("rows of reminders", due * ROWS_A_PERSON, "rows"),
        Figure("due at the start", due, "rows"),
        Figure("letters that the server had accepted when the workers ended", sent, "mails"),
        Figure(
            "time of two workers, stopped before the end" if sent < due else "time of two workers",
            seconds,
            "s",
        ),
        Figure("rate of two workers", sent / seconds, "mails/s"),
        Figure("highest memory of both workers", megabytes, "MB"),
    ]


# --- rows ----------------------------------------------------------------------------------


def fill(due):
    """People, meetings and invitations by Django; the million rows by the database itself."""
    now, regions = timezone.now(), regions_for(due)
    users = User.objects.bulk_create(
        (
            User(email=f"orang{n}@bench.example", full_name=f"Warga {n}", time_zone=day_zone(now))
            for n in range(due)
        ),
        batch_size=5000,
    )
    checker = User.objects.create_user("petugas@bench.example")
    Mandate.objects.bulk_create(
        (
            Mandate(
                user=user, region=regions[n // PERSONS_A_REGION], office="secretary",
                title="Sekretaris Desa", starts_on=timezone.localdate() - timedelta(days=9),
                decree_number="1", decree="none.pdf", state=Mandate.State.VERIFIED,
                decided_at=now - timedelta(days=9), decided_by=checker,
            )
            for n, user in enumerate(users)
        ),
        batch_size=5000,
    )  # fmt: skip
    invite(regions, now)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"now": now})
        for table in ("meetings_reminder", "villages_mandate", "meetings_invitation"):
            cursor.execute(f"ANALYZE {table}")
    planned = Reminder.objects.due(now).count()
    assert planned == due, f"{planned} due instead of {due}"


_ROWS = """
    INSERT INTO meetings_reminder (
        created_at, updated_at, kind, about, meeting_id, invitation_id, mandate_id, recipient_id,
        minutes_before, sequence, due_at, state, why, handed
    )
    SELECT %(now)s, %(now)s, CASE WHEN step > 1440 THEN 'answer' ELSE 'meeting' END,
        'meetings.meeting:' || i.meeting_id, i.meeting_id, i.id, m.id, m.user_id,
        step, 0,
        CASE WHEN i.place = 1 AND step = 1440 THEN %(now)s - m.id %% 60 * interval '1 second'
            ELSE %(now)s + i.place * interval '3 days' - step * interval '1 second' END,
        CASE WHEN i.place = 1 AND step = 1440 OR i.place > 2 THEN 'planned' ELSE 'dropped' END,
        CASE WHEN i.place = 1 AND step = 1440 OR i.place > 2 THEN '' ELSE 'answered' END, 0
    FROM villages_mandate m
    JOIN (
        SELECT *, row_number() OVER (PARTITION BY region_id ORDER BY meeting_id) AS place
        FROM meetings_invitation
    ) i ON i.region_id = m.region_id
    CROSS JOIN (VALUES (4320), (1440)) AS rules(step)
"""


def regions_for(due):
    """As many villages as hold these people."""
    if not Region.objects.exists():
        call_command("import_regions", verbosity=0)
    villages = Region.objects.filter(level=Region.Level.VILLAGE).order_by("code")
    return list(villages[: -(-due // PERSONS_A_REGION)])


def invite(regions, now):
    """Meetings of fifty villages each; each village is invited to five."""
    forum = Forum.objects.create(name="Forum bench", home=regions[0].parent)
    caller, starts_at = Mandate.objects.order_by("pk").first(), now + timedelta(days=1)
    groups = [regions[at : at + 50] for at in range(0, len(regions), 50)] * MEETINGS
    meetings = Meeting.objects.bulk_create(
        Meeting(
            forum=forum, title=f"Musyawarah {n}", starts_at=starts_at, zone="Asia/Jakarta",
            ends_at=starts_at + timedelta(hours=2), answer_by=starts_at, place="Balai desa",
            organiser=caller.region, called_by=caller,
        )
        for n in range(len(groups))
    )  # fmt: skip
    Invitation.objects.bulk_create(
        (
            Invitation(meeting=meeting, region=region)
            for meeting, group in zip(meetings, groups, strict=True)
            for region in group
        ),
        batch_size=5000,
    )


def day_zone(now):
    """A zone in which it is day, for what is due at night waits for the morning."""
    for zone in ("Asia/Jakarta", "Europe/Berlin", "America/New_York", "America/Los_Angeles"):
        if 7 <= now.astimezone(ZoneInfo(zone)).hour < 17:
            return zone
    raise SystemExit("Nowhere is day.")


def empty():
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES} CASCADE")


# --- plans ---------------------------------------------------------------------------------


def assert_indexes():
    """The claims find their rows by index, and read no table from end to end."""
    now = timezone.now()
    with transaction.atomic():
        claim = Reminder.objects.foremost(now).select_for_update(skip_locked=True, no_key=True)
        claim = claim.order_by("due_at", "pk").values_list("pk", "recipient")[:50]
        plan = claim.explain(format="json")
        persons = {person for _pk, person in claim}
    _assert_index("the claim of reminders", plan, "reminder_due", "reminder_of_person")
    others = Reminder.objects.due(now + timedelta(hours=14)).filter(recipient__in=persons)
    _assert_index("what goes along", others.explain(format="json"), "reminder_of_person")
    with connection.cursor() as cursor:
        lease = timedelta(seconds=120)
        words = {"batch": 50, "claim": "00000000-0000-0000-0000-000000000000", "lease": lease}
        cursor.execute(f"EXPLAIN (FORMAT JSON) {dispatch._CLAIM}", words)
        found = json.dumps(cursor.fetchone()[0])
    _assert_index("the claim of letters", found, "mail_due")


def _assert_index(name, plan, *indexes):
    assert "Seq Scan" not in plan, f"{name} reads a whole table: {plan}"
    for index in indexes:
        assert index in plan, f"{name} does not use {index}: {plan}"


# --- workers ---------------------------------------------------------------------------------


def dispatched(due, most_seconds):
    """Seconds until both workers find nothing more (or were stopped), and their highest memory."""
    with sink() as port:
        environment = os.environ | {
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "forum_portal.settings",
        }
        start, megabytes = time.perf_counter(), 0
        workers = [
            subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
            for _ in range(WORKERS)
        ]
        try:
            while any(worker.poll() is None for worker in workers):
                time.sleep(1)
                megabytes = max(megabytes, memory_of([worker.pid for worker in workers]))
                if most_seconds and time.perf_counter() - start > most_seconds:
                    break
            seconds = time.perf_counter() - start
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
    return seconds, megabytes
