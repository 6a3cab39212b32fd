"""What falls together comes in one letter; each matter stays a row, none is lost and none comes twice."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from meetings import actions, reminder_notices, tasks
from meetings.actions import reminding
from meetings.models import Reminder
from notifications.actions import drop
from notifications.models import Mail
from tests.factories.meetings import (
    ActionItemFactory,
    InvitationFactory,
    MeetingFactory,
    ReminderFactory,
)
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once
from villages.actions import mandates

pytestmark = pytest.mark.django_db
MORNING = "2026-11-23 23:00:00+00:00"  # 06.00 WIB on the 24th
State, Why, Kind = Reminder.State, Reminder.Why, Reminder.Kind


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def reminders_of(head, count, *, offset=0, **facts):
    """Reminders of as many meetings for one head."""
    now = timezone.now() + timedelta(minutes=offset)
    return [
        ReminderFactory(
            invitation=InvitationFactory(region=head.region, head=head), due_at=now, **facts
        )
        for _ in range(count)
    ]


def task_for(head, *, offset=0):
    item = ActionItemFactory(region=head.region, due_on=timezone.localdate())
    return Reminder.objects.create(
        kind="task", about=item.key, meeting=item.meeting, action_item=item, mandate=head,
        recipient=head.user, minutes_before=0, sequence=0,
        due_at=timezone.now() + timedelta(minutes=offset),
    )  # fmt: skip


def settled(row):
    row.refresh_from_db()
    return row.state, row.why


def test_what_is_due_together_becomes_one_letter_with_a_link_each(clock):
    head = MandateFactory()
    first, second = reminders_of(head, 2)
    task = task_for(head)

    assert actions.queue_due() == 3

    mail = Mail.objects.get()
    assert {row.mail for row in Reminder.objects.all()} == {mail}
    assert (mail.kind, mail.about) == (reminder_notices.SEVERAL, "")
    assert (mail.on_behalf, mail.key) == (head.key, first.mail_key)
    assert mail.subject.endswith("2 pengingat lain")
    for row in (first, second):
        assert row.meeting.title in mail.text
    assert mail.text.count("/pertemuan/jawab/") == 2
    assert f"/tindak-lanjut/{task.action_item_id}/" in mail.text
    assert mail.html.count("/pertemuan/jawab/") >= 2
    assert mail.expires_at == max(row.meeting.starts_at for row in (first, second))
    assert actions.queue_due() == 0


def test_each_person_gets_his_own(clock):
    one, other = MandateFactory(), MandateFactory()
    reminders_of(one, 2)
    reminders_of(other, 1)

    actions.queue_due()

    kinds = {mail.recipient_id: mail.kind for mail in Mail.objects.all()}
    assert kinds == {one.user_id: "meetings.reminders", other.user_id: "meetings.reminder"}


def test_what_comes_later_in_the_morning_comes_along_and_the_rest_keeps_its_time(clock):
    head = MandateFactory()
    now = reminders_of(head, 1)[0]
    later = reminders_of(head, 1, offset=180)[0]
    near = reminders_of(head, 1, offset=60, minutes_before=120)[0]
    evening = reminders_of(head, 1, offset=600)[0]

    assert actions.queue_due() == 2

    assert settled(now) == settled(later) == (State.QUEUED, "")
    assert settled(near) == settled(evening) == (State.PLANNED, "")
    assert Mail.objects.count() == 1


def test_where_nothing_due_is_left_the_later_ones_wait_for_their_time(clock):
    head = MandateFactory()
    due = reminders_of(head, 1)[0]
    later = reminders_of(head, 1, offset=60)[0]
    type(due.meeting).objects.filter(pk=due.meeting_id).update(
        state="cancelled", cancel_reason="Longsor"
    )

    actions.queue_due()

    assert settled(due) == (State.DROPPED, Why.CANCELLED)
    assert settled(later) == (State.PLANNED, "")
    assert not Mail.objects.exists()


def test_several_offices_of_a_person_are_named_and_an_ended_one_is_taken_out(clock):
    head = MandateFactory()
    other = MandateFactory(user=head.user, office="secretary", title="Sekretaris Desa")
    mine = reminders_of(head, 1)[0]
    invitation = InvitationFactory(region=other.region, head=other)
    theirs = ReminderFactory(invitation=invitation, mandate=other)
    actions.queue_due()
    mail = Mail.objects.get()
    assert mail.on_behalf == ""
    assert head.capacity in mail.text and other.capacity in mail.text

    mandates.end(other, by=other.user, reason="Pindah tugas")
    actions.queue_due()

    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED
    assert settled(theirs) == (State.DROPPED, Why.ENDED)
    new = Mail.objects.undelivered().get(kind="meetings.reminder")
    assert (mine.mail_id, settled(mine)) != (new.pk, None)
    assert mine.mail_id == new.pk
    assert new.on_behalf == head.key


def test_one_that_cannot_be_written_is_left_out_of_the_letter(clock, monkeypatch, caplog):
    bad, good, too = reminders_of(MandateFactory(), 3)
    say = reminder_notices.matter_of
    monkeypatch.setattr(
        reminder_notices,
        "matter_of",
        lambda row, **when: 1 / 0 if row.pk == bad.pk else say(row, **when),
    )

    actions.queue_due()

    assert settled(bad) == (State.PLANNED, "")
    assert bad.due_at == timezone.now() + reminding.PAUSE
    assert settled(good) == settled(too) == (State.QUEUED, "")
    assert bad.meeting.title not in Mail.objects.get().text
    assert "could not be written" in caplog.text


def test_a_letter_that_cannot_be_written_is_tried_again_whole(clock, monkeypatch, caplog):
    rows = reminders_of(MandateFactory(), 2)
    monkeypatch.setattr(reminder_notices, "write", lambda *args, **kwargs: 1 / 0)

    actions.queue_due()

    assert {settled(row) for row in rows} == {(State.PLANNED, "")}
    assert not Mail.objects.exists()
    monkeypatch.undo()
    clock.shift(reminding.PAUSE)
    actions.queue_due()
    assert {settled(row) for row in rows} == {(State.QUEUED, "")}
    assert Mail.objects.count() == 1


def test_a_letter_holds_a_bounded_number_of_matters(clock, monkeypatch):
    monkeypatch.setattr(reminding, "MOST_MATTERS", 2)
    reminders_of(MandateFactory(), 5)

    tasks.queue_due_reminders()

    assert sorted(mail.reminders.count() for mail in Mail.objects.all()) == [1, 2, 2]


# --- a matter that is settled while the common letter waits --------------------------------------


@pytest.fixture
def waiting(clock):
    """Two matters and a task in one letter that waits for its server."""
    head = MandateFactory()
    rows = [*reminders_of(head, 2), task_for(head)]
    actions.queue_due()
    return rows


@pytest.mark.parametrize("how", ["answered", "cancelled", "moved", "done"])
def test_one_matter_is_taken_out_and_the_others_go_in_a_new_letter(waiting, how):
    first, second, task = waiting
    old = Mail.objects.get(kind=reminder_notices.SEVERAL)
    meeting, shift = first.meeting, timedelta(days=7)
    if how == "answered":
        actions.answer(first.invitation, by=first.mandate, answer="absent", reason="Panen")
    elif how == "cancelled":
        actions.cancel(meeting, by=meeting.called_by, reason="Longsor")
    elif how == "moved":
        actions.move(
            meeting, by=meeting.called_by, zone=meeting.zone, answer_by=meeting.answer_by + shift,
            starts_at=meeting.starts_at + shift, ends_at=meeting.ends_at + shift,
        )  # fmt: skip
    else:
        actions.report_on_task(task.action_item, by=task.mandate, state="done")

    actions.queue_due()

    old.refresh_from_db()
    assert old.state == Mail.State.DROPPED
    gone = task if how == "done" else first
    kept = [row for row in waiting if row != gone]
    assert settled(gone) == (State.DROPPED, how)
    assert {settled(row) for row in kept} == {(State.QUEUED, "")}
    new = kept[0].mail
    assert new != old and {row.mail for row in kept} == {new}
    subject = gone.action_item.text if gone.action_item else gone.meeting.title
    assert subject in old.text and subject not in new.text


def test_a_letter_on_its_way_is_left_to_go_and_nothing_comes_twice(waiting):
    first, second, _task = waiting
    Mail.objects.filter(kind=reminder_notices.SEVERAL).update(
        state="sending", claim="00000000-0000-0000-0000-000000000001"
    )

    actions.answer(first.invitation, by=first.mandate, answer="absent", reason="Panen")
    actions.queue_due()

    assert Mail.objects.get(kind=reminder_notices.SEVERAL).state == "sending"
    assert settled(second) == settled(first) == (State.QUEUED, "")


def test_what_an_operator_stops_stays_stopped(waiting):
    drop(Mail.objects.filter(kind=reminder_notices.SEVERAL))

    assert actions.queue_due() == 0
    assert not Mail.objects.undelivered().filter(kind=reminder_notices.SEVERAL).exists()


# --- races -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_write_one_letter_to_each_of_twelve_people():
    with time_machine.travel(MORNING, tick=False):
        heads = MandateFactory.create_batch(12)
        for head in heads:
            reminders_of(head, 3)
            reminders_of(head, 2, offset=-1)

        at_once([tasks.queue_due_reminders] * 20)

        assert Mail.objects.count() == 12
        assert {mail.reminders.count() for mail in Mail.objects.all()} == {5}
        assert set(Reminder.objects.values_list("state", "handed")) == {(State.QUEUED, 1)}


@pytest.mark.django_db(transaction=True)
def test_answers_and_workers_at_once_lose_nothing():
    """Every region answers for one of its two meetings while the workers write."""
    with time_machine.travel(MORNING, tick=False):
        heads = MandateFactory.create_batch(8)
        pairs = [reminders_of(head, 2) for head in heads]
        answers = [
            lambda row=row: actions.answer(
                row.invitation, by=row.mandate, answer="absent", reason="Panen"
            )
            for row, _other in pairs
        ]

        at_once([*answers, *[tasks.queue_due_reminders] * 4])
        tasks.queue_due_reminders()

        for said_no, other in pairs:
            assert settled(other) == (State.QUEUED, "")
            assert Mail.objects.undelivered().filter(reminders=other).count() == 1
            # Who answers while his letter is being written may still get it; never twice.
            assert settled(said_no) in [(State.QUEUED, ""), (State.DROPPED, Why.ANSWERED)]
            assert Mail.objects.undelivered().filter(reminders=said_no).count() <= 1


class Killed(BaseException):
    """The process is gone: nothing catches this."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["before the letter", "after the letter"])
def test_a_worker_that_dies_leaves_the_rows_and_no_letter(monkeypatch, where):
    with time_machine.travel(MORNING, tick=False):
        rows = reminders_of(MandateFactory(), 3)
        write = reminder_notices.write

        def dies(*args, **kwargs):
            if where == "after the letter":
                write(*args, **kwargs)
            raise Killed

        monkeypatch.setattr(reminder_notices, "write", dies)
        with pytest.raises(Killed):
            at_once([actions.queue_due])
        assert not Mail.objects.exists()
        assert {settled(row) for row in rows} == {(State.PLANNED, "")}

        monkeypatch.undo()
        at_once([actions.queue_due] * 4)
        assert Mail.objects.get().reminders.count() == 3


# --- the one question that everything asks -----------------------------------------------------


def test_a_batch_of_many_costs_as_many_questions_a_person_as_one(
    clock, django_assert_max_num_queries
):
    meeting = MeetingFactory()
    for _ in range(10):
        ReminderFactory(invitation=InvitationFactory(meeting=meeting))
    # The claim and its like: 9. A person: the letter in five steps, its rows, and the savepoints.
    with django_assert_max_num_queries(9 + 10 * 14):
        assert actions.queue_due() == 10
