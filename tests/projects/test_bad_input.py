"""Wrong, huge, hostile: a sentence, what was typed is kept, nothing happens, never a 500."""

import pytest

from projects import actions
from projects.models import Consent, Draft, Project
from tests.factories.projects import in_days
from tests.factories.villages import RegionFactory
from tests.projects.conftest import url_of
from villages.models import Region

pytestmark = pytest.mark.django_db
HOSTILE = [
    "\x00", "a\x00b", "\u202egnp.exe", "<script>alert(1)</script>", "' OR 1=1 --", "%00",
    "𝕵" * 200, "ẞ" * 200, "{{ 7*7 }}", "\r\nBcc: x@y.example", "=1+1", "../../etc/passwd", "∞",
]  # fmt: skip


@pytest.fixture
def draft(head):
    return actions.begin(by=head)


@pytest.fixture
def wrong(as_, head, draft):
    """Send a page; gives back the text of what is wrong."""

    def send_page(page, **values):
        response = as_(head).post(url_of("page", draft.project, page), values)
        assert response.status_code == 200, response["Location"]
        return response.content.decode()

    return send_page


MONEY = [
    ("", "Tulis perkiraan biaya dengan angka"),
    ("-5", "angka"),
    ("1e9", "angka"),
    ("NaN", "angka"),
    ("9" * 401, "angka"),
    ("1" + "0" * 400, "angka"),
    ("10000000000000000", "terlalu besar"),
    ("٣٠٠", "angka"),
    ("0x10", "angka"),
    ("1,2,3", "angka"),
]


def test_money_that_is_none(wrong):
    for cost, says in MONEY:
        assert says in wrong("biaya", cost=cost, rows="1"), cost


ROWS = [
    ({"kind_0": "cash", "amount_0": "1 juta"}, "Baris 1: pilih siapa yang memberi."),
    ({"region_0": "LEAD", "amount_0": "1 juta"}, "Baris 1: pilih bentuk kontribusinya."),
    ({"region_0": "LEAD", "kind_0": "cash"}, None),
    ({"region_0": "LEAD", "kind_0": "cash", "note_0": "x"}, "Baris 1: tulis jumlah uangnya."),
    ({"region_0": "LEAD", "kind_0": "labour"}, None),
    ({"region_0": "LEAD", "kind_0": "labour", "amount_0": "0"}, "Baris 1: tulis rinciannya."),
    ({"region_0": "33.07.05.9999", "kind_0": "land", "note_0": "x"}, "Baris 1: pilih wilayah"),
    ({"region_0": "LEAD", "kind_0": "gold", "note_0": "x"}, "Baris 1"),
    ({"region_0": "LEAD", "kind_0": "cash", "amount_0": "-5"}, "angka"),
    ({"region_0": "LEAD", "kind_0": "cash", "amount_0": "9" * 401}, "angka"),
]


def test_a_row_that_is_not_complete(wrong, lead):
    for row, says in ROWS:
        values = {name: lead.pk if value == "LEAD" else value for name, value in row.items()}
        assert (says or "Baris 1") in wrong("biaya", cost="1 juta", rows="1", **values), row


def test_a_row_is_named_once_in_a_plain_sentence(wrong):
    html = wrong("biaya", cost="1 juta", rows="1", kind_0="cash", amount_0="1 juta")
    assert ">Baris 1: pilih siapa yang memberi.</a>" in html


DATES = [
    ({"starts_on": in_days(-1)}, "Tanggal mulai pekerjaan sudah lewat."),
    ({"starts_on": in_days(9), "ends_on": in_days(8)}, "tidak boleh sebelum tanggal mulai"),
    ({"starts_on": "", "ends_on": in_days(-1)}, "Tanggal selesai pekerjaan sudah lewat."),
    ({"ends_on": "9999-12-31"}, "terlalu jauh"),
    ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "terlalu jauh"),
    ({"starts_on": "0001-01-01"}, "sudah lewat"),
    ({"answer_by": in_days(-1)}, "Batas jawaban sudah lewat."),
    ({"answer_by": in_days(400)}, "paling lama satu tahun"),
    ({"starts_on": "31/02/2027"}, "Tulis tanggal"),
    ({"starts_on": "besok"}, "Tulis tanggal"),
    ({"starts_on": "2027-01-01T00:00"}, "Tulis tanggal"),
    ({"starts_on": "9" * 401}, "Tulis tanggal"),
    ({"timetable": "x" * 4001}, "4000"),
]


def test_dates_that_cannot_be(wrong):
    good = {"starts_on": in_days(5), "ends_on": in_days(50), "answer_by": in_days(9)}
    for dates, says in DATES:
        assert says in wrong("jadwal", **{"timetable": "", **good, **dates}), dates


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ([], "Pilih paling sedikit satu mitra."),
        (["LEAD"], "Wilayah Anda sudah menjadi penggagas."),
        (["PARTNER", "LEAD"], "Wilayah Anda sudah menjadi penggagas."),
        (["33.07.05.9999"], ""),
        (["33.07"], ""),
        (["33"], ""),
        (["x" * 500], ""),
        (["\x00"], ""),
    ],
)
def test_partners_that_cannot_be(wrong, codes, says, lead, partners):
    names = {"LEAD": lead.pk, "PARTNER": partners[0].pk}
    page = wrong("mitra", partners=[names.get(code, code) for code in codes])
    assert "sumerr" in page
    assert says in page


