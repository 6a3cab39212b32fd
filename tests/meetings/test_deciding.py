"""Decisions: their numbers, how they are reached, the quorum of that moment, and who writes them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, rules
from meetings.models import Decision
from tests.factories.meetings import (
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    MeetingFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.crowd import at_once
from tests.meetings.sitting import arrive, running

pytestmark = pytest.mark.django_db


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def record(meeting, text="Iuran air Rp2.500 per meter kubik.", **kwargs):
    return actions.record_decision(meeting, by=meeting.called_by, text=text, **kwargs)


def number_of(decision):
    return decision.year, decision.number


# --- reached by consensus ---------------------------------------------------------------


def test_consensus_adopts_at_once_and_keeps_who_was_there():
    meeting = running(here=2)
    arrive(meeting, answer="represented")
    arrive(meeting, answer="none")

    decision = record(meeting, how="consensus")

    decision.refresh_from_db()
    assert (decision.state, decision.how) == ("adopted", "consensus")
    assert decision.decided_at is not None
    assert decision.quorum_met
    assert (decision.quorum_invited, decision.quorum_in_person) == (4, 2)
    assert (decision.quorum_by_proxy, decision.quorum_needed) == (1, 3)
    assert verbs() == ["meetings.decision_proposed", "meetings.decision_adopted"]


def test_who_comes_later_changes_nothing_of_it():
    meeting = running(here=2, away=1)
    decision = record(meeting, how="consensus")

    AttendanceFactory(meeting=meeting, region=meeting.invitations.get(answer="none").region)

    decision.refresh_from_db()
    assert decision.quorum_in_person == 2


def test_without_quorum_one_is_warned_first_and_the_record_says_so():
    meeting = running(here=1, away=2)

    with pytest.raises(Refusal, match="1 dari 3"):
        record(meeting, how="consensus")
    assert Decision.objects.count() == 0

    decision = record(meeting, how="consensus", despite_quorum=True)

    assert decision.quorum_met is False
    assert AuditEvent.objects.get(verb="meetings.decision_adopted").detail == {"quorum": False}


def test_a_proposal_needs_no_quorum_before_it_is_decided():
    decision = record(running(here=0, away=3))

    assert decision.is_proposed
    assert (decision.how, decision.decided_at, decision.quorum_met) == ("", None, None)
    assert verbs() == ["meetings.decision_proposed"]


def test_a_proposal_finds_consensus_later():
    meeting = running(here=1, away=2)
    decision = record(meeting)

    with pytest.raises(Refusal):
        actions.adopt(decision, by=meeting.called_by)
    actions.adopt(decision, by=meeting.called_by, despite_quorum=True)

    decision.refresh_from_db()
    assert (decision.state, decision.how, decision.quorum_met) == ("adopted", "consensus", False)
    assert verbs()[-1] == "meetings.decision_adopted"


def test_what_is_adopted_is_not_adopted_again():
    meeting = running()
    decision = record(meeting, how="consensus")

    with pytest.raises(Refusal):
        actions.adopt(decision, by=meeting.called_by)


def test_the_item_of_the_agenda_stays_named_when_the_agenda_is_written_anew():
    meeting = running()
    item = AgendaItemFactory(meeting=meeting, title="Tarif air")
    decision = record(meeting, agenda_item=item)

    item.delete()

    decision.refresh_from_db()
    assert (decision.agenda_item, decision.agenda_title) == (None, "Tarif air")


def test_the_same_words_are_recorded_once_unless_they_were_withdrawn():
    meeting = running()
    first = record(meeting)

    with pytest.raises(Refusal):
        record(meeting)
    actions.withdraw_decision(first, by=meeting.called_by, reason="Salah ketik")
    again = record(meeting)

    assert again.number == first.number + 1


# --- numbers ----------------------------------------------------------------------------


def test_a_forum_counts_from_one_each_year_across_its_meetings():
    forum = ForumFactory()
    july, august = datetime(2025, 7, 1, 2, tzinfo=UTC), datetime(2025, 8, 1, 2, tzinfo=UTC)
    january = datetime(2026, 1, 5, 2, tzinfo=UTC)
    numbers = [
        number_of(record(MeetingFactory(forum=forum, starts_at=when), text=f"{when} {n}"))
        for when, n in [(july, 1), (july, 2), (august, 1), (january, 1)]
    ]

    assert numbers == [(2025, 1), (2025, 2), (2025, 3), (2026, 1)]
    elsewhere = MeetingFactory(starts_at=july)
    assert number_of(record(elsewhere)) == (2025, 1)


def test_the_year_is_that_of_the_place():
    new_year_in_papua = datetime(2025, 12, 31, 16, tzinfo=UTC)
    meeting = MeetingFactory(starts_at=new_year_in_papua, zone="Asia/Jayapura")

    assert number_of(record(meeting)) == (2026, 1)


def test_partners_of_projects_count_by_the_region_that_calls():
    caller = MandateFactory()
    past = timezone.now() - timedelta(hours=2)
    mine = [
        MeetingFactory(project=ProjectFactory(), called_by=caller, starts_at=past) for _ in "ab"
    ]
    other = MeetingFactory(project=ProjectFactory(), starts_at=past)
    forum = MeetingFactory(called_by=caller, starts_at=past)

    numbers = [record(meeting).number for meeting in [*mine, other, forum]]

    assert numbers == [1, 2, 1, 1]


def test_a_withdrawn_one_keeps_its_number():
    meeting = running()
    first = record(meeting, text="Satu")
    actions.withdraw_decision(first, by=meeting.called_by, reason="Salah ketik")

    second = record(meeting, text="Dua")

    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert (first.state, first.withdraw_reason) == ("withdrawn", "Salah ketik")
    assert AuditEvent.objects.get(verb="meetings.decision_withdrawn").detail == {
        "reason": "Salah ketik"
    }


def test_the_database_keeps_every_number_and_every_row():
    decision = DecisionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(meeting=decision.meeting, number=decision.number)
    with pytest.raises(DatabaseError), transaction.atomic():
        decision.delete()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_without_a_gap():
    forum = ForumFactory()
    past = timezone.now() - timedelta(hours=1)
    meetings = [MeetingFactory(forum=forum, starts_at=past) for _ in range(5)]

    def write(number):
        meeting = meetings[number % 5]
        return lambda: record(meeting, text=f"Keputusan {number}").number

    numbers = at_once([write(number) for number in range(50)])

    assert sorted(numbers) == list(range(1, 51))


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_ten_times_at_once_records_one():
    meeting = running()

    def write():
        try:
            return record(meeting).number
        except Refusal:
            return None

    assert sorted(at_once([write] * 10), key=str) == [1] + [None] * 9


# --- who and when -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "allowed"),
    [("head", True), ("secretary", True), ("official", False), ("council", False)],
)
def test_who_calls_meetings_of_the_region_keeps_their_minutes(office, allowed):
    meeting = running()
    acting = meeting.called_by
    if office != "head":
        acting = MandateFactory(region=meeting.organiser, office=office)

    assert bool(rules.can_minute(acting, meeting)) is allowed
    if not allowed:
        with pytest.raises(Forbidden):
            actions.record_decision(meeting, by=acting, text="Iuran")


def test_an_invited_region_does_not_write_the_minutes():
    meeting = running()
    guest = meeting.invitations.first().region.mandates.get()

    verdict = rules.can_minute(guest, meeting)

    assert not verdict
    assert not verdict.moved_on
    assert meeting.organiser.full_name in verdict.reason
    assert not rules.can_minute(None, meeting)


def test_nothing_is_decided_before_the_start_or_in_a_cancelled_meeting():
    coming = MeetingFactory()
    for meeting in (coming, MeetingFactory(cancelled=True)):
        assert rules.can_minute(meeting.called_by, meeting).moved_on
        with pytest.raises(Refusal):
            record(meeting)
    with time_machine.travel(coming.starts_at):
        assert rules.can_minute(coming.called_by, coming)


def test_after_the_meeting_was_held_decisions_are_still_written_down():
    meeting = MeetingFactory(held=True)

    assert record(meeting).number == 1


def test_what_was_voted_on_or_withdrawn_is_not_withdrawn():
    meeting = running()
    voted = DecisionFactory(meeting=meeting, adopted=True, how="vote")
    gone = DecisionFactory(meeting=meeting, state="withdrawn", withdraw_reason="Salah")

    for decision in (voted, gone):
        assert rules.can_withdraw(meeting.called_by, decision).moved_on
        with pytest.raises(Refusal):
            actions.withdraw_decision(decision, by=meeting.called_by, reason="Keliru")


def test_a_stranger_neither_adopts_nor_withdraws():
    decision = DecisionFactory()
    stranger = MandateFactory()

    for act, words in ((actions.adopt, {}), (actions.withdraw_decision, {"reason": "Keliru"})):
        with pytest.raises(Forbidden):
            act(decision, by=stranger, **words)


def test_a_breakage_of_another_kind_is_not_taken_for_a_double_click(monkeypatch):
    meeting = running()
    taken = record(meeting, text="Satu")
    monkeypatch.setattr("meetings.actions.deciding._next_number", lambda decision: taken.number)

    with pytest.raises(IntegrityError):
        record(meeting, text="Dua")
