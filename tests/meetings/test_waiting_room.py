"""A second sitting, and what can still be done while one waits for the quorum."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, room, rules
from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.meetings import (
    MeetingFactory,
    ReminderFactory,
)
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.assembly import assembly, fill, new_time
from tests.meetings.crowd import at_once


@pytest.fixture
def meeting(db):
    return assembly()


# --- postponed, the second sitting ------------------------------------------------


def test_a_second_sitting_is_valid_with_those_present(meeting):
    keeper = meeting.called_by
    fill(meeting, 1)
    actions.wait_for_quorum(meeting, by=keeper)

    actions.adjourn(meeting, by=keeper, reason="Kuorum belum tercapai", **new_time())

    meeting.refresh_from_db()
    assert (meeting.state, meeting.sitting, meeting.sequence) == ("adjourned", 2, 1)
    assert meeting.is_scheduled
    assert Mail.objects.filter(kind="meetings.moved").count() == 3
    assert meeting.reminders.planned().exists()
    with time_machine.travel(meeting.starts_at):
        assert room.quorum_now(meeting).represented == 0  # those of the first count no more
        with pytest.raises(Refusal):
            actions.begin(meeting, by=keeper)
        fill(meeting, 1)
        assert room.quorum_now(meeting).is_met
        assert actions.begin(meeting, by=keeper).state == "running"
    assert meeting.attendances.count() == 2


def test_a_second_sitting_is_not_postponed_again(meeting):
    actions.adjourn(meeting, by=meeting.called_by, **new_time())
    meeting.refresh_from_db()

    with time_machine.travel(meeting.starts_at), pytest.raises(Refusal, match="kedua"):
        actions.adjourn(meeting, by=meeting.called_by, **new_time())


def test_a_second_sitting_lies_ahead(meeting):
    with pytest.raises(Refusal, match="sudah lewat"):
        actions.adjourn(meeting, by=meeting.called_by, **new_time(-1))


@pytest.mark.parametrize("days", [4, 30])
def test_the_second_sitting_follows_within_the_days_of_the_forum(meeting, days):
    with pytest.raises(Refusal, match="3 hari"):
        actions.adjourn(meeting, by=meeting.called_by, **new_time(days))
    assert Meeting.objects.get().state == "scheduled"


def test_a_forum_gives_more_days(meeting):
    Meeting.objects.update(**Meeting.rules_of(ForumFactory(second_call_days=7)))

    assert actions.adjourn(meeting, by=meeting.called_by, **new_time(6)).sitting == 2


def test_with_a_quorum_nothing_is_postponed(meeting):
    fill(meeting)

    with pytest.raises(Refusal, match="Kuorum"):
        actions.adjourn(meeting, by=meeting.called_by, **new_time())


def test_a_running_meeting_is_not_postponed(meeting):
    Meeting.objects.update(kind="coordination")
    actions.begin(meeting, by=meeting.called_by)

    with pytest.raises(Refusal):
        actions.adjourn(meeting, by=meeting.called_by, **new_time())


def test_who_keeps_only_the_list_postpones_nothing(meeting):
    official = MandateFactory(region=meeting.organiser, office="official", title="Kaur Umum")

    with pytest.raises(Forbidden):
        actions.adjourn(meeting, by=official, **new_time())


def test_a_reminder_of_an_opened_meeting_goes_to_nobody(meeting):
    Meeting.objects.update(kind="coordination")
    reminder = ReminderFactory(
        invitation=meeting.invitations.first(),
        minutes_before=120,
        due_at=timezone.now() - timedelta(minutes=1),
    )
    actions.begin(meeting, by=meeting.called_by)

    actions.queue_due()

    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == ("dropped", "late")


def test_a_forum_may_say_otherwise(db):
    meeting = MeetingFactory(forum=ForumFactory(waiting_hours=1))

    assert room.waits_until(meeting) - meeting.starts_at == timedelta(hours=1)


# --- while one waits for the quorum, it can still be moved and cancelled -----------


def test_who_waits_can_move_and_the_room_begins_anew(meeting):
    keeper = meeting.called_by
    fill(meeting, 1)
    actions.wait_for_quorum(meeting, by=keeper)
    shift = timedelta(days=5)

    actions.move(
        meeting, by=keeper, zone=meeting.zone, answer_by=meeting.answer_by + shift,
        starts_at=meeting.starts_at + shift, ends_at=meeting.ends_at + shift,
    )  # fmt: skip

    meeting.refresh_from_db()
    assert (meeting.state, meeting.sitting) == ("scheduled", 1)
    assert not meeting.attendances.exists()
    assert meeting.reminders.planned().exists()
    assert Mail.objects.filter(kind="meetings.moved").count() == 3
    emptied = AuditEvent.objects.get(verb="meetings.room_emptied")
    assert emptied.detail["people"] == 1
    with time_machine.travel(meeting.starts_at):
        assert room.quorum_now(meeting).represented == 0
        assert actions.wait_for_quorum(meeting, by=keeper).state == "waiting"


def test_a_move_of_the_end_alone_leaves_the_list(meeting):
    later = timezone.now() + timedelta(hours=1)
    Meeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=1))
    meeting.refresh_from_db()
    fill(meeting, 1)

    actions.move(
        meeting, by=meeting.called_by, zone=meeting.zone, answer_by=meeting.answer_by,
        starts_at=meeting.starts_at, ends_at=meeting.ends_at + timedelta(hours=1),
    )  # fmt: skip

    assert meeting.roll.count() == 1


def test_who_waits_can_cancel_and_change_the_place(meeting):
    actions.wait_for_quorum(meeting, by=meeting.called_by)

    assert actions.change(meeting, by=meeting.called_by, place="Balai sebelah").state == "waiting"
    assert actions.cancel(meeting, by=meeting.called_by, reason="Banjir").state == "cancelled"


def test_one_still_waits_says_no_page_that_it_was_opened(meeting, client):
    actions.wait_for_quorum(meeting, by=meeting.called_by)
    meeting.refresh_from_db()

    assert rules.can_manage(meeting.called_by, meeting)
    assert "masih menunggu kuorum" in rules.still_open(meeting).reason
    client.force_login(meeting.called_by.user)
    for page in ("ubah", "pindah", "batal"):
        assert client.get(f"/pertemuan/{meeting.pk}/{page}/").status_code == 200
    answer = client.post(f"/pertemuan/{meeting.pk}/batal/", {"reason": "Banjir"})
    assert answer.url == meeting.get_absolute_url()
    assert Meeting.objects.get().state == "cancelled"


@pytest.mark.parametrize("state", ["running", "suspended"])
def test_an_opened_meeting_says_so(meeting, state):
    Meeting.objects.update(state=state)

    with pytest.raises(Refusal, match="sudah dibuka"):
        actions.cancel(meeting, by=meeting.called_by, reason="Banjir")


@pytest.mark.django_db(transaction=True)
def test_who_opens_while_another_moves_is_told_or_tells():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=1), kind="coordination")
    actions.wait_for_quorum(meeting, by=meeting.called_by)
    shift = timedelta(days=5)

    def act(call):
        def go():
            try:
                return call().state
            except Refusal:
                return "refused"

        return go

    outcomes = at_once([
        act(lambda: actions.begin(meeting, by=meeting.called_by)),
        act(lambda: actions.move(
            meeting, by=meeting.called_by, zone=meeting.zone, answer_by=meeting.answer_by + shift,
            starts_at=meeting.starts_at + shift, ends_at=meeting.ends_at + shift,
        )),
    ])  # fmt: skip

    assert outcomes in (["running", "refused"], ["refused", "scheduled"])
