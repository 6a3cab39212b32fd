"""The pages: naming a third party, recording its signature, and how everybody reads of it."""

import io
import json
import random
import zipfile

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import bundle as package
from agreements.models import SignedPaper, ThirdSignature
from agreements.verification import findings
from tests.agreements.test_bundle import checked, without_list
from tests.agreements.test_checking import sealed
from tests.agreements.test_docx import words_of as words_of_docx
from tests.agreements.test_register import rows_in
from tests.agreements.test_signing_pages import as_, html, proved, sheet  # noqa: F401
from tests.agreements.test_third_parties import TWO, approved
from tests.agreements.test_verify import other
from tests.agreements.test_writing_pages import url_of, words_typed
from tests.factories.agreements import AgreementFactory, ObligationFactory
from tests.factories.on_paper import third_on_paper

pytestmark = pytest.mark.django_db
NEW = {
    "third-new-name": "CV Sumber Air", "third-new-seat": "", "third-new-signer_name": "Hendra",
    "third-new-signer_title": "Direktur",
}  # fmt: skip


@pytest.fixture
def client_of_head(as_):  # noqa: F811
    return as_("drafting head")


@pytest.fixture
def draft(villages, people):
    return AgreementFactory(kind="perjanjian", regions=villages)


@pytest.fixture
def opened(villages, people):
    return AgreementFactory(kind="perjanjian", regions=villages, state="open", plan=TWO)


def typed(client, agreement, **changes):
    """What the page would send without a change of the reader's."""
    data = words_typed(client, agreement)
    for form in client.get(url_of(agreement)).context["paper"].thirds:
        data |= {f"{form.prefix}-{name}": form.initial.get(name, "") for name in form.fields}
    return data | changes


# --- naming it


def test_only_the_kind_with_a_third_party_asks_for_it(client_of_head, draft, villages):
    regulation = AgreementFactory(regions=villages)

    assert "third-new-name" not in html(client_of_head.get(url_of(regulation)))
    page = html(client_of_head.get(url_of(draft)))
    assert 'value="CV Sumber Air"' in page and "Pihak ketiga lain (boleh kosong)" in page


def test_it_is_named_and_stands_on_the_page(client_of_head, draft):
    draft.third_parties.all().delete()
    assert "Tuliskan pihak ketiganya" in html(client_of_head.get(draft.get_absolute_url()))

    answer = client_of_head.post(url_of(draft), typed(client_of_head, draft, **NEW))

    assert answer.url == draft.get_absolute_url()
    page = html(client_of_head.get(answer.url))
    assert "CV Sumber Air" in page and "Diwakili Hendra, Direktur" in page
    assert "Tuliskan pihak ketiganya" not in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"third-new-signer_name": ""}, "siapa yang menandatangani"),
        ({"third-new-signer_title": ""}, "siapa yang menandatangani"),
        ({"third-new-name": ""}, "Tuliskan nama pihak ketiga"),
        ({"third-new-name": "CV 😀"}, "😀"),
        ({"third-new-name": "C" * 151}, "150"),
    ],
)
def test_wrong_words_are_kept_with_a_sentence(client_of_head, draft, words, sentence):
    draft.third_parties.all().delete()
    data = typed(client_of_head, draft, **(NEW | {"third-new-seat": "Jalan Kenanga"} | words))

    page = html(client_of_head.post(url_of(draft), data))

    assert sentence in page and "Jalan Kenanga" in page
    assert not draft.third_parties.exists()


def test_a_name_that_cannot_be_printed_is_told_in_one_sentence(client_of_head, draft):
    draft.third_parties.all().delete()
    data = typed(client_of_head, draft, **(NEW | {"third-new-name": "CV 😀"}))

    page = html(client_of_head.post(url_of(draft), data))

    assert "😀" in page and "Tuliskan nama pihak ketiga" not in page


def test_the_same_third_party_twice_is_told(client_of_head, draft):
    data = typed(client_of_head, draft, **(NEW | {"third-new-name": "cv sumber air"}))

    assert "Sudah menjadi pihak" in html(client_of_head.post(url_of(draft), data))
    assert draft.third_parties.count() == 1