def test_two_hundred_partners_are_too_many(wrong):
    parent = RegionFactory().parent
    Region.objects.bulk_create(
        Region(
            code=f"33.07.98.{n}", name=f"N{n}", level=4, kind="village", word="Desa", parent=parent
        )
        for n in range(3000, 3200)
    )
    page = wrong("mitra", partners=[f"33.07.98.{n}" for n in range(3000, 3200)])
    assert "40" in page
    assert not Project.objects.get().partnerships.filter(role="partner").exists()


def test_a_partner_named_twice_is_one(as_, head, draft, partners):
    client = as_(head)
    client.post(url_of("page", draft.project, "mitra"), {"partners": [partners[0].pk] * 3})
    page = client.get(url_of("check", draft.project)).content.decode()
    assert page.count(partners[0].full_name) == 2  # as a partner, and as one without a head


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_tidy_and_shown_as_text(as_, head, draft, typed, text, partner_heads):
    client = as_(head)
    values = typed["tujuan"] | {"title": text, "problem": text, "aim": text}
    response = client.post(url_of("page", draft.project, "tujuan"), values)
    assert response.status_code in (200, 302)
    for page in ("check", "detail"):
        shown = client.get(url_of(page, draft.project)).content.decode()
        assert "<script>alert" not in shown
        assert "\u202e" not in shown
    assert client.get("/proyek/").status_code == 200


@pytest.mark.parametrize("page", ["mitra", "biaya", "jadwal"])
def test_hostile_text_in_every_other_field(wrong, page):
    names = {
        "mitra": ["place", "partners", "partners_q", "mark"],
        "biaya": ["cost", "rows", "region_0", "kind_0", "amount_0", "note_0"],
        "jadwal": ["starts_on", "ends_on", "answer_by"],
    }
    for text in HOSTILE:
        assert "<script>alert" not in wrong(page, **dict.fromkeys(names[page], text))


def test_what_does_not_belong_to_the_page_is_not_kept(as_, head, draft):
    client = as_(head)
    client.post(
        url_of("page", draft.project, "tujuan"),
        {"title": "A", "state": "agreed", "lead": "33.01", "cost": "5", "simpan": "1"},
    )
    assert Draft.objects.get().answers["tujuan"] == {"title": ["A"]}
    project = Project.objects.get()
    assert (project.state, project.lead) == ("draft", head.region)


def test_text_beyond_all_bounds_is_cut_in_the_draft_and_refused(wrong):
    assert "4000" in wrong("tujuan", title="A", problem="x" * 100_000, aim="b")
    assert len(Draft.objects.get().answers["tujuan"]["problem"][0]) == 8000


NO_ANSWERS = [
    {},
    {"answer": "given"},
    {"number": "x", "answer": "given"},
    {"number": "9" * 401, "answer": "given"},
    {"number": "-1", "answer": "given"},
    {"number": "0", "answer": "given"},
    {"number": "2", "answer": "given"},
    {"number": "1", "answer": "yes"},
    {"number": "1"},
    {"number": "1", "answer": "declined"},
    {"number": "1", "answer": "changes", "bagian_biaya": "   "},
    {"number": "1", "answer": "changes", "bagian_biaya": "\u200b\x00"},
    {"number": "1", "answer": "changes", "reason": "Mahal."},
    {"number": "1", "answer": "changes", "bagian_biaya": "x" * 1001},
    {"number": "1", "answer": "changes", "bagian_lain": "Mahal."},
    {"number": "1", "answer": "given", "bagian_biaya": "Mahal."},
    {"number": "1", "answer": "declined", "reason": "x" * 1001},
    {"number": "1", "answer": "given", "reason": "x" * 100_000},
]


def test_an_answer_that_is_none(as_, project, partner_heads):
    client = as_(partner_heads[0])
    for form in NO_ANSWERS:
        response = client.post(url_of("answer", project), form)
        assert response.status_code in (200, 302), form
        assert not Consent.objects.filter(region=partner_heads[0].region).exists(), form


def test_the_region_in_the_body_does_not_count(as_, project, partner_heads):
    first, second = partner_heads
    as_(first).post(
        url_of("answer", project),
        {"number": 1, "answer": "given", "region": second.region_id, "mandate": second.pk},
    )
    assert Consent.objects.latest("pk").region == first.region


@pytest.mark.parametrize(
    "path",
    [
        "/proyek/%00/", "/proyek/..%2f/", "/proyek/ZZZZZZZ/", "/proyek/" + "A" * 500 + "/",
        "/proyek/ZZZZZZZ/versi/1/", "/proyek/ZZZZZZZ/jawab/", "/proyek/ZZZZZZZ/ajukan/",
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere(as_, head, path):
    assert as_(head).get(path).status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "99999", "9" * 401])
def test_versions_that_are_not_there(as_, head, project, number):
    assert as_(head).get(f"/proyek/{project.code}/versi/{number}/").status_code == 404


@pytest.mark.parametrize("name", ["q", "tahap", "sektor", "wilayah", "page"])
def test_hostile_filters_are_ignored(client, project, name):
    for text in [*HOSTILE, "9" * 401, "-1", "0", "33.07.05", "%", "_", "\\"]:
        response = client.get("/proyek/", {name: text})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_five_sectors_are_too_many(wrong, typed):
    sectors = ["roads", "water", "health", "waste", "market"]
    assert "Pilih paling banyak empat sektor." in wrong(
        "tujuan", **typed["tujuan"] | {"sectors": sectors}
    )
