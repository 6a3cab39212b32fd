"""What a third party owes, its number, and what follows its agreement."""

import pytest
from django.db import DatabaseError, transaction

from agreements import actions, obligations, rules, signing
from agreements.models import Agreement, ThirdNumber
from agreements.waiting import waiting_for
from core.errors import Forbidden, Refusal
from notifications.models import Notification
from tests.agreements.owing import fresh, report
from tests.agreements.test_succession import succeed
from tests.agreements.test_third_parties import TWO, approved, rewrite
from tests.factories.agreements import (
    AgreementFactory,
    ObligationFactory,
    in_days,
)
from tests.factories.money import CommitmentFactory
from tests.factories.on_paper import third_on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def draft(villages, people):
    return AgreementFactory(kind="perjanjian", regions=villages)


@pytest.fixture
def opened(villages, people):
    return AgreementFactory(kind="perjanjian", regions=villages, state="open", plan=TWO)


# --- what it owes


@pytest.fixture
def owing(villages, people, head):
    """A sealed one by which the company owes pipes; the drafting village keeps it."""
    agreement = AgreementFactory(kind="perjanjian", regions=villages)
    third = agreement.third_parties.get()
    ObligationFactory(agreement=agreement)
    ObligationFactory(
        agreement=agreement, third_party=third, kind="goods", amount=200, unit="batang",
        what="pipa HDPE",
    )  # fmt: skip
    agreement = actions.open_for_approval(agreement, by=head, plan=TWO)
    third_on_paper(approved(agreement, people), head)
    agreement.refresh_from_db()
    return agreement


def day_of(agreement):
    return fresh(agreement.obligations.get(third_party__isnull=False).fulfilments.get())


def test_nobody_is_released_without_the_third_party_that_waits_for_it(owing, head, people):
    ours = fresh(owing.obligations.get(third_party=None).fulfilments.get())

    with pytest.raises(Refusal, match="Pihak ketiga juga harus setuju"):
        actions.release(ours, by=head, reason="Sumbernya kering.")
    assert not ours.acts.exists()

    theirs = day_of(owing)
    actions.release(theirs, by=head, reason="Pipa sudah dibeli.")
    actions.release(theirs, by=people["other head"])
    assert fresh(theirs).state == "released"


def test_its_line_names_it_and_not_the_village_that_keeps_it(owing):
    lines = owing.current.text.split("\n")
    assert any(
        line.startswith("Kewajiban 2: CV Sumber Air (pihak ketiga): barang 200 batang, pipa HDPE")
        for line in lines
    )


def test_it_has_a_side_of_its_own_in_the_balance(owing):
    own, third = obligations.sides(obligations.rows_of(owing, in_days(0)))

    assert (own.owed_by.name, own.keeper) == ("Desa Sojokerto", None)
    assert (third.owed_by.name, third.keeper.name) == ("CV Sumber Air", "Desa Sojokerto")
    assert third.lines[0].promised == "200\u00a0batang"


def test_the_village_that_keeps_it_reports_and_the_other_confirms(owing, people, head):
    day = day_of(owing)

    act = report(day, head, given=200)
    actions.confirm(fresh(day), by=people["other head"], seen=act.pk)

    _own, third = obligations.sides(obligations.rows_of(owing, in_days(0)))
    assert third.lines[0].given == "200\u00a0batang"


def test_a_single_village_confirms_by_its_head(sojokerto, people, head):
    secretary = people["drafting secretary"]
    agreement = AgreementFactory(
        kind="perjanjian", regions=[sojokerto], state="in_force", plan=TWO, owes=[{}]
    )
    day = fresh(agreement.obligations.get().fulfilments.get())
    act = report(day, secretary)
    titles = {who: [t.title for t in waiting_for(who, who.user)] for who in (head, secretary)}
    assert any(title.startswith("Konfirmasi atau sanggah") for title in titles[head])
    assert not any(title.startswith("Konfirmasi atau sanggah") for title in titles[secretary])
    assert Notification.objects.filter(
        kind="agreements.obligation_reported", recipient=head.user
    ).exists()

    with pytest.raises(Forbidden, match="kepala desa Anda"):
        actions.confirm(fresh(day), by=secretary, seen=act.pk)
    actions.confirm(fresh(day), by=head, seen=act.pk)

    assert fresh(day).state == "confirmed"


def test_a_third_party_owes_no_contribution_of_the_project(draft):
    commitment = CommitmentFactory(project=draft.project, region=draft.drafted_for)
    words = {"third_party": draft.third_parties.get(), "commitment": commitment}

    with pytest.raises(DatabaseError, match="has_no_commitment"), transaction.atomic():
        ObligationFactory(agreement=draft, **words)


# --- what follows it


def test_a_renewal_takes_the_third_party_and_what_it_owes_along(owing, head):
    after = succeed(owing, head, way="amendment")

    third = after.third_parties.get()
    assert (third.name, third.signer_name) == ("CV Sumber Air", "Hendra Wijaya")
    owed = after.obligations.get(third_party__isnull=False)
    assert owed.third_party == third and owed.origin == day_of(owing).obligation


def test_a_change_keeps_its_third_parties_and_a_replacement_need_not(owing, head):
    for way, may in (("amendment", False), ("replacement", True)):
        after = succeed(owing, head, way=way)
        rewrite(after, head, name="UD Makmur")
        assert ("tetap dengan pihak ketiganya" not in " ".join(rules.lacks(after))) is may
        actions.withdraw(after, by=head, reason="Lain waktu.")


def test_its_own_number_is_noted_after_the_seal_and_corrected(owing, people):
    secretary = people["drafting secretary"]
    for number in ("017/CV-SA", "017/CV-SA", "018/CV-SA"):
        actions.number_third(owing, 1, by=secretary, number=number)

    third = owing.third_parties.get()
    assert [row.number for row in third.numbers.all()] == ["018/CV-SA", "017/CV-SA"]
    assert signing.way_of(Agreement.objects.with_signing().get(pk=owing.pk), []).thirds[0].number
    for who in ("drafting head", "other secretary", "own camat"):
        with pytest.raises(Forbidden):
            actions.number_third(owing, 1, by=people[who], number="9")


def test_before_the_seal_it_has_no_number(opened, people):
    with pytest.raises(Refusal, match="semua pihak"):
        actions.number_third(opened, 1, by=people["drafting secretary"], number="9")
    with pytest.raises(DatabaseError, match="sealed agreement"), transaction.atomic():
        ThirdNumber.objects.create(
            third_party=opened.third_parties.get(), number="9", person_name="S",
            office_title="S", mandate=people["drafting secretary"],
        )  # fmt: skip


def test_owed_by_another_it_does_not_go_on(owing, head):
    after = succeed(owing, head, way="amendment")
    row = after.obligations.get(third_party__isnull=False)
    words = {"third_party": None, "party": after.parties.first()}

    changed = actions.change_obligation(after, row.pk, by=head, seen=row.revision, **words)

    assert changed.origin is None


def test_annexes_go_on_into_what_follows(villages, people, head):
    before = AgreementFactory(regions=villages, state="in_force", annexes=["Peta jaringan"])

    after = succeed(before, head, way="amendment")

    old, new = before.current.annexes.get(), after.annexes.get()
    assert (new.title, new.sha256, new.file.name) == (old.title, old.sha256, old.file.name)
    actions.remove_annex(after, new.pk, by=head)
    assert old.file.storage.exists(old.file.name)
