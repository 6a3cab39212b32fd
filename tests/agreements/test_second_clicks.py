"""A second click of the same person gets the first one's answer, and nothing is written or sent
again; another person, or other words, get the sentence why it is too late."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.signing import Named, Plan
from core.models import AuditEvent
from notifications.models import Mail, Notification
from tests.agreements import board, owing
from tests.agreements import disagreeing as disputes
from tests.agreements.test_approving_pages import PASSWORD, PROOF
from tests.agreements.test_clauses import opened
from tests.agreements.test_third_parties import TWO, approved
from tests.factories.agreements import (
    AgreementFactory,
    clausal,
    drawn_up,
    due_day,
    in_days,
    proposed,
    submitted,
)
from tests.factories.on_paper import scan
from tests.factories.projects import head_of
from tests.papers import picture_bytes

pytestmark = pytest.mark.django_db
WITNESSED = Plan(needed=1, witnesses=(Named("Sri Lestari", "Notaris"),))


@dataclass
class Click:
    """A form as ``who`` sends it; ``proof``: whether the password is asked for before the form is
    shown. ``colleague`` may do the same; ``changed`` are other words; of both, if there are any."""

    who: Any
    address: str
    words: dict = field(default_factory=dict)
    proof: bool = False
    colleague: Any = None
    changed: dict = field(default_factory=dict)

    def send(self, client, **changes):
        """The answer: its address and what is said there; a password is given where it is asked.
        Words that come too late stay on the page, with the reason."""
        made = {name: each() if callable(each) else each for name, each in self.words.items()}
        answer = client.post(self.address, made | changes)
        if answer.status_code == 302 and answer.url.startswith(PROOF):
            answer = client.post(answer.url, {"password": PASSWORD})
        if answer.status_code == 409:
            return self.address, [answer.context["reason"]]
        assert answer.status_code == 302, answer.content.decode()
        return answer.url, [str(each) for each in client.get(answer.url).context["messages"]]


def at(thing, name, *args):
    return reverse(f"agreements:{name}", args=[thing.code, *args])


def _in_force(villages):
    return AgreementFactory(state="in_force", regions=villages)


def suspending(villages, people):
    words = {
        "kind": "suspend", "token": uuid.uuid4(), "reason": "Mata air surut.",
        "from_on": in_days(1).isoformat(), "until_on": in_days(9).isoformat(),
    }  # fmt: skip
    address = at(_in_force(villages), "life_propose") + "?hal=tunda"
    changed = {"reason": "Lain.", "token": uuid.uuid4()}
    return Click(
        people["other head"], address, words, colleague=people["drafting head"], changed=changed
    )


def taking_back(villages, people):
    agreement, head = _in_force(villages), people["drafting head"]
    return Click(head, at(agreement, "life_take_back", proposed(agreement, head).pk))


def refusing(villages, people):
    proposal = proposed(_in_force(villages), people["drafting head"])
    return Click(
        people["other head"], at(proposal.agreement, "life_refuse", proposal.pk),
        {"reason": "Belum perlu."}, changed={"reason": "Lain."},
    )  # fmt: skip


def ending(villages, people):
    words = {"ground": "breach", "reason": "Iuran tidak dibayar.", "paper": scan}
    return Click(
        people["other head"], at(_in_force(villages), "end"), words, proof=True,
        colleague=people["drafting head"], changed={"reason": "Lain."},
    )  # fmt: skip


def objecting(villages, people):
    agreement = _in_force(villages)
    actions.end(agreement, by=people["drafting head"], ground="breach", reason="Tidak dibayar.")
    words = {"reason": "Sudah dibayar."}
    return Click(
        people["other head"], at(agreement, "breach_object"), words, changed={"reason": "Lain."}
    )


def withdrawing(villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    return Click(
        people["drafting head"], at(agreement, "withdraw"), {"reason": "Keliru."},
        colleague=people["drafting secretary"], changed={"reason": "Lain."},
    )  # fmt: skip


def taking_a_text_back(villages, people):
    agreement = opened(clausal(villages), people["drafting head"])
    return Click(
        people["drafting head"], at(agreement, "rework"), colleague=people["drafting secretary"]
    )


def passing_on(villages, people):
    return Click(
        people["other head"], at(disputes.disputed(villages), "dispute_pass_on"),
        colleague=people["other secretary"],
    )  # fmt: skip


def accepting(villages, people):
    dispute = disputes.passed_on(disputes.disputed(villages))
    return Click(
        people["own camat"], at(dispute, "dispute_accept"), colleague=people["own officer"]
    )


def failing(villages, people):
    dispute = disputes.mediated(disputes.disputed(villages), people["own camat"])
    return Click(
        people["own camat"], at(dispute, "dispute_fail"), {"reason": "Tidak ada titik temu."},
        colleague=people["own officer"], changed={"reason": "Lain."},
    )  # fmt: skip


def taking_a_dispute_back(villages, people):
    dispute = disputes.disputed(villages)
    return Click(
        people["drafting head"], at(dispute, "dispute_withdraw"), {"reason": "Sudah damai."},
        colleague=people["drafting secretary"], changed={"reason": "Lain."},
    )  # fmt: skip


def confirming(villages, people):
    dispute = disputes.mediated(disputes.disputed(villages), people["own camat"])
    outcome = disputes.write(dispute, people["own camat"])
    return Click(
        people["other head"], at(dispute, "dispute_confirm"), {"sha256": outcome.sha256},
        changed={"sha256": "0" * 64},
    )  # fmt: skip


def signing_a_result(villages, people):
    dispute = disputes.mediated(disputes.disputed(villages), people["own camat"])
    outcome = disputes.write(dispute, people["own camat"])
    for who in ("drafting head", "other head"):
        disputes.confirm(dispute, people[who])
    return Click(
        people["own camat"], at(dispute, "dispute_confirm"), {"sha256": outcome.sha256},
        changed={"sha256": "0" * 64},
    )  # fmt: skip


def writing_a_result(villages, people):
    dispute = disputes.mediated(disputes.disputed(villages), people["own camat"])
    words = {
        "held_on": timezone.localdate().isoformat(), "place": "Pendopo", "led_by": "Camat",
        "present": "Kepala Desa", "agreed": "Dicicil.", "seen": 0,
        "tugas-TOTAL_FORMS": 0, "tugas-INITIAL_FORMS": 0,
    }  # fmt: skip
    return Click(people["own camat"], at(dispute, "dispute_result"), words)


def publishing_a_result(villages, people):
    dispute = disputes.settled(disputes.disputed(villages), people["own camat"])
    return Click(
        people["other head"], at(dispute, "dispute_publish"), {"sha256": dispute.outcome.sha256},
        changed={"sha256": "0" * 64},
    )  # fmt: skip


def asking_for_a_change(villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    words = {"wish": "change", "reason": "Berat.", "sha256": agreement.current.sha256}
    return Click(people["other head"], at(agreement, "decline"), words)


def _owed(villages):
    return due_day(regions=villages, first_due=in_days(-3))


def _of_day(day, name):
    return at(day.obligation.agreement, name, day.pk)


def reporting(villages, people):
    words = {"token": uuid.uuid4(), "given": "12.000.000", "note": "Lunas.", "file": scan}
    return Click(
        people["drafting head"], _of_day(_owed(villages), "fulfil"), words,
        colleague=people["drafting secretary"], changed={"token": uuid.uuid4()},
    )  # fmt: skip


def _answering(villages, people, who, name, **words):
    day = _owed(villages)
    seen = owing.report(day, people["drafting head"]).pk
    return Click(people[who], _of_day(day, name), {"seen": seen} | words)


def confirming_a_report(villages, people):
    return _answering(villages, people, "other head", "fulfilment_confirm")


def disputing_a_report(villages, people):
    return _answering(villages, people, "other head", "fulfilment_dispute", reason="Belum.")


def taking_a_report_back(villages, people):
    return _answering(villages, people, "drafting head", "unfulfil")


def releasing(villages, people):
    return Click(
        people["drafting head"], _of_day(_owed(villages), "fulfilment_release"),
        {"reason": "Gagal panen."}, changed={"reason": "Lain."},
    )  # fmt: skip


def _reported(villages, make):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    return agreement, make(agreement, head_of(villages[0]))


def submitting(villages, people):
    agreement, report = _reported(villages, drawn_up)
    return Click(
        people["drafting head"], at(agreement, "implementation_submit", report.number),
        {"seen": report.revision}, colleague=people["drafting secretary"],
    )  # fmt: skip


def knowing_a_report(villages, people):
    agreement, report = _reported(villages, submitted)
    return Click(
        people["other head"], at(agreement, "implementation_know", report.number),
        {"remark": "Baik."}, changed={"remark": "Lain."},
    )  # fmt: skip


def taking_off(villages, people):
    planned = board.announced(villages[0], by=people["drafting head"])
    return Click(
        people["drafting head"], reverse("noticeboard:withdraw", args=[planned.code]),
        {"reason": "Diganti."}, colleague=people["drafting secretary"],
        changed={"reason": "Lain."},
    )  # fmt: skip


def _sheet(agreement, **words):
    today = timezone.localdate().isoformat()
    return {"sha256": agreement.current.sha256, "signed_on": today, "paper": scan} | words


def _photo():
    return scan(picture_bytes(), "foto.jpg")


def on_paper(villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    party = agreement.parties.get(region=villages[1])
    words = _sheet(agreement, name=party.signer_name, title=party.signer_title)
    return Click(
        people["other secretary"], at(agreement, "paper"), words, proof=True,
        colleague=people["other head"], changed={"paper": _photo},
    )  # fmt: skip


def on_paper_by_a_witness(villages, people):
    agreement = AgreementFactory(state="open", regions=villages, plan=WITNESSED)
    return Click(
        people["drafting secretary"], at(agreement, "witness_paper", 1), _sheet(agreement),
        proof=True, colleague=people["drafting head"], changed={"paper": _photo},
    )  # fmt: skip


def on_paper_by_a_third(villages, people):
    agreement = AgreementFactory(kind="perjanjian", regions=villages, state="open", plan=TWO)
    approved(agreement, people)
    words = _sheet(agreement, name="Hendra Wijaya", title="Direktur", number="017/CV")
    return Click(
        people["drafting secretary"], at(agreement, "third_paper", 1), words, proof=True,
        colleague=people["drafting head"], changed={"number": "018/CV"},
    )  # fmt: skip


def acknowledging_on_paper(villages, people):
    agreement, camat = _in_force(villages), people["own camat"]
    words = _sheet(agreement, name=str(camat.user), title=camat.title)
    return Click(
        people["other secretary"], at(agreement, "acknowledge_paper", "33.07.05"), words,
        proof=True, colleague=people["other head"], changed={"paper": _photo},
    )  # fmt: skip


CLICKS = [
    suspending, taking_a_text_back, refusing, taking_back, ending, objecting, withdrawing,
    passing_on, accepting, failing, taking_a_dispute_back, confirming, signing_a_result,
    writing_a_result, publishing_a_result, asking_for_a_change, reporting, confirming_a_report,
    disputing_a_report, taking_a_report_back, releasing, submitting, knowing_a_report, taking_off,
    on_paper, on_paper_by_a_witness, on_paper_by_a_third, acknowledging_on_paper,
]  # fmt: skip


def written():
    """How much there is of all that a click writes."""
    return [model.objects.count() for model in (AuditEvent, Mail, Notification)]


@pytest.fixture
def clicked(client, villages, people):
    """Opens the form as the person, and sends it once."""

    def once(case):
        click = case(villages, people)
        client.force_login(click.who.user)
        if click.proof:
            asked = client.get(click.address)
            client.post(asked.url, {"password": PASSWORD})
            client.get(click.address)
        before = written()
        answer = click.send(client)
        assert written() != before, answer
        return click, answer

    return once


@pytest.mark.parametrize("case", CLICKS)
def test_a_second_click_gets_the_first_ones_answer(case, client, clicked):
    click, first = clicked(case)
    after = written()

    assert click.send(client) == first
    assert written() == after


@pytest.mark.parametrize("case", CLICKS)
def test_another_person_or_other_words_hear_that_it_is_too_late(case, client, clicked):
    click, (_address, said) = clicked(case)
    after = written()
    tries = []
    if click.changed:
        changed = {name: each() if callable(each) else each for name, each in click.changed.items()}
        tries.append(click.send(client, **changed))
    if click.colleague:
        client.force_login(click.colleague.user)
        tries.append(click.send(client))

    for _where, sentences in tries:
        assert sentences and not set(sentences) & set(said)
    assert written() == after
