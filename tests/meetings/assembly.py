"""An assembly of three villages whose sitting begins, and those who fill its room."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.meetings import AttendanceFactory, InvitationFactory, MeetingFactory


def assembly():
    """An assembly of three villages that begins now; the quorum is two."""
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=1), kind="mad")
    for _ in range(3):
        InvitationFactory(meeting=meeting)
    return meeting


def regions(meeting):
    return [row.region for row in meeting.invitations.order_by("pk")]


def fill(meeting, count=2, **facts):
    for region in regions(meeting)[:count]:
        AttendanceFactory(meeting=meeting, region=region, sitting=meeting.sitting, **facts)


def new_time(days=2):
    start = timezone.now() + timedelta(days=days)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}
