"""Giving one's region's word: once, for exactly the text that was shown, by whoever heads it now."""

import pytest
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Signature
from core import audit
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Notification
from tests.factories.agreements import AgreementFactory, give_word, in_days
from tests.factories.villages import MandateFactory
from villages.models import Mandate

pytestmark = pytest.mark.django_db
S = Agreement.State


@pytest.fixture
def agreement(villages, people):
    return AgreementFactory(state="open", regions=villages)


def end_mandate(mandate, **changes):
    Mandate.objects.filter(pk=mandate.pk).update(
        **(changes or {"state": "ended", "ended_at": timezone.now()})
    )


def test_an_approval_keeps_who_gave_it_as_it_was(agreement, people):
    head = people["other head"]

    signature = give_word(agreement, head, method="webauthn")

    assert signature.version == agreement.current
    assert signature.text_sha256 == agreement.current.sha256
    assert (signature.person_name, signature.office_title, signature.region_name) == (
        str(head.user), "Kepala Desa", "Desa Besani",
    )  # fmt: skip
    assert signature.mandate == head and signature.get_method_display() == "kunci sandi"
    [event] = AuditEvent.objects.filter(verb="agreements.approved")
    assert event.detail["sha256"] == agreement.current.sha256
    agreement.refresh_from_db()
    assert agreement.state == S.OPEN


def test_the_last_approval_seals_it(agreement, people):
    give_word(agreement, people["other head"])
    last = give_word(agreement, people["drafting head"])

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE
    assert agreement.sealed_at == last.at
    assert AuditEvent.objects.filter(verb="agreements.sealed").count() == 1
    assert audit.trail_of(agreement)[0].who == ""


def test_all_representatives_of_the_region_hear_of_the_approval(agreement, people):
    give_word(agreement, people["drafting head"])

    told = Notification.objects.filter(kind="agreements.approved")
    assert {note.recipient_id for note in told} == {
        people[who].user_id for who in ("drafting head", "drafting secretary", "drafting council")
    }
    mail = people["drafting council"].user.mails.get(kind="agreements.approved")
    assert "dalam 24 jam" in mail.text
    assert mail.on_behalf == people["drafting council"].key


def test_everybody_of_all_parties_hears_of_the_seal(agreement, people):
    give_word(agreement, people["other head"])
    give_word(agreement, people["drafting head"])

    told = {note.recipient_id for note in Notification.objects.filter(kind="agreements.sealed")}
    involved = (
        "drafting head",
        "drafting secretary",
        "drafting council",
        "other head",
        "other secretary",
    )
    assert told == {people[who].user_id for who in involved}


def test_a_second_click_gets_the_first_answer(agreement, people):
    first = give_word(agreement, people["other head"])
    second = give_word(agreement, people["other head"])

    assert first == second
    assert Signature.objects.count() == 1
    assert AuditEvent.objects.filter(verb="agreements.approved").count() == 1


def test_a_second_click_after_the_seal_too(agreement, people):
    give_word(agreement, people["other head"])
    last = give_word(agreement, people["drafting head"])

    assert give_word(agreement, people["drafting head"]) == last


@pytest.mark.parametrize("sha256", ["0" * 64, "", "bukan sidik"])
def test_a_text_that_was_not_shown_is_not_approved(agreement, people, sha256):
    with pytest.raises(Refusal, match="Teks telah berubah"):
        actions.approve(agreement, by=people["other head"], sha256=sha256, method="password")

    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "who", ["drafting secretary", "other secretary", "stranger head", "own camat", "nobody"]
)
def test_only_the_heads_of_the_parties_approve(agreement, people, who):
    with pytest.raises(Forbidden):
        give_word(agreement, people[who])


def test_a_mandate_that_ended_a_second_ago_gives_no_word(agreement, people):
    head = people["other head"]
    end_mandate(head)

    with pytest.raises(Forbidden, match="tidak berlaku lagi"):
        give_word(agreement, head)
    with pytest.raises(Forbidden, match="tidak berlaku lagi"):
        actions.decline(agreement, by=head, sha256=agreement.current.sha256, reason="Tidak.")


def test_a_term_that_ended_yesterday_or_a_closed_account_gives_no_word(agreement, people):
    head = people["other head"]
    end_mandate(head, ends_on=in_days(-1))
    with pytest.raises(Forbidden):
        give_word(agreement, head)

    end_mandate(head, ends_on=in_days(1))
    head.user.is_active = False
    head.user.save()
    with pytest.raises(Forbidden):
        give_word(agreement, head)


def test_the_successor_approves(agreement, people):
    end_mandate(people["other head"])
    successor = MandateFactory(
        region=people["other head"].region, acting=True, title="Pj. Kepala Desa"
    )

    signature = give_word(agreement, successor)

    assert signature.office_title == "Pj. Kepala Desa"


@pytest.mark.parametrize("state", ["draft", "ended", "withdrawn"])
def test_only_an_open_one_is_approved(state, people, villages):
    agreement = AgreementFactory(state=state, regions=villages)

    with pytest.raises(Refusal):
        actions.approve(agreement, by=people["other head"], sha256="0" * 64, method="password")


def test_declining_needs_no_change_of_state_and_tells_everybody(agreement, people):
    give_word(agreement, people["drafting head"])

    actions.decline(
        agreement, by=people["other head"], sha256=agreement.current.sha256, reason="Iuran berat."
    )

    agreement.refresh_from_db()
    assert agreement.state == S.OPEN
    assert audit.trail_of(agreement)[0].reason == "Iuran berat."
    note = people["drafting head"].user.notifications.get(kind="agreements.declined")
    assert note.body == "Iuran berat."
    assert (
        "Iuran berat."
        in people["drafting secretary"].user.mails.get(kind="agreements.declined").text
    )
    assert not people["other head"].user.notifications.filter(kind="agreements.declined").exists()


def test_declining_twice_with_the_same_words_tells_once(agreement, people):
    for _click in range(2):
        actions.decline(
            agreement, by=people["other head"], sha256=agreement.current.sha256, reason="Berat."
        )

    assert AuditEvent.objects.filter(verb="agreements.declined").count() == 1


def test_who_has_declined_may_still_approve(agreement, people):
    actions.decline(
        agreement, by=people["other head"], sha256=agreement.current.sha256, reason="Berat."
    )

    assert give_word(agreement, people["other head"])


def test_who_has_approved_does_not_decline(agreement, people):
    give_word(agreement, people["other head"])

    with pytest.raises(Refusal, match="sudah menyetujui"):
        actions.decline(
            agreement, by=people["other head"], sha256=agreement.current.sha256, reason="Berat."
        )


def test_declining_a_text_that_has_changed_is_refused(agreement, people):
    with pytest.raises(Refusal, match="Teks telah berubah"):
        actions.decline(agreement, by=people["other head"], sha256="0" * 64, reason="Berat.")
