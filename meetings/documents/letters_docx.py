"""The letter of invitation as editable DOCX, out of the data of ``documents.letters``."""

from docx.shared import Mm, Pt

from core import qr, word
from meetings.documents.letters import data_of

CLOSING = (
    "Demikian undangan ini kami sampaikan. Atas perhatian dan kehadiran Bapak/Ibu kami ucapkan "
    "terima kasih."
)


def letter_docx(content, addressees, *, url, moment, without_vote=(), guests=(), mark=None):
    """One file with a letter for each, as ``letters.letter_pdf`` makes it."""
    data = data_of(
        content, addressees, guests, without_vote=without_vote, url=url, moment=moment, mark=mark
    )
    paper = word.blank(data["subject"], author=data["site"])
    for number, one in enumerate(data["letters"]):
        if number:
            paper.add_page_break()
        _letter(paper, data, one)
    return word.as_bytes(paper)


def _letter(paper, data, one):
    if mark := data["mark"]:
        word.line(paper, mark["word"], word.MIDDLE, bold=True, size=20)
        word.line(paper, mark["text"], word.MIDDLE, bold=True)
    word.letterhead(paper, data)
    word.line(paper, f"{data['place']}, {data['date']}", word.RIGHT)
    word.facts(
        paper,
        [
            ("Nomor", data["number"]),
            ("Sifat", data["nature"]),
            ("Lampiran", "-"),
            ("Hal", data["subject"]),
        ],
    )
    paper.add_paragraph(f"\nKepada\nYth. {one['to']}\ndi Tempat")
    paper.add_paragraph("Dengan hormat,")
    if data["earlier_text"]:
        paper.add_paragraph(data["earlier_text"])
    paper.add_paragraph(
        f"Kami mengundang Bapak/Ibu menghadiri {data['kind']} {data['of']} yang akan dilaksanakan "
        "pada:"
    )
    word.facts(paper, _sitting(data), indent=8)
    if data["sitting"]:
        paper.add_paragraph(data["sitting"])
    paper.add_paragraph(one["asks"])
    paper.add_paragraph(CLOSING)
    _foot(paper, data, one)


def _sitting(data):
    items = [f"{number}. {title}" for number, title in enumerate(data["items"], 1)]
    rows = [
        ("hari, tanggal", data["day"]),
        ("pukul", data["clock"]),
        ("tempat", data["venue"]),
        ("acara", "\n".join([data["title"], *items])),
    ]
    return [*rows, ("catatan", data["note"])] if data["note"] else rows


def _foot(paper, data, one):
    """The QR for those who answer, the signer, the copies."""
    code, signer = paper.add_table(rows=1, cols=2).rows[0].cells
    if not one["is_guest"]:
        word.picture(code, qr.png_file(data["page"]), word.LEFT, width=Mm(24))
    for text in data["signer"]:
        word.line(signer, text, word.MIDDLE)
    word.line(signer, "\n\n", word.MIDDLE)
    word.line(signer, data["name"], word.MIDDLE, bold=True)
    if data["nip"]:
        word.line(signer, f"NIP {data['nip']}", word.MIDDLE)
    if data["copies"]:
        word.line(paper, "Tembusan:").paragraph_format.space_before = Pt(10)
        for number, copy in enumerate(data["copies"], 1):
            word.line(paper, f"{number}. {copy}")
