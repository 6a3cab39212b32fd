"""In order or at once, before witnesses, on paper, and certified files beside it all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import actions, notices, rules, signing
from agreements.actions.drafting import Lacking
from agreements.models import Agreement, Attestation, Signature, SignedPaper
from agreements.signing import Named, Plan
from agreements.waiting import waiting_for
from core import audit
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from tests.agreements.test_drafting import change
from tests.factories.agreements import (
    ON_PAPER,
    AgreementFactory,
    attest,
    clausal,
    fill,
    give_word,
    in_days,
    named,
    settle_at_home,
)
from tests.factories.on_paper import witness_on_paper
from villages.models import Mandate

pytestmark = pytest.mark.django_db
S = Agreement.State
IN_ORDER = Plan(in_order=True)


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def other(people):
    return people["other head"]


@pytest.fixture
def camat(people):
    return people["own camat"]


@pytest.fixture
def ordered(villages, people):
    return AgreementFactory(state="open", regions=villages, plan=IN_ORDER, told=True)


@pytest.fixture
def witnessed(villages, people, camat):
    """One of two is enough: the camat, who has an account, or the notary on paper."""
    plan = Plan(needed=1, witnesses=(named(camat), ON_PAPER))
    return AgreementFactory(state="open", regions=villages, plan=plan, told=True)


def asked(kind="agreements.opened"):
    return {mail.recipient_id for mail in Mail.objects.filter(kind=kind)}


def state_of(agreement):
    agreement.refresh_from_db()
    return agreement.state


# --- what the drafter chooses -------------------------------------------------------


def test_order_and_witnesses_stand_in_the_text_that_is_hashed(villages, people, camat):
    plan = Plan(True, 1, (named(camat), ON_PAPER))
    lines = AgreementFactory(state="open", regions=villages, plan=plan).current.text.split("\n")

    assert "Penandatanganan: berurutan menurut urutan pihak" in lines
    assert f"Saksi 1: {camat.user}, {camat.capacity}" in lines
    assert "Saksi 2: Sri Lestari, Notaris" in lines
    assert "Kesaksian: paling sedikit 1 dari 2 saksi" in lines


def test_a_new_version_keeps_order_and_witnesses(witnessed, head, camat):
    change(witnessed, head, text="Pasal 1\nLain.")

    witnessed.refresh_from_db()
    assert witnessed.current.number == 2
    assert signing.plan_of(witnessed.current).witnesses[1] == ON_PAPER
    assert "Saksi 2: Sri Lestari, Notaris" in witnessed.current.text
    note = camat.user.notifications.get(kind="agreements.changed")
    assert note.url == f"/kesepakatan/{witnessed.code}/saksikan/"


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(needed=2, witnesses=(ON_PAPER,)), "baru menyebut 1"),
        (Plan(needed=0, witnesses=(ON_PAPER,)), "berapa saksi"),
        (Plan(needed=1, witnesses=(ON_PAPER, Named("sri  lestari", "Guru"))), "dua kali"),
        (Plan(needed=1, witnesses=(Named("Sutrisno", "Kepala Desa"),)), "tidak dapat sekaligus"),
        (Plan(needed=5, witnesses=tuple(Named(f"N {n}", "Guru") for n in range(5))), "Paling banyak 4"),
        (Plan(needed=1, witnesses=(Named("Sri", "Camat", 0),)), "tidak menjabat"),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_refused_and_nothing_is_opened(
    villages, people, plan, words, monkeypatch
):
    agreement = AgreementFactory(regions=villages)
    agreement.parties.update(signer_name="Sutrisno")
    monkeypatch.setattr(signing, "strangers", lambda *_args: [])

    with pytest.raises(Lacking, match=words):
        actions.open_for_approval(agreement, by=people["drafting head"], plan=plan)

    assert state_of(agreement) == S.DRAFT and not agreement.versions.exists()


def test_a_joint_agreement_with_a_third_party_needs_two_witnesses(villages, head):
    agreement = AgreementFactory(regions=villages, kind="perjanjian")
    with pytest.raises(Lacking, match="paling sedikit 2 saksi"):
        actions.open_for_approval(agreement, by=head)

    plan = Plan(needed=2, witnesses=(ON_PAPER, Named("Budi", "Guru")))
    assert actions.open_for_approval(agreement, by=head, plan=plan).state == S.OPEN


def test_heads_of_the_parties_are_no_witnesses_and_their_neighbours_can_be(villages, people):
    agreement = AgreementFactory(regions=villages)

    found = {mandate.pk for mandate in signing.candidates(agreement)}

    assert people["drafting council"].pk in found and people["own camat"].pk in found
    assert not found & {people[who].pk for who in ("other head", "stranger head", "regency")}


# --- in order -----------------------------------------------------------------------


def test_in_order_only_the_first_is_asked_and_then_the_next(ordered, head, other):
    assert asked() == {head.user_id}
    assert not rules.can_approve(other, ordered)
    assert "giliran Desa Sojokerto" in rules.can_approve(other, ordered).reason
    with pytest.raises(Refusal, match="giliran Desa Sojokerto"):
        give_word(ordered, other)

    give_word(ordered, head)

    assert asked() == {head.user_id, other.user_id}
    give_word(ordered, other)
    assert state_of(ordered) == S.IN_FORCE


def test_at_once_all_are_asked(villages, people, head, other):
    AgreementFactory(state="open", regions=villages, told=True)

    assert asked() == {head.user_id, other.user_id}


def test_the_database_keeps_the_order_too(ordered, other):
    party = ordered.parties.get(region=other.region)
    with pytest.raises(DatabaseError, match="in their order"), transaction.atomic():
        Signature.objects.create(
            version=ordered.current, party=party, mandate=other, person_name="S",
            office_title="K", region_name="D", text_sha256=ordered.current.sha256,
            method="password", at=timezone.now(), seal="0" * 64,
        )  # fmt: skip


def test_the_start_page_asks_whose_turn_it_is(ordered, head, other):
    def titles(acting):
        return [task.title for task in waiting_for(acting, acting.user)]

    words = [f"Setujui kesepakatan: {ordered.title}"]
    assert (titles(head), titles(other)) == (words, [])
    give_word(ordered, head)
    assert (titles(head), titles(other)) == ([], words)


def test_whose_turn_it_is_not_yet_is_not_reminded_of_his_word(villages, people, head, other):
    agreement = fill(clausal(villages), head)
    agreement = actions.open_for_approval(agreement, by=head, plan=IN_ORDER)
    settle_at_home(agreement)
    Mail.objects.all().delete()

    actions.remind_of_ratification(agreement.current.made_at + timedelta(days=14))

    assert asked("agreements.deadline") == {head.user_id}


def test_papers_from_home_are_waited_for_before_the_turn_comes(villages, people, head, other):
    agreement = fill(clausal(villages), head)
    actions.open_for_approval(agreement, by=head, plan=IN_ORDER)

    [task] = waiting_for(other, other.user)

    assert task.title.startswith("Selesaikan pengesahan di wilayah")


# --- witnesses ----------------------------------------------------------------------


def test_it_is_sealed_when_all_have_signed_and_enough_have_attested(witnessed, head, other, camat):
    assert asked("agreements.attest_asked") == {camat.user_id}
    give_word(witnessed, head)
    give_word(witnessed, other)
    assert state_of(witnessed) == S.OPEN

    row = attest(witnessed, camat)

    assert state_of(witnessed) == S.IN_FORCE and witnessed.sealed_at == row.at
    assert (row.person_name, row.office_title) == (str(camat.user), camat.capacity)
    assert row.text_sha256 == witnessed.current.sha256
    assert AuditEvent.objects.filter(verb="agreements.attested").count() == 1
    assert camat.user.mails.filter(kind="agreements.attested").exists()
    assert camat.user.notifications.filter(kind="agreements.sealed").exists()


def test_a_witness_may_come_before_the_last_party(witnessed, head, other, camat):
    attest(witnessed, camat)
    give_word(witnessed, head)
    give_word(witnessed, other)

    assert state_of(witnessed) == S.IN_FORCE


def test_the_database_counts_the_witnesses_too(witnessed, head, other):
    give_word(witnessed, head)
    give_word(witnessed, other)

    with pytest.raises(DatabaseError, match="not enough witnesses"):
        Agreement.objects.filter(pk=witnessed.pk).update(state=S.IN_FORCE, sealed_at=timezone.now())


def test_a_second_click_of_a_witness_gets_the_first_answer(witnessed, camat):
    assert attest(witnessed, camat) == attest(witnessed, camat)
    assert not rules.can_attest(camat, witnessed)
    assert Attestation.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["drafting head", "other secretary", "own officer", "stranger head", "nobody"]
)
def test_only_the_named_witnesses_attest(witnessed, people, who):
    with pytest.raises(Forbidden):
        attest(witnessed, people[who])


def test_a_witness_whose_mandate_ended_a_second_ago_attests_nothing(witnessed, camat):
    Mandate.objects.filter(pk=camat.pk).update(state="ended", ended_at=timezone.now())

    with pytest.raises(Forbidden, match="tidak berlaku lagi"):
        attest(witnessed, camat)
    assert not Attestation.objects.exists()


def test_a_text_that_was_not_shown_is_not_attested(witnessed, camat):
    with pytest.raises(Refusal, match="Teks telah berubah"):
        attest(witnessed, camat, sha256="0" * 64)


def test_the_database_takes_an_attestation_of_the_open_text_only(witnessed, camat):
    witness = signing.witness_of(camat, witnessed)
    with pytest.raises(DatabaseError, match="only the current text"):
        Attestation.objects.create(
            witness=witness, version=witnessed.current, mandate=camat, person_name="S",
            office_title="C", text_sha256="0" * 64, method="password", at=timezone.now(),
            seal="0" * 64,
        )  # fmt: skip


def test_in_order_the_witnesses_come_last(villages, people, head, other, camat):
    plan = Plan(True, 1, (named(camat),))
    agreement = AgreementFactory(state="open", regions=villages, plan=plan, told=True)
    assert not asked("agreements.attest_asked")
    with pytest.raises(Refusal, match="Saksi menyusul"):
        attest(agreement, camat)
    assert waiting_for(camat, camat.user) == []

    give_word(agreement, head)
    give_word(agreement, other)

    assert asked("agreements.attest_asked") == {camat.user_id}
    [task] = waiting_for(camat, camat.user)
    assert task.url == f"/kesepakatan/{agreement.code}/saksikan/"
    attest(agreement, camat)
    assert state_of(agreement) == S.IN_FORCE


def test_a_witness_without_paperwork_finds_it_on_the_start_page(villages, people):
    council = people["drafting council"]
    plan = Plan(needed=1, witnesses=(named(council),))
    agreement = AgreementFactory(state="open", regions=villages, plan=plan)

    [task] = waiting_for(council, council.user)
    assert task.title == f"Beri kesaksian: {agreement.title}"
    attest(agreement, council)
    assert waiting_for(council, council.user) == []


def test_a_witness_on_paper_is_recorded_by_the_drafter(witnessed, people, head, other):
    row = witness_on_paper(witnessed, people["drafting secretary"], number=2)

    assert (row.person_name, row.office_title, row.method) == ("Sri Lestari", "Notaris", "paper")
    assert row.paper.person_name == str(people["drafting secretary"].user)
    assert people["drafting council"].user.mails.filter(kind="agreements.attested").exists()
    assert witness_on_paper(witnessed, people["drafting secretary"], number=2) == row
    give_word(witnessed, head)
    give_word(witnessed, other)
    assert state_of(witnessed) == S.IN_FORCE


def test_nobody_else_records_a_witness_and_none_with_an_account(witnessed, people, head):
    with pytest.raises(Forbidden):
        witness_on_paper(witnessed, people["other secretary"], number=2)
    with pytest.raises(Refusal, match="akunnya sendiri"):
        witness_on_paper(witnessed, head, number=1)
    with pytest.raises(Refusal, match="belum ada pada hari itu"):
        witness_on_paper(witnessed, head, number=2, signed_on=in_days(-1))
    with pytest.raises(Refusal, match="belum tiba"):
        witness_on_paper(witnessed, head, number=2, signed_on=in_days(1))
    assert not Attestation.objects.exists() and not SignedPaper.objects.exists()


def test_after_the_seal_no_witness_is_wanted(witnessed, head, other, camat):
    for mandate in (head, other):
        give_word(witnessed, mandate)
    attest(witnessed, camat)

    with pytest.raises(Refusal, match="tidak menunggu persetujuan"):
        witness_on_paper(witnessed, head, number=2)


# --- a reason reaches everybody -----------------------------------------------------


def test_a_wish_for_a_change_reaches_those_who_have_signed_and_the_witness(
    witnessed, people, head, other, camat
):
    give_word(witnessed, head)
    attest(witnessed, camat)

    actions.decline(
        witnessed, by=other, sha256=witnessed.current.sha256, reason="Iuran.", wish="change"
    )

    told = {n.recipient_id for n in Notification.objects.filter(kind="agreements.change_asked")}
    assert told == {
        people[who].user_id for who in ("drafting head", "drafting secretary", "other secretary")
    } | {camat.user_id}
    assert "Iuran." in head.user.mails.get(kind="agreements.change_asked").text
    mail = camat.user.mails.get(kind="agreements.change_asked")
    assert "sebagai saksi" in mail.text
    line = audit.trail_of(witnessed)[0]
    assert (line.sentence, line.reason) == ("meminta perubahan sebelum menyetujui", "Iuran.")


def test_nobody_is_asked_next_where_all_are_asked_at_once(witnessed):
    Mail.objects.all().delete()

    notices.next_asked(witnessed)

    assert not Mail.objects.exists()
