"""Rows as CSV and XLSX: real numbers and dates, and no formula of anybody's."""

import csv
import io
from datetime import UTC, date, datetime
from types import SimpleNamespace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tables import Column, Kind, csv_bytes, defused, xlsx_bytes

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
COLUMNS = (
    Column("judul", "Judul", "Apa.", lambda row: row.title),
    Column("biaya", "Biaya", "Berapa.", lambda row: row.cost, Kind.MONEY),
    Column("persen", "Persen", "Sejauh mana.", lambda row: row.percent, Kind.NUMBER),
    Column("mulai", "Mulai", "Kapan.", lambda row: row.day, Kind.DAY),
)


def row(title="Jalan", cost=412_500_000, percent=None, day=date(2026, 11, 25)):
    return SimpleNamespace(title=title, cost=cost, percent=percent, day=day)


def as_csv(*rows):
    content = csv_bytes(COLUMNS, rows)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def as_book(*rows, title="Proyek"):
    content = xlsx_bytes(COLUMNS, rows, title=title, note="Data per hari ini.", moment=NOW)
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+62812", "'+62812"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("＝1+1", "'＝1+1"),
        ("Pipa;=HYPERLINK(1)", "Pipa;'=HYPERLINK(1)"),
        ("Pipa\n=1", "Pipa\n'=1"),
        ("Pipa, 6-7 km, 2+1 bak", "Pipa, 6-7 km, 2+1 bak"),
        ("", ""),
    ],
)
def test_a_text_that_would_be_calculated_gets_an_apostrophe(typed, kept):
    assert defused(typed) == kept


@given(st.text())
def test_no_piece_of_a_text_begins_like_a_formula(typed):
    pieces = defused(typed).replace(";", "\n").replace(",", "\n").split("\n")
    assert not any(piece[:1] in set("=+-@＝＋－＠") for piece in pieces if piece)


def test_numbers_stay_numbers_and_days_stay_days():
    head, line = as_csv(row(title="=cmd|' /C calc'!A0", cost=-5))
    assert head == ["judul", "biaya", "persen", "mulai"]
    assert line == ["'=cmd|' /C calc'!A0", "-5", "", "2026-11-25"]

    sheet = as_book(row(title="=1+1", percent=40)).worksheets[0]
    title, cost, percent, day = sheet[3]
    assert (title.value, title.data_type) == ("=1+1", "s")
    assert (cost.value, cost.number_format) == (412_500_000, "#,##0")
    assert percent.value == 40
    assert day.value.date() == date(2026, 11, 25)
    assert day.is_date


def test_the_head_is_frozen_below_the_day_of_the_data():
    sheet = as_book(row()).worksheets[0]
    assert sheet["A1"].value == "Data per hari ini."
    assert [cell.value for cell in sheet[2]] == ["Judul", "Biaya", "Persen", "Mulai"]
    assert sheet.freeze_panes == "B3"


def test_a_second_sheet_explains_the_columns():
    sheet = as_book().worksheets[1]
    assert [cell.value for cell in sheet[3]] == ["Biaya", "biaya", "rupiah utuh", "Berapa."]


def test_what_is_too_long_or_strange_for_a_cell_spoils_no_file():
    sheet = as_book(row(title="x" * 40_000), row(title="a\x07b")).worksheets[0]
    assert sheet.max_row == 4
    assert as_book(title="T" * 60).worksheets[0].title == "T" * 31
