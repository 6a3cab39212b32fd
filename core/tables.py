"""Rows as files for a spreadsheet: CSV and XLSX out of the same columns.

What people typed never becomes a formula. XLSX writes every text as text; in CSV a text that a
spreadsheet would calculate gets an apostrophe in front, also where it would do so only after
reading another separator than ours.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import xlsxwriter
from django.utils.translation import gettext_lazy as _

_FORMULA = re.compile(r"(^|[,;\t\r\n])(?=[=+\-@\t\r＝＋－＠])")
_HEAD_ROWS = 2  # when the data was taken; the names of the columns


class Kind(StrEnum):
    """What a column holds; its value says it to people."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"

    @property
    def words(self):
        return _KIND_WORDS[self]


_KIND_WORDS = {
    Kind.TEXT: _("text"),
    Kind.DAY: _("date"),
    Kind.NUMBER: _("whole number"),
    Kind.MONEY: _("whole rupiah"),
}
_FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.NUMBER: "#,##0", Kind.MONEY: "#,##0"}


@dataclass(frozen=True)
class Column:
    """One column: ``key`` heads it in CSV, ``label`` in XLSX, ``meaning`` stands in the dictionary.

    ``value`` makes text, a date or a whole number (or None) of a row; ``source`` names the field
    that it comes from, or is empty where it is worked out.
    """

    key: str
    label: str
    meaning: str
    value: Callable
    kind: Kind = Kind.TEXT
    source: str = ""
    width: int = 16


def defused(text):
    """``text`` that no spreadsheet takes for a formula."""
    return _FORMULA.sub(r"\1'", text)


def csv_bytes(columns, rows):
    """Comma-separated UTF-8 with a mark at its beginning, by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(column.key for column in columns)
    for row in rows:
        writer.writerow(_plain(column, row) for column in columns)
    return out.getvalue().encode("utf-8-sig")


def _plain(column, row):
    value = column.value(row)
    if value is None:
        return ""
    if column.kind in (Kind.NUMBER, Kind.MONEY):
        return value
    return value.isoformat() if column.kind == Kind.DAY else defused(str(value))


def xlsx_bytes(columns, rows, *, title, note, moment):
    """A workbook: the rows below a frozen head, and a second sheet that explains the columns.

    ``note`` stands above the head ("Data per …"); ``moment`` (aware) becomes the file's date.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": title, "created": moment.replace(tzinfo=None)})
        _write_rows(book, columns, rows, title, note)
        _write_dictionary(book, columns)
    return out.getvalue()


def _write_rows(book, columns, rows, title, note):
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    looks = {kind: book.add_format({"num_format": words}) for kind, words in _FORMATS.items()}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, note)
    for place, column in enumerate(columns):
        sheet.write_string(1, place, str(column.label), head)
    sheet.freeze_panes(_HEAD_ROWS, 1)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    for number, row in enumerate(rows, _HEAD_ROWS):
        for place, column in enumerate(columns):
            _write_cell(sheet, number, place, column, row, looks)


def _write_cell(sheet, number, place, column, row, looks):
    value = column.value(row)
    if value is None or value == "":
        return
    if column.kind == Kind.DAY:
        sheet.write_datetime(number, place, value, looks[Kind.DAY])
    elif column.kind == Kind.TEXT:
        sheet.write_string(number, place, str(value))
    else:
        sheet.write_number(number, place, value, looks[column.kind])


def _write_dictionary(book, columns):
    sheet = book.add_worksheet(str(_("Columns"))[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    for place, (width, words) in enumerate(
        ((28, _("Column")), (20, _("Name in CSV")), (16, _("Kind")), (90, _("Meaning")))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, str(words), head)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns, 1):
        words = (column.label, column.key, column.kind.words, column.meaning)
        for place, text in enumerate(words):
            sheet.write_string(number, place, str(text))