def test_an_emptied_name_leaves_it_out_unless_it_owes_something(client_of_head, draft):
    third = draft.third_parties.get()
    owed = ObligationFactory(agreement=draft, third_party=third)
    data = typed(client_of_head, draft, **{f"third-{third.pk}-name": ""})

    assert "masih punya kewajiban" in html(client_of_head.post(url_of(draft), data))
    owed.delete()
    client_of_head.post(url_of(draft), data)
    assert not draft.third_parties.exists()


def test_an_obligation_can_be_the_third_partys(client_of_head, draft):
    third = draft.third_parties.get()
    url = reverse("agreements:obligation_add", args=[draft.code])
    form = client_of_head.get(url).context["form"]
    assert (f"ketiga-{third.pk}", "CV Sumber Air (pihak ketiga)") in form.fields["party"].choices
    data = {
        "seen": 0, "token": form.initial["token"], "party": f"ketiga-{third.pk}", "kind": "goods",
        "what": "pipa", "amount": "200", "unit": "batang", "first_due": draft.starts_on,
        "rhythm": "once",
    }  # fmt: skip

    answer = client_of_head.post(url, data)

    row = draft.obligations.get()
    assert (row.third_party, row.party.region) == (third, draft.drafted_for)
    page = html(client_of_head.get(answer.url))
    assert "Pihak ketiga; Desa Sojokerto mencatat di sini apa yang diberikannya." in page
    change = reverse("agreements:obligation_change", args=[draft.code, row.pk])
    assert f'value="ketiga-{third.pk}" selected' in html(client_of_head.get(change))


# --- its signature


def words_of(agreement, **words):
    return {
        "sha256": agreement.current.sha256, "signed_on": timezone.localdate().isoformat(),
        "name": "Hendra Wijaya", "title": "Direktur", "number": "017/CV-SA/2026", "paper": sheet(),
    } | words  # fmt: skip


def test_the_drafter_uploads_its_sheet_after_a_fresh_proof(client_of_head, opened, people):
    approved(opened, people)
    page = html(client_of_head.get(opened.get_absolute_url()))
    assert "Unggah lembar yang ditandatangani CV Sumber Air" in page
    assert 'value="Hendra Wijaya"' in html(proved(client_of_head, opened, "third_paper", 1))

    url = reverse("agreements:third_paper", args=[opened.code, 1])
    answer = client_of_head.post(url, words_of(opened))

    page = html(client_of_head.get(answer.url))
    assert "Nomor 017/CV-SA/2026" in page and "Sudah menandatangani" in page
    assert SignedPaper.objects.latest("pk").sha256 in page
    assert "Berlaku" in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"signed_on": "2001-01-01"}, "belum ada pada hari itu"),
        ({"paper": ""}, "isian"),
        ({"name": ""}, "kosong"),
        ({"name": "Bu Tini 😀"}, "😀"),
        ({"title": "Pemilik 😀"}, "😀"),
        ({"name": "Orang Lain"}, "naskah menyebut Hendra Wijaya"),
        ({"name": "Orang Lain"}, "pilih berkasnya lagi"),
        ({"number": "9" * 81}, "80"),
    ],
)
def test_a_wrong_form_is_told_and_nothing_is_written(client_of_head, opened, words, sentence):
    proved(client_of_head, opened, "third_paper", 1)
    url = reverse("agreements:third_paper", args=[opened.code, 1])

    page = html(client_of_head.post(url, words_of(opened, **words)))

    assert sentence.lower() in page.lower()
    assert not ThirdSignature.objects.exists()


def test_without_the_proof_nothing_is_recorded(client_of_head, opened):
    url = reverse("agreements:third_paper", args=[opened.code, 1])

    assert "lebih dari 15 menit" in html(client_of_head.post(url, words_of(opened)))
    assert not ThirdSignature.objects.exists()


@pytest.mark.parametrize(
    ("who", "place", "status"),
    [
        ("other head", 1, 403), ("own camat", 1, 403), ("drafting council", 1, 403),
        ("stranger head", 1, 404), ("drafting head", 2, 404),
    ],
)  # fmt: skip
def test_others_have_no_form_for_it(as_, opened, who, place, status):  # noqa: F811
    url = reverse("agreements:third_paper", args=[opened.code, place])

    assert as_(who).get(url).status_code == status


