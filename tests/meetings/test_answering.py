"""A region's answer: who, until when, and what the last one is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import Invitation
from tests.factories.meetings import InvitationFactory, MeetingFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once


@pytest.fixture
def invitation(db):
    invitation = InvitationFactory()
    actions.plan_reminders(invitation.meeting)
    return invitation


@pytest.fixture
def head(invitation):
    return invitation.region.mandates.get()


def planned(invitation):
    return set(invitation.reminders.planned().values_list("minutes_before", flat=True))


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_an_answer_is_signed_by_the_mandate(invitation, head):
    actions.answer(invitation, by=head, answer="attends")

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_by) == ("attends", head)
    assert invitation.answered_at is not None
    assert verbs() == ["meetings.accepted"]


def test_who_comes_is_not_chased_but_reminded(invitation, head):
    assert planned(invitation) == {10080, 4320, 1440, 120}

    actions.answer(invitation, by=head, answer="represented", substitute="Ibu Sri, BPD")

    assert planned(invitation) == {1440, 120}


def test_who_said_no_is_left_alone_until_he_says_yes(invitation, head):
    actions.answer(invitation, by=head, answer="absent", reason="Panen raya")
    assert planned(invitation) == set()

    actions.answer(invitation, by=head, answer="attends")
    assert planned(invitation) == {1440, 120}
    assert invitation.reminders.count() == 4
    assert verbs() == ["meetings.declined", "meetings.accepted"]


def test_words_belong_to_their_answer_only(invitation, head):
    actions.answer(invitation, by=head, answer="absent", reason="Panen", substitute="Sri")

    invitation.refresh_from_db()
    assert (invitation.reason, invitation.substitute) == ("Panen", "")


def test_a_second_click_changes_nothing(invitation, head):
    actions.answer(invitation, by=head, answer="attends")
    first = Invitation.objects.get().updated_at

    actions.answer(invitation, by=head, answer="attends")

    assert Invitation.objects.get().updated_at == first
    assert verbs() == ["meetings.accepted"]


def test_the_same_answer_by_somebody_else_stands_in_the_trail(invitation, head):
    secretary = MandateFactory(region=invitation.region, office="secretary")
    actions.answer(invitation, by=head, answer="attends")

    actions.answer(invitation, by=secretary, answer="attends")

    assert Invitation.objects.get().answered_by == secretary
    assert verbs() == ["meetings.accepted", "meetings.accepted"]


def test_after_the_stated_time_no_answer_is_taken(invitation, head):
    with (
        time_machine.travel(invitation.meeting.answer_by + timedelta(seconds=1)),
        pytest.raises(Refusal),
    ):
        actions.answer(invitation, by=head, answer="attends")
    assert verbs() == []


def test_a_cancelled_meeting_takes_no_answer(invitation, head):
    actions.cancel(invitation.meeting, by=invitation.meeting.called_by, reason="Longsor")

    with pytest.raises(Refusal):
        actions.answer(invitation, by=head, answer="attends")


def test_nobody_answers_for_another_region(invitation):
    with pytest.raises(Refusal):
        actions.answer(invitation, by=MandateFactory(), answer="attends")


@pytest.mark.django_db(transaction=True)
def test_fifty_answers_at_once_leave_one_and_a_trail():
    invitation = InvitationFactory()
    head = invitation.region.mandates.get()
    secretary = MandateFactory(region=invitation.region, office="secretary")
    actions.plan_reminders(invitation.meeting)

    def say(number):
        by = (head, secretary)[number % 2]
        answer = ("attends", "absent")[number // 2 % 2]
        return lambda: actions.answer(invitation, by=by, answer=answer, reason="Panen")

    at_once([say(number) for number in range(50)])

    invitation.refresh_from_db()
    last = AuditEvent.objects.order_by("pk").last()
    assert last.mandate_id == str(invitation.answered_by_id)
    assert (
        last.verb
        == {"attends": "meetings.accepted", "absent": "meetings.declined"}[invitation.answer]
    )
    assert planned(invitation) == ({1440, 120} if invitation.answer == "attends" else set())


@pytest.mark.django_db(transaction=True)
def test_fifty_regions_answer_while_the_meeting_is_moved():
    meeting = MeetingFactory()
    invitations = [InvitationFactory(meeting=meeting) for _ in range(49)]
    actions.plan_reminders(meeting)
    shift = timedelta(days=7)

    def say(invitation):
        head = invitation.region.mandates.get()
        return lambda: actions.answer(invitation, by=head, answer="attends")

    def move():
        return actions.move(
            meeting,
            by=meeting.called_by,
            starts_at=meeting.starts_at + shift,
            ends_at=meeting.ends_at + shift,
            zone=meeting.zone,
            answer_by=meeting.answer_by + shift,
        )

    calls = [say(invitation) for invitation in invitations]
    at_once([*calls[:25], move, *calls[25:]])

    moved = AuditEvent.objects.get(verb="meetings.moved")
    late = AuditEvent.objects.filter(verb="meetings.accepted", pk__gt=moved.pk).count()
    attending = meeting.invitations.filter(answer="attends").count()
    assert attending == late
    assert not meeting.reminders.planned().filter(sequence=0).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_at_once_both_moves_are_in_the_trail_and_rows_agree():
    meeting = MeetingFactory(invited=[MandateFactory().region])
    seen = meeting.seen

    def move(days):
        shift = timedelta(days=days)

        def go():
            try:
                actions.move(
                    meeting,
                    by=meeting.called_by,
                    starts_at=meeting.starts_at + shift,
                    ends_at=meeting.ends_at + shift,
                    zone=meeting.zone,
                    answer_by=meeting.answer_by + shift,
                    seen=seen,
                )
            except Refusal:
                return "refused"
            return "moved"

        return go

    outcomes = at_once([move(days) for days in range(1, 9)])

    meeting.refresh_from_db()
    assert sorted(outcomes) == ["moved"] + ["refused"] * 7
    assert meeting.sequence == 1
    assert set(meeting.reminders.planned().values_list("sequence", flat=True)) == {1}
    assert meeting.starts_at > timezone.now()
