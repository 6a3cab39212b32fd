"""The pages: opening with order and witnesses, attesting, paper and certified files."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions, documents, signing
from agreements.models import Attestation, Signature, SignedPaper
from agreements.signing import Named, Plan
from agreements.views.scans import PROOF_GOOD_FOR
from core import pdf_seals
from tests.agreements.test_approving_pages import PASSWORD, PROOF, prove, said
from tests.agreements.test_reading_pages import read
from tests.agreements.test_signing import IN_ORDER
from tests.factories.agreements import ON_PAPER, AgreementFactory, attest, give_word, named
from tests.factories.on_paper import sign_on_paper, witness_on_paper
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory
from tests.papers import pdf_bytes, picture_bytes, signed_pdf

pytestmark = pytest.mark.django_db
CHOOSE_AGAIN = "Pilih berkasnya lagi; berkas tadi tidak tersimpan."


@pytest.fixture
def camat(people):
    return people["own camat"]


@pytest.fixture
def draft(villages, people):
    return AgreementFactory(regions=villages)


@pytest.fixture
def witnessed(villages, people, camat):
    plan = Plan(needed=1, witnesses=(named(camat), ON_PAPER))
    return AgreementFactory(state="open", regions=villages, plan=plan)


@pytest.fixture
def as_(client, people):
    """Signs in whoever is named."""

    def sign_in(who):
        client.force_login(people[who].user)
        return client

    return sign_in


def url_of(agreement, name, *args):
    return reverse(f"agreements:{name}", args=[agreement.code, *args])


def html(response):
    return response.content.decode()


# --- opening ------------------------------------------------------------------------


def test_the_drafter_chooses_order_and_witnesses(as_, draft, camat):
    client = as_("drafting secretary")
    page = html(client.get(url_of(draft, "open")))
    assert "Berurutan menurut urutan pihak" in page and camat.capacity in page

    answer = client.post(
        url_of(draft, "open"),
        {
            "order": "berurutan", "needed": "2", "saksi-1-account": camat.pk,
            "saksi-2-name": "Sri Lestari", "saksi-2-office": "Notaris",
        },
    )  # fmt: skip

    assert answer.url == draft.get_absolute_url()
    assert "Kepala pihak pertama" in said(client, answer.url)[0]
    draft.refresh_from_db()
    assert signing.plan_of(draft.current) == Plan(True, 2, (named(camat), ON_PAPER))


def test_without_a_choice_all_sign_at_once(as_, draft):
    client = as_("drafting head")

    answer = client.post(url_of(draft, "open"), {"order": "serentak", "needed": ""})

    assert "Kepala semua pihak" in said(client, answer.url)[0]
    draft.refresh_from_db()
    assert signing.of(draft.current) is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"needed": "1"}, "baru menyebut 0"),
        ({"needed": "-1"}, "isian"),
        ({"needed": "99"}, "isian"),
        ({"order": "acak"}, "isian"),
        ({"saksi-1-name": "Sri"}, "Tulis juga jabatan"),
        ({"saksi-1-office": "Guru"}, "Tulis juga namanya"),
        ({"saksi-1-account": "0"}, "isian"),
        ({"saksi-1-account": "camat", "saksi-1-name": "Sri"}, "jangan keduanya"),
        ({"saksi-1-name": "Sri", "saksi-1-office": "Guru"}, "berapa saksi"),
    ],
)
def test_a_wrong_choice_keeps_what_was_typed_and_opens_nothing(as_, draft, camat, words, sentence):
    if words.get("saksi-1-account") == "camat":
        words = words | {"saksi-1-account": camat.pk}

    answer = as_("drafting head").post(url_of(draft, "open"), words)

    assert answer.status_code == 200 and sentence in html(answer)
    if "saksi-1-name" in words:
        assert 'value="Sri"' in html(answer)
    draft.refresh_from_db()
    assert draft.state == "draft" and draft.current is None


def test_a_draft_with_gaps_is_not_opened(as_, by_clauses):
    answer = as_("drafting head").get(url_of(by_clauses, "open"))

    assert answer.url == by_clauses.get_absolute_url()


# --- witnesses ----------------------------------------------------------------------


def test_a_witness_reads_and_attests_with_a_fresh_proof(as_, witnessed, camat):
    client = as_("own camat")
    page = html(client.get(url_of(witnessed, "attest")))
    assert f"Saya, {camat.user}, {camat.capacity}, sebagai saksi" in page
    assert witnessed.current.sha256 in page
    assert "bukan tanda tangan elektronik tersertifikasi" in page

    answer = client.post(url_of(witnessed, "attest"), {"sha256": witnessed.current.sha256})
    assert not Attestation.objects.exists()
    assert "Beri kesaksian atas versi 1" in html(client.get(answer.url))
    answer = prove(client, answer)

    assert Attestation.objects.get().method == "password"
    assert said(client, answer.url) == ["Kesaksian Anda tercatat."]
    again = client.post(url_of(witnessed, "attest"), {"sha256": witnessed.current.sha256})
    assert again.url == witnessed.get_absolute_url()
    assert "sudah memberi kesaksian" in html(client.get(url_of(witnessed, "attest")))


def test_the_last_witness_hears_that_it_is_sealed(as_, witnessed, people):
    for who in ("drafting head", "other head"):
        give_word(witnessed, people[who])
    client = as_("own camat")

    answer = client.post(url_of(witnessed, "attest"), {"sha256": witnessed.current.sha256})
    prove(client, answer)

    assert "telah disahkan" in said(client, witnessed.get_absolute_url())[1]


def test_the_last_head_hears_that_witnesses_are_awaited(as_, witnessed, people):
    give_word(witnessed, people["drafting head"])
    client = as_("other head")

    answer = client.post(url_of(witnessed, "approve"), {"sha256": witnessed.current.sha256})
    prove(client, answer)

    assert "saksi masih ditunggu" in said(client, witnessed.get_absolute_url())[0]


def test_a_stale_text_is_not_attested(as_, witnessed):
    client = as_("own camat")

    client.post(url_of(witnessed, "attest"), {"sha256": "0" * 64})

    assert "Teks telah berubah" in said(client, witnessed.get_absolute_url())[0]


@pytest.mark.parametrize(
    ("who", "status"), [("drafting head", 403), ("own officer", 403), ("stranger head", 404)]
)
def test_who_is_not_named_attests_nothing(as_, witnessed, who, status):
    client = as_(who)

    assert client.get(url_of(witnessed, "attest")).status_code == status
    assert client.post(url_of(witnessed, "attest")).status_code == status


def test_the_page_tells_whose_turn_it_is_and_who_has_attested(as_, villages, people, camat):
    plan = Plan(True, 1, (named(camat), ON_PAPER))
    agreement = AgreementFactory(state="open", regions=villages, plan=plan)
    page = html(as_("other head").get(agreement.get_absolute_url()))
    assert "Sekarang giliran Desa Sojokerto." in page and "Gilirannya" in page
    assert "0 dari 2 saksi sudah memberi kesaksian; diperlukan 1." in page
    for village in villages:
        give_word(agreement, head_of(village))
    client = as_("own camat")
    assert "Baca dan beri kesaksian" in html(client.get(agreement.get_absolute_url()))
    attest(agreement, camat)

    client.logout()
    page = html(client.get(agreement.get_absolute_url()))
    assert "1 dari 2 saksi sudah memberi kesaksian" in page and "Sudah bersaksi" in page
    check = html(client.get(reverse("agreements:check", args=[agreement.check_code])))
    assert str(camat.user) in check


# --- on paper -----------------------------------------------------------------------


def proved(client, agreement, name="paper", *args):
    """The page of the form, after the password."""
    url = url_of(agreement, name, *args)
    answer = client.get(url)
    assert answer.url.startswith(PROOF)
    answer = client.post(answer.url, {"password": PASSWORD})
    assert answer.url == url
    return client.get(url)


def sheet(content=None, name="pindaian.pdf"):
    return SimpleUploadedFile(name, pdf_bytes() if content is None else content)


def words_of(agreement, **words):
    party = agreement.parties.last()
    return {
        "sha256": agreement.current.sha256, "signed_on": timezone.localdate().isoformat(),
        "name": party.signer_name, "title": party.signer_title, "paper": sheet(),
    } | words  # fmt: skip


def test_the_secretary_uploads_the_scan_after_a_fresh_proof(as_, witnessed, people):
    client = as_("other secretary")
    page = html(proved(client, witnessed))
    assert "Sudah ditandatangani di atas kertas" in page
    assert f'value="{people["other head"].user}"' in page

    answer = client.post(url_of(witnessed, "paper"), words_of(witnessed))

    assert answer.url == witnessed.get_absolute_url()
    paper = SignedPaper.objects.get()
    page = html(client.get(answer.url))
    assert paper.sha256 in page and "Ditandatangani di atas kertas oleh" in page
    assert str(people["other secretary"].user) in page
    assert client.get(url_of(witnessed, "paper")).url == witnessed.get_absolute_url()
    assert read(client.get(url_of(witnessed, "signed_file", paper.pk))) == pdf_bytes()


def test_the_proof_comes_before_the_form_and_grows_old(as_, witnessed):
    client = as_("other secretary")
    answer = client.post(url_of(witnessed, "paper"), words_of(witnessed))
    assert "lebih dari 15 menit" in html(answer)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        proved(client, witnessed)
        clock.shift(timedelta(seconds=PROOF_GOOD_FOR + 1))
        answer = client.post(url_of(witnessed, "paper"), words_of(witnessed))
    assert "lebih dari 15 menit" in html(answer) and CHOOSE_AGAIN in html(answer)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"paper": ""}, "isian"),
        ({"paper": ("a.exe", b"MZ\x90")}, "Pilih berkas PDF, JPEG, atau PNG"),
        ({"paper": ("a.pdf", b"%PDF-1.4 rusak")}, "tidak dapat dibuka"),
        ({"signed_on": "2001-01-01"}, "belum ada pada hari itu"),
        ({"signed_on": "2999-01-01"}, "belum tiba"),
        ({"signed_on": "kemarin"}, "isian"),
        ({"name": ""}, "isian"),
        ({"name": "Orang Lain"}, "yang berwenang menandatangani"),
    ],
)
def test_a_wrong_form_is_told_beside_its_field_and_nothing_is_written(
    as_, witnessed, words, sentence
):
    client = as_("other secretary")
    proved(client, witnessed)
    if isinstance(words.get("paper"), tuple):
        name, content = words["paper"]
        words = {"paper": sheet(content, name)}

    answer = client.post(url_of(witnessed, "paper"), words_of(witnessed, **words))

    assert answer.status_code == 200 and sentence in html(answer)
    assert not Signature.objects.exists() and not SignedPaper.objects.exists()


@pytest.mark.parametrize("size", [20, 60])
def test_a_scan_that_is_too_large_is_refused_beside_its_field(as_, witnessed, size):
    client = as_("other secretary")
    proved(client, witnessed)
    content = pdf_bytes() + b"0" * (size * 1024 * 1024)

    answer = client.post(url_of(witnessed, "paper"), words_of(witnessed, paper=sheet(content)))

    assert "Berkas lebih besar dari 10 MB" in html(answer)
    assert not Signature.objects.exists() and not SignedPaper.objects.exists()


def test_a_photo_will_do_and_a_stale_text_is_told(as_, witnessed):
    client = as_("other secretary")
    proved(client, witnessed)
    stale = words_of(witnessed, sha256="0" * 64)
    client.post(url_of(witnessed, "paper"), stale)
    assert "Teks telah berubah" in said(client, witnessed.get_absolute_url())[0]

    photo = sheet(picture_bytes(), "foto.jpg")
    client.post(url_of(witnessed, "paper"), words_of(witnessed, paper=photo))
    assert SignedPaper.objects.get().paper.name.endswith(".jpg")


def test_the_drafter_uploads_for_the_witness_without_account(as_, witnessed):
    client = as_("drafting secretary")
    assert url_of(witnessed, "witness_paper", 2) in html(client.get(witnessed.get_absolute_url()))
    url = url_of(witnessed, "witness_paper", 2)
    words = {"sha256": witnessed.current.sha256, "signed_on": timezone.localdate().isoformat()}
    answer = client.post(url, words | {"paper": sheet()})
    assert "lebih dari 15 menit" in html(answer)
    page = html(proved(client, witnessed, "witness_paper", 2))
    assert "Sri Lestari, Notaris" in page
    assert client.post(url, words).status_code == 200

    client.post(url, words | {"paper": sheet()})

    row = Attestation.objects.get()
    assert (row.person_name, row.method) == ("Sri Lestari", "paper")
    assert row.paper.sha256 in html(client.get(witnessed.get_absolute_url()))
    assert client.get(url_of(witnessed, "witness_paper", 9)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("drafting council", 403), ("own camat", 403), ("stranger head", 404), ("regency", 404)],
)
def test_strangers_have_no_form_for_paper(as_, witnessed, who, status):
    client = as_(who)

    for name, args in (("paper", ()), ("witness_paper", (2,)), ("certified", ())):
        assert client.get(url_of(witnessed, name, *args)).status_code == status


def test_scans_are_for_the_involved_only(as_, client, witnessed, people):
    sign_on_paper(witnessed, people["other secretary"])
    give_word(witnessed, people["drafting head"])
    attest(witnessed, people["own camat"])
    paper = SignedPaper.objects.get()
    url = url_of(witnessed, "signed_file", paper.pk)

    assert as_("stranger head").get(url).status_code == 404
    page = html(client.get(witnessed.get_absolute_url()))
    assert paper.sha256 in page and url not in page
    assert read(as_("own officer").get(url)) == pdf_bytes()


def test_the_sheet_to_sign_has_a_line_for_each_and_the_whole_fingerprint(as_, witnessed):
    data = documents.signing_data(witnessed)
    assert [signer["office"] for signer in data["signers"]] == [
        "Kepala Desa Sojokerto", "Kepala Desa Besani",
    ]  # fmt: skip
    assert data["witnesses"][1] == {"office": "Notaris", "name": "Sri Lestari"}
    assert data["sha256"] == witnessed.current.sha256

    answer = as_("other head").get(url_of(witnessed, "signing_sheet"))

    assert read(answer).startswith(b"%PDF-")


def test_only_an_open_one_has_a_sheet_to_sign_for_the_involved(as_, witnessed, villages):
    sealed = AgreementFactory(state="in_force", regions=villages)

    assert as_("other head").get(url_of(sealed, "signing_sheet")).status_code == 404
    assert as_("stranger head").get(url_of(witnessed, "signing_sheet")).status_code == 404


def test_the_sealed_sheet_tells_what_was_on_paper_and_who_attested(witnessed, people):
    sign_on_paper(witnessed, people["other secretary"])
    give_word(witnessed, people["drafting head"])
    witness_on_paper(witnessed, people["drafting head"], number=2)
    witnessed.refresh_from_db()

    data = documents.sheet_data(witnessed)

    assert "di atas kertas tanggal" in data["approvals"][1]["how"]
    assert data["approvals"][0]["how"] == "dikonfirmasi dengan kata sandi"
    assert data["witnesses"][0]["name"] == "Sri Lestari"
    assert documents.sheet(witnessed).startswith(b"%PDF-")


# --- certified files ----------------------------------------------------------------


def test_a_certified_file_stands_beside_it_and_is_said_to_be_unverified(as_, client, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    as_("other secretary")
    assert "tidak memeriksa tanda tangan" in html(client.get(url_of(agreement, "certified")))

    answer = client.post(url_of(agreement, "certified"), {"paper": sheet(signed_pdf())})

    assert answer.url == agreement.get_absolute_url()
    paper = SignedPaper.objects.get()
    page = html(Client().get(agreement.get_absolute_url()))
    assert "Dokumen bertanda tangan elektronik tersertifikasi" in page
    assert "Portal ini tidak memeriksa tanda tangan" in page and paper.sha256 in page
    assert read(client.get(url_of(agreement, "signed_file", paper.pk))) == signed_pdf()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf_bytes(), "tidak memuat tanda tangan elektronik"),
        (signed_pdf(pdf_seals.REASON), "hanya memuat segel portal ini"),
        (picture_bytes(), "Berkas ini bukan PDF"),
        (b"%PDF-1.4 rusak", "tidak dapat dibuka"),
        (b"%PDF-" + b"0" * (11 * 1024 * 1024), "lebih besar dari 10 MB"),
    ],
)
def test_what_is_no_signed_pdf_is_refused(as_, villages, people, content, sentence):
    agreement = AgreementFactory(state="in_force", regions=villages)

    answer = as_("other head").post(url_of(agreement, "certified"), {"paper": sheet(content)})

    assert sentence in html(answer) and not SignedPaper.objects.exists()


# --- a wish, and what it costs ------------------------------------------------------


def test_a_wish_for_a_change_stands_on_the_page(as_, witnessed, people):
    client = as_("other head")
    client.post(
        url_of(witnessed, "decline"),
        {"wish": "change", "reason": "Iuran.", "sha256": witnessed.current.sha256},
    )

    page = html(client.get(witnessed.get_absolute_url()))
    assert "Desa Besani meminta perubahan" in page and "Iuran." in page


def test_the_page_costs_the_same_with_two_and_eight_parties_and_witnesses(as_, people, villages):
    client = as_("drafting head")
    few = AgreementFactory(state="open", regions=villages, plan=Plan(False, 1, (ON_PAPER,)))
    names = tuple(Named(f"Saksi {n}", "Guru") for n in range(4))
    regions = [villages[0], *(RegionFactory() for _ in range(7))]
    many = AgreementFactory(state="open", regions=regions, plan=Plan(False, 4, names))
    for number in (1, 2, 3):
        witness_on_paper(many, people["drafting head"], number=number)
    for region in regions[1:5]:
        sign_on_paper(many, head_of(region))
    witness_on_paper(few, people["drafting head"])
    sign_on_paper(few, head_of(villages[1]))
    for agreement in (few, many):
        actions.add_certified(agreement, by=people["drafting head"], paper=sheet(signed_pdf()))

    def cost(agreement, name):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url_of(agreement, name)).status_code == 200
        return len(captured)

    for name in ("detail", "approve"):
        cost(few, name)
        assert cost(few, name) == cost(many, name)


def test_in_order_the_list_says_who_comes_later(as_, villages, people):
    agreement = AgreementFactory(state="open", regions=villages, plan=IN_ORDER)

    page = html(as_("other head").get(url_of(agreement, "approve")))

    assert "Menyusul" in page and "Sekarang giliran Desa Sojokerto" in page
    assert 'name="sha256"' in page  # he may still say what he wants changed
    assert "Setujui atas nama" not in page
