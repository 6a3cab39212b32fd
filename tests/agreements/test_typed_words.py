"""What was typed for something that has moved on meanwhile stays: in the form where it can still be
sent, else on a page to copy."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import FulfilmentAct, LifeProposal, Obligation, Outcome, Remark
from tests.agreements import disagreeing as disputes
from tests.agreements import owing
from tests.agreements.test_clauses import of, opened
from tests.factories.agreements import AgreementFactory, drawn_up, due_day, in_days, proposed

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


@pytest.fixture
def day(villages):
    return due_day(regions=villages, first_due=in_days(-3))


def test_a_dispute_of_a_report_that_was_sent_anew_is_sent_knowingly(client, day, people, post):
    head, address = (
        people["drafting head"],
        at(day.obligation.agreement, "fulfilment_dispute", day.pk),
    )
    old = owing.report(day, head).pk
    actions.take_back(day, by=head, seen=old)
    newest = owing.report(day, head, given=6_000_000)
    words = {"reason": TYPED, "seen": old}

    answer = post("other head", address, words)

    assert answer.context["dispute"]["seen"].value() == newest.pk
    assert "Rp6.000.000" in answer.content.decode()
    assert not FulfilmentAct.objects.filter(kind="disputed").exists()
    assert client.post(address, words | {"seen": newest.pk}).url == day.get_absolute_url()
    assert FulfilmentAct.objects.get(kind="disputed").note == TYPED


def test_a_dispute_of_a_report_that_was_taken_back_is_shown_to_copy(day, people, post):
    head = people["drafting head"]
    old = owing.report(day, head).pk
    actions.take_back(day, by=head, seen=old)

    address = at(day.obligation.agreement, "fulfilment_dispute", day.pk)

    assert post("other head", address, {"reason": TYPED, "seen": old}).status_code == 409


def test_a_proposal_beside_another_is_shown_to_copy(people, villages, post):
    agreement = AgreementFactory(state="in_force", regions=villages)
    proposed(agreement, people["drafting head"])
    words = {"kind": "end", "ground": "agreed", "token": uuid.uuid4(), "reason": TYPED}

    answer = post("other head", at(agreement, "life_propose") + "?hal=akhiri", words)

    assert answer.status_code == 409 and LifeProposal.objects.count() == 1


def left_out(agreement, head):
    clause = actions.add_clause(agreement, by=head, part=3, title="Lain", text="Sementara.")
    actions.remove_clause(agreement, clause.pk, by=head)
    return clause


@pytest.mark.parametrize("name", ["clause", "remark"])
def test_words_for_a_clause_that_was_left_out_are_shown_to_copy(name, by_clauses, people, post):
    clause = left_out(by_clauses, people["drafting head"])
    words = {"seen": clause.revision, "title": "Lain", "text": TYPED, "token": uuid.uuid4()}

    answer = post("drafting secretary", at(by_clauses, name, clause.pk), words)

    assert answer.status_code == 409 and not Remark.objects.exists()
    assert "klausul ini telah dihapus" in answer.context["reason"]
    assert answer.context["back"] == at(by_clauses, "clauses")


def test_who_leaves_a_clause_out_twice_or_opens_it_is_led_to_those_that_stand(
    client, by_clauses, people
):
    clause = left_out(by_clauses, people["drafting head"])
    client.force_login(people["drafting head"].user)

    for answer in (
        client.post(at(by_clauses, "clause_remove", clause.pk)),
        client.get(at(by_clauses, "clause", clause.pk)),
    ):
        assert answer.url == at(by_clauses, "clauses")
    client.force_login(people["stranger head"].user)
    assert client.get(at(by_clauses, "clause", clause.pk)).status_code == 404


def test_a_clause_of_a_text_that_was_opened_is_shown_to_copy(by_clauses, people, post):
    agreement = opened(by_clauses, people["drafting head"])
    clause = of(agreement, "scope")
    words = {"seen": clause.revision, "title": "Lingkup", "text": TYPED}

    answer = post("drafting secretary", at(agreement, "clause", clause.pk), words)

    assert answer.status_code == 409
    assert of(agreement, "scope").text == clause.text


def test_a_second_click_on_a_clause_is_answered_though_the_text_was_opened(
    client, by_clauses, people
):
    agreement = opened(by_clauses, people["drafting head"])
    clause = of(agreement, "scope")
    client.force_login(people["drafting head"].user)
    words = {"seen": clause.revision - 1, "title": clause.title, "text": clause.text}

    answer = client.post(at(agreement, "clause", clause.pk), words)

    assert answer.url == at(agreement, "clauses")


def test_a_report_that_somebody_else_has_saved_is_shown_and_replaced_knowingly(
    client, people, villages, post
):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    report = drawn_up(agreement, people["drafting head"])
    address = at(agreement, "implementation_edit", report.number)
    page = {
        "seen": report.revision, "starts_on": report.starts_on, "ends_on": report.ends_on,
        **{name: getattr(report, name) for name in report.CHAPTERS},
    }  # fmt: skip
    days = {"starts_on": report.starts_on, "ends_on": report.ends_on}
    actions.write_report(report, by=people["drafting secretary"], seen=1, problems="Macet.", **days)

    answer = post("drafting head", address, page | {"progress": TYPED})

    saved = dict(answer.context["saved"])
    assert saved == {"Pelaksanaan": report.progress, "Masalah dan solusi": "Macet."}
    again = page | {"progress": TYPED, "seen": answer.context["form"]["seen"].value()}
    assert client.post(address, again).url == report.get_absolute_url()
    report.refresh_from_db()
    assert (report.progress, report.revision) == (TYPED, 3)


def test_chapters_of_a_report_that_is_submitted_are_shown_to_copy(people, villages, post):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    report = drawn_up(agreement, people["drafting head"])
    words = {"seen": 1, "starts_on": report.starts_on, "ends_on": report.ends_on, "closing": TYPED}
    actions.submit(report, by=people["drafting secretary"], seen=1)

    answer = post("drafting head", at(agreement, "implementation_edit", 1), words)

    assert answer.status_code == 409
    assert ("Penutup", TYPED) in answer.context["lines"]


def test_an_obligation_that_was_left_out_is_shown_to_copy(people, villages, post):
    agreement = AgreementFactory(regions=villages, owes=[{}])
    row = Obligation.objects.get(agreement=agreement)
    actions.remove_obligation(agreement, row.pk, by=people["drafting head"])
    words = {"seen": 0, "token": uuid.uuid4(), "what": TYPED}

    answer = post("drafting secretary", at(agreement, "obligation_change", row.pk), words)

    assert answer.status_code == 409
    assert answer.context["back"] == at(agreement, "obligations")
