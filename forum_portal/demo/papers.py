"""The papers of the demo: one small page each, made as a PDF that says what it is."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

_A4 = (595, 842)  # A4 in points
_DECREE = (  # size, distance to the line before, text
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "SURAT KEPUTUSAN"),
    (11, 22, "Nomor {number}"),
    (11, 44, "Menetapkan: {name}"),
    (11, 20, "sebagai {office}"),
    (11, 20, "di {region}"),
    (11, 20, "terhitung mulai {since}."),
)
_PROXY_LETTER = (
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "SURAT KUASA"),
    (11, 44, "{giver} memberi kuasa kepada {substitute}"),
    (11, 20, "untuk mewakili {region}"),
    (11, 20, "dalam rapat: {meeting}."),
)
_MEETING_PAPER = (
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "{title}"),
    (11, 44, "Bahan rapat: {meeting}."),
)
_RECEIPT = (
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "BUKTI PENERIMAAN"),
    (11, 22, "Nomor {number}"),
    (11, 44, "Diterima dari: {party}"),
    (11, 20, "untuk: {project}."),
)

_ATTACHMENT = (
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "{title}"),
    (11, 44, "Lampiran usulan: {project}."),
)

_ANNEX = (
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "{title}"),
    (11, 44, "Lampiran kesepakatan: {agreement}."),
)

_FROM_HOME = (
    (16, 760, "{what}"),
    (12, 40, "{region}, nomor {number}"),
    (11, 44, "menyetujui rancangan: {title}."),
)

_SIGNED_SHEET = (
    (11, 780, "CONTOH UNTUK PERAGAAN, BUKAN DOKUMEN RESMI"),
    (15, 40, "LEMBAR TANDA TANGAN"),
    (11, 44, "{title}"),
    (11, 40, "{office}, {region}"),
    (11, 60, "(ditandatangani) {name}"),
)


def decree(*, number, name, office, region, since):
    """A ``PaperField``'s cleaned value: the checked file that ``claim`` takes."""
    return _page(_DECREE, number=number, name=name, office=office, region=region, since=since)


def signed_sheet(*, title, name, office, region):
    """The scan of a sheet that a head has signed with ink."""
    return _page(_SIGNED_SHEET, title=title, name=name, office=office, region=region)


def proxy_letter(*, giver, substitute, region, meeting):
    """A substitute's letter of mandate, as ``answer`` takes it."""
    return _page(_PROXY_LETTER, giver=giver, substitute=substitute, region=region, meeting=meeting)


def meeting_paper(*, title, meeting):
    """A paper of an agenda, as ``add_paper`` takes it."""
    return _page(_MEETING_PAPER, title=title, meeting=meeting)


def attachment(*, title, project):
    """A paper of a proposal, as ``attach`` takes it."""
    return _page(_ATTACHMENT, title=title, project=project)


def annex(*, title, agreement):
    """A file that is bound to an agreement, as ``add_annex`` takes it."""
    return _page(_ANNEX, title=title, agreement=agreement)


def receipt(*, number, party, project):
    """The proof of what came in, as ``receive`` takes it."""
    return _page(_RECEIPT, number=number, party=party, project=project)


def from_home(*, what, number, region, title):
    """What a village has settled at home, as ``record_home`` takes it."""
    return _page(_FROM_HOME, what=what, number=number, region=region, title=title)


def _page(rows, **words):
    lines = [
        f"/F1 {size} Tf 0 {step if place == 0 else -step} Td ({_escaped(text.format(**words))}) Tj"
        for place, (size, step, text) in enumerate(rows)
    ]
    content = f"BT 72 0 Td {' '.join(lines)} ET"
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=_A4)
    page.Contents = pdf.make_stream(content.encode("latin-1", "replace"))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    out = io.BytesIO()
    pdf.save(out)
    return SimpleUploadedFile("paper.pdf", out.getvalue(), "application/pdf")


def _escaped(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
