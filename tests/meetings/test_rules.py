"""Who may do what with a meeting: persons × states."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import rules
from meetings.models import Meeting
from tests.factories.meetings import InvitationFactory, MeetingFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)

pytestmark = pytest.mark.django_db

PERSONS = {
    "nobody": None,
    "head": {"office": "head"},
    "secretary": {"office": "secretary"},
    "official": {"office": "official"},
    "council": {"office": "council"},
}


def person(name, region):
    return PERSONS[name] and MandateFactory(region=region, **PERSONS[name])


def states_of(region):
    """The same meeting in all its states, called by ``region``."""
    caller = MandateFactory(region=region, office="secretary", starts_on=timezone.localdate())
    return {
        "coming": MeetingFactory(called_by=caller),
        "begun": MeetingFactory(called_by=caller, starts_at=timezone.now() - timedelta(minutes=5)),
        "over": MeetingFactory(called_by=caller, starts_at=timezone.now() - timedelta(days=3)),
        "held": MeetingFactory(called_by=caller, held=True),
        "cancelled": MeetingFactory(called_by=caller, cancelled=True),
    }


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("nobody", False),
        ("head", True),
        ("secretary", True),
        ("official", False),
        ("council", False),
    ],
)
def test_who_calls_meetings(name, may):
    region = RegionFactory()

    verdict = rules.can_call(person(name, region))

    assert bool(verdict) is may
    assert bool(verdict.reason) is not may


def test_officers_call_meetings_too():
    subdistrict = MandateFactory(region=SubdistrictFactory(), office="kecamatan")
    regency = MandateFactory(region=RegencyFactory(), office="kabupaten")

    assert rules.can_call(subdistrict)
    assert rules.can_call(regency)


def test_members_and_the_home_call_a_forums_meetings():
    member, stranger = MandateFactory(), MandateFactory()
    home = MandateFactory(region=SubdistrictFactory(), office="camat")
    forum = ForumFactory(home=home.region, members=[member.region])

    assert rules.can_call_for_forum(member, forum)
    assert rules.can_call_for_forum(home, forum)
    assert forum.name in rules.can_call_for_forum(stranger, forum).reason
    assert not rules.can_call_for_forum(None, forum)


def test_a_seat_that_has_ended_calls_nothing():
    member = MandateFactory()
    forum = ForumFactory(members=[member.region])
    today = timezone.localdate()
    forum.memberships.update(since=today - timedelta(days=9), until=today - timedelta(days=1))

    assert not rules.can_call_for_forum(member, forum)


@pytest.mark.parametrize(
    ("state", "may"),
    [("draft", False), ("proposed", True), ("running", True), ("withdrawn", False)],
)
def test_partners_call_meetings_about_a_project_that_was_proposed(state, may):
    project = ProjectFactory(state=state)
    partner = MandateFactory(region=project.lead, office="secretary")

    verdict = rules.can_call_for_project(partner, project)

    assert bool(verdict) is may
    assert bool(verdict.reason) is not may


def test_others_call_no_meetings_about_a_project():
    project = ProjectFactory()

    assert rules.can_call_for_project(MandateFactory(), project).reason
    assert not rules.can_call_for_project(None, project)


@pytest.mark.parametrize("name", PERSONS)
@pytest.mark.parametrize("state", ["coming", "begun", "over", "held", "cancelled"])
def test_who_manages_and_closes_a_meeting(name, state):
    region = RegionFactory()
    meeting = states_of(region)[state]
    acting = person(name, region)
    office = name in ("head", "secretary")

    manages, closes = rules.can_manage(acting, meeting), rules.can_close(acting, meeting)

    assert bool(manages) is (office and state in ("coming", "begun", "over"))
    assert bool(closes) is (office and state in ("begun", "over"))
    assert bool(manages.reason) is not bool(manages)


def test_another_region_manages_nothing():
    meeting = MeetingFactory()

    assert meeting.organiser.full_name in rules.can_manage(MandateFactory(), meeting).reason


@pytest.mark.parametrize("name", PERSONS)
@pytest.mark.parametrize("state", ["coming", "begun", "held", "cancelled"])
def test_who_answers_an_invitation(name, state):
    region = RegionFactory()
    meeting = states_of(RegionFactory())[state]
    invitation = InvitationFactory(head=None, region=region, meeting=meeting)

    verdict = rules.can_answer(person(name, region), invitation)

    assert bool(verdict) is (name in ("head", "secretary") and state == "coming")
    assert bool(verdict.reason) is not bool(verdict)


def test_nobody_answers_for_another_region():
    assert not rules.can_answer(MandateFactory(), InvitationFactory())


def test_answers_are_taken_until_the_very_moment():
    meeting = MeetingFactory()

    assert rules.still_open(meeting, meeting.answer_by)
    assert not rules.still_open(meeting, meeting.answer_by + timedelta(microseconds=1))


def test_the_inviting_and_the_invited_take_part():
    invitation = InvitationFactory()
    meeting = invitation.meeting

    assert rules.takes_part(meeting.called_by, meeting)
    assert rules.takes_part(invitation.region.mandates.get(), meeting)
    assert not rules.takes_part(MandateFactory(), meeting)
    assert not rules.takes_part(None, meeting)


def test_mails_go_to_valid_mandates_that_answer():
    region = RegionFactory()
    head = MandateFactory(region=region)
    secretary = MandateFactory(region=region, office="secretary")
    MandateFactory(region=region, office="council")
    MandateFactory(region=region, office="secretary", pending=True)
    MandateFactory(region=region, office="secretary", ended=True)
    MandateFactory(region=region, office="secretary", user__is_active=False)
    over = timezone.localdate() - timedelta(days=1)
    MandateFactory(region=region, office="secretary", ends_on=over)
    MandateFactory()

    assert set(rules.receivers_of([region.pk])) == {head, secretary}


# --- who sees what -------------------------------------------------------------


def test_open_meetings_are_for_all_and_closed_ones_for_those_who_take_part():
    invitation = InvitationFactory(meeting__is_open=False)
    closed, open_ = invitation.meeting, MeetingFactory()
    invited, stranger = invitation.region.mandates.get(), MandateFactory()
    ended = MandateFactory(region=invitation.region, office="secretary", ended=True)

    def sees(mandate):
        return set(Meeting.objects.visible_to(mandate.user))

    assert sees(invited) == sees(closed.called_by) == {closed, open_}
    assert sees(stranger) == sees(ended) == {open_}


def test_the_next_meeting_is_the_first_that_one_goes_to():
    head = MandateFactory()
    now = timezone.now()
    later, sooner, declined, gone, own = (
        MeetingFactory(invited=[head.region], starts_at=now + timedelta(days=days))
        for days in (9, 5, 1, 2, 7)
    )
    own.organiser = head.region
    own.save()
    gone.state, gone.cancel_reason = "cancelled", "Longsor"
    gone.save()
    declined.invitations.update(answer="absent", answered_at=now, answered_by=head)
    MeetingFactory(starts_at=now + timedelta(days=3))

    assert list(Meeting.objects.next_meeting_of(head)) == [sooner, own, later]
    assert not Meeting.objects.next_meeting_of(None).exists()


def test_a_regions_meetings_are_those_that_invite_it_and_those_that_it_called():
    head = MandateFactory()
    invited, called = MeetingFactory(invited=[head.region]), MeetingFactory(called_by=head)
    MeetingFactory()

    assert list(Meeting.objects.inviting(head.region)) == [invited]
    assert set(Meeting.objects.of_region(head.region)) == {invited, called}


def test_names_of_rows_for_operators():
    invitation = InvitationFactory()
    item = invitation.meeting.agenda.create(position=1, title="Tarif")

    assert str(item) == "Tarif"
    assert str(invitation) == f"{invitation.region}: {invitation.meeting}"


def test_partners_of_a_merged_proposal_meet_about_the_other_one():
    project = ProjectFactory(state="merged")
    verdict = rules.can_call_for(head_of(project.lead), project)
    assert not verdict
    assert "berlanjut di usulan lain" in verdict.reason
    assert project not in rules.callable_projects_of(project.lead)
