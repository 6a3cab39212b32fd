"""Withdrawn before the seal, ended after it, by people or by the calendar."""

import pytest

from agreements import actions, tasks
from agreements.actions import ending
from agreements.models import Agreement
from core import audit
from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from tests.factories.agreements import AgreementFactory, in_days

pytestmark = pytest.mark.django_db
S = Agreement.State


def test_a_draft_is_withdrawn_in_silence(people, villages):
    agreement = actions.withdraw(
        AgreementFactory(regions=villages), by=people["drafting secretary"], reason="Keliru."
    )

    assert agreement.state == S.WITHDRAWN and agreement.ended_at
    assert not Notification.objects.exists()
    assert audit.trail_of(agreement)[0].reason == "Keliru."


def test_an_open_one_is_withdrawn_and_the_parties_hear_why(people, villages):
    agreement = AgreementFactory(state="open", regions=villages, told=True)

    actions.withdraw(agreement, by=people["drafting head"], reason="Menunggu Musdes.")

    assert people["other head"].user.notifications.filter(kind="agreements.withdrawn").exists()
    assert "Menunggu Musdes." in people["other secretary"].user.mails.get().text
    assert not Mail.objects.filter(kind="agreements.opened").undelivered().exists()


def test_another_party_does_not_withdraw(people, villages):
    agreement = AgreementFactory(state="open", regions=villages)

    with pytest.raises(Forbidden):
        actions.withdraw(agreement, by=people["other head"], reason="Tidak mau.")


@pytest.mark.parametrize("state", ["in_force", "ended", "withdrawn"])
def test_what_was_sealed_is_not_withdrawn(state, people, villages):
    agreement = AgreementFactory(state=state, regions=villages)

    with pytest.raises(Refusal):
        actions.withdraw(agreement, by=people["drafting head"], reason="Tidak mau.")


def test_the_head_of_a_party_records_the_end(people, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)

    agreement = actions.end(
        agreement, by=people["other head"], ground="object_lost", reason="Tujuan tercapai."
    )

    assert agreement.state == S.ENDED and agreement.end_reason == "Tujuan tercapai."
    mail = people["drafting head"].user.mails.get(kind="agreements.ended")
    assert "Tujuan tercapai." in mail.text
    with pytest.raises(Refusal):
        actions.end(agreement, by=people["drafting head"], ground="object_lost", reason="Lagi.")


def test_the_night_after_the_last_day_ends_it(people, villages):
    over = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(5))
    lasting = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(6))

    assert actions.end_terms_that_are_over(in_days(6)) == 1
    assert actions.end_terms_that_are_over(in_days(6)) == 0

    over.refresh_from_db()
    lasting.refresh_from_db()
    assert (over.state, lasting.state) == (S.ENDED, S.IN_FORCE)
    assert over.end_reason == "Masa berlaku sudah habis."
    assert audit.trail_of(over)[0].who == ""
    assert "habis pada" in people["other head"].user.mails.get(kind="agreements.ended").text


def test_one_that_somebody_ended_meanwhile_is_left_alone(people, villages):
    agreement = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(5))
    stale = Agreement.objects.get(pk=agreement.pk)
    actions.end(agreement, by=people["other head"], ground="object_lost", reason="Tercapai.")

    assert ending._end_term(stale, in_days(6)) is False


def test_the_nightly_task_looks_at_today(villages, people):
    AgreementFactory(state="in_force", regions=villages)

    tasks.end_terms_that_are_over()

    assert Agreement.objects.get().state == S.IN_FORCE
