"""A company, an office or an organisation in an agreement with villages: named, signing, owing."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import actions, documents, rules, signing
from agreements.actions import StillOwes, ThirdEntry
from agreements.actions.third_parties import GAP
from agreements.models import Agreement, ThirdParty, ThirdSignature
from agreements.signing import Named, Plan
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from tests.agreements.test_drafting import change, words_of
from tests.factories.agreements import (
    ON_PAPER,
    AgreementFactory,
    ObligationFactory,
    clausal,
    give_word,
    in_days,
)
from tests.factories.on_paper import ThirdPartyFactory, scan, third_on_paper, witness_on_paper
from tests.meetings.crowd import at_once

S = Agreement.State
TWO = Plan(needed=2, witnesses=(ON_PAPER, Named("Budi", "Guru")))
COMPANY = ThirdEntry(None, "CV Sumber Air", "Wonosobo", "Hendra Wijaya", "Direktur")
pytestmark = pytest.mark.django_db


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def draft(villages, people):
    return AgreementFactory(kind="perjanjian", regions=villages)


@pytest.fixture
def opened(villages, people):
    return AgreementFactory(
        kind="perjanjian", regions=villages, state="open", plan=TWO, told=True
    )  # fmt: skip


def approved(agreement, people, *, attested=True):
    """All but the third party have said what is wanted of them."""
    for who in ("drafting head", "other head"):
        give_word(agreement, people[who])
    for place in (1, 2) if attested else ():
        witness_on_paper(agreement, people["drafting head"], number=place)
    agreement.refresh_from_db()
    return agreement


def rewrite(agreement, by, **words):
    """The one third party in other words."""
    entry = replace(words_of(agreement).thirds[0], **words)
    change(agreement, by, thirds=(entry,))
    return agreement.third_parties.get()


# --- the draft


def test_without_its_third_party_it_is_not_opened(draft, head):
    draft.third_parties.all().delete()

    with pytest.raises(Refusal, match="Tuliskan pihak ketiganya"):
        actions.open_for_approval(draft, by=head, plan=TWO)
    assert "Tuliskan pihak ketiganya" in " ".join(rules.lacks(draft))


def test_a_regulation_of_villages_has_none(villages, people, head):
    agreement = AgreementFactory(regions=villages)

    with pytest.raises(Refusal, match="tidak mempunyai pihak ketiga"):
        change(agreement, head, thirds=(COMPANY,))
    assert not agreement.third_parties.exists()


def test_it_is_written_changed_and_left_out(draft, head):
    assert rewrite(draft, head, signer_name="Sari Dewi").signer_name == "Sari Dewi"
    other = replace(COMPANY, name="Dinas Perhubungan")
    change(draft, head, thirds=(*words_of(draft).thirds, other))
    first, second = words_of(draft).thirds
    assert (first.name, second.name) == ("CV Sumber Air", "Dinas Perhubungan")

    change(draft, head, thirds=(second,))

    kept = draft.third_parties.get()
    assert (kept.pk, kept.position) == (second.pk, 1)


def test_there_is_an_end_to_third_parties(draft, head):
    many = tuple(replace(COMPANY, name=f"CV {n}") for n in range(ThirdParty.MOST + 1))

    with pytest.raises(Refusal, match="paling banyak 5"):
        change(draft, head, thirds=many)


def test_who_still_owes_something_is_not_left_out(draft, head):
    third = draft.third_parties.get()
    owed = ObligationFactory(agreement=draft, third_party=third)

    with pytest.raises(StillOwes, match="CV Sumber Air"):
        change(draft, head, thirds=())
    assert draft.third_parties.exists()
    owed.delete()
    change(draft, head, thirds=())
    assert not draft.third_parties.exists()


def test_the_opening_says_who_it_is_once_it_is_known(villages, people, head):
    agreement = clausal(villages, kind="perjanjian")
    assert GAP in agreement.text

    change(agreement, head, thirds=(COMPANY,))

    agreement.refresh_from_db()
    assert GAP not in agreement.text
    words = "CV Sumber Air, berkedudukan di Wonosobo, diwakili Hendra Wijaya, Direktur"
    assert f"2. {words}, selanjutnya disebut PIHAK KEDUA." in agreement.text


def test_other_words_for_it_go_into_the_opening_too(villages, people, head):
    agreement = clausal(villages, kind="perjanjian")
    change(agreement, head, thirds=(COMPANY,))

    rewrite(agreement, head, name="UD Makmur", seat="Semarang")

    agreement.refresh_from_db()
    assert "2. UD Makmur, berkedudukan di Semarang, diwakili Hendra Wijaya" in agreement.text
    assert "CV Sumber Air" not in agreement.text


def test_a_text_that_names_somebody_else_is_not_opened(draft, head):
    rewrite(draft, head, name="UD Makmur")

    assert "tidak menyebut pihak ketiga UD Makmur" in " ".join(rules.lacks(draft))


def test_a_text_that_names_another_signer_is_not_opened(villages, head):
    draft = clausal(villages, kind="perjanjian")
    change(draft, head, thirds=(COMPANY,))
    draft.refresh_from_db()
    assert "Hendra" not in " ".join(rules.lacks(draft))
    opening = draft.clauses.get(part=1)
    words = opening.text.replace("Hendra Wijaya", "Sari Dewi")
    actions.write_clause(draft, opening.pk, by=head, seen=opening.revision, title="", text=words)
    draft.refresh_from_db()

    assert "Hendra Wijaya" in " ".join(rules.lacks(draft))


def test_a_village_is_not_its_own_third_party(draft, head):
    rewrite(draft, head, name="desa sojokerto")

    assert "sudah menjadi pihak" in " ".join(rules.lacks(draft))


def test_nobody_signs_on_both_sides(draft, head):
    signer = draft.parties.last().signer_name
    rewrite(draft, head, signer_name=f" {signer.upper()}")

    with pytest.raises(Refusal, match="tidak dapat menandatangani juga untuk pihak ketiga"):
        actions.open_for_approval(draft, by=head, plan=TWO)


def test_two_may_exchange_their_names(draft, head):
    change(draft, head, thirds=(*words_of(draft).thirds, replace(COMPANY, name="UD Makmur")))
    first, second = words_of(draft).thirds

    change(draft, head, thirds=(replace(first, name="UD Makmur"), replace(second, name=first.name)))

    names = draft.third_parties.order_by("position").values_list("name", flat=True)
    assert list(names) == ["UD Makmur", "CV Sumber Air"]


def test_letters_that_no_font_shows_are_refused_there_too(draft, head):
    draft.third_parties.update(seat="Jalan 😀")

    assert "😀" in " ".join(rules.lacks(draft))


def test_the_database_keeps_it_as_it_is_outside_a_draft(opened):
    for write in (
        lambda: opened.third_parties.update(name="Lain"),
        lambda: opened.third_parties.all().delete(),
        lambda: ThirdPartyFactory(agreement=opened, position=2, name="Lain"),
    ):
        refused = pytest.raises(DatabaseError, match="third parties change in a draft")
        with refused, transaction.atomic():
            write()


# --- the text and the papers


def test_it_stands_in_the_exact_text_after_the_villages(opened):
    assert (
        "Pihak 3: CV Sumber Air (pihak ketiga), berkedudukan di Jalan Raya Leksono, Wonosobo, "
        "diwakili Hendra Wijaya, Direktur"
    ) in opened.current.text.split("\n")


def test_the_sheet_to_sign_has_a_place_for_it(opened):
    data = documents.signing_data(opened)

    assert data["thirds"] == [{"office": "Direktur CV Sumber Air", "name": "Hendra Wijaya"}]
    assert data["makers"] == "Desa Sojokerto, Desa Besani dan CV Sumber Air"
    assert data["blanks"][-1] == "CV Sumber Air"
    assert documents.signing_sheet(opened).startswith(b"%PDF")


def test_the_sealed_sheet_says_who_signed_for_it(opened, people, head):
    third_on_paper(approved(opened, people), head, number="017/CV-SA")
    opened.refresh_from_db()

    data = documents.sheet_data(opened)

    assert data["numbers"] == [{"name": "CV Sumber Air", "number": "017/CV-SA"}]
    assert data["blanks"] == ["Desa Sojokerto", "Desa Besani"]

    assert data["approvals"][-1]["region"] == "CV Sumber Air"
    assert "di atas kertas" in data["approvals"][-1]["how"]
    assert data["thirds"][0]["office"] == "Direktur CV Sumber Air"
    assert documents.sheet(opened).startswith(b"%PDF")


# --- signing


def test_it_is_in_force_when_the_third_party_has_signed_too(opened, people, head):
    approved(opened, people)
    assert opened.state == S.OPEN and not signing.is_complete(opened)

    row = third_on_paper(opened, head, number="017/CV-SA/XI/2026")

    opened.refresh_from_db()
    assert opened.state == S.IN_FORCE and opened.sealed_at == row.at
    assert (row.number, row.paper.is_certified) == ("017/CV-SA/XI/2026", False)
    with_counts = Agreement.objects.with_approvals().get(pk=opened.pk)
    assert (with_counts.approved, with_counts.party_count) == (3, 3)
    assert AuditEvent.objects.get(verb="agreements.third_signed").detail["party"] == "CV Sumber Air"


def test_the_database_seals_nothing_without_it(opened, people):
    approved(opened, people)

    with pytest.raises(DatabaseError, match="third party has signed"), transaction.atomic():
        Agreement.objects.filter(pk=opened.pk).update(state="in_force", sealed_at=timezone.now())


def test_who_drafts_hears_once_that_only_paper_is_awaited(opened, people, head):
    Mail.objects.all().delete()
    give_word(opened, head)
    assert not Mail.objects.filter(kind="agreements.third_asked").exists()

    give_word(opened, people["other head"])
    witness_on_paper(opened, head)

    mails = Mail.objects.filter(kind="agreements.third_asked")
    assert {mail.recipient_id for mail in mails} == {
        head.user_id, people["drafting secretary"].user_id,
    }  # fmt: skip
    assert "tanda tangan di atas kertas dari: CV Sumber Air" in mails[0].text


def test_those_who_recorded_it_and_all_parties_are_told(opened, people, head):
    third_on_paper(opened, people["drafting secretary"])

    mail = Mail.objects.get(kind="agreements.third_signed", recipient=head.user)
    assert "CV Sumber Air sudah menandatangani kesepakatan ini di atas kertas" in mail.text
    assert "yang mencatatnya" in mail.text
    other = Mail.objects.get(kind="agreements.third_signed", recipient=people["other head"].user)
    assert "Anda mewakili Desa Besani dalam kesepakatan ini" in other.text
    assert Notification.objects.filter(kind="agreements.third_signed").count() == 5


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("drafting head", True), ("drafting secretary", True), ("drafting council", False),
        ("other head", False), ("other secretary", False), ("stranger head", False),
        ("own camat", False), ("own officer", False), ("regency", False), ("nobody", False),
    ],
)  # fmt: skip
def test_only_who_drafts_records_it(opened, people, who, may):
    third = opened.third_parties.get()
    assert bool(rules.can_record_third(people[who], opened, third)) is may
    if not may:
        with pytest.raises(Forbidden):
            third_on_paper(opened, people[who])


def test_the_same_scan_twice_is_one_signature(opened, head):
    paper = scan()
    first = third_on_paper(opened, head, paper=paper)
    paper.seek(0)

    assert third_on_paper(opened, head, paper=paper) == first
    with pytest.raises(Refusal, match="sudah menandatangani versi ini"):
        third_on_paper(opened, head, paper=scan(b"%PDF-1.4 lain"))
    assert ThirdSignature.objects.count() == 1


def test_nobody_signs_whom_the_text_does_not_name(opened, head):
    with pytest.raises(actions.WrongSigner, match="menyebut Hendra Wijaya, Direktur"):
        third_on_paper(opened, head, name="Orang Lain")
    assert not ThirdSignature.objects.exists()

    assert third_on_paper(opened, head, name="hendra  wijaya").third_party.name == "CV Sumber Air"


@pytest.mark.parametrize("days", [-400, 1])
def test_on_a_day_that_cannot_be_nobody_has_signed(opened, head, days):
    with pytest.raises(actions.WrongDay):
        third_on_paper(opened, head, signed_on=in_days(days))


def test_another_text_than_the_shown_one_is_not_signed(opened, head):
    with pytest.raises(Refusal, match="telah berubah"):
        third_on_paper(opened, head, sha256="0" * 64)


def test_one_that_was_withdrawn_is_not_signed(opened, head):
    actions.withdraw(opened, by=head, reason="Batal.")
    opened.refresh_from_db()

    assert rules.can_record_third(head, opened, opened.third_parties.get()).moved_on


def test_a_sealed_one_is_signed_no_more(opened, people, head):
    third_on_paper(approved(opened, people), head)
    opened.refresh_from_db()
    third = opened.third_parties.get()

    assert not rules.can_record_third(head, opened, third)


def test_a_new_version_wants_its_signature_anew(opened, people, head):
    third_on_paper(opened, head)

    change(opened, head, text="Pasal 1\nLain, dengan CV Sumber Air (Hendra Wijaya).")
    approved(opened, people)

    assert opened.current.number == 2 and opened.state == S.OPEN
    third_on_paper(opened, head)
    opened.refresh_from_db()
    assert opened.state == S.IN_FORCE


def test_in_order_it_follows_the_villages_and_the_witnesses_follow_it(villages, people, head):
    plan = replace(TWO, in_order=True)
    agreement = AgreementFactory(kind="perjanjian", regions=villages, state="open", plan=plan)
    with pytest.raises(Refusal, match="giliran Desa Sojokerto"):
        third_on_paper(agreement, head)
    approved(agreement, people, attested=False)
    with pytest.raises(Refusal, match="menyusul setelah CV Sumber Air"):
        witness_on_paper(agreement, head)

    third_on_paper(agreement, head)
    for place in (1, 2):
        witness_on_paper(agreement, head, number=place)

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE


def test_the_database_keeps_order_and_text(villages, people, head):
    plan = replace(TWO, in_order=True)
    agreement = AgreementFactory(kind="perjanjian", regions=villages, state="open", plan=plan)
    words = {
        "third_party": agreement.third_parties.get(), "version": agreement.current,
        "mandate": head, "person_name": "H", "office_title": "D", "party_name": "CV",
        "at": timezone.now(), "seal": "0" * 64,
    }  # fmt: skip
    for sha256, what in (
        (agreement.current.sha256, "sign after the parties"),
        ("0" * 64, "only the current text"),
    ):
        with pytest.raises(DatabaseError, match=what), transaction.atomic():
            ThirdSignature.objects.create(text_sha256=sha256, **words)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_the_last_village_and_the_third_party_at_once_seal_it_once(round_):
    agreement = AgreementFactory(kind="perjanjian", state="open", plan=TWO)
    heads = [p.region.mandates.get(office="head") for p in agreement.parties.all()]
    for place in (1, 2):
        witness_on_paper(agreement, heads[0], number=place)
    give_word(agreement, heads[0])

    at_once([lambda: give_word(agreement, heads[1]), lambda: third_on_paper(agreement, heads[0])])

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE
    assert AuditEvent.objects.filter(verb="agreements.sealed").count() == 1
