"""Sides whose time is over and mediators who have not answered are told, once for each step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.actions import disputing
from agreements.actions.dispute_reminders import remind_of_disputes
from agreements.models import Dispute
from agreements.tasks import remind_of_disputes as task
from notifications.models import Mail
from tests.agreements.disagreeing import contracted, disputed, fresh, passed_on, timed_out

pytestmark = pytest.mark.django_db
OVER, UNANSWERED = "agreements.dispute_over", "agreements.dispute_unanswered"


def mails(kind):
    return Mail.objects.filter(kind=kind)


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def dispute(villages, people):
    return disputed(villages)


def test_all_sides_are_told_once_that_the_time_is_over(dispute, people):
    assert remind_of_disputes(in_days(13)) == 0
    Dispute.objects.filter(pk=dispute.pk).update(
        deliberate_until=timezone.localdate() - timedelta(days=1)
    )
    assert remind_of_disputes() == 4
    assert remind_of_disputes() == 0 and remind_of_disputes(in_days(3)) == 0
    disputing.pass_on(fresh(dispute), by=people["other head"])
    assert not mails(OVER).filter(state="waiting").exists()


def test_with_a_third_party_the_mediator_writes(villages, people):
    timed_out(contracted(villages))
    assert remind_of_disputes()
    assert "menuliskan" in mails(OVER).first().text


def test_the_mediator_is_told_each_week_until_he_answers(dispute, people):
    passed_on(dispute)
    assert remind_of_disputes(in_days(6)) == 0
    assert remind_of_disputes(in_days(8)) == 2 == remind_of_disputes(in_days(15))
    assert remind_of_disputes(in_days(15)) == 0
    disputing.accept(fresh(dispute), by=people["own camat"])
    assert remind_of_disputes(in_days(30)) == 0
    assert not mails(UNANSWERED).filter(state="waiting").exists()


def test_the_task_does_the_same_and_a_mishap_stops_nobody(dispute, people, monkeypatch):
    passed_on(dispute)
    Dispute.objects.filter(pk=dispute.pk).update(referred_at=in_days(-8))

    def broken(*args, **kwargs):
        raise ValueError("broken")

    with monkeypatch.context() as patched:
        patched.setattr("agreements.dispute_notices.unanswered", broken)
        task()
    assert not mails(UNANSWERED).exists()
    task()
    assert mails(UNANSWERED).count() == 2


def test_what_was_answered_in_the_meantime_is_not_reminded_of(dispute, people, monkeypatch):
    passed_on(dispute)
    Dispute.objects.filter(pk=dispute.pk).update(referred_at=in_days(-8))
    locked = disputing.locked

    def accepted_first(row):
        disputing.accept(locked(row), by=people["own camat"])
        return locked(row)

    monkeypatch.setattr("agreements.actions.dispute_reminders.locked", accepted_first)
    assert remind_of_disputes() == 0
