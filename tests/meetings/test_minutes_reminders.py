"""Reminders of minutes: to regions that are silent, and to those whose minutes are missing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import actions
from meetings.models import Meeting, Minutes, Reminder
from notifications.models import Mail, Notification
from tests.factories.meetings import MeetingFactory
from tests.factories.minutes import MinutesFactory, confirm, held_meeting, lead_of, send
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory
from villages.models import Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    return [RegionFactory(), RegionFactory(), RegionFactory()]


@pytest.fixture
def minutes(regions):
    """Under review; the first region leads them."""
    return MinutesFactory(state="review", regions=regions)


@pytest.fixture
def lead(minutes):
    return lead_of(minutes)


@pytest.fixture
def item(minutes):
    return minutes.items.get(position=1)


def reminded(now, kind):
    """How many letters of the kind go to the outbox at that time."""
    before = Mail.objects.filter(kind=kind).count()
    while actions.queue_due(now):
        pass
    return Mail.objects.filter(kind=kind).count() - before


SILENT, MISSING = "meetings.minutes_silent", "meetings.minutes_missing"
MORNING = timedelta(hours=11)  # what falls into the night comes by then


def test_only_the_silent_are_reminded_after_three_days_and_once(minutes, regions, item):
    confirm(minutes, regions[0])
    actions.remark(item, by=head_of(regions[1]), text="Angka keliru.")

    assert reminded(minutes.sent_at + timedelta(days=2), SILENT) == 0
    assert reminded(minutes.sent_at + timedelta(days=3) + MORNING, SILENT) == 1
    assert reminded(minutes.sent_at + timedelta(days=4), SILENT) == 0

    mail = Mail.objects.get(kind=SILENT)
    assert mail.recipient == head_of(regions[2]).user
    assert Notification.objects.filter(recipient=mail.recipient, kind=SILENT).count() == 1
    states = Reminder.objects.of_kind("remarks").values_list("mandate__region", "why")
    assert dict(states) == {regions[0].pk: "done", regions[1].pk: "done", regions[2].pk: ""}


def test_a_confirmation_in_the_last_moment_is_heard(minutes, regions):
    confirm(minutes, regions[2])
    Reminder.objects.update(state="planned", why="")

    reminded(minutes.sent_at + timedelta(days=3) + MORNING, SILENT)

    row = Reminder.objects.of_kind("remarks").get(mandate__region=regions[2])
    assert (row.state, row.why) == ("dropped", "answered")


def test_minutes_taken_back_remind_nobody_and_sent_again_everybody_anew(minutes, lead):
    actions.take_back_minutes(minutes, by=lead, reason="Salah ketik")

    assert not Reminder.objects.of_kind("remarks").planned().exists()
    again = send(Minutes.objects.get(pk=minutes.pk))
    rows = Reminder.objects.of_kind("remarks")
    assert set(rows.planned().values_list("sequence", flat=True)) == {again.round} == {2}
    rows.filter(sequence=1).update(state="planned", why="")
    assert reminded(again.sent_at + timedelta(days=3) + MORNING, SILENT) == 3
    assert set(rows.filter(sequence=1).values_list("why", flat=True)) == {"done"}


def test_after_a_long_standstill_nobody_is_reminded_of_old_minutes(minutes):
    assert reminded(minutes.sent_at + timedelta(days=8), SILENT) == 0
    assert set(Reminder.objects.of_kind("remarks").values_list("why", flat=True)) == {"late"}


def held_now():
    meeting = held_meeting(days_ago=0)
    actions.plan_minutes(meeting)
    return meeting


@pytest.mark.parametrize(("days", "letters"), [(2, 0), (3, 1), (5, 1), (7, 1), (20, 0)])
def test_missing_minutes_are_asked_for_after_three_and_seven_days(days, letters):
    meeting = held_now()
    now = meeting.ends_at + timedelta(days=days) + MORNING

    assert reminded(now, MISSING) == letters
    assert reminded(now + timedelta(hours=1), MISSING) == 0


def test_each_of_both_letters_comes_once():
    meeting = held_now()

    letters = [reminded(meeting.ends_at + timedelta(days=n) + MORNING, MISSING) for n in range(12)]

    assert [n for n, count in enumerate(letters) if count] == [3, 7]
    assert sum(letters) == 2


def test_a_draft_is_still_missing_and_sent_minutes_are_not():
    draft, sent = held_now(), held_now()
    MinutesFactory(meeting=draft)
    send(MinutesFactory(meeting=sent))
    now = timezone.now() + timedelta(days=3) + MORNING

    assert reminded(now, MISSING) == 1
    assert Mail.objects.get(kind=MISSING).about == draft.key
    rows = sent.reminders.of_kind("minutes")
    assert set(rows.values_list("why", flat=True)) == {"done"}


def test_a_meeting_that_is_marked_as_held_asks_for_its_minutes():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(hours=3))

    actions.close(meeting, by=meeting.called_by)

    rows = meeting.reminders.of_kind("minutes").planned()
    assert {row.minutes_before for row in rows} == {-3 * 1440, -7 * 1440}
    assert {row.mandate for row in rows} == {meeting.called_by}


def test_a_meeting_that_nobody_marks_as_held_asks_for_it_and_for_its_minutes():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(hours=3))
    ahead = MeetingFactory(called_by=meeting.called_by)
    MeetingFactory(
        called_by=meeting.called_by,
        starts_at=meeting.starts_at - timedelta(hours=4),
        cancelled=True,
    )

    actions.plan_after_meetings()
    actions.plan_after_meetings()

    assert {row.meeting for row in Reminder.objects.of_kind("minutes")} == {meeting}
    assert reminded(meeting.ends_at + timedelta(days=2), MISSING) == 0
    assert reminded(meeting.ends_at + timedelta(days=3) + MORNING, MISSING) == 1
    mail = Mail.objects.get(kind=MISSING)
    assert "Tandai terlaksana" in mail.text and "tulis notulen" in mail.text
    assert "sudah terlaksana" not in mail.text
    assert reminded(meeting.ends_at + timedelta(days=7) + MORNING, MISSING) == 1
    assert not ahead.reminders.of_kind("minutes").exists()


@pytest.mark.parametrize(("facts", "why"), [
    ({"state": "cancelled", "cancel_reason": "Hujan"}, "cancelled"),
    ({"ends_at": timezone.now() + timedelta(days=30)}, "moved"),
])  # fmt: skip
def test_what_was_moved_or_cancelled_after_its_time_is_not_asked_for(facts, why):
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(hours=3))
    actions.plan_after_meetings()
    end = meeting.ends_at
    Meeting.objects.filter(pk=meeting.pk).update(**facts)

    assert reminded(end + timedelta(days=3) + MORNING, MISSING) == 0
    assert why in set(meeting.reminders.of_kind("minutes").values_list("why", flat=True))


@pytest.mark.parametrize("how", ["cancelled", "sent"])
def test_what_is_not_missing_any_more_is_dropped_at_the_last_moment(how):
    meeting = held_now()
    if how == "sent":
        send(MinutesFactory(meeting=meeting))
        meeting.reminders.update(state="planned", why="")
    else:
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", cancel_reason="Hujan")

    assert reminded(meeting.ends_at + timedelta(days=3) + MORNING, MISSING) == 0


def test_the_leader_is_reminded_as_long_as_he_leads():
    meeting = held_now()
    Mandate.objects.filter(region=meeting.organiser).update(office="council")

    assert reminded(meeting.ends_at + timedelta(days=3) + MORNING, MISSING) == 0
    assert "ended" in set(meeting.reminders.values_list("why", flat=True))
