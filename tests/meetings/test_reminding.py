"""Reminders: planned, handed over when due, dropped when nobody needs them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from meetings import actions, reminder_notices, tasks
from meetings.actions import planning, reminding
from meetings.models import Reminder
from notifications.models import Mail, Notification
from tests.factories.meetings import InvitationFactory, MeetingFactory, ReminderFactory
from tests.factories.villages import MandateFactory, RegionFactory
from tests.meetings.crowd import at_once
from villages.actions import mandates

pytestmark = pytest.mark.django_db

NOON = "2026-11-23 05:00:00+00:00"  # 12.00 WIB
State, Why = Reminder.State, Reminder.Why


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def due(clock):
    """A reminder that is due now, of a meeting in ten days."""
    return ReminderFactory()


def settled(row):
    row.refresh_from_db()
    return row.state, row.why


def test_what_is_due_becomes_a_mail_once(due):
    assert actions.queue_due() == 1
    assert actions.queue_due() == 0

    mail = Mail.objects.get()
    assert mail.key == f"reminder:{due.pk}"
    assert (mail.about, mail.on_behalf) == (due.meeting.key, due.mandate.key)
    assert mail.expires_at == due.meeting.starts_at
    assert mail.due_at == timezone.now()
    assert settled(due) == (State.QUEUED, "")


def test_the_task_settles_batch_after_batch(clock, monkeypatch):
    monkeypatch.setattr(reminding, "BATCH", 2)
    meeting = MeetingFactory()
    for _ in range(5):
        ReminderFactory(invitation=InvitationFactory(meeting=meeting))

    tasks.queue_due_reminders()

    assert Mail.objects.count() == 5


def test_what_is_not_due_yet_stays(clock):
    row = ReminderFactory(due_at=timezone.now() + timedelta(seconds=1))

    actions.queue_due()

    assert settled(row) == (State.PLANNED, "")


def test_the_mail_says_when_and_asks_for_the_missing_answer(due):
    actions.queue_due()

    mail = Mail.objects.get()
    assert mail.subject.startswith("Pengingat: ") or mail.subject.startswith("Reminder: ")
    assert "/pertemuan/jawab/" in mail.text
    assert due.meeting.title in mail.text


def test_who_is_represented_is_told_to_remind_the_substitute(due):
    actions.answer(due.invitation, by=due.mandate, answer="represented", substitute="Ibu Sri")
    Reminder.objects.exclude(pk=due.pk).delete()

    actions.queue_due()

    assert "Ibu Sri" in Mail.objects.get().text


def test_after_the_stated_time_the_reminder_leads_to_the_page(due):
    due.meeting.answer_by = timezone.now() - timedelta(hours=1)
    due.meeting.save()

    actions.queue_due()

    assert "/jawab/" not in Mail.objects.get().text


def test_a_cancelled_meeting_reminds_nobody(due):
    due.meeting.state, due.meeting.cancel_reason = "cancelled", "Longsor"
    due.meeting.save()

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.CANCELLED)
    assert not Mail.objects.exists()


def test_a_row_of_an_older_date_reminds_nobody(due):
    due.meeting.sequence = 1
    due.meeting.save()

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.MOVED)


@pytest.mark.parametrize("change", ["ended", "term", "office", "account"])
def test_who_does_not_speak_for_the_region_any_more_is_not_reminded(due, change):
    mandate = due.mandate
    if change == "ended":
        mandate.state, mandate.ended_at = "ended", timezone.now()
    elif change == "term":
        mandate.ends_on = timezone.localdate() - timedelta(days=1)
    elif change == "office":
        mandate.office = "official"
    else:
        mandate.user.is_active = False
        mandate.user.save()
    mandate.save()

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.ENDED)


def test_an_answer_at_the_last_moment_is_heard(due):
    due.kind, due.minutes_before = "answer", 3 * 1440
    due.save()
    due.invitation.answer = "attends"
    due.invitation.answered_at, due.invitation.answered_by = timezone.now(), due.mandate
    due.invitation.save()

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.ANSWERED)


def test_nobody_is_reminded_of_what_has_begun(due, clock):
    clock.move_to(due.meeting.starts_at)

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.LATE)


def test_after_a_standstill_the_nearest_reminder_alone_goes_out(due):
    nearer = ReminderFactory(
        invitation=due.invitation, minutes_before=120, due_at=due.due_at + timedelta(seconds=0)
    )

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.MERGED)
    assert settled(nearer) == (State.QUEUED, "")


def test_after_a_standstill_nobody_is_woken(due, clock):
    clock.move_to("2026-11-23 16:30:00+00:00")  # 23.30 WIB

    actions.queue_due()

    assert Mail.objects.get().due_at.isoformat() == "2026-11-23T23:00:00+00:00"


def test_one_that_cannot_be_written_stops_no_other(clock, monkeypatch, caplog):
    bad, good = ReminderFactory(), ReminderFactory()
    say = reminder_notices.matter_of

    def says_but_one(row, **when):
        if row.pk == bad.pk:
            raise ValueError("broken")
        return say(row, **when)

    monkeypatch.setattr(reminder_notices, "matter_of", says_but_one)

    assert actions.queue_due() == 2
    assert settled(bad) == (State.PLANNED, "")
    assert bad.due_at == timezone.now() + reminding.PAUSE
    assert settled(good) == (State.QUEUED, "")
    assert "could not be written" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_queue_everything_once():
    with time_machine.travel(NOON, tick=False):
        meeting = MeetingFactory()
        for _ in range(60):
            ReminderFactory(invitation=InvitationFactory(meeting=meeting))

        at_once([tasks.queue_due_reminders] * 20)

        assert Mail.objects.count() == 60
        assert set(Reminder.objects.values_list("state", flat=True)) == {State.QUEUED}


@pytest.mark.django_db(transaction=True)
def test_a_worker_leaves_alone_what_another_one_holds():
    with time_machine.travel(NOON, tick=False):
        row = ReminderFactory()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM meetings_reminder WHERE id=%s FOR UPDATE", [row.pk])
            assert at_once([actions.queue_due]) == [0]
            cursor.execute("ROLLBACK")
        assert at_once([actions.queue_due]) == [1]


@pytest.fixture
def at_night(due, clock):
    """The same reminder, handed over at half past eleven: its letter waits for the morning."""
    clock.move_to("2026-11-23 16:30:00+00:00")
    actions.queue_due()
    return due


@pytest.mark.parametrize(
    ("answer", "minutes", "kept"),
    [
        ("absent", 1440, False), ("absent", 10080, False),
        ("attends", 1440, True), ("attends", 10080, False),
    ],
)  # fmt: skip
def test_a_letter_that_waits_for_the_morning_goes_when_the_answer_leaves_it_needed(
    at_night, answer, minutes, kept
):
    kind = "answer" if minutes > 1440 else "meeting"
    Reminder.objects.filter(pk=at_night.pk).update(minutes_before=minutes, kind=kind)

    actions.answer(at_night.invitation, by=at_night.mandate, answer=answer, reason="Panen raya")

    assert settled(at_night) == ((State.QUEUED, "") if kept else (State.DROPPED, Why.ANSWERED))
    assert Mail.objects.undelivered().filter(reminders=at_night).exists() is kept


def test_what_has_been_sent_stays_queued_whatever_is_answered(at_night):
    Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())

    actions.answer(at_night.invitation, by=at_night.mandate, answer="absent", reason="Panen")

    assert settled(at_night) == (State.QUEUED, "")


def test_a_mandate_whose_term_ends_tonight_gets_no_letter_in_the_morning(due, clock):
    due.mandate.ends_on = timezone.localdate()
    due.mandate.save()
    clock.move_to("2026-11-23 16:30:00+00:00")

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.ENDED)


def test_a_mandate_that_is_ended_at_night_gets_no_letter_in_the_morning(at_night):
    mandates.end(at_night.mandate, by=at_night.mandate.user, reason="Pindah tugas")

    assert not Mail.objects.undelivered().filter(reminders=at_night).exists()


def test_a_reminder_goes_by_day_on_its_readers_clock(due):
    actions.queue_due()

    assert Mail.objects.get().day_zone == due.mandate.user.time_zone


def test_a_clock_that_nobody_knows_stops_no_other(due, clock):
    type(due.mandate.user).objects.filter(pk=due.mandate.user_id).update(time_zone="Mars/Olympus")
    good = ReminderFactory()
    clock.move_to("2026-11-23 16:30:00+00:00")

    actions.queue_due()

    assert settled(due) == (State.PLANNED, "")
    assert settled(good) == (State.QUEUED, "")


# --- planning ------------------------------------------------------------------


def test_planning_twice_changes_nothing(clock):
    invitation = InvitationFactory()

    actions.plan_reminders(invitation.meeting)
    before = list(Reminder.objects.order_by("pk").values_list("pk", "due_at", "state"))
    actions.plan_reminders(invitation.meeting)

    assert list(Reminder.objects.order_by("pk").values_list("pk", "due_at", "state")) == before
    assert len(before) == 4


def test_who_moves_to_another_zone_is_reminded_on_his_new_clock(clock):
    invitation = InvitationFactory()
    meeting = invitation.meeting
    meeting.starts_at = timezone.datetime.fromisoformat("2026-12-03T00:30:00+00:00")  # 07.30 WIB
    meeting.save()
    actions.plan_reminders(meeting)
    row = Reminder.objects.get(minutes_before=120)
    assert row.due_at.isoformat() == "2026-12-02T23:00:00+00:00"  # 06.00 WIB

    user = row.mandate.user
    user.time_zone = "Asia/Jayapura"
    user.save()
    actions.plan_reminders(meeting)

    row.refresh_from_db()
    assert row.due_at.isoformat() == "2026-12-02T22:30:00+00:00"  # 07.30 WIT


def test_an_ended_mandate_drops_its_rows_at_the_next_planning(clock):
    invitation = InvitationFactory()
    actions.plan_reminders(invitation.meeting)
    invitation.region.mandates.update(state="ended", ended_at=timezone.now())

    actions.plan_reminders(invitation.meeting)

    assert set(Reminder.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_what_is_due_already_is_left_to_the_clock(due):
    due.mandate.user.is_active = False
    due.mandate.user.save()

    actions.plan_reminders(due.meeting)

    assert settled(due) == (State.PLANNED, "")


def test_a_newly_verified_head_gets_the_invitation_and_the_reminders(clock):
    region = RegionFactory()
    meeting = MeetingFactory(invited=[region])
    head = MandateFactory(region=region, decided_at=timezone.now())

    tasks.replan_reminders()
    tasks.replan_reminders()

    assert Mail.objects.get().recipient == head.user
    assert Notification.objects.filter(recipient=head.user).count() == 1
    assert meeting.reminders.filter(mandate=head).count() == 4


def test_only_meetings_to_come_are_planned_anew(clock):
    region = RegionFactory()
    MandateFactory(region=region, decided_at=timezone.now())
    MeetingFactory(invited=[region], cancelled=True)
    MeetingFactory(invited=[region], held=True)
    past = timezone.now() - timedelta(days=1)
    MeetingFactory(invited=[region], starts_at=past)

    assert actions.replan() == 0


def test_mandates_of_long_ago_are_not_looked_at_again(clock):
    old = timezone.now() - timedelta(days=9)
    head = MandateFactory(decided_at=old)
    MeetingFactory(invited=[head.region])

    assert actions.replan() == 0


@pytest.mark.parametrize("plan", [planning._replan_one, planning._plan_meeting_of])
def test_a_meeting_that_was_cancelled_while_the_task_ran_is_left(clock, plan):
    meeting = MeetingFactory(invited=[MandateFactory().region], cancelled=True)

    plan(meeting.pk, timezone.now())

    assert not Reminder.objects.exists()
