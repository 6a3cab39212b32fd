"""The pages: acknowledging with a fresh proof, the scan, and who sees what was acknowledged."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements import acknowledgement
from agreements.models import Acknowledgement
from agreements.views.scans import PROOF_GOOD_FOR
from tests.agreements.test_approving_pages import prove, said
from tests.agreements.test_reading_pages import queries_of
from tests.factories.acknowledging import acknowledge, acknowledge_on_paper
from tests.factories.agreements import AgreementFactory
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.papers import pdf_bytes

pytestmark = pytest.mark.django_db
CHOOSE_AGAIN = "Pilih berkasnya lagi; berkas tadi tidak tersimpan."


@pytest.fixture
def camat(people):
    return people["own camat"]


@pytest.fixture
def sealed(villages, people):
    return AgreementFactory(state="in_force", regions=villages)


@pytest.fixture
def as_(client, people):
    """Signs in whoever is named."""

    def sign_in(who):
        client.force_login(people[who].user)
        return client

    return sign_in


def url_of(agreement, name="acknowledge", *args):
    return reverse(f"agreements:{name}", args=[agreement.code, *args])


def paper_url(agreement):
    return url_of(agreement, "acknowledge_paper", "33.07.05")


def html(response):
    return response.content.decode()


def press(client, agreement, sha256=None):
    shown = agreement.current.sha256 if sha256 is None else sha256
    return client.post(url_of(agreement), {"sha256": shown})


# --- here


def test_the_camat_reads_the_whole_text_and_proves_anew_who_he_is(as_, sealed, camat):
    client = as_("own camat")
    assert "Menunggu pernyataan mengetahui dari Anda" in html(client.get(sealed.get_absolute_url()))
    page = html(client.get(url_of(sealed)))
    regent = acknowledgement.office_over(camat.region.parent)
    statement = f"Saya, {camat.user}, {camat.capacity}, atas nama {regent}"
    assert statement in page and "Pasal 2" in page and sealed.current.sha256 in page
    assert "Berlakunya kesepakatan tidak bergantung pada pernyataan ini" in page

    asked = press(client, sealed)
    assert not Acknowledgement.objects.exists()
    assert f"Mengetahui versi 1 dari “{sealed.title}” untuk Kecamatan Leksono." in html(
        client.get(asked.url)
    )
    done = prove(client, asked)
    done = client.get(done.url) if done.status_code == 302 and "mengetahui" in done.url else done

    assert Acknowledgement.objects.get().method == "password"
    page = html(client.get(sealed.get_absolute_url()))
    assert "Sudah mengetahui" in page and str(camat.user) in page
    assert "Menunggu pernyataan mengetahui" not in page


def test_a_second_press_asks_for_no_proof_and_says_the_same(as_, sealed, camat):
    acknowledge(sealed, camat)
    client = as_("own camat")

    answer = press(client, sealed)

    assert answer.url == sealed.get_absolute_url()
    assert said(client, answer.url) == ["Pernyataan mengetahui dari Anda sudah dicatat."]
    assert "sudah diketahui" in html(client.get(url_of(sealed)))
    assert Acknowledgement.objects.count() == 1


def test_a_stale_text_is_told_before_any_proof(as_, sealed):
    client = as_("own camat")

    answer = press(client, sealed, sha256="0" * 64)

    assert "Teks telah berubah" in said(client, answer.url)[0]


@pytest.mark.parametrize("who", ["own officer", "drafting head", "other camat", "regency"])
def test_others_are_told_who_does_it(as_, sealed, who):
    client = as_(who)
    assert "Menunggu pernyataan mengetahui" not in html(client.get(sealed.get_absolute_url()))

    for answer in (client.get(url_of(sealed)), press(client, sealed)):
        assert answer.status_code == 403 and "diketahui oleh camat" in html(answer)


# --- on paper


def sheet(content=None, name="pindaian.pdf"):
    return SimpleUploadedFile(name, pdf_bytes() if content is None else content)


def words_of(agreement, camat, **words):
    return {
        "sha256": agreement.current.sha256, "name": str(camat.user), "title": camat.title,
        "signed_on": timezone.localdate().isoformat(), "paper": sheet(),
    } | words  # fmt: skip


def proved(client, agreement):
    """The form, after the proof that comes before it."""
    answer = prove(client, client.get(paper_url(agreement)))
    return client.get(answer.url) if answer.status_code == 302 else answer


def test_a_secretary_of_a_party_uploads_what_the_camat_has_signed(as_, sealed, camat, people):
    client = as_("other secretary")
    assert paper_url(sealed) in html(client.get(sealed.get_absolute_url()))
    page = html(proved(client, sealed))
    assert "Camat Leksono" in page and str(camat.user) in page

    answer = client.post(paper_url(sealed), words_of(sealed, camat))

    assert answer.url == sealed.get_absolute_url()
    row = Acknowledgement.objects.get()
    page = html(client.get(sealed.get_absolute_url()))
    assert row.paper_sha256 in page and paper_url(sealed) not in page
    scan = url_of(sealed, "acknowledge_scan", "33.07.05")
    assert scan in page and client.get(scan).getvalue().startswith(b"%PDF-")


def test_without_a_fresh_proof_nothing_is_written(as_, sealed, camat):
    client = as_("other secretary")
    assert "lebih dari 15 menit" in html(client.post(paper_url(sealed), words_of(sealed, camat)))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        proved(client, sealed)
        clock.shift(timedelta(seconds=PROOF_GOOD_FOR + 1))
        answer = client.post(paper_url(sealed), words_of(sealed, camat))
    assert "lebih dari 15 menit" in html(answer) and CHOOSE_AGAIN in html(answer)
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"paper": ""}, "isian"),
        ({"paper": ("a.exe", b"MZ\x90")}, "Pilih berkas PDF, JPEG, atau PNG"),
        ({"paper": ("a.pdf", pdf_bytes() + b"0" * 20_000_000)}, "lebih besar dari 10 MB"),
        ({"paper": ("a.pdf", pdf_bytes() + b"0" * 60_000_000)}, "lebih besar dari 10 MB"),
        ({"signed_on": "2001-01-01"}, "baru selesai menyetujui"),
        ({"signed_on": "2999-01-01"}, "belum tiba"),
        ({"signed_on": "kemarin"}, "isian"),
        ({"name": ""}, "isian"),
        ({"name": "Orang Lain"}, "yang berwenang menandatangani"),
    ],
)
def test_a_wrong_form_is_told_and_nothing_is_written(as_, sealed, camat, words, sentence):
    client = as_("other secretary")
    proved(client, sealed)
    if isinstance(words.get("paper"), tuple):
        name, content = words["paper"]
        words = {"paper": sheet(content, name)}

    answer = client.post(paper_url(sealed), words_of(sealed, camat, **words))

    assert sentence in html(answer)
    assert not Acknowledgement.objects.exists()


def test_of_a_region_that_is_not_above_the_parties_there_is_no_page(as_, sealed):
    client = as_("drafting head")
    for code in ("33.07.06", "33.07", "33.07.05.2004", "99.99.99"):
        assert client.get(url_of(sealed, "acknowledge_paper", code)).status_code == 404
        assert client.get(url_of(sealed, "acknowledge_scan", code)).status_code == 404


@pytest.mark.parametrize("who", ["drafting council", "stranger head", "other camat"])
def test_strangers_record_nothing(as_, sealed, who):
    assert as_(who).get(paper_url(sealed)).status_code == 403


def test_everybody_sees_it_and_the_scan_is_for_those_involved(client, sealed, camat, people):
    acknowledge_on_paper(
        sealed, camat.region, people["drafting head"], name=str(camat.user), title=camat.title
    )
    scan = url_of(sealed, "acknowledge_scan", "33.07.05")

    for url in (sealed.get_absolute_url(), reverse("agreements:check", args=[sealed.check_code])):
        page = html(client.get(url))
        assert "Diketahui di atas kertas oleh" in page and scan not in page
    client.force_login(people["stranger head"].user)
    assert client.get(scan).status_code == 404
    client.force_login(camat.user)
    assert client.get(scan).getvalue().startswith(b"%PDF-")


def test_the_page_says_who_has_not_acknowledged_yet(client, sealed):
    page = html(client.get(sealed.get_absolute_url()))

    assert "Camat Leksono" in page and "Belum tercatat" in page


@pytest.mark.parametrize("who", ["own camat", "drafting head", None])
def test_the_page_costs_the_same_for_any_number_of_subdistricts(client, villages, people, who):
    small = AgreementFactory(state="in_force", regions=villages)
    others = [RegionFactory(code=f"33.07.{number}.2001") for number in range(20, 28)]
    large = AgreementFactory(state="in_force", regions=[*villages, *others])
    if who:
        client.force_login(people[who].user)
    client.get(small.get_absolute_url())

    few = queries_of(client, small.get_absolute_url())
    assert queries_of(client, large.get_absolute_url()) <= few


def test_an_officer_of_the_regency_speaks_on_behalf_of_its_own_regent(client, people, leksono):
    other = SubdistrictFactory(code="33.07.09", name="Kejajar", parent=leksono.parent)
    accord = AgreementFactory(state="in_force", kind="kesepakatan", regions=[leksono, other])
    officer = MandateFactory(region=leksono.parent, office="kabupaten")
    client.force_login(officer.user)

    assert f"atas nama Bupati {leksono.parent.name}," in html(client.get(url_of(accord)))

    acknowledge(accord, officer)
    behalf = f"<h4>Atas nama Bupati {leksono.parent.name}</h4>"
    assert behalf in html(client.get(accord.get_absolute_url()))
    assert behalf in html(client.get(reverse("agreements:check", args=[accord.check_code])))
