"""The promise of the reminders, with a real worker, broker, database and SMTP server."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from meetings import actions
from meetings.models import Reminder
from notifications.models import Mail
from tests.clocks import zone_where_it_is
from tests.factories.meetings import (
    ActionItemFactory,
    InvitationFactory,
    MeetingFactory,
    ReminderFactory,
)
from tests.factories.minutes import held_meeting
from tests.factories.villages import MandateFactory
from tests.notifications.machinery import (  # noqa: F401
    flush_broker,
    sink,
    wait_until,
    wait_until_all_are_sent,
    worker,
)
from villages.actions import mandates

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
State = Reminder.State


def due_reminders(count, *, every=0.0, meeting=None):
    """Rows that fall due one after the other, each for the head of another village."""
    meeting, now = meeting or MeetingFactory(), timezone.now()
    by_day = zone_where_it_is(12)  # reminders wait out their readers' night
    return [
        ReminderFactory(
            invitation=InvitationFactory(meeting=meeting, head__user__time_zone=by_day),
            due_at=now + timedelta(seconds=number * every),
        )
        for number in range(count)
    ]


def wait_until_all_are_settled(seconds=240):
    def done():
        return not Reminder.objects.planned().filter(due_at__lte=timezone.now()).exists()

    wait_until(done, seconds, "the end of the due reminders")
    wait_until_all_are_sent(seconds)


def test_two_hundred_reminders_survive_five_kills_an_outage_and_a_flush(sink, worker):  # noqa: F811
    """Half of them are due at once, half while the worker is being killed."""
    rows = due_reminders(100) + due_reminders(100, every=0.3)
    sink.delay = 0.02

    for number, fault in enumerate(["", "refuses", "", "away", "flush"], start=1):
        worker.start()
        sink.wait_for(25 * number, 90)
        if fault == "refuses":
            sink.answers["MAIL"] = "421 Too busy, try again later"
            time.sleep(2)
        if fault == "away":
            sink.close()
            time.sleep(2)
        if fault == "flush":
            flush_broker()
        worker.kill()
        sink.answers.clear()
        if fault == "away":
            sink.open()
    worker.start()
    wait_until(lambda: Mail.objects.count() == 200, 90, "the last reminder")
    wait_until_all_are_settled()

    assert worker.kills == 5
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.QUEUED}
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {row.mandate.user.email for row in rows}
    assert {mail.key for mail in mails.values()} == {f"reminder:{row.pk}" for row in rows}
    sent = Counter((letter["To"], letter["Message-ID"]) for letter in sink.letters)
    assert set(sent) == {(to, mail.message_id) for to, mail in mails.items()}
    doubled = len(sink.letters) - 200
    assert doubled <= worker.kills * worker.concurrency  # and only under the same Message-ID


def test_only_who_still_needs_it_is_reminded(sink, worker):  # noqa: F811
    """Moved, cancelled, declined and ended before they were due, while the worker runs."""
    meetings = {
        word: MeetingFactory() for word in ("kept", "moved", "cancelled", "said no", "ended")
    }
    rows = {word: due_reminders(5, meeting=meeting) for word, meeting in meetings.items()}
    planned = {row.pk for of in rows.values() for row in of}
    Reminder.objects.update(due_at=timezone.now() + timedelta(hours=1))
    worker.start()
    wait_until(lambda: "meetings.tasks.queue_due_reminders" in worker.ran(), 90, "the first tick")

    shift, moved = timedelta(days=7), meetings["moved"]
    moved = actions.move(
        moved,
        by=moved.called_by,
        starts_at=moved.starts_at + shift,
        ends_at=moved.ends_at + shift,
        zone=moved.zone,
        answer_by=moved.answer_by + shift,
    )
    cancelled = meetings["cancelled"]
    actions.cancel(cancelled, by=cancelled.called_by, reason="Jalan longsor")
    for row in rows["said no"]:
        actions.answer(row.invitation, by=row.mandate, answer="absent", reason="Panen raya")
    for row in rows["ended"]:
        mandates.end(row.mandate, by=row.mandate.user, reason="Purnatugas")

    Reminder.objects.filter(pk__in=planned).update(due_at=timezone.now())
    wait_until_all_are_settled()

    state_of = {
        word: {Reminder.objects.get(pk=row.pk).state for row in of} for word, of in rows.items()
    }
    assert state_of == {
        "kept": {State.QUEUED},
        "moved": {State.DROPPED},
        "cancelled": {State.DROPPED},
        "said no": {State.DROPPED},
        "ended": {State.DROPPED},
    }
    reminders = Mail.objects.filter(kind="meetings.reminder")
    assert {mail.to for mail in reminders} == {row.mandate.user.email for row in rows["kept"]}
    assert {mail.message_id for mail in reminders} <= set(sink.message_ids)
    assert moved.reminders.planned().count() == 5 * 4


def test_what_falls_together_is_one_letter_whatever_is_killed(sink, worker):  # noqa: F811
    """Three reminders for each of thirty people; the worker dies three times on the way."""
    now, by_day = timezone.now(), zone_where_it_is(12)
    people = [MandateFactory(user__time_zone=by_day) for _ in range(30)]
    for head in people:
        for _ in range(3):
            ReminderFactory(invitation=InvitationFactory(region=head.region, head=head), due_at=now)
    sink.delay = 0.05

    for number in range(1, 4):
        worker.start()
        sink.wait_for(6 * number, 90)
        worker.kill()
    worker.start()
    wait_until_all_are_settled()

    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert len(mails) == Mail.objects.count() == 30
    assert set(mails) == {head.user.email for head in people}
    assert {mail.reminders.count() for mail in mails.values()} == {3}
    assert set(Reminder.objects.values_list("state", "handed")) == {(State.QUEUED, 1)}
    sent = {(letter["To"], letter["Message-ID"]) for letter in sink.letters}
    assert sent == {(to, mail.message_id) for to, mail in mails.items()}


def test_a_worker_plans_what_follows_meetings(sink, worker):  # noqa: F811
    meeting = held_meeting(days_ago=0)
    item = ActionItemFactory(meeting=meeting, region=meeting.organiser)

    worker.start()
    current_app.send_task("meetings.tasks.plan_after_meetings")
    wait_until(lambda: "meetings.tasks.plan_after_meetings" in worker.ran(), 90, "the task")

    assert meeting.reminders.of_kind("minutes").planned().count() == 2
    assert item.reminders.planned().count() == 3