def test_the_secretary_notes_its_number_later(as_, whole):  # noqa: F811
    client = as_("drafting secretary")
    url = reverse("agreements:third_number", args=[whole.code, 1])
    assert "Catat nomornya" in html(client.get(whole.get_absolute_url()))
    assert "isian" in html(client.post(url, {"number": ""}))

    client.post(url, {"number": "017/CV-SA"})

    page = html(client.get(whole.get_absolute_url()))
    assert "Nomor 017/CV-SA" in page and "Perbaiki nomornya" in page
    assert 'value="017/CV-SA"' in html(client.get(url))
    lines, _cells = words_of_docx(client, whole)
    assert "Nomor 017/CV-SA (CV Sumber Air)" in lines
    assert whole.title in html(client.get(reverse("agreements:list"), {"q": "017/cv-sa"}))


def test_a_stale_page_keeps_a_third_party_that_it_has_not_shown(client_of_head, draft):
    stale = typed(client_of_head, draft, title="Judul lain")
    client_of_head.post(
        url_of(draft), typed(client_of_head, draft, **NEW | {"third-new-name": "PT Dua"})
    )

    page = html(client_of_head.post(url_of(draft), stale))

    assert "Yang tersimpan sekarang" in page and 'value="PT Dua"' in page


# --- how it is read


@pytest.fixture
def whole(villages):
    return sealed(villages, kind="perjanjian", plan=TWO)


def test_everybody_reads_of_it(client, whole):
    check = html(client.get(reverse("agreements:check", args=[whole.check_code])))
    assert "CV Sumber Air" in check and "Sudah menandatangani" in check
    page = html(client.get(whole.get_absolute_url()))
    assert "3 dari 3 sudah menyetujui" in page
    found = html(client.get(reverse("agreements:list"), {"pihak": "sumber air"}))
    assert "Desa Sojokerto, Desa Besani, CV Sumber Air" in found
    assert rows_in(client)[0]["pihak_ketiga"] == "CV Sumber Air"
    _lines, cells = words_of_docx(client, whole)
    assert any("DIREKTUR\nCV SUMBER AIR" in cell for cell in cells)


def test_an_outsider_checks_its_signature(whole, tmp_path):
    zipfile.ZipFile(io.BytesIO(package.bundle(whole))).extractall(tmp_path)
    folder = tmp_path / f"kesepakatan-{whole.code}"
    assert checked(folder) == ("Semua cocok.\n", 0)
    records = json.loads((folder / "catatan.json").read_text())
    assert records["pihak_ketiga"][0]["fakta"]["party_name"] == "CV Sumber Air"

    missing = without_list(folder, lambda records: records["pihak_ketiga"].clear())

    assert "tanda tangan pihak ketiga CV Sumber Air tidak sesuai dengan naskah" in missing


def test_an_outsider_finds_it_signed_twice(whole, tmp_path):
    zipfile.ZipFile(io.BytesIO(package.bundle(whole))).extractall(tmp_path)
    folder = tmp_path / f"kesepakatan-{whole.code}"

    said = without_list(folder, lambda r: r["pihak_ketiga"].append(r["pihak_ketiga"][0]))

    assert "satu pihak ketiga tercatat menandatangani lebih dari satu kali" in said


def found():
    return [finding.what for finding in findings()]


@pytest.mark.parametrize(
    "column",
    ["person_name", "office_title", "party_name", "number", "text_sha256", "at", "seal"],
)
def test_a_change_of_any_column_is_found(opened, people, column):
    third_on_paper(approved(opened, people), people["drafting head"], number="017")
    assert found() == []
    row = ThirdSignature.objects.get()

    with pgtrigger.ignore():
        value = other(getattr(row, column), random.Random(7))
        ThirdSignature.objects.update(**{column: value})

    assert found()


def test_what_was_taken_out_is_missed(opened, people):
    third_on_paper(approved(opened, people), people["drafting head"])
    with pgtrigger.ignore():
        SignedPaper.objects.exclude(third_signature=None).delete()
        assert any("has no scan" in what for what in found())
        ThirdSignature.objects.all().delete()

    assert "sealed without the signature of every third party" in found()
    assert "the trail tells of another number of third parties' signatures" in found()
