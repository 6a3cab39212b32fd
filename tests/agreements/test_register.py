"""The register: its numbers, the search in the text, the filters, the files."""

import csv
import io
import json
from contextlib import nullcontext
from importlib import import_module

import openpyxl
import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements import exports
from agreements.actions.entering import enter
from agreements.models import Agreement, RegisterEntry
from core import limits
from core.models import AuditEvent
from tests.agreements.test_reading_pages import LIST, page, titles, with_sheet
from tests.agreements.test_registering import _sealed_long_ago, note  # noqa: F401  (a fixture)
from tests.factories.agreements import AgreementFactory, RegisterEntryFactory, give_word
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import head_of
from tests.factories.villages import ProfileFactory, RegionFactory, SubdistrictFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
FILES = [reverse("agreements:table", args=[ending]) for ending in ("csv", "xlsx")]


def rows_in(client, **query):
    answer = client.get(FILES[0], query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sealed(villages, at=None, **words):
    with time_machine.travel(at, tick=False) if at else nullcontext():
        return AgreementFactory(state="in_force", regions=villages, **words)


# --- the running number ---------------------------------------------------------------


def test_each_kind_counts_for_itself_from_the_seal_on(villages):
    AgreementFactory(regions=villages)
    AgreementFactory(regions=villages, state="open")
    entries = [sealed(villages, kind=kind).entry for kind in ("permakades", "mou", "permakades")]

    assert [str(entry) for entry in entries] == [
        f"1/PERMAKADES/{YEAR}", f"1/MOU/{YEAR}", f"2/PERMAKADES/{YEAR}",
    ]  # fmt: skip
    assert RegisterEntry.objects.count() == 3
    event = AuditEvent.objects.filter(verb="agreements.sealed").first()
    assert event.detail["entry"] == f"2/PERMAKADES/{YEAR}"


def test_a_year_begins_with_one_on_the_clocks_of_the_portal(villages):
    before = sealed(villages, at=f"{YEAR}-12-31T16:59:00Z").entry
    after = sealed(villages, at=f"{YEAR}-12-31T17:01:00Z").entry

    assert [str(before), str(after)] == [f"1/PERMAKADES/{YEAR}", f"1/PERMAKADES/{YEAR + 1}"]


@pytest.mark.django_db(transaction=True)
def test_ten_seals_at_once_get_ten_numbers_without_a_gap():
    waiting = []
    for _ in range(10):
        agreement = AgreementFactory(state="open")
        first, last = (head_of(party.region) for party in agreement.parties.all())
        give_word(agreement, first)
        waiting.append((agreement, last))

    at_once([lambda a=agreement, h=head: give_word(a, h) for agreement, head in waiting])

    numbers = RegisterEntry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 11))


def test_the_database_keeps_the_register(villages):
    entry, draft = RegisterEntryFactory(), AgreementFactory(regions=villages)
    for attempt in (
        lambda: RegisterEntry.objects.filter(pk=entry.pk).update(number=9),
        lambda: RegisterEntry.objects.filter(pk=entry.pk).delete(),
        lambda: RegisterEntry.objects.create(agreement=draft, kind=draft.kind, year=YEAR, number=2),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("TRUNCATE agreements_registerentry")


def test_an_agreement_is_entered_once():
    agreement = RegisterEntryFactory().agreement

    with pytest.raises(DatabaseError), transaction.atomic():
        enter(agreement)


def test_what_was_sealed_before_is_numbered_in_the_order_of_the_seals(villages):
    module = import_module("agreements.migrations.0014_sealed_ones_are_numbered")
    moments = (
        f"{YEAR}-12-01T01:00:00Z", f"{YEAR}-12-31T17:30:00Z", f"{YEAR + 1}-01-31T01:00:00Z",
    )  # fmt: skip
    made = [sealed(villages, at=moment) for moment in moments]
    numbers = [str(each.entry) for each in made]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_registerentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM agreements_registerentry")
        cursor.execute("ALTER TABLE agreements_registerentry ENABLE TRIGGER USER")

    module.number_sealed_ones(apps, None)

    again = [str(RegisterEntry.objects.get(agreement=each)) for each in made]
    later = YEAR + 1
    assert again == numbers == [
        f"1/PERMAKADES/{YEAR}", f"1/PERMAKADES/{later}", f"2/PERMAKADES/{later}",
    ]  # fmt: skip


def test_list_and_page_show_the_number(client, villages):
    agreement = sealed(villages)

    assert f"register 1/PERMAKADES/{YEAR}" in client.get(LIST).content.decode()
    content = page(client, "detail", agreement).content.decode()
    assert "Nomor register" in content and f"1/PERMAKADES/{YEAR}" in content


# --- search ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["bendahara", "BENDAHARA", "bendah", "iuran bening", "kali bening", "mata-air", "(7)"]
)
def test_words_of_the_text_find_the_agreement(client, villages, words):
    found = sealed(villages, text="Pasal 1\n(7) Iuran mata-air Kali Bening dicatat bendahara.")
    sealed(villages, text="Pasal 1\nSampah diangkut tiap Senin.", title="Sampah")

    assert titles(client.get(LIST, {"q": words})) == [found.title]


