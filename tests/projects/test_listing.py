"""Projects as a list, on a board and on a map; what they are narrowed by; the files and feeds."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core import limits
from projects import actions, exports, places
from projects.actions.funding import note_gap
from projects.board import SHOWN, board_of
from projects.filters import find
from projects.funds import funds_of
from projects.models import Project
from tests.factories.money import BudgetFactory, CommitmentFactory
from tests.factories.projects import (
    ContributionFactory,
    FollowFactory,
    ProjectFactory,
    VersionFactory,
    in_days,
)
from tests.factories.villages import ProfileFactory, RegionFactory
from tests.projects.conftest import url_of
from tests.projects.reports import fresh, running, send
from tests.projects.test_money import receive
from tests.projects.test_reading import LIST, count, page_of, titles_in

pytestmark = pytest.mark.django_db
S = Project.State
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FILES = [reverse("projects:table", args=[ending]) for ending in ("csv", "xlsx")]


@pytest.fixture
def on_map(lead, partners):
    """The lead and its first partner have told where they lie."""
    ProfileFactory(region=lead, latitude="-7.4101", longitude="109.8713")
    ProfileFactory(region=partners[0], latitude="-7.4066", longitude="109.8648")
    ProfileFactory(region=partners[1], latitude=None, longitude=None)


def rows_in(client, **query):
    answer = client.get(FILES[0], query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def feed_of(client, address, **query):
    answer = client.get(address, query)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def entries_of(feed):
    return [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]


# --- filters


def test_filter_by_the_year_of_the_work(client):
    this = timezone.localdate().year
    for title, start, end in (
        ("Kini", this, this),
        ("Panjang", this - 1, this + 1),
        ("Dulu", this - 2, this - 2),
    ):
        project = ProjectFactory(title=title)
        version = VersionFactory(
            project=project, number=2, starts_on=date(start, 3, 1), ends_on=date(end, 9, 1)
        )
        Project.objects.filter(pk=project.pk).update(current=version)
    assert set(titles_in(client, tahun=str(this))) == {"Kini", "Panjang"}
    assert titles_in(client, tahun=str(this - 2)) == ["Dulu"]
    assert len(titles_in(client, tahun="0")) == len(titles_in(client, tahun="9" * 400)) == 3


def test_filter_by_late_reports(client, lead, partners):
    late, soon = running(lead, partners, due=-1, title="Lewat"), running(lead, partners, due=0)
    assert titles_in(client, terlambat="on") == [late.title]
    assert late.title in titles_in(client) and soon.title in titles_in(client)


def test_only_a_representative_asks_for_his_own_region(as_, client, head, lead):
    ProjectFactory(title="Milik kami", lead=lead, partners=[])
    ProjectFactory(title="Orang lain")
    assert len(titles_in(client, saya="on")) == 2
    assert "Hanya proyek Desa Sojokerto" in page_of(as_(head), LIST)
    assert titles_in(as_(head), saya="on") == ["Milik kami"]
    assert "Saring: 1 dipakai" in page_of(as_(head), LIST, saya="on")


def test_followed_ones_are_those_of_the_reader(as_, client, head):
    mine = FollowFactory(user=head.user, project__title="Saya ikuti").project
    FollowFactory(project__title="Diikuti orang lain")
    assert len(titles_in(client, ikut="on")) == 2
    assert titles_in(as_(head), ikut="on") == [mine.title]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("bank sampah", ["Bank sampah"]),
        ("bank sampah Sojokerto", ["Bank sampah"]),
        ("pasar ds besani", ["Pasar"]),
        ("sojokerto", ["Bank sampah"]),
        ("bank sampha", ["Bank sampah"]),
        ("pa so", []),
        ("desa", []),
    ],
)
def test_words_are_looked_for_in_titles_and_places(client, lead, partners, words, titles):
    ProjectFactory(title="Bank sampah", lead=lead, partners=[])
    ProjectFactory(title="Pasar", lead=partners[0], partners=[])
    assert titles_in(client, q=words) == titles


def test_the_code_on_the_sheet_finds_the_project(client, lead):
    project, _other = ProjectFactory.create_batch(2, lead=lead)
    for typed in (project.code, project.code.lower(), f" {project.code[:3]} {project.code[3:]}"):
        assert titles_in(client, q=typed) == [project.title]
        assert project.get_absolute_url() in page_of(client, reverse("search"), q=typed)
    address = project.get_absolute_url()
    assert client.get(address.lower()).url == address


@pytest.mark.parametrize(
    "query",
    [
        {"tahun": "x"}, {"tahap": "entah"}, {"sektor": "'"}, {"wilayah": "33'--"}, {"q": "\0" * 9},
        {"q": "x" * 5000}, {"terlambat": "ya"}, {"page": "-1"}, {"tampilan": "lain"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["", "papan", "peta"])
def test_strange_words_in_the_address_break_nothing(client, query, way):
    ProjectFactory()
    assert client.get(LIST, {"tampilan": way} | query).status_code == 200
    for address in (*FILES, reverse("projects:feed_of_all"), reverse("projects:features")):
        assert client.get(address, query).status_code == 200


# --- all ways of looking agree


@pytest.mark.parametrize(
    "query", [{}, {"tahap": "pelaksanaan"}, {"sektor": "water"}, {"q": "Jembatan"}]
)
def test_list_board_map_files_and_feed_hold_the_same(client, lead, partners, on_map, query):
    running(lead, partners, title="Jembatan")
    ProjectFactory(lead=lead, partners=partners, title="Pasar", sectors=["market"])
    ProjectFactory(lead=lead, partners=partners, title="Rahasia", state=S.DRAFT)
    titles = set(titles_in(client, **query))
    assert titles and "Rahasia" not in titles
    columns = client.get(LIST, query | {"tampilan": "papan"}).context["columns"]
    assert {card.project.title for column in columns for card in column.cards} == titles
    assert client.get(LIST, query | {"tampilan": "peta"}).context["map"].shown == len(titles)
    assert {row["judul"] for row in rows_in(client, **query)} == titles
    assert set(entries_of(feed_of(client, reverse("projects:feed_of_all"), **query))) == titles


@pytest.mark.parametrize("way", ["papan", "peta"])
def test_the_other_ways_keep_the_filters(client, way):
    ProjectFactory(sectors=["water"])
    page = page_of(client, LIST, tampilan=way, sektor="water")
    assert f'<input type="hidden" name="tampilan" value="{way}">' in page
    assert f"?tampilan={way}&amp;sektor=water&amp;tahap=musyawarah" in page
    assert "/proyek/unduh/xlsx/?sektor=water" in page


@pytest.mark.parametrize("way", ["", "papan", "peta"])
def test_where_nothing_fits_every_way_says_so(client, way):
    assert "Tidak ada proyek yang cocok" in page_of(client, LIST, tampilan=way, q="zzz")


# --- board


def test_a_column_shows_the_newest_and_leads_to_all(client, lead):
    ProjectFactory.create_batch(SHOWN + 2, lead=lead, partners=[])
    page = client.get(LIST, {"tampilan": "papan"})
    column = next(each for each in page.context["columns"] if each.number)
    assert (len(column.cards), column.number) == (SHOWN, SHOWN + 2)
    assert f"Lihat semua {SHOWN + 2}" in page.content.decode()
    assert "?tahap=musyawarah" in page.content.decode()


def test_drafts_stand_only_on_the_board_of_those_who_write_them(as_, client, head, lead):
    ProjectFactory(lead=lead, state=S.DRAFT, title="Rahasia")
    names = [
        column.stage.value
        for column in client.get(LIST, {"tampilan": "papan"}).context.get("columns", [])
    ]
    assert "gagasan" not in names
    assert "Rahasia" in page_of(as_(head), LIST, tampilan="papan")


def test_a_stage_that_is_chosen_is_the_only_column(client):
    ProjectFactory()
    columns = client.get(LIST, {"tampilan": "papan", "tahap": "musyawarah"}).context["columns"]
    assert [(column.stage.value, column.number) for column in columns] == [("musyawarah", 1)]


# --- map


def test_the_map_draws_leads_and_partners_and_says_the_same(client, lead, partners, on_map):
    running(lead, partners)
    ProjectFactory(lead=lead, partners=[partners[1]])
    page = client.get(LIST, {"tampilan": "peta"})
    (sheet,) = page.context["map"].sheets
    assert [(dot.name, dot.number) for dot in sheet.drawing.dots] == [
        ("Besani", 0),
        ("Sojokerto", 1),
    ]
    assert [tie.running for tie in sheet.drawing.ties] == [True]
    text = page.content.decode()
    assert "Bersama Timbang, Besani" in text
    assert "2 proyek" in text and "1 berjalan" in text


def test_a_subdistrict_is_named_whole_for_a_village_may_be_called_like_it(client, lead, on_map):
    ProfileFactory(region=lead.parent, latitude="-7.40", longitude="109.85")
    ProjectFactory(lead=lead, partners=[lead.parent])
    (sheet,) = client.get(LIST, {"tampilan": "peta"}).context["map"].sheets
    assert {dot.name for dot in sheet.drawing.dots} == {"Sojokerto", lead.parent.full_name}


def test_projects_without_a_place_are_counted(client, lead, partners, on_map):
    ProjectFactory(lead=lead, partners=partners)
    ProjectFactory()
    found = client.get(LIST, {"tampilan": "peta"}).context["map"]
    assert (found.shown, found.unplaced) == (1, 1)


def test_regencies_are_sheets_of_their_own(client):
    for code, latitude in (
        ("33.07.05.2004", "-7.41"),
        ("18.02.02.2005", "-5.15"),
        ("18.02.02.2006", "-5.13"),
    ):
        region = RegionFactory(code=code)
        ProfileFactory(region=region, latitude=latitude, longitude="105.0")
        ProjectFactory(lead=region)
    found = client.get(LIST, {"tampilan": "peta"}).context["map"]
    assert [(sheet.code, len(sheet.leads)) for sheet in found.sheets] == [
        ("18.02", 2),
        ("33.07", 1),
    ]


def test_the_map_that_moves_has_the_same_points(client, lead, partners, on_map):
    running(lead, partners)
    answer = client.get(reverse("projects:features"))
    line, point, other = json.loads(answer.content)["features"]
    assert line["geometry"]["coordinates"] == [[109.8713, -7.4101], [109.8648, -7.4066]]
    assert line["properties"]["running"] is True
    assert point["properties"] == {
        "name": "Sojokerto", "projects": 1, "url": f"{LIST}?wilayah={lead.pk}",
    }  # fmt: skip
    assert other["properties"] == {"name": "Besani"}


# --- files


def test_every_field_of_a_project_has_a_column_or_a_reason():
    meta = Project._meta
    fields = {field.name for field in [*meta.concrete_fields, *meta.many_to_many]}
    shown = {column.source for column in exports.COLUMNS if column.source}
    assert shown | set(exports.LEFT_OUT) == fields
    assert not shown & set(exports.LEFT_OUT)


def test_the_dictionary_explains_each_column_of_the_files(client):
    ProjectFactory()
    page = page_of(client, reverse("projects:columns"))
    keys = list(rows_in(client)[0])
    assert keys == [column.key for column in exports.COLUMNS]
    for column in exports.COLUMNS:
        assert f'<td class="code">{column.key}</td>' in page
        assert str(column.meaning) in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(FILES[1]).content))
    assert [row[1].value for row in book.worksheets[1].iter_rows(min_row=2)] == keys


def test_a_row_says_what_the_page_says(client, lead, partners, head):
    project = running(lead, partners, due=-5, title="=Jalan", sectors=["water", "roads"])
    ContributionFactory(version=project.current, region=lead, amount=100)
    ContributionFactory(version=project.current, region=partners[0], amount=50)
    send(project, head, percent=40, spent=120)
    Project.objects.filter(pk=project.pk).update(report_due_on=in_days(-5))
    (row,) = rows_in(client)
    assert row["judul"] == "'=Jalan"
    assert (row["tahap"], row["status"]) == ("Pelaksanaan", "Berjalan")
    assert (row["biaya"], row["kontribusi"], row["terpakai"], row["persen"]) == (
        "412500000",
        "150",
        "120",
        "40",
    )
    assert row["mitra"] == f"{partners[0].full_name}; {partners[1].full_name}"
    assert (row["kecamatan"], row["kabupaten"]) == (lead.parent.name, lead.parent.parent.full_name)
    assert (row["jumlah_wilayah"], row["hari_terlambat"]) == ("3", "5")
    assert row["laporan_berikutnya"] == in_days(-5).isoformat()
    assert row["alamat"] == f"http://testserver{project.get_absolute_url()}"
    assert row["data_per"].startswith(str(timezone.localdate()))


@pytest.mark.parametrize("has_budget", [True, False])
@pytest.mark.parametrize("is_entered", [True, False])
def test_cost_contributions_and_gap_stand_on_one_basis(
    client, lead, partners, head, has_budget, is_entered
):
    project = running(lead, partners)
    ContributionFactory(version=project.current, region=lead, amount=100_000)
    if has_budget:
        BudgetFactory(project=project)
        BudgetFactory(project=project, lines=[(2026, "3", 200_000, "")])
    if is_entered:
        CommitmentFactory(project=project, worth=7)  # only planned
        CommitmentFactory(project=project, worth=150_000, committed=True)
        CommitmentFactory(
            project=project, state="withdrawn", withdrawn_at=timezone.now(), withdraw_reason="Batal"
        )
        done = CommitmentFactory(project=project, worth=90_000, committed=True)
        receive(done, head, 40_000, completes=True)
    with transaction.atomic():
        note_gap(project)
    (row,) = rows_in(client)
    funds = funds_of(project)
    assert row["biaya"] == str(funds.cost) == ("600000" if has_budget else "412500000")
    assert row["kontribusi"] == str(funds.covered) == ("190000" if is_entered else "100000")
    assert int(row["kekurangan"]) == int(row["biaya"]) - int(row["kontribusi"])
    assert row["biaya_usulan"] == "412500000"
    assert row["dasar_biaya"] == (
        "Rencana anggaran biaya (RAB)" if has_budget else "Perkiraan biaya"
    )
    assert row["dasar_kontribusi"] == ("Komitmen" if is_entered else "Disebut dalam usulan")


def test_subdistricts_and_drafts_have_rows_too(as_, client, lead, head):
    ProjectFactory(lead=lead.parent, partners=[])
    (row,) = rows_in(client)
    assert (row["kecamatan"], row["kabupaten"]) == (lead.parent.name, lead.parent.parent.full_name)
    ProjectFactory(lead=lead, state=S.DRAFT)
    assert [row["biaya"] for row in rows_in(as_(head))] == ["", "412500000"]


def test_a_workbook_names_the_day_and_what_it_leaves_out(client, lead, monkeypatch):
    ProjectFactory.create_batch(3, lead=lead, partners=[])
    monkeypatch.setattr(exports, "MOST", 2)
    answer = client.get(FILES[1])
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["A1"].value.startswith("Data per ")
    assert "Hanya 2 proyek pertama" in sheet["A1"].value
    assert sheet.max_row == 4
    assert f"proyek-{timezone.localdate()}.xlsx" in answer.headers["Content-Disposition"]


def test_all_pages_are_in_the_file(client, lead):
    ProjectFactory.create_batch(23, lead=lead, partners=[])
    assert len(rows_in(client)) == 23


def test_files_are_not_made_without_end(client, monkeypatch):
    ProjectFactory()
    monkeypatch.setattr(
        "core.downloads.limit", lambda *args, **kw: limits.limit(*args, **kw | {"times": 1})
    )
    assert client.get(FILES[0]).status_code == 200
    answer = client.get(FILES[0], follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Terlalu sering" in answer.content.decode()
    before = client.get(FILES[0], headers={"referer": f"http://testserver{LIST}?sektor=water"})
    assert before.headers["Location"].endswith("?sektor=water")


# --- feeds


def test_a_projects_feed_tells_reports_and_events(client, lead, partners, head):
    project = running(lead, partners)
    send(project, head, percent=40)
    feed = feed_of(client, url_of("feed", project))
    assert entries_of(feed) == [f"Laporan 1, {lead.full_name}: 40%"]
    link = feed.find("a:entry/a:link", ATOM).get("href")
    assert link == f"http://testserver{project.get_absolute_url()}#laporan-1"


def test_what_came_before_the_proposal_stays_at_home(client, head, words):
    draft = actions.begin(by=head)
    actions.propose(draft, by=head, **words)
    titles = entries_of(feed_of(client, url_of("feed", draft.project)))
    assert len(titles) == 2
    assert not any("menyusun" in title for title in titles)


def test_a_feed_that_has_not_changed_is_not_sent_again(client, lead, partners, head):
    project = running(lead, partners)
    for address in (url_of("feed", project), reverse("projects:feed_of_all")):
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
        send(fresh(project), head, percent=50)
        assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_what_people_wrote_is_no_markup_in_a_feed(client, lead, partners, head):
    project = running(lead, partners, summary="<img src=x onerror=alert(1)>")
    send(project, head, work="<script>alert(1)</script>")
    for address in (url_of("feed", project), reverse("projects:feed_of_all")):
        summary = feed_of(client, address).findtext("a:entry/a:summary", namespaces=ATOM)
        assert "&lt;" in summary and "<" not in summary


def test_feeds_hold_no_drafts_for_anybody(as_, head, lead):
    draft = ProjectFactory(lead=lead, state=S.DRAFT)
    assert entries_of(feed_of(as_(head), reverse("projects:feed_of_all"))) == []
    assert as_(head).get(url_of("feed", draft)).status_code == 404


# --- cost


@pytest.mark.parametrize("way", ["papan", "peta"])
def test_board_and_map_cost_the_same_with_two_and_with_twelve(client, lead, partners, on_map, way):
    running(lead, partners)
    ProjectFactory(lead=lead, partners=partners)
    query = {"tampilan": way}
    client.get(LIST, query)
    few = count(client, LIST, **query)
    ProjectFactory.create_batch(10, lead=lead, partners=partners)
    for code in ("33.07.05.2090", "33.08.05.2091"):
        region = RegionFactory(code=code)
        ProfileFactory(region=region, latitude="-7.4", longitude="110")
        ProjectFactory(lead=region, partners=partners, state=S.FINISHED)
    assert count(client, LIST, **query) == few
    # counts, places of the form; board: keys, rows; map: regencies, leads, partners, names, count
    assert few == {"papan": 4, "peta": 7}[way]


def test_files_and_feeds_cost_the_same_with_two_and_with_twelve(client, lead, partners):
    ProjectFactory.create_batch(2, lead=lead, partners=partners)
    addresses = [*FILES, reverse("projects:feed_of_all")]
    few = [count(client, address) for address in addresses]
    ProjectFactory.create_batch(10, lead=lead, partners=partners)
    assert [count(client, address) for address in addresses] == few


def test_nothing_found_is_no_trouble_for_board_and_map():
    request = RequestFactory().get(LIST, {"q": "zzz"})
    request.user, request.acting = AnonymousUser(), None
    assert [column.cards for column in board_of(find(request), {})] == [[], [], [], []]
    assert places.map_of(find(request).found).sheets == []
