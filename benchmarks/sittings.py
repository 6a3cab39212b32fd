"""Month view and page of a meeting, with 10,000 meetings and 200,000 invitations.

Asked first with few and then with all of them: the number of queries must be the same. Made in bulk
inside a transaction that is rolled back. CPU is that of this process; the time of a page also holds
that of PostgreSQL.
"""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from benchmarks.figures import Figure, cpu_against_bare
from benchmarks.projects import times_of
from meetings.models import Invitation, Meeting, Reminder
from villages.models import Forum, Mandate, Region

MEETINGS = 10_000
INVITED = 20
FEW = 10
HOME = "33.01.01"  # no demo there


def measure(size=1.0):
    if not Region.objects.exists():
        call_command("import_regions", verbosity=0)
    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver"]):
        caller, invited, forum = people()
        regions = list(Region.objects.filter(level=Region.Level.VILLAGE, code__startswith="33.0"))
        call(FEW, caller, invited.region, forum, regions)
        acts = pages(caller, invited)
        few = {name: queries_of(act) for name, act in acts.items()}
        call(int(MEETINGS * size) - FEW, caller, invited.region, forum, regions)
        many = {name: queries_of(act) for name, act in acts.items()}
        assert few == many, f"queries grow: {few} with few, {many} with many"
        figures = [
            Figure("meetings", Meeting.objects.count(), "rows"),
            Figure("invitations", Invitation.objects.count(), "rows"),
            Figure("reminders", Reminder.objects.count(), "rows"),
            *cpu_against_bare(acts, rounds=7, times=5),
            *times_of(acts),
            *[
                Figure(f"{name}, queries with {FEW} meetings", few[name], "queries")
                for name in acts
            ],
        ]
        transaction.set_rollback(True)
    return figures


def pages(caller, invited):
    """A function for each page, by name."""
    visitor, host, guest = Client(), Client(), Client()
    host.force_login(caller.user)
    guest.force_login(invited.user)
    meeting = Meeting.objects.order_by("pk").first()
    page, month = meeting.get_absolute_url(), f"/pertemuan/?bulan={meeting.starts_at:%Y-%m}"
    return {
        "month view": lambda: visitor.get(month),
        "month view, an invited secretary": lambda: guest.get(month),
        "meeting page": lambda: visitor.get(page),
        "meeting page, an invited secretary": lambda: guest.get(page),
        "meeting page, who called it": lambda: host.get(page),
        "its reminders": lambda: host.get(f"{page}pengingat/"),
    }


def queries_of(act):
    act()
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code == 200
    return len(queries)


def people():
    """Who calls all meetings, and who is invited to each."""
    home = Region.objects.get(code=HOME)
    villages = Region.objects.filter(parent=home).order_by("code")
    checker = User.objects.create_user("bench-checks@contoh.example")
    caller, invited = (
        Mandate.objects.create(
            user=User.objects.create_user(f"bench{n}@contoh.example", full_name=f"Warga {n}"),
            region=region, office="secretary", title="Sekretaris Desa", decree_number="1",
            starts_on=timezone.localdate() - timedelta(days=9), decree="none.pdf",
            state=Mandate.State.VERIFIED, decided_at=timezone.now(), decided_by=checker,
        )
        for n, region in enumerate(villages[:2])
    )  # fmt: skip
    return caller, invited, Forum.objects.create(name="Forum bench", home=home)


def call(count, caller, always, forum, regions):
    """``count`` meetings over a year, the first one in a week, each with its reminders."""
    at = timezone.now().replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=7)
    meetings = Meeting.objects.bulk_create(
        (
            Meeting(
                forum=forum, title=f"Musyawarah {n}", zone="Asia/Jakarta", place="Balai desa",
                starts_at=at + timedelta(days=n % 365), answer_by=at + timedelta(days=n % 365),
                ends_at=at + timedelta(days=n % 365, hours=2),
                organiser=caller.region, called_by=caller,
            )
            for n in range(count)
        ),
        batch_size=1000,
    )  # fmt: skip
    others = [region for region in regions if region != always]
    rows = Invitation.objects.bulk_create(
        (
            Invitation(meeting=meeting, region=region)
            for n, meeting in enumerate(meetings)
            for region in [always, *_some(others, n)]
        ),
        batch_size=5000,
    )
    remind(rows, meetings)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE meetings_meeting, meetings_invitation, meetings_reminder")


def _some(regions, n):
    """Nineteen, others for each meeting."""
    first = n * 7 % (len(regions) - INVITED)
    return regions[first : first + INVITED - 1]


def remind(invitations, meetings):
    """Four planned reminders of each meeting for the one who is always invited."""
    mandate = Mandate.objects.order_by("pk").last()
    starts = {meeting.pk: meeting.starts_at for meeting in meetings}
    Reminder.objects.bulk_create(
        (
            Reminder(
                kind="answer" if step > 1440 else "meeting",
                about=f"meetings.meeting:{row.meeting_id}", meeting_id=row.meeting_id,
                invitation=row, mandate=mandate, recipient_id=mandate.user_id,
                minutes_before=step, sequence=0,
                due_at=starts[row.meeting_id] - timedelta(minutes=step),
            )
            for row in invitations
            if row.region_id == mandate.region_id
            for step in (10080, 4320, 1440, 120)
        ),
        batch_size=5000,
    )  # fmt: skip
