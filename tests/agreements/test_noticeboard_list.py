"""The list of planned rules, its filters and its files, the search, and what the pages cost."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import actions
from agreements.models import PlannedRule
from agreements.noticeboard_exports import COLUMNS, LEFT_OUT
from tests.agreements.board import announced, comment, decide, draft, ended, in_days
from tests.agreements.test_noticeboard_pages import at, page

pytestmark = pytest.mark.django_db
LIST = reverse("noticeboard:list")


@pytest.fixture
def some(sojokerto, besani, people):
    """One of each standing."""
    head = people["drafting head"]
    made = {
        "draft": draft(sojokerto, title="Draf"),
        "open": announced(sojokerto, title="Terbuka", field="community"),
        "waiting": ended(announced(sojokerto, title="Menunggu")),
        "coming": ended(announced(sojokerto, title="Kelak"), 3),
        "in_force": ended(announced(sojokerto, title="Berlaku"), 3),
        "given_up": ended(announced(besani, by=people["other head"], title="Batal")),
    }
    decide(made["coming"], head)
    decide(made["in_force"], head, in_force_on=in_days(0))
    decide(made["given_up"], people["other head"], result="given_up")
    return made


def titles(response):
    return [line.planned.title for line in response.context["lines"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Batal", "Berlaku", "Kelak", "Menunggu", "Terbuka"]),
        ({"keadaan": "terbuka"}, ["Terbuka"]),
        ({"keadaan": "selesai"}, ["Menunggu"]),
        ({"keadaan": "akan"}, ["Kelak"]),
        ({"keadaan": "berlaku"}, ["Berlaku"]),
        ({"keadaan": "batal"}, ["Batal"]),
        ({"keadaan": "draf"}, []),
        ({"bidang": "community"}, ["Terbuka"]),
        ({"wilayah": "33.07.05.2005"}, ["Batal"]),
        ({"wilayah": "33.07.05", "keadaan": "selesai"}, ["Menunggu"]),
        ({"wilayah": "99"}, []),
        ({"wilayah": "x"}, []),
        ({"q": "kela"}, ["Kelak"]),
        ({"q": "iuran sampah", "bidang": "community"}, ["Terbuka"]),
        ({"q": "\0'"}, None),
    ],
)
def test_the_list_is_narrowed(client, some, query, expected):
    response = client.get(LIST, query)
    assert response.status_code == 200
    if expected is not None:
        assert titles(response) == expected


def test_drafts_are_shown_to_their_writers(client, some, people):
    client.force_login(people["drafting secretary"].user)
    assert titles(client.get(LIST, {"keadaan": "draf"})) == ["Draf"]
    assert "Umumkan rencana aturan" in client.get(LIST).content.decode()


def test_the_search_of_the_portal_finds_what_was_announced(client, some):
    html = page(client, None, reverse("search") + "?q=Terbuka")
    assert at("detail", some["open"]) in html and "Rencana aturan" in html
    assert at("detail", some["draft"]) not in page(client, None, reverse("search") + "?q=Draf")


def test_an_empty_board_says_what_it_is_for(client, db):
    assert "Belum ada rencana aturan" in page(client, None, LIST)
    assert "Papan rencana aturan" in page(client, None, reverse("agreements:list"))


def test_the_file_has_what_the_list_shows(client, some, people):
    comment(some["open"], people["other head"], stance="objection")

    response = client.get(reverse("noticeboard:table", args=["csv"]))

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["judul"] for row in rows] == ["Batal", "Berlaku", "Kelak", "Menunggu", "Terbuka"]
    assert rows[4]["menolak"] == "1" and rows[1]["nomor"] == "3 Tahun 2026"
    assert client.get(reverse("noticeboard:table", args=["xlsx"])).content[:2] == b"PK"
    assert client.get(reverse("noticeboard:table", args=["pdf"])).status_code == 404


def test_a_file_that_is_cut_says_so(client, some, monkeypatch):
    monkeypatch.setattr("agreements.noticeboard_exports.MOST", 2)
    response = client.get(reverse("noticeboard:table", args=["xlsx"]))
    assert response.status_code == 200
    assert client.get(reverse("noticeboard:table", args=["csv"])).content.count(b"\r\n") == 3


def test_every_field_is_in_the_dictionary_or_left_out_with_a_reason(client, db):
    fields = {field.name for field in PlannedRule._meta.local_fields}
    assert {column.source for column in COLUMNS if column.source} | set(LEFT_OUT) == fields
    html = page(client, None, reverse("noticeboard:columns"))
    assert all(str(column.meaning) in html for column in COLUMNS[:5])


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as context:
        assert client.get(address).status_code == 200
    return len(context)


def test_list_and_page_cost_the_same_whatever_there_is(client, sojokerto, besani, people):
    head, other = people["drafting head"], people["other head"]
    planned = announced(sojokerto, named=[besani])
    announced(besani, by=other)
    one = comment(planned, other)
    actions.reply_on_rule(planned, one.pk, by=head, token=uuid.uuid4(), text="Ya.")
    client.force_login(head.user)
    before = [queries(client, address) for address in (LIST, at("detail", planned))]

    for number in range(4):
        announced(besani, by=other, title=f"Lain {number}")
        said_ = comment(planned, other, text=f"Lagi {number}")
        actions.reply_on_rule(planned, said_.pk, by=head, token=uuid.uuid4(), text="Ya.")

    assert [queries(client, address) for address in (LIST, at("detail", planned))] == before
