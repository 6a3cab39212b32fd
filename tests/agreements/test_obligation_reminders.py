"""Who owes something is told a week before, on the day, and a week after; each once, in daytime."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from agreements import actions, tasks
from agreements.actions import obligation_reminders
from notifications.models import Mail, Notification
from tests.agreements.owing import linked_day, receive, report
from tests.factories.agreements import due_day, in_days
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once
from tests.notifications.machinery import sink, wait_until, worker  # noqa: F401

pytestmark = pytest.mark.django_db
KIND = "agreements.obligation_due"


@pytest.fixture
def day(villages, people):
    return due_day(regions=villages, first_due=in_days(40))


def at(day, left, hour=3):
    """So many days before it is due; 3 in UTC is ten in the morning in Jakarta."""
    when = day.due_on - timedelta(days=left)
    return datetime(when.year, when.month, when.day, hour, tzinfo=UTC)


def mails(day):
    return Mail.objects.filter(kind=KIND, key__startswith=f"{KIND}:{day.pk}:")


def waiting(day):
    return mails(day).filter(state=Mail.State.WAITING)


def test_each_step_is_told_once_to_those_who_report_for_the_party(day, people):
    for left in (9, 7, 6, 1, 0, -1, -7, -8, -20):
        actions.remind_of_obligations(at(day, left))
        actions.remind_of_obligations(at(day, left, hour=4))

    told = mails(day).filter(recipient=people["drafting secretary"].user).order_by("pk")
    assert [mail.key.split(":")[2] for mail in told] == ["7", "0", "-7"]
    assert set(mails(day).values_list("recipient", flat=True)) == {
        people[who].user.pk for who in ("drafting head", "drafting secretary")
    }
    assert Notification.objects.of(people["drafting head"].user).filter(kind=KIND).count() == 3
    before, today, late = told
    assert "jatuh temponya hari ini" in today.text and "belum dilaporkan" in late.text
    assert "batas waktu" in before.subject and "membebaskan" in late.text


def test_nobody_is_woken_at_night(day):
    actions.remind_of_obligations(at(day, 7, hour=17))  # midnight in Jakarta

    assert {timezone.localtime(mail.due_at).hour for mail in mails(day)} == {6}


def test_what_is_reported_is_told_no_more(day, people):
    actions.remind_of_obligations(at(day, 0, hour=17))
    assert waiting(day).exists()

    report(day, people["drafting head"])

    assert not waiting(day).exists()
    assert actions.remind_of_obligations(at(day, -7)) == 0


def test_what_is_released_is_told_no_more(day, people):
    actions.remind_of_obligations(at(day, 0, hour=17))
    actions.release(day, by=people["drafting head"], reason="Banjir.")
    assert waiting(day).exists()

    actions.release(day, by=people["other head"])

    assert not waiting(day).exists()


def test_of_an_agreement_that_ended_nobody_is_told_any_more(day, people):
    actions.remind_of_obligations(at(day, 0, hour=17))
    agreement = day.obligation.agreement

    actions.end(agreement, by=people["other head"], ground="object_lost", reason="Selesai.")

    assert not waiting(day).exists()
    assert actions.remind_of_obligations(at(day, -7)) == 0
    assert obligation_reminders._remind(day.pk, agreement.pk, at(day, -7)) == 0


def test_a_contribution_that_has_come_in_the_project_is_told_no_more(villages, people):
    day = linked_day(villages)
    assert actions.remind_of_obligations(at(day, 0)) == 2

    receive(day, 50_000_000)

    assert actions.remind_of_obligations(at(day, -7)) == 0
    assert obligation_reminders._remind(day.pk, day.obligation.agreement_id, at(day, -7)) == 0


def test_what_is_disputed_is_told_again(day, people):
    act = report(day, people["drafting head"])
    actions.dispute(day, by=people["other head"], seen=act.pk, reason="Belum.")

    assert actions.remind_of_obligations(at(day, -7)) == 2


def test_a_mandate_that_ended_gets_nothing(day, people):
    MandateFactory(region=people["drafting head"].region, office="secretary", ended=True)

    assert actions.remind_of_obligations(at(day, 0)) == 2


def test_what_was_due_at_the_seal_has_no_reminder_of_the_steps_before(villages):
    day = due_day(regions=villages, first_due=in_days(3))

    assert actions.remind_of_obligations(at(day, 3)) == 0
    assert actions.remind_of_obligations(at(day, 0)) > 0


def test_a_day_without_a_step_tells_nobody(day, monkeypatch):
    assert obligation_reminders._remind(day.pk, day.obligation.agreement_id, at(day, 20)) == 0


def test_what_cannot_be_written_does_not_stop_the_others(day, villages, monkeypatch):
    other = due_day(regions=villages, first_due=day.due_on)
    real = obligation_reminders._remind_party

    def stumble(pk, agreement, now):
        if pk == day.pk:
            raise ValueError("a broken template")
        return real(pk, agreement, now)

    monkeypatch.setattr(obligation_reminders, "_remind_party", stumble)

    assert actions.remind_of_obligations(at(day, 0)) > 0
    assert mails(other).exists() and not mails(day).exists()


def test_the_task_looks_at_now(day):
    tasks.remind_of_obligations()

    assert not mails(day).exists()


@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_at_once_each_letter_comes_from_one(day):
    now = at(day, 0)

    sent = at_once([lambda: actions.remind_of_obligations(now)] * 10)

    assert sum(sent) == mails(day).count() > 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_killed_loses_no_letter_and_doubles_none(sink, worker, people, villages):  # noqa: F811
    day = due_day(regions=villages, first_due=in_days(40))
    worker.start()
    worker.kill()
    for _again in range(2):
        actions.remind_of_obligations(at(day, 0))
    mails(day).update(due_at=timezone.now())

    worker.start()

    sink.wait_for(2)
    wait_until(lambda: mails(day).filter(state=Mail.State.SENT).count() == 2, what="both letters")
    assert len(sink.letters) == 2
