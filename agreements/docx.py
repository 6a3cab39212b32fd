"""The text as editable DOCX, for villages that read, mark and sign it on paper.

Set in code with python-docx out of the blocks of ``wording``; no template to keep in step.
"""

from docx.oxml import OxmlElement

from agreements import documents, signing, wording
from agreements.models import Registration, ThirdNumber
from core import formats, word

BLANK = "(" + " " * 40 + ")"
NOT_FINAL = "NASKAH BELUM DISAHKAN"


def text_docx(agreement):
    """The text as the rows stand now, with a place for each head's signature.

    The caller speaks Indonesian. The paper says which version it is, or that there is none yet.
    """
    parties = list(agreement.parties.select_related("region__parent").order_by("position"))
    data = documents.heading_of(agreement, parties)
    data |= documents.official_places(agreement, parties)
    paper = word.blank(f"{data['heading']}: {agreement.title}", author=documents.domain())
    if agreement.sealed_at:
        _number(agreement, data)
    else:
        word.line(paper, NOT_FINAL, word.MIDDLE, bold=True)
    _title(paper, agreement, data)
    for block in wording.blocks(agreement.text):
        _block(paper, block)
    _promises(paper, documents.printed_promises(agreement))
    _annexes(paper, documents.annexes_printed(agreement))
    _signatures(paper, agreement, parties, data)
    _foot(paper, agreement)
    return word.as_bytes(paper)


def _number(agreement, data):
    """The numbers that the sides have given it since the seal, instead of places for them."""
    rows = Registration.objects.filter(party__agreement=agreement, replaced_at=None)
    given = {row.party.name: row.written for row in rows.select_related("party")}
    thirds = ThirdNumber.objects.filter(third_party__agreement=agreement).order_by("pk")
    given |= {row.third_party.name: row.number for row in thirds.select_related("third_party")}
    data["numbers"] += [
        {"name": name, "number": given[name]} for name in data["blanks"] if name in given
    ]
    data["blanks"] = [name for name in data["blanks"] if name not in given]


def _title(paper, agreement, data):
    word.line(paper, data["heading"].upper(), word.MIDDLE, bold=True, size=14)
    word.line(paper, data["makers"].upper(), word.MIDDLE, bold=True)
    for number in data["numbers"]:
        word.line(paper, f"Nomor {number['number']} ({number['name']})", word.MIDDLE)
    blank = (
        "NOMOR ............ TAHUN ........" if data["regulation"] else "NOMOR ...................."
    )
    for name in data["blanks"]:
        word.line(paper, f"{name.upper()} {blank}", word.MIDDLE)
    word.line(paper, "TENTANG", word.MIDDLE)
    word.line(paper, agreement.title.upper(), word.MIDDLE, bold=True, size=13)


def _block(paper, block):
    if block.level:
        word.heading(paper, block.text, level=block.level + 1).alignment = word.MIDDLE
    elif block.kind == "caps":
        title = word.line(paper, block.text, word.MIDDLE, bold=True)
        title.paragraph_format.keep_with_next = True
    elif block.kind == "item":
        mark, _space, said = block.text.partition(" ")
        word.hanging(paper, mark, said)
    else:
        paper.add_paragraph(block.text)


def _promises(paper, lines):
    if lines:
        word.heading(paper, "KEWAJIBAN PARA PIHAK").alignment = word.MIDDLE
    for number, text in enumerate(lines, 1):
        word.hanging(paper, f"{number}.", text)


def _annexes(paper, rows):
    if rows:
        word.heading(paper, "LAMPIRAN").alignment = word.MIDDLE
    for number, row in enumerate(rows, 1):
        word.hanging(paper, f"{number}.", f"{row['what']}. SHA-256: {row['sha256']}")


def _signatures(paper, agreement, parties, data):
    """A place for the head of each party, below for the witnesses of the current version, for the
    secretaries who promulgate a regulation, and for who acknowledges it."""
    paper.add_paragraph()
    enacted = "Ditetapkan di {0}\npada tanggal ....................\n" if data["regulation"] else ""
    _places(paper, [
        (enacted.format(party.region.name) + f"{party.signer_title} {party.region.name}".upper(),
         party.signer_name)
        for party in parties
    ] + [
        (f"{party.signer_title}\n{party.name}".upper(), party.signer_name)
        for party in agreement.third_parties.order_by("position")
    ])  # fmt: skip
    plan = signing.plan_of(agreement.current) if agreement.current else signing.AT_ONCE
    if plan.witnesses:
        word.line(paper, "SAKSI-SAKSI", word.MIDDLE, bold=True)
        _places(paper, [(witness.office, witness.name) for witness in plan.witnesses])
    _places(paper, [
        (f"Diundangkan di {each['place']}\npada tanggal ....................\n{each['office'].upper()}",
         f"{BLANK}\nBERITA {each['name'].upper()}\nTAHUN ........ NOMOR ........")
        for each in data["secretaries"]
    ])  # fmt: skip
    if data["acknowledged"]:
        word.line(paper, "MENGETAHUI", word.MIDDLE, bold=True)
        _places(paper, [(office.upper(), "") for office in data["acknowledged"]])


def _places(paper, people):
    """Two blocks beside each other: office, room for ink, name."""
    grid = paper.add_table(rows=0, cols=2)
    for start in range(0, len(people), 2):
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # one page holds it whole
        cells = row.cells
        for cell, (office, name) in zip(cells, people[start : start + 2], strict=False):
            word.line(cell, office, word.MIDDLE)
            word.line(cell, "\n\n\n", word.MIDDLE)
            word.line(cell, name or BLANK, word.MIDDLE, bold=True)


def _foot(paper, agreement):
    lines = [
        f"Masa berlaku: {formats.day(agreement.starts_on)} sampai dengan "
        f"{formats.day(agreement.ends_on)}",
        f"{documents.domain()}, kode {agreement.code}",
    ]
    if version := agreement.current:
        lines.append(f"Versi {version.number}. Sidik naskah (SHA-256): {version.sha256}")
    if agreement.sealed_at:
        lines.append(f"Periksa keaslian naskah: {documents.check_url(agreement)}")
    for text in lines:
        word.line(paper, text, size=8.5)