@pytest.mark.parametrize("words", ["kerja sama", "kerjasama", "Kerjasama air", "pola  kerjasama"])
@pytest.mark.parametrize("written", ["kerja sama", "kerjasama"])
def test_kerja_sama_is_found_however_it_is_written(client, villages, words, written):
    found = sealed(villages, text=f"Pasal 1\nPola {written} air.")
    sealed(villages, text="Pasal 1\nBersama kerja.", title="Sampah")

    assert titles(client.get(LIST, {"q": words})) == [found.title]


@pytest.mark.parametrize(
    "words", ["endahara", "iuran sampah", "' | 'iuran", "!iuran", "\\", "'", "&"]
)
def test_other_words_do_not(client, villages, words):
    sealed(villages, text="Pasal 1\nBiaya dicatat bendahara.")

    assert titles(client.get(LIST, {"q": words})) == []


def test_the_text_of_a_draft_is_found_by_those_who_may_read_it_only(client, villages, people):
    draft = AgreementFactory(regions=villages, text="Pasal 1\nRahasiawarung.")

    words = {"q": "rahasiawarung", "keadaan": "draf"}

    assert titles(client.get(LIST, words)) == []
    client.force_login(people["other head"].user)
    assert titles(client.get(LIST, words)) == []
    client.force_login(people["drafting head"].user)
    assert titles(client.get(LIST, words)) == [draft.title]


def test_the_register_number_finds_its_agreement(client, villages):
    agreement = sealed(villages)
    sealed(villages, kind="mou")

    assert titles(client.get(LIST, {"q": f"1/permakades/{YEAR}"})) == [agreement.title]
    assert titles(client.get(LIST, {"q": f"7/permakades/{YEAR}"})) == []


def test_a_number_given_after_the_seal_is_found_until_it_is_replaced(client, villages, people):
    agreement, secretary = sealed(villages), people["drafting secretary"]
    row = note(agreement, secretary, "141/77")
    assert titles(client.get(LIST, {"q": "141/77"})) == [agreement.title]

    note(agreement, secretary, "141/78", seen=row.pk)
    assert titles(client.get(LIST, {"q": "141/77"})) == []


@pytest.fixture
def large(villages):
    """Twenty thousand drafts with a party each, enough for the planner to care."""
    one = AgreementFactory(regions=villages)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreements_agreement (code, check_code, kind, title, text, project_id,"
            " by_clauses, drafted_for_id, state, starts_on, ends_on, end_ground, end_reason, sheet,"
            " sheet_sha256, sheet_tries, sheet_error, follows_as, end_paper, end_paper_sha256,"
            " created_at, updated_at)"
            " SELECT 'Z' || n, 'Z' || n, kind, md5(n::text), md5((n * 7)::text) || ' air', project_id,"
            " by_clauses, drafted_for_id, state, starts_on, ends_on, end_ground, end_reason, sheet,"
            " sheet_sha256, sheet_tries, sheet_error, follows_as, end_paper, end_paper_sha256,"
            " created_at, updated_at"
            " FROM agreements_agreement, generate_series(1, 20000) n WHERE id = %s",
            [one.pk],
        )
        cursor.execute(
            "INSERT INTO agreements_party (agreement_id, region_id, name, position, number,"
            " signer_name, signer_title) SELECT id, %s, 'Desa', 1, left(md5(id::text), 9), '', ''"
            " FROM agreements_agreement WHERE id <> %s",
            [villages[0].pk, one.pk],
        )
        for index in ("agreement_text_words", "agreement_title_trgm", "party_number_trgm"):
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        cursor.execute("ANALYZE agreements_agreement, agreements_party")


