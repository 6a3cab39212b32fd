"""What was typed for something that has moved on meanwhile stays: in the form where it can still be
sent, else on a page to copy."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Outcome
from tests.agreements import disagreeing as disputes
from tests.factories.agreements import AgreementFactory

pytestmark = pytest.mark.django_db
TYPED = "Kata-kata yang panjang dan lama dipikirkan."


@pytest.fixture
def post(client, people):
    """Sends a form as ``who``: the answer, which keeps the words."""

    def send(who, address, words):
        client.force_login(people[who].user)
        answer = client.post(address, words)
        assert TYPED in answer.content.decode()
        return answer

    return send


def at(thing, name, *args):
    return reverse(f"agreements:{name}", args=[thing.code, *args])


def record(**words):
    return {
        "held_on": timezone.localdate().isoformat(), "place": "Pendopo", "led_by": "Camat",
        "present": "Kepala Desa", "agreed": TYPED, "seen": 0, "tugas-TOTAL_FORMS": 1,
        "tugas-INITIAL_FORMS": 0, "tugas-0-what": "membayar",
    } | words  # fmt: skip


@pytest.fixture
def dispute(villages, people):
    return disputes.mediated(disputes.disputed(villages), people["own camat"])


def duty(dispute):
    return {
        "tugas-0-party": dispute.parties.last().name,
        "tugas-0-due": timezone.localdate().isoformat(),
    }


def test_a_result_that_somebody_else_has_written_is_shown_and_replaced_knowingly(
    client, dispute, people, post
):
    disputes.write(dispute, people["own officer"], agreed="Dibayar lunas hari ini.")
    words = record(**duty(dispute))

    answer = post("own camat", at(dispute, "dispute_result"), words)

    html = answer.content.decode()
    assert "orang lain telah menuliskan hasilnya" in html
    assert "Dibayar lunas hari ini." in html and "membayar" in html
    assert Outcome.objects.count() == 1
    seen = answer.context["form"]["seen"].value()
    sent = client.post(at(dispute, "dispute_result"), words | {"seen": seen})
    assert sent.url == dispute.get_absolute_url()
    assert Outcome.objects.first().agreed == TYPED


def test_a_result_of_a_case_that_is_closed_is_shown_to_copy(dispute, people, post):
    words = record(**duty(dispute))
    disputes.disputing.fail(dispute, by=people["own officer"], reason="Tidak ada titik temu.")

    answer = post("own camat", at(dispute, "dispute_result"), words)

    assert answer.status_code == 409 and not Outcome.objects.exists()
    assert [text for _label, text in answer.context["lines"]].count("membayar") == 1


def test_a_reason_not_to_approve_what_is_not_open_any_more_is_shown_to_copy(people, villages, post):
    agreement = AgreementFactory(state="open", regions=villages)
    words = {"reason": TYPED, "sha256": agreement.current.sha256}
    actions.withdraw(agreement, by=people["drafting head"], reason="Keliru.")

    assert post("other head", at(agreement, "decline"), words).status_code == 409
