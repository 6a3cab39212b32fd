"""The same papers as editable DOCX, for villages that finish them in their own word processor.

Set in code with python-docx out of the data of ``documents.minutes``; no template to keep in step.
"""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from core import logos
from meetings.documents.minutes import paper_of

MIDDLE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
)


def official_record(minutes):
    """Berita acara as DOCX."""
    data = paper_of(minutes)
    paper = _paper(data, "BERITA ACARA")
    _heading(paper, "Materi yang dibahas")
    _numbered(paper, data["matters"])
    _heading(paper, "Keputusan")
    _decisions(paper, data)
    _rejected(paper, data["rejected"])
    _tasks(paper, data["tasks"])
    if data["approval"]:
        _heading(paper, "Pengesahan")
        paper.add_paragraph(data["approval"]["how"])
    paper.add_paragraph(CLOSING)
    _signatures(paper, data, with_regions=True)
    _check(paper, data)
    _attendance(paper, data)
    return _bytes(paper)


def notes(minutes):
    """Notulen as DOCX."""
    data = paper_of(minutes)
    paper = _paper(data, "NOTULEN")
    _heading(paper, "Jalannya rapat")
    for number, entry in enumerate(data["entries"], 1):
        _heading(paper, f"{number}. {entry['title']}", level=3)
        for line in entry["lines"] or ["Tidak ada catatan."]:
            paper.add_paragraph(line)
    if data["decisions"]:
        _heading(paper, "Keputusan")
        _decisions(paper, data)
    _rejected(paper, data["rejected"])
    _tasks(paper, data["tasks"])
    for addendum in data["addenda"]:
        _heading(paper, f"Adendum {addendum['number']}")
        for line in addendum["lines"]:
            paper.add_paragraph(line)
    _signatures(paper, data, with_regions=False)
    _check(paper, data)
    _attendance(paper, data)
    return _bytes(paper)


def _paper(data, title):
    """A4 with letterhead, title, opening, quorum and leaders."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(20)
    page.top_margin, page.bottom_margin = Mm(18), Mm(20)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11.5)
    style.paragraph_format.space_after = Pt(6)
    paper.core_properties.title = f"{title}: {data['title']}"[:255]
    paper.core_properties.author = data["site"]
    if logo := logos.content_of(data["logo"]):
        paper.add_picture(io.BytesIO(logo), height=Mm(18))
        paper.paragraphs[-1].alignment = MIDDLE
    for place, line in enumerate(data["head"], 1):
        last = place == len(data["head"])
        _line(paper, line, MIDDLE, bold=last, size=16 if last else 13)
    if data["address"]:
        _line(paper, data["address"], MIDDLE, size=9.5)
    _line(paper, "_" * 70, MIDDLE, size=9.5)
    _line(paper, f"{title}\n{data['kind'].upper()}", MIDDLE, bold=True, size=13)
    _line(paper, data["title"], MIDDLE, bold=True)
    if data["state"]:
        _line(paper, f"({data['state']})", MIDDLE)
    paper.add_paragraph(data["opening"])
    paper.add_paragraph(data["quorum"])
    for what, who in data["leaders"]:
        paper.add_paragraph(f"{what}: {who}")
    return paper


def _line(holder, text, alignment, *, bold=False, size=None):
    paragraph = holder.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    return paragraph


def _heading(paper, text, level=2):
    paragraph = paper.add_heading(level=level)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(11.5)
    run.font.color.rgb = None


def _numbered(paper, lines):
    for number, line in enumerate(lines, 1):
        paper.add_paragraph(f"{number}. {line}")


def _decisions(paper, data):
    rows = data["decisions"]
    if not rows:
        paper.add_paragraph("Rapat tidak mengambil keputusan tersendiri.")
    _decided(paper, rows)


def _rejected(paper, rows):
    if rows:
        _heading(paper, "Usulan yang tidak ditetapkan")
        _decided(paper, rows)


def _decided(paper, rows):
    """The numbered decisions; below each its vote, a line a sentence."""
    said = [f"Nomor {row['number']}: {row['text']} ({row['how']})" for row in rows]
    _numbered(
        paper, ["\n".join([text, *row["lines"]]) for text, row in zip(said, rows, strict=True)]
    )


def _tasks(paper, rows):
    if rows:
        _heading(paper, "Tindak lanjut")
        cells = [(row["text"], row["owner"], row["due"]) for row in rows]
        _table(paper, ("Tindak lanjut", "Penanggung jawab", "Batas waktu"), cells)


def _attendance(paper, data):
    paper.add_page_break()
    _heading(paper, "Daftar hadir")
    cells = [(row["region"], row["state"], row["who"]) for row in data["attendance"]]
    _table(paper, ("Wilayah", "Kehadiran", "Nama dan jabatan"), cells)
    if data["also"]:
        _heading(paper, "Juga hadir")
        cells = [(row["region"], row["who"]) for row in data["also"]]
        _table(paper, ("Wilayah atau lembaga", "Nama dan jabatan"), cells)


def _table(paper, titles, rows):
    table = paper.add_table(rows=1, cols=len(titles) + 1, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("No.", *titles), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for number, row in enumerate(rows, 1):
        for cell, text in zip(table.add_row().cells, (f"{number}.", *row), strict=True):
            cell.text = text


def _signatures(paper, data, *, with_regions):
    _line(paper, f"{data['place']}, {data['signed_on']}", RIGHT)
    blocks = data["signatures"]
    pairs = [blocks["note_taker"], blocks["chair"]]
    if with_regions:
        pairs += blocks["wakils"]
    table = paper.add_table(rows=0, cols=2)
    for start in range(0, len(pairs), 2):
        cells = table.add_row().cells
        for cell, block in zip(cells, pairs[start : start + 2], strict=False):
            _signature(cell, block["title"], block["name"])
    witness = blocks["witness"]
    if with_regions and witness["title"]:
        _line(paper, "Mengetahui,", MIDDLE)
        _signature(paper, witness["title"], witness["name"])
        if witness["nip"]:
            _line(paper, f"NIP {witness['nip']}", MIDDLE)


def _signature(holder, title, name):
    _line(holder, title, MIDDLE)
    _line(holder, "\n\n", MIDDLE)
    _line(holder, name or "(                                        )", MIDDLE, bold=bool(name))


def _check(paper, data):
    """Where the text of this paper can be compared with the kept one."""
    lines = [f"Periksa keaslian naskah: {data['check_url']}"]
    if data["sha256"]:
        lines.append(f"Sidik naskah (SHA-256): {data['sha256']}")
    for line in lines:
        _line(paper, line, WD_ALIGN_PARAGRAPH.LEFT, size=8.5)


def _bytes(paper):
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
