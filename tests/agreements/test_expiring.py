"""The parties are told 180, 90, 30 and 7 days before a term ends: each once, in daytime."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from agreements import actions, tasks
from agreements.actions import expiring
from notifications.models import Mail, Notification
from tests.factories.agreements import AgreementFactory
from tests.factories.villages import SubdistrictFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
KIND = "agreements.ends_soon"


@pytest.fixture
def ending(villages, people):
    return AgreementFactory(
        state="in_force", regions=villages, ends_on=timezone.localdate() + timedelta(days=400)
    )


def at(agreement, left, hour=3):
    """So many days before the end; 3 in UTC is ten in the morning in Jakarta."""
    day = agreement.ends_on - timedelta(days=left)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def mails(agreement):
    return Mail.objects.about(agreement.key).filter(kind=KIND)


def test_each_step_is_told_once_to_heads_and_secretaries_of_all_parties(ending, people):
    for left in (181, 180, 179, 90, 30, 7, 6, 0):
        actions.remind_of_ends(at(ending, left))
        actions.remind_of_ends(at(ending, left, hour=4))

    told = mails(ending).filter(recipient=people["other head"].user).order_by("pk")
    assert [mail.key.split(":")[2] for mail in told] == ["180", "90", "30", "7"]
    assert Notification.objects.of(people["other head"].user).filter(kind=KIND).count() == 4
    text = told.last().text
    assert "7 hari" in text and "musyawarah" in text.lower()
    assert "berakhir" in told.last().subject


def test_subdistricts_are_not_told_of_the_deliberation_of_villages(leksono):
    other = SubdistrictFactory(code="33.07.09", name="Kejajar", parent=leksono.parent)
    accord = AgreementFactory(
        state="in_force", kind="kesepakatan", regions=[leksono, other],
        ends_on=timezone.localdate() + timedelta(days=400),
    )  # fmt: skip

    actions.remind_of_ends(at(accord, 30))

    text = mails(accord).first().text
    assert "musyawarah" not in text.lower() and "persetujuan semua kepala" in text


def test_nobody_is_woken_at_night(ending):
    actions.remind_of_ends(at(ending, 30, hour=17))  # midnight in Jakarta

    assert {timezone.localtime(mail.due_at).hour for mail in mails(ending)} == {6}


def test_an_agreement_that_is_younger_than_the_step_is_not_told_of_it(villages, people):
    agreement = AgreementFactory(
        state="in_force", regions=villages, ends_on=timezone.localdate() + timedelta(days=20)
    )

    assert actions.remind_of_ends(at(agreement, 20)) == 0
    assert actions.remind_of_ends(at(agreement, 7)) > 0


def test_one_that_has_ended_is_told_no_more(ending, people):
    actions.remind_of_ends(at(ending, 30, hour=17))
    assert mails(ending).filter(state=Mail.State.WAITING).exists()

    actions.end(ending, by=people["other head"], ground="object_lost", reason="Tujuan tercapai.")

    assert not mails(ending).filter(state=Mail.State.WAITING).exists()
    assert actions.remind_of_ends(at(ending, 7)) == 0


def test_one_that_ends_between_the_question_and_the_lock_is_left_alone(ending, people):
    actions.end(ending, by=people["other head"], ground="object_lost", reason="Tujuan tercapai.")

    assert expiring._remind(ending.pk, at(ending, 7)) == 0


def test_what_cannot_be_written_does_not_stop_the_others(ending, villages, monkeypatch):
    other = AgreementFactory(state="in_force", regions=villages, ends_on=ending.ends_on)
    real = expiring._remind_parties

    def stumble(pk, now):
        if pk == ending.pk:
            raise ValueError("a broken template")
        return real(pk, now)

    monkeypatch.setattr(expiring, "_remind_parties", stumble)

    assert actions.remind_of_ends(at(ending, 30)) > 0
    assert mails(other).exists() and not mails(ending).exists()


def test_the_task_looks_at_now(ending):
    tasks.remind_of_ends()

    assert not mails(ending).exists()


@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_at_once_each_letter_comes_from_one(ending):
    now = at(ending, 90)

    sent = at_once([lambda: actions.remind_of_ends(now)] * 10)

    assert sum(sent) == mails(ending).count() > 0
