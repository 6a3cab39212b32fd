"""The same papers as editable DOCX, for villages that finish them in their own word processor.

Set in code with python-docx out of the data of ``documents.minutes``; no template to keep in step.
"""

from core.word import (
    LEFT,
    MIDDLE,
    RIGHT,
    as_bytes,
    blank,
    heading,
    letterhead,
    line,
    table,
)
from meetings.documents.minutes import paper_of

CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
)


def official_record(minutes):
    """Berita acara as DOCX."""
    data = paper_of(minutes)
    paper = _paper(data, "BERITA ACARA")
    heading(paper, "Materi yang dibahas")
    _numbered(paper, data["matters"])
    heading(paper, "Keputusan")
    _decisions(paper, data)
    _rejected(paper, data["rejected"])
    _tasks(paper, data["tasks"])
    if data["approval"]:
        heading(paper, "Pengesahan")
        paper.add_paragraph(data["approval"]["how"])
    paper.add_paragraph(CLOSING)
    _signatures(paper, data, with_regions=True)
    _check(paper, data)
    _attendance(paper, data)
    return as_bytes(paper)


def notes(minutes):
    """Notulen as DOCX."""
    data = paper_of(minutes)
    paper = _paper(data, "NOTULEN")
    heading(paper, "Jalannya rapat")
    for number, entry in enumerate(data["entries"], 1):
        heading(paper, f"{number}. {entry['title']}", level=3)
        for said in entry["lines"] or ["Tidak ada catatan."]:
            paper.add_paragraph(said)
    if data["decisions"]:
        heading(paper, "Keputusan")
        _decisions(paper, data)
    _rejected(paper, data["rejected"])
    _tasks(paper, data["tasks"])
    for addendum in data["addenda"]:
        heading(paper, addendum["title"])
        for said in [*addendum["lines"], addendum["standing"]]:
            paper.add_paragraph(said)
    _signatures(paper, data, with_regions=False)
    _check(paper, data)
    _attendance(paper, data)
    return as_bytes(paper)


def _paper(data, title):
    """A4 with letterhead, title, opening, quorum and leaders."""
    paper = blank(f"{title}: {data['title']}", author=data["site"])
    letterhead(paper, data)
    line(paper, f"{title}\n{data['kind'].upper()}", MIDDLE, bold=True, size=13)
    line(paper, data["title"], MIDDLE, bold=True)
    if data["state"]:
        line(paper, f"({data['state']})", MIDDLE)
    paper.add_paragraph(data["opening"])
    paper.add_paragraph(data["quorum"])
    for what, who in data["leaders"]:
        paper.add_paragraph(f"{what}: {who}")
    return paper


def _numbered(paper, lines):
    for number, text in enumerate(lines, 1):
        paper.add_paragraph(f"{number}. {text}")


def _decisions(paper, data):
    rows = data["decisions"]
    if not rows:
        paper.add_paragraph("Rapat tidak mengambil keputusan tersendiri.")
    _decided(paper, rows)


def _rejected(paper, rows):
    if rows:
        heading(paper, "Usulan yang tidak ditetapkan")
        _decided(paper, rows)


def _decided(paper, rows):
    """The numbered decisions; below each its vote, a line a sentence."""
    said = [f"Nomor {row['number']}: {row['text']} ({row['how']})" for row in rows]
    _numbered(
        paper, ["\n".join([text, *row["lines"]]) for text, row in zip(said, rows, strict=True)]
    )


def _tasks(paper, rows):
    if rows:
        heading(paper, "Tindak lanjut")
        cells = [(row["text"], row["owner"], row["due"]) for row in rows]
        _table(paper, ("Tindak lanjut", "Penanggung jawab", "Batas waktu"), cells)


def _attendance(paper, data):
    paper.add_page_break()
    heading(paper, "Daftar hadir")
    cells = [(row["region"], row["state"], row["who"]) for row in data["attendance"]]
    _table(paper, ("Wilayah", "Kehadiran", "Nama dan jabatan"), cells)
    if data["also"]:
        heading(paper, "Juga hadir")
        cells = [(row["region"], row["who"]) for row in data["also"]]
        _table(paper, ("Wilayah atau lembaga", "Nama dan jabatan"), cells)


def _table(paper, titles, rows):
    numbered = [(f"{number}.", *row) for number, row in enumerate(rows, 1)]
    table(paper, ("No.", *titles), numbered)


def _signatures(paper, data, *, with_regions):
    line(paper, f"{data['place']}, {data['signed_on']}", RIGHT)
    blocks = data["signatures"]
    pairs = [blocks["note_taker"], blocks["chair"]]
    if with_regions:
        pairs += blocks["wakils"]
    grid = paper.add_table(rows=0, cols=2)
    for start in range(0, len(pairs), 2):
        cells = grid.add_row().cells
        for cell, block in zip(cells, pairs[start : start + 2], strict=False):
            _signature(cell, block["title"], block["name"])
    witness = blocks["witness"]
    if with_regions and witness["title"]:
        line(paper, "Mengetahui,", MIDDLE)
        _signature(paper, witness["title"], witness["name"])
        if witness["nip"]:
            line(paper, f"NIP {witness['nip']}", MIDDLE)


def _signature(holder, title, name):
    line(holder, title, MIDDLE)
    line(holder, "\n\n", MIDDLE)
    line(holder, name or "(                                        )", MIDDLE, bold=bool(name))


def _check(paper, data):
    """Where the text of this paper can be compared with the kept one."""
    lines = [f"Periksa keaslian naskah: {data['check_url']}"]
    if data["sha256"]:
        lines.append(f"Sidik naskah (SHA-256): {data['sha256']}")
    for text in lines:
        line(paper, text, LEFT, size=8.5)
