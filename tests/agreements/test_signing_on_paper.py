"""Paper stands for a click, and certified files are kept beside it all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Signature, SignedPaper
from core import audit
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from tests.agreements.test_signing import IN_ORDER, state_of
from tests.factories.agreements import (
    AgreementFactory,
    clausal,
    fill,
    give_word,
    in_days,
    settle_at_home,
)
from tests.factories.on_paper import scan, sign_on_paper
from tests.factories.villages import MandateFactory
from tests.papers import pdf_bytes, signed_pdf
from villages.models import Mandate

pytestmark = pytest.mark.django_db
S = Agreement.State


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def other(people):
    return people["other head"]


# --- on paper -----------------------------------------------------------------------


@pytest.fixture
def opened(villages, people):
    return AgreementFactory(state="open", regions=villages, told=True)


def test_paper_counts_as_the_word_of_the_region(opened, people, head, other):
    secretary = people["other secretary"]

    signature = sign_on_paper(opened, secretary)

    assert (signature.method, signature.person_name) == ("paper", str(other.user))
    assert signature.mandate == secretary
    paper = signature.paper
    assert (paper.person_name, paper.office_title) == (str(secretary.user), secretary.title)
    assert len(paper.sha256) == 64 and paper.paper.name.startswith("agreements.signedpaper/")
    [event] = AuditEvent.objects.filter(verb="agreements.signed_on_paper")
    assert event.detail["paper_sha256"] == paper.sha256
    mail = other.user.mails.get(kind="agreements.approved")
    assert paper.sha256 in mail.text and "Ditandatangani di atas kertas" in mail.text
    give_word(opened, head)
    assert state_of(opened) == S.IN_FORCE


def test_the_same_scan_sent_twice_is_one_word(opened, people):
    secretary = people["other secretary"]

    assert sign_on_paper(opened, secretary) == sign_on_paper(opened, secretary)
    with pytest.raises(Refusal, match="sudah menyetujui"):
        sign_on_paper(opened, secretary, paper=scan(pdf_bytes(2)))
    assert SignedPaper.objects.count() == 1


def test_one_sheet_with_all_signatures_is_uploaded_by_each(opened, head, other):
    sign_on_paper(opened, head)
    sign_on_paper(opened, other)

    assert state_of(opened) == S.IN_FORCE


@pytest.mark.parametrize(
    "who", ["drafting council", "stranger head", "own camat", "own officer", "nobody"]
)
def test_only_heads_and_secretaries_record_paper_of_their_own_region(opened, people, who):
    with pytest.raises(Forbidden):
        actions.sign_on_paper(
            opened, by=people[who], sha256=opened.current.sha256, name="S", title="K",
            signed_on=timezone.localdate(), paper=scan(),
        )  # fmt: skip
    assert not SignedPaper.objects.exists()


def test_on_paper_it_was_whoever_was_head_on_that_day(opened, people, other):
    with pytest.raises(Refusal, match=str(other.user)):
        sign_on_paper(opened, other, name="Orang Lain", title="Kepala Desa")
    assert not Signature.objects.exists() and not SignedPaper.objects.exists()


def test_an_acting_head_signs_on_paper_in_the_office_that_was_checked(opened, people, other):
    Mandate.objects.filter(pk=other.pk).update(
        state="ended", ended_at=timezone.now() - timedelta(days=1)
    )
    acting = MandateFactory(region=other.region, acting=True, title="Pj. Kepala Desa")

    signature = sign_on_paper(
        opened, people["other secretary"], name=str(acting.user).upper(), title="Kepala Desa"
    )

    assert (signature.person_name, signature.office_title) == (str(acting.user), "Pj. Kepala Desa")


def test_where_nobody_is_known_as_head_the_paper_says_who_it_was(opened, people, other):
    Mandate.objects.filter(region=other.region, office="head").update(state="rejected")

    signature = sign_on_paper(opened, people["other secretary"], name="Kartini", title="Plt. Kades")

    assert (signature.person_name, signature.office_title) == ("Kartini", "Plt. Kades")


@pytest.mark.parametrize(("days", "words"), [(-1, "belum ada pada hari itu"), (1, "belum tiba")])
def test_a_day_on_which_it_cannot_have_been_signed_is_refused(opened, other, days, words):
    with pytest.raises(Refusal, match=words):
        sign_on_paper(opened, other, signed_on=in_days(days))
    assert not Signature.objects.exists()


def test_paper_of_another_text_or_by_an_ended_mandate_is_refused(opened, other):
    with pytest.raises(Refusal, match="Teks telah berubah"):
        sign_on_paper(opened, other, sha256="0" * 64)
    Mandate.objects.filter(pk=other.pk).update(state="ended", ended_at=timezone.now())
    with pytest.raises(Forbidden):
        sign_on_paper(opened, other)


def test_paper_waits_for_its_turn_and_for_the_papers_from_home(villages, people, head, other):
    agreement = fill(clausal(villages), head)
    agreement = actions.open_for_approval(agreement, by=head, plan=IN_ORDER)
    with pytest.raises(Refusal, match="Sebelum"):
        sign_on_paper(agreement, head)
    settle_at_home(agreement)
    with pytest.raises(Refusal, match="giliran"):
        sign_on_paper(agreement, other)
    sign_on_paper(agreement, head)
    assert sign_on_paper(agreement, other)


def test_what_was_signed_is_never_changed_or_deleted(opened, other):
    sign_on_paper(opened, other)

    for words in ("DELETE FROM agreements_signedpaper", "TRUNCATE agreements_signedpaper"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


# --- certified files ----------------------------------------------------------------


def test_a_certified_file_is_kept_once_beside_the_version(opened, people, other):
    row = actions.add_certified(opened, by=other, paper=scan(signed_pdf()))

    assert row.is_certified and row.version == opened.current and len(row.sha256) == 64
    assert actions.add_certified(opened, by=other, paper=scan(signed_pdf())) == row
    assert state_of(opened) == S.OPEN and not Signature.objects.exists()
    assert audit.trail_of(opened)[0].sentence == "menambahkan dokumen bertanda tangan elektronik tersertifikasi"  # fmt: skip


def test_there_is_an_end_to_certified_files(opened, other, monkeypatch):
    monkeypatch.setattr("agreements.actions.signing.MOST_CERTIFIED", 0)

    with pytest.raises(Refusal, match="Sudah ada"):
        actions.add_certified(opened, by=other, paper=scan())


@pytest.mark.parametrize("who", ["drafting council", "stranger head", "own camat", "nobody"])
def test_strangers_add_no_certified_file(opened, people, who):
    with pytest.raises(Forbidden):
        actions.add_certified(opened, by=people[who], paper=scan())


def test_a_draft_has_no_certified_file(villages, head):
    draft = AgreementFactory(regions=villages)
    with pytest.raises(Refusal, match="selama"):
        actions.add_certified(draft, by=head, paper=scan())
