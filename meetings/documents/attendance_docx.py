"""The attendance list as editable DOCX, out of the data of ``documents.attendance``."""

from django.utils.translation import override
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt

from core import qr, word
from meetings.documents.attendance import data_of

WIDTHS = (9, 40, 10, 36, 33, 26, 26)  # millimetres of the columns
A_LINE = Mm(8)  # high enough to sign


def attendance_docx(meeting, *, empty, moment):
    """The same list as ``attendance.attendance_pdf`` makes."""
    with override("id"):
        data = data_of(meeting, empty=empty, moment=moment)
    paper = word.blank(
        f"Daftar hadir {data['title']}", author=data["site"], sides=(15, 15), size=10.5
    )
    word.letterhead(paper, data)
    word.line(paper, "DAFTAR HADIR", word.MIDDLE, bold=True, size=13)
    sitting = f", sidang {data['sitting']}" if data["sitting"] else ""
    word.facts(
        paper,
        [
            ("Acara", data["title"]),
            ("Jenis", data["kind"] + sitting),
            ("Hari, tanggal", data["when"]),
            ("Tempat", data["venue"]),
        ],
    )
    if empty:
        _code(paper, data)
    _lines(paper, data)
    if not empty:
        _sums(paper, data)
    word.line(paper, "Notulis,\n\n\n(                                        )", word.RIGHT)
    return word.as_bytes(paper)


def _code(paper, data):
    word.picture(paper, qr.png_file(data["url"]), word.RIGHT, width=Mm(27))
    text = f"Pindai untuk mengisi dengan ponsel di {data['domain']}, atau tanda tangan di bawah."
    word.line(paper, text, word.RIGHT, size=8.5)


def _lines(paper, data):
    titles = (
        "No.", "Nama", "L/P", "Unsur/Jabatan", f"{data['noun']}/Lembaga", "No. HP", "Tanda tangan",
    )  # fmt: skip
    rows = [
        (number, row["name"], row["sex"], row["office"], row["region"], row["phone"], row["signed"])
        for number, row in enumerate(data["lines"], 1)
    ]
    table = word.table(paper, titles, rows)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row.height, row.height_rule = A_LINE, WD_ROW_HEIGHT_RULE.AT_LEAST


def _sums(paper, data):
    """The quorum, who is missing, and how many of each region."""
    word.line(paper, data["quorum"]).paragraph_format.space_before = Pt(8)
    if data["away"]:
        word.line(paper, f"Tidak hadir: {'; '.join(data['away'])}.")
    word.heading(paper, "Rekapitulasi")
    titles = (f"{data['noun']}/Lembaga", "L", "P", "tidak diisi", "Jumlah")
    whole = ("Jumlah", *data["totals"]["all"])
    word.table(paper, titles, [*data["totals"]["lines"], whole])