def scans(node):
    """Each step of a plan below ``node`` that reads a table or an index, as PostgreSQL tells it."""
    below = [scan for child in node.get("Plans", []) for scan in scans(child)]
    return below + [node] if "Scan" in node["Node Type"] else below


def test_the_search_is_answered_from_indexes(large):
    told = Agreement.objects.matching("bendahara").order_by("-pk").explain(format="json")
    steps = scans(json.loads(told)[0]["Plan"])

    used = {step.get("Index Name") for step in steps}
    assert used >= {"agreement_text_words", "agreement_title_trgm", "party_number_trgm"}, told
    large_tables = ("agreements_agreement", "agreements_party")
    read = [s for s in steps if s.get("Relation Name") in large_tables and "Filter" in s]
    assert read == [], told  # no row is read to look whether it holds the words


# --- filters --------------------------------------------------------------------------


def test_filter_by_the_name_of_a_party(client, villages, sawangan):
    ours = sealed(villages, title="Air")
    sealed([sawangan, RegionFactory(name="Kertek")], title="Jalan")

    assert titles(client.get(LIST, {"pihak": "besan"})) == [ours.title]
    assert "Saring: 1 dipakai" in client.get(LIST, {"pihak": "besan"}).content.decode()
    assert titles(client.get(LIST, {"pihak": "tidak ada"})) == []


def test_a_party_is_found_by_its_name_then_and_now(client, villages):
    agreement = sealed(villages)
    villages[1].name = "Besani Baru"
    villages[1].save()

    assert titles(client.get(LIST, {"pihak": "Desa Besani"})) == [agreement.title]
    assert titles(client.get(LIST, {"pihak": "besani baru"})) == [agreement.title]


def test_filter_by_the_year_of_the_seal(client, villages):
    sealed(villages, title="Dulu")
    with time_machine.travel(f"{YEAR + 1}-01-15T01:00:00Z", tick=False):
        sealed(villages, title="Kini")

        assert titles(client.get(LIST, {"tahun": str(YEAR)})) == ["Dulu"]
        assert titles(client.get(LIST, {"tahun": str(YEAR + 1)})) == ["Kini"]
        assert len(titles(client.get(LIST, {"tahun": "x"}))) == 2


def test_the_places_offered_are_those_that_take_part_and_the_one_asked_for(
    client, villages, leksono
):
    sealed(villages)
    ProfileFactory(region=villages[0])
    SubdistrictFactory(code="33.07.11", name="Sapuran")

    content = client.get(LIST, {"wilayah": villages[1].pk}).content.decode()

    assert "Kecamatan Leksono" in content and "Sapuran" not in content
    assert f'<option value="{villages[1].pk}" selected>' in content


def test_the_chips_keep_the_filters(client, villages):
    sealed(villages)

    content = client.get(LIST, {"jenis": "permakades", "pihak": "besani"}).content.decode()

    assert "?jenis=permakades&amp;pihak=besani&amp;keadaan=berlaku" in content
    assert "/kesepakatan/unduh/xlsx/?jenis=permakades&amp;pihak=besani" in content


# --- files ----------------------------------------------------------------------------


def test_every_field_of_an_agreement_has_a_column_or_a_reason():
    meta = Agreement._meta
    fields = {field.name for field in [*meta.concrete_fields, *meta.many_to_many]}
    shown = {column.source for column in exports.COLUMNS if column.source}
    assert shown | set(exports.LEFT_OUT) == fields
    assert not shown & set(exports.LEFT_OUT)


def test_the_dictionary_explains_each_column_of_the_files(client, villages):
    sealed(villages)
    content = client.get(reverse("agreements:columns")).content.decode()
    keys = list(rows_in(client)[0])
    assert keys == [column.key for column in exports.COLUMNS]
    for column in exports.COLUMNS:
        assert f'<td class="code">{column.key}</td>' in content
        assert str(column.meaning) in content
    book = openpyxl.load_workbook(io.BytesIO(client.get(FILES[1]).content))
    assert [row[1].value for row in book.worksheets[1].iter_rows(min_row=2)] == keys


