"""A meeting that has begun, and who is there."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.meetings import AttendanceFactory, InvitationFactory, MeetingFactory


def running(*, here=3, away=0, **kwargs):
    """A meeting in its first hour: ``here`` invited regions have come, ``away`` have not."""
    kwargs.setdefault("starts_at", timezone.now() - timedelta(hours=1))
    meeting = MeetingFactory(**kwargs)
    for number in range(here + away):
        arrive(meeting, answer="attends" if number < here else "none")
    return meeting


def arrive(meeting, *, answer="attends"):
    """One more invited region, with a verified head, who is on the list as he has answered."""
    invitation = InvitationFactory(meeting=meeting)
    if answer != "none":
        invitation.answer, invitation.answered_at = answer, timezone.now()
        invitation.answered_by = invitation.region.mandates.get(office="head")
        invitation.substitute = "Ibu Sri, BPD" if answer == "represented" else ""
        invitation.save()
        AttendanceFactory(
            meeting=meeting,
            region=invitation.region,
            state="present" if answer == "attends" else answer,
        )
    return invitation


def with_guests(kind="mad", **facts):
    """A meeting of one member and two regions of elsewhere, begun; all are on the list."""
    meeting = running(here=1, kind=kind, **facts)
    for _ in range(2):
        stranger = InvitationFactory(meeting=meeting, has_seat=False)
        AttendanceFactory(meeting=meeting, region=stranger.region)
    return meeting


def heads_of(meeting):
    """The heads of the invited regions, in the order of their codes."""
    return [
        row.region.mandates.get(office="head") for row in meeting.invitations.order_by("region")
    ]
