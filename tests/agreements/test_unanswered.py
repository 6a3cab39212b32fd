"""Proposed words that nobody has answered: said before they are lost, and refused to the last."""

import pytest
from django.urls import reverse

from agreements import actions, rules
from agreements.models import Remark, RemarkReply
from core.errors import Forbidden, Refusal
from tests.agreements.test_clauses import answer, of, opened, say, write
from tests.agreements.test_succession import seal
from tests.factories.agreements import AgreementFactory, ClauseFactory, fill
from tests.factories.villages import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def other(people):
    return people["other head"]


@pytest.fixture
def shown(by_clauses, head):
    """A draft without gaps that the parties see."""
    actions.share(by_clauses, by=head)
    return fill(by_clauses, head)


@pytest.fixture
def proposal(shown, other):
    return say(shown, of(shown, "scope"), other, words="Pipa tiga kilometer.")


@pytest.fixture
def page(client):
    def read(who, name, agreement, *args):
        client.force_login(who.user)
        answer = client.get(reverse(f"agreements:{name}", args=[agreement.code, *args]))
        return answer.content.decode()

    return read


def press(client, who, proposal, *, accepted="tidak", reason="", seen=None):
    client.force_login(who.user)
    name = f"jawab-{proposal.pk}"
    seen = proposal.clause.revision if seen is None else seen
    return client.post(
        reverse("agreements:reply", args=[proposal.clause.agreement.code, proposal.pk]),
        {f"{name}-seen": seen, f"{name}-accepted": accepted, f"{name}-reason": reason},
    )


# --- said -------------------------------------------------------------------------------------


def test_who_opens_and_who_approves_reads_how_many_are_unanswered(
    page, shown, proposal, head, other
):
    say(shown, of(shown, "scope"), other)  # a comment wants no answer
    asked = "1 usulan rumusan lain belum dijawab."

    before = page(head, "open", shown)
    assert asked in before and "Jawablah sebelum dibuka" in before
    assert reverse("agreements:clauses", args=[shown.code]) in before
    opened(shown, head)
    word = page(other, "approve", shown)
    assert asked in word and "Desa Sojokerto dapat menarik kembali naskah" in word
    answer(shown, proposal, head, accepted=False, reason="Terlalu panjang.")
    assert asked not in page(other, "approve", shown)


def test_one_for_a_clause_that_was_left_out_is_not_counted(shown, head, other):
    clause = ClauseFactory(agreement=shown)
    say(shown, clause, other, words="Lain.")
    assert Remark.objects.unanswered(shown).count() == 1

    actions.remove_clause(shown, clause.pk, by=head)
    assert Remark.objects.unanswered(shown).count() == 0


def test_after_the_seal_nothing_awaits_an_answer(page, shown, proposal, head):
    clause = proposal.clause_id
    assert "1 usulan menunggu jawaban" in page(head, "clauses", shown)
    seal(shown)

    listed, own = page(head, "clauses", shown), page(head, "clause", shown, clause)
    assert "1 usulan tidak dijawab sebelum disahkan" in listed
    assert "Tidak dijawab sebelum disahkan" in own
    assert "belum dijawab" not in page(head, "approve", shown)
    for text in (listed, own):
        assert "enunggu jawaban" not in text
    with pytest.raises(Refusal):
        answer(shown, proposal, head, accepted=False, reason="Tidak.")


def test_of_a_withdrawn_one_neither(page, shown, proposal, head):
    actions.withdraw(shown, by=head, reason="Batal.")

    listed = page(head, "clauses", shown)
    own = page(head, "clause", shown, proposal.clause_id)
    assert "1 usulan tidak dijawab" in listed and "Tidak dijawab" in own
    assert "enunggu jawaban" not in listed + own and "disahkan" not in own


# --- refused while it is open -----------------------------------------------------------------


def test_while_it_is_open_words_are_refused_and_not_taken_over(
    client, page, shown, proposal, head, other
):
    opened(shown, head)
    own = page(head, "clause", shown, proposal.clause_id)
    assert 'value="tidak"' in own and 'value="ya"' not in own

    taken = press(client, head, proposal, accepted="ya")
    assert "Tarik kembali ke draf" in taken.content.decode()
    assert not RemarkReply.objects.exists()
    assert press(client, head, proposal, reason="Sudah cukup.").status_code == 302
    assert RemarkReply.objects.get().reason == "Sudah cukup."
    shown.refresh_from_db()
    assert shown.state == "open" and shown.current.number == 1


def test_only_those_who_drafted_it_answer(shown, proposal, head, other, people):
    opened(shown, head)

    able = {name for name, acting in people.items() if rules.can_answer(acting, shown)}
    assert able == {"drafting head", "drafting secretary"}
    with pytest.raises(Forbidden):
        answer(shown, proposal, other, accepted=False, reason="Tidak.")
    assert not rules.can_answer(head, AgreementFactory(drafted_for=head.region))


# --- an answer that comes too late ------------------------------------------------------------


def test_the_second_who_answers_keeps_the_reason_and_reads_why(
    client, shown, proposal, head, people
):
    answer(shown, proposal, head)

    late = press(client, people["drafting secretary"], proposal, reason="Ini alasan saya.")
    text = late.content.decode()
    assert late.status_code == 200 and "sudah dijawab" in text and "Ini alasan saya." in text
    assert "Diambil alih" in text and 'value="tidak"' not in text
    assert press(client, head, proposal, accepted="ya").status_code == 302  # a second click


def test_a_reason_sent_after_the_seal_is_kept_on_the_page_too(client, shown, proposal, head):
    seal(shown)

    late = press(client, head, proposal, reason="Ini alasan saya.")
    text = late.content.decode()
    assert late.status_code == 200 and "Ini alasan saya." in text and 'value="tidak"' not in text
    assert "tidak dapat diubah lagi" in text and not RemarkReply.objects.exists()


def test_another_reason_is_not_swallowed(client, shown, proposal, head):
    answer(shown, proposal, head, accepted=False, reason="Terlalu panjang.")
    colleague = MandateFactory(region=head.region, office="secretary")

    text = press(client, colleague, proposal, reason="Tidak ada dana.").content.decode()
    assert "sudah dijawab" in text and "Tidak ada dana." in text and "Terlalu panjang." in text


def test_words_taken_onto_an_older_clause_are_compared_again(client, shown, proposal, head):
    seen = proposal.clause.revision
    write(shown, of(shown, "scope"), head, "Air mengalir ke bak.")

    again = press(client, head, proposal, accepted="ya", reason="Catatan.", seen=seen)
    text = again.content.decode()
    assert "bandingkan" in text.lower() and "Catatan." in text and "Air mengalir ke bak." in text
    shown_now = next(item.form for item in again.context["said"] if item.form)
    assert shown_now["seen"].value() == seen + 1
    assert press(client, head, proposal, accepted="ya", seen=seen + 1).status_code == 302
    assert of(shown, "scope").text == "Pipa tiga kilometer."