def test_a_row_says_what_the_page_says(client, villages, people):
    agreement = with_sheet(sealed(villages, title="=Air"))
    note(agreement, people["drafting secretary"], "3")
    (row,) = rows_in(client)

    assert row["judul"] == "'=Air"
    assert (row["nomor_register"], row["urutan"]) == (f"1/PERMAKADES/{YEAR}", "1")
    assert row["tahun_register"] == str(YEAR)
    assert (row["jenis"], row["keadaan"]) == ("Peraturan bersama kepala desa", "Berlaku")
    assert row["pihak"] == "Desa Sojokerto; Desa Besani"
    assert row["kode_pihak"] == "33.07.05.2004; 33.07.05.2005"
    assert row["nomor_pihak"] == "Desa Sojokerto: 3 Tahun 2026"
    assert (row["jumlah_pihak"], row["versi"]) == ("2", "1")
    assert row["proyek"] == agreement.project.code
    assert row["sidik_naskah"] == agreement.current.sha256
    assert row["sidik_pdf"] == agreement.sheet_sha256
    assert row["alamat"] == f"http://testserver{agreement.get_absolute_url()}"
    assert row["alamat_cek"] == f"http://testserver/cek/{agreement.check_code}/"
    assert row["disahkan"] == row["data_per"][:10] == str(timezone.localdate())
    assert row["diakhiri"] == row["dasar_pengakhiran"] == row["alasan_pengakhiran"] == ""


def test_ended_ones_say_when_and_why_and_drafts_have_rows_for_their_writers(
    client, villages, people
):
    AgreementFactory(regions=villages, state="ended")
    draft = AgreementFactory(regions=villages)
    draft.parties.filter(region=villages[1]).update(number="9 Tahun 2020")
    (row,) = rows_in(client)
    assert (row["dasar_pengakhiran"], row["diakhiri"]) == (
        "Tujuannya sudah tercapai",
        row["disahkan"],
    )
    assert row["alasan_pengakhiran"] == "Tujuan kerja sama tercapai."

    client.force_login(people["drafting head"].user)
    (mine,) = rows_in(client, keadaan="draf")
    assert mine["keadaan"] == "Draf" and mine["nomor_pihak"] == "Desa Besani: 9 Tahun 2020"
    for empty in ("nomor_register", "urutan", "versi", "sidik_naskah", "disahkan", "alamat_cek"):
        assert mine[empty] == ""


@pytest.mark.parametrize(
    "query",
    [{}, {"keadaan": "berlaku"}, {"jenis": "mou"}, {"q": "pipa"}, {"pihak": "Besani"},
     {"wilayah": "33.07.05"}, {"tahun": str(YEAR)}, {"wilayah": "99.99"}],
)  # fmt: skip
def test_list_and_file_hold_the_same(client, villages, sawangan, query):
    sealed(villages, title="Air")
    sealed([villages[0], sawangan], title="Wisata", kind="mou", text="Pasal 1\nWisata.")
    AgreementFactory(regions=villages, state="ended", title="Usai")
    AgreementFactory(regions=villages, state="open", title="Terbuka")

    assert [row["judul"] for row in rows_in(client, **query)] == titles(client.get(LIST, query))


def test_an_agreement_out_of_a_meeting_names_no_project(client, villages):
    sealed(villages, project=None, meeting=MeetingFactory())

    assert rows_in(client)[0]["proyek"] == ""


def test_a_workbook_names_the_day_and_what_it_leaves_out(client, villages, monkeypatch):
    for _ in range(3):
        sealed(villages)
    monkeypatch.setattr(exports, "MOST", 2)
    answer = client.get(FILES[1])
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["A1"].value.startswith("Data per ")
    assert "Hanya 2 kesepakatan pertama" in sheet["A1"].value
    assert sheet.max_row == 4
    assert f"kesepakatan-{timezone.localdate()}.xlsx" in answer.headers["Content-Disposition"]


def test_a_file_costs_the_same_at_any_length(client, villages, django_assert_max_num_queries):
    """The rows, their parties, the parties' numbers, third parties; whether there are more is asked
    for XLSX."""
    for _ in range(3):
        sealed(villages)
    with django_assert_max_num_queries(6):
        assert len(rows_in(client)) == 3


def test_files_are_not_made_without_end_and_only_of_two_kinds(client, villages, monkeypatch):
    sealed(villages)
    assert client.get(reverse("agreements:table", args=["pdf"])).status_code == 404
    monkeypatch.setattr(
        "core.downloads.limit", lambda *args, **kw: limits.limit(*args, **kw | {"times": 1})
    )
    assert client.get(FILES[0]).status_code == 200
    answer = client.get(FILES[0], follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Terlalu sering" in answer.content.decode()
