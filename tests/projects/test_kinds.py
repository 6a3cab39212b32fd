"""Templates by type: a help to begin with, never an answer by themselves."""

import html
import re
import uuid

import pytest
from django.utils.translation import override

from projects import kinds
from projects.models import Contribution, Draft, Project, Version
from tests.projects.conftest import url_of
from villages.models.profile import Sector

pytestmark = pytest.mark.django_db
PROPOSE = "/proyek/ajukan/"
GAP = re.compile(r"\[[^\[\]]+\]")
ROAD = kinds.kind_of("jalan")


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.slug)
def test_a_template_is_whole_and_fits_the_pages(kind):
    aim = kind.typed("tujuan")
    assert aim.get("field") in Version.Field
    assert 1 <= len(aim.getlist("sectors")) <= 4
    assert set(aim.getlist("sectors")) <= set(Sector)
    for name in ("problem", "aim"):
        assert kinds.first_gap(aim.get(name))
        assert len(aim.get(name)) < 1000
    rows = kind.typed("biaya")
    assert int(rows.get("rows")) == len(kind.gives) >= 3
    assert all(given in Contribution.Kind for given, _note in kind.gives)
    assert kind.typed("jadwal").get("timetable").count("\n") == len(kind.steps) - 1
    assert not kind.typed("lampiran")


def test_there_is_one_for_each_usual_type():
    assert [kind.slug for kind in kinds.KINDS] == [
        "jalan", "fasilitas", "air", "sekolah", "pasar", "sampah", "wisata", "lingkungan",
        "bencana",
    ]  # fmt: skip


@pytest.mark.parametrize("slug", [None, "", "x", "<script>", "\x00", "9" * 400])
def test_a_template_that_does_not_exist_writes_nothing(slug):
    assert kinds.kind_of(slug) is None
    assert not kinds.typed(slug, "tujuan")


@pytest.mark.parametrize(
    ("text", "gap"),
    [("Jalan dari [tempat] ke [tempat]", "[tempat]"), ("Jalan", ""), ("[]", ""), ("a[0]", "")],
)
def test_the_first_gap_of_a_text(text, gap):
    assert kinds.first_gap(text) == gap


@pytest.fixture
def client_(as_, head, partner_heads):
    return as_(head)


def test_the_first_page_offers_them_and_prefills_by_a_link(client_):
    page = client_.get(PROPOSE).content.decode()
    assert "Mulai dari contoh?" in page
    assert "jenis=bencana" in page

    page = client_.get(PROPOSE, {"jenis": "jalan"}).content.decode()

    assert "Jalan dari [tempat]" in page
    assert 'name="kind" value="jalan"' in page
    assert "Jalan usaha tani Jonggolsari" in page
    assert not Project.objects.exists()


def test_what_the_template_left_open_is_not_sent_unread(client_, typed):
    left = {"kind": "jalan", "problem": str(ROAD.problem), "token": str(uuid.uuid4())}
    response = client_.post(PROPOSE, typed["tujuan"] | left)
    page = response.content.decode()
    assert "masih terbuka" in page
    assert "[tempat]" in page


def test_brackets_without_a_template_are_the_proposers_own(client_, typed):
    response = client_.post(PROPOSE, typed["tujuan"] | {"aim": "Air [bersih]", "token": "x"})
    assert response.status_code == 302


@pytest.mark.parametrize("kind", ["x", "<script>alert(1)</script>", "\x00", "9" * 400])
def test_a_forged_template_counts_as_none(client_, typed, kind):
    response = client_.post(PROPOSE, typed["tujuan"] | {"kind": kind, "token": "x"})
    assert response.status_code in (200, 302)
    address = url_of("page", Project.objects.get(), "biaya")
    assert client_.get(address).status_code == 200


def test_later_pages_show_usual_words_that_are_no_answer_yet(client_, typed, lead):
    client_.post(PROPOSE, typed["tujuan"] | {"kind": "air", "token": str(uuid.uuid4())})
    project = Project.objects.get()
    client_.post(url_of("page", project, "mitra"), typed["mitra"])

    assert (
        "Gotong royong galian pipa"
        in client_.get(url_of("page", project, "biaya")).content.decode()
    )
    assert "uji kualitas air" in client_.get(url_of("page", project, "jadwal")).content.decode()

    assert set(Draft.objects.get().answers) == {"tujuan", "mitra"}
    check = client_.get(url_of("check", project)).content.decode()
    assert "Gotong royong" not in check
    assert "Isian belum lengkap" in check


def test_rows_that_stay_as_the_template_wrote_them_are_left_out(client_, typed, lead):
    client_.post(PROPOSE, typed["tujuan"] | {"kind": "air", "token": str(uuid.uuid4())})
    project = Project.objects.get()
    client_.post(url_of("page", project, "mitra"), typed["mitra"])
    rows = kinds.kind_of("air").typed("biaya").dict()
    mine = {"cost": "5 juta", "region_0": lead.pk, "amount_0": "1 juta"}

    response = client_.post(url_of("page", project, "biaya"), rows | mine)

    assert response["Location"] == url_of("page", project, "jadwal")
    check = client_.get(url_of("check", project)).content.decode()
    assert "Rp1.000.000" in check
    assert "Gotong royong" not in check


def test_an_empty_page_begins_no_draft_because_of_its_template(client_):
    client_.post(PROPOSE, {"kind": "air", "title": " ", "token": str(uuid.uuid4())})
    assert not Project.objects.exists()


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.slug)
def test_what_a_template_writes_is_right_once_its_gaps_are_filled(client_, typed, lead, kind):
    """Page by page as the browser sends it: what stands there, with the gaps filled in."""

    def filled(slug):
        written = kind.typed(slug)
        return {
            name: [GAP.sub("sepuluh", text) for text in written.getlist(name)] for name in written
        }

    aim = filled("tujuan") | {"title": str(kind.example), "token": str(uuid.uuid4())}
    assert client_.post(PROPOSE, aim).status_code == 302
    project = Project.objects.get()
    cost = filled("biaya") | {"cost": "412,5 juta"}
    cost |= {f"region_{row}": lead.pk for row in range(len(kind.gives))}
    cost |= {f"amount_{row}": "10 juta" for row in range(len(kind.gives))}
    pages = {
        "mitra": typed["mitra"],
        "biaya": cost,
        "jadwal": typed["jadwal"] | filled("jadwal"),
        "lampiran": typed["lampiran"],
    }
    for slug, sent in pages.items():
        assert client_.post(url_of("page", project, slug), sent).status_code == 302, slug
    check = client_.get(url_of("check", project))
    assert check.context["is_complete"]
    for text in (kind.aim, kind.problem, *(note for _given, note in kind.gives), *kind.steps):
        with override("en"):
            english = str(text)
        assert str(text) != english  # said in Indonesian
        assert longest_words(str(text)) in html.unescape(check.content.decode())


def longest_words(text):
    """Between two gaps."""
    return max(GAP.split(text), key=len).strip()
