"""What of the meetings waits for a person on his start page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions
from meetings.waiting import waiting_for
from tests.factories.meetings import (
    InvitationFactory,
    MeetingFactory,
    OccurrenceFactory,
    PollFactory,
)
from tests.factories.minutes import MinutesFactory, confirm, held_meeting, lead_of
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db


def titles(acting):
    return [task.title for task in waiting_for(acting, acting.user)]


def test_an_invitation_without_answer_waits_until_its_day():
    invitation = InvitationFactory(meeting__title="Tarif air")
    head = invitation.region.mandates.get()

    (task,) = waiting_for(head, head.user)

    assert "Tarif air" in task.title
    assert task.url == invitation.meeting.get_absolute_url()
    assert task.due == timezone.localdate(invitation.meeting.answer_by)
    assert invitation.meeting.organiser.full_name in task.note


def test_what_is_answered_cancelled_or_too_late_waits_no_more():
    head = MandateFactory()
    now = timezone.now()
    mine = {"invited": [head.region]}
    answered = MeetingFactory(**mine)
    answered.invitations.update(answer="attends", answered_at=now, answered_by=head)
    MeetingFactory(cancelled=True, **mine)
    MeetingFactory(answer_by=now - timedelta(minutes=1), **mine)

    assert titles(head) == []


@pytest.mark.parametrize(("office", "count"), [("secretary", 1), ("council", 0), ("official", 0)])
def test_only_who_answers_is_asked(office, count):
    invitation = InvitationFactory()
    acting = MandateFactory(region=invitation.region, office=office)

    assert len(titles(acting)) == count


def test_without_a_capacity_nothing_waits():
    assert waiting_for(None, MandateFactory().user) == []


def test_an_own_meeting_without_quorum_waits_three_days_before():
    head = MandateFactory()
    regions = [RegionFactory() for _ in range(3)]
    soon, later = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=4)
    MeetingFactory(called_by=head, invited=regions, starts_at=soon, title="Tarif air")
    MeetingFactory(called_by=head, invited=regions, starts_at=later)

    (task,) = waiting_for(head, head.user)

    assert "Tarif air" in task.title
    assert "2" in task.note


def test_with_enough_answers_nothing_waits():
    head, guest = MandateFactory.create_batch(2)
    soon = timezone.now() + timedelta(days=2)
    meeting = MeetingFactory(called_by=head, invited=[guest.region], starts_at=soon)
    meeting.invitations.update(
        answer="represented", substitute="Sri", answered_at=timezone.now(), answered_by=guest
    )

    assert titles(head) == []


def test_a_meeting_that_is_over_waits_for_being_closed():
    head = MandateFactory()
    MeetingFactory(called_by=head, starts_at=timezone.now() - timedelta(days=1), title="Tarif air")
    MeetingFactory(called_by=head, cancelled=True)

    (title,) = titles(head)
    assert "Tarif air" in title


def test_a_date_poll_without_answer_waits_until_it_closes():
    head = MandateFactory()
    poll = PollFactory(asked=[head.region], title="Tarif air")

    (task,) = waiting_for(head, head.user)
    assert "Tarif air" in task.title
    assert task.url == poll.get_absolute_url()
    assert task.due == timezone.localdate(poll.closes_at)

    choices = {slot.pk: "yes" for slot in poll.slots.all()}
    actions.answer_poll(poll, by=head, choices=choices)
    assert titles(head) == []


def test_an_own_poll_waits_for_a_choice_when_all_have_answered_or_it_is_closed():
    host, head, other = MandateFactory.create_batch(3)
    poll = PollFactory(asked_by=host, asked=[head.region, other.region])
    choices = {slot.pk: "no" for slot in poll.slots.all()}

    assert titles(host) == []
    actions.answer_poll(poll, by=head, choices=choices)
    assert titles(host) == []
    actions.answer_poll(poll, by=other, choices=choices)
    assert len(titles(host)) == 1

    PollFactory(asked_by=host, asked=[head.region], closes_at=timezone.now())
    PollFactory(
        asked_by=host, state="withdrawn", withdrawn_reason="Salah", closes_at=timezone.now()
    )
    assert len(titles(host)) == 2


def test_a_date_of_a_series_waits_for_its_invitation_from_two_weeks_before():
    head = MandateFactory()
    occurrence = OccurrenceFactory(series__started_by=head, series__title="Rapat bulanan")
    OccurrenceFactory(series__started_by=head, state="cancelled", reason="Libur")
    OccurrenceFactory(series__started_by=head, series__state="ended")
    far = OccurrenceFactory(series__started_by=head)
    far.starts_at += timedelta(days=14)
    far.ends_at += timedelta(days=14)
    far.save()

    (task,) = waiting_for(head, head.user)

    assert "Rapat bulanan" in task.title
    assert task.due == occurrence.day - timedelta(days=7)


def test_it_costs_the_same_however_much_waits():
    head = MandateFactory()
    soon, past = (timezone.now() + timedelta(days=days) for days in (2, -2))

    def count():
        with CaptureQueriesContext(connection) as captured:
            tasks = waiting_for(head, head.user)
        assert len(tasks) <= 36
        return len(captured)

    MeetingFactory(invited=[head.region])
    one = count()
    for _ in range(8):
        MeetingFactory(invited=[head.region])
        MeetingFactory(called_by=head, starts_at=soon, invited=[RegionFactory()])
        MeetingFactory(called_by=head, starts_at=past)
        PollFactory(asked=[head.region])
        PollFactory(asked_by=head, closes_at=past)

        OccurrenceFactory(series__started_by=head)

    # votes, own tasks, unanswered, minutes to read, addenda, polls, near ones, over ones, own polls, dates to send, to seal, to write
    assert count() == one == 12


# --- minutes ------------------------------------------------------------------------------------


def test_minutes_wait_for_the_word_of_each_invited_region():
    minutes = MinutesFactory(state="review")
    lead, other = (head_of(row.region) for row in minutes.meeting.invitations.all())
    (task,) = waiting_for(other, other.user)

    assert task.title.startswith("Mohon periksa notulen")
    assert task.url == minutes.get_absolute_url()
    assert task.due == timezone.localdate(minutes.review_until)

    confirm(minutes, other.region)
    assert titles(other) == [] and len(titles(lead)) == 1


def test_approved_minutes_wait_for_the_seal_and_sealed_ones_for_nobody():
    approved, sealed = MinutesFactory(state="approved"), MinutesFactory(state="sealed")

    assert [title.split(":")[0] for title in titles(lead_of(approved))] == ["Segel notulen"]
    assert titles(lead_of(sealed)) == []


@pytest.mark.parametrize("office", ["head", "secretary", "official"])
def test_a_held_meeting_waits_for_its_minutes(office):
    meeting = held_meeting(days_ago=1)
    if office == "head":
        acting = meeting.called_by
    else:
        acting = MandateFactory(region=meeting.organiser, office=office)

    (task,) = waiting_for(acting, acting.user)

    assert task.title == f"Tulis notulen: {meeting.title}"
    assert task.due == timezone.localdate(meeting.ends_at + timedelta(days=3))


def test_minutes_of_long_ago_are_asked_of_nobody():
    assert titles(held_meeting(days_ago=61).called_by) == []
