"""An implementation report as PDF, made once when it is submitted, and as editable DOCX."""

import base64
import io
from pathlib import Path

from django.conf import settings
from PIL import Image

from agreements import documents, kinds, report_words
from agreements.models import ReportDelivery
from core import formats, pdf, qr, word
from meetings.documents.letters import addressees_of, letterhead_of_region
from projects.models import Photo
from villages.models import Region

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"


def addressees(agreement):
    """Who gets a copy: the council of each village that is party, and the regent through each of
    their subdistrict heads; of subdistricts, which are parties themselves, their regent at once.
    Pairs of addressee and region."""
    regions = [party.region for party in agreement.parties.select_related("region__parent")]
    villages = [region for region in regions if region.is_village]
    subdistricts = [region for region in regions if region.is_subdistrict]
    above = dict.fromkeys(region.parent for region in villages if region.parent not in subdistricts)
    above |= dict.fromkeys(region.parent for region in subdistricts)
    A = ReportDelivery.Addressee  # noqa: N806
    councils = [(A.COUNCIL, region) for region in villages if not region.is_urban]
    return councils + [(A.REGENT, region) for region in above]


def sheet(report):
    """The PDF of a submitted report; the caller speaks Indonesian."""
    return pdf.make(
        TEMPLATE, sheet_data(report), moment=report.sealed_at, root=Path(settings.BASE_DIR)
    )


def sheet_data(report):
    """All that the paper says, ready as Indonesian text."""
    agreement, url = report.agreement, settings.SITE_URL + report.get_absolute_url()
    day = formats.local(report.sealed_at, agreement.zone).date()
    return {
        **_letterhead(report),
        "heading": f"Laporan pelaksanaan {report.number}",
        "kind": kinds.KINDS[agreement.kind].written,
        "title": agreement.title,
        "period": f"Masa laporan {formats.day(report.starts_on)} sampai dengan "
        f"{formats.day(report.ends_on)}",
        "letter_number": report.letter_number,
        "corrects": f"Membetulkan laporan {report.corrects.number}" if report.corrects else "",
        "chapters": [
            {
                "title": title,
                "lines": getattr(report, name).split("\n"),
                "with_figures": name == "progress",
            }
            for name, title in report_words.TITLES.items()
        ],
        "tables": [
            {"title": table.title, "columns": list(table.columns), "rows": table.rows}
            for table in report_words.tables(report.figures)
        ],
        "photos": [
            {"svg": _svg(photo), "caption": caption} for photo, caption in photos_of(report.figures)
        ],
        "place": report.region.name,
        "date": formats.day(day),
        "on": day.isoformat(),
        "signers": _signers(report),
        "copies": _copies(agreement),
        "qr": qr.svg_file(url),
        "url": url,
        "sha256": report.sha256,
        "unprinted": "Tanda □ menggantikan huruf atau gambar yang tidak dapat dicetak; naskah "
        "persisnya ada di halaman laporan ini."
        if pdf.unprintable(report.text)
        else "",
        "code": agreement.code,
        "number": str(report.number),
        "domain": documents.domain(),
        "site": settings.SITE_NAME,
    }


def _letterhead(report):
    """That of the joint body, else of the region."""
    if report.body:
        return {"head": [report.body.upper()], "address": "", "logo": ""}
    return letterhead_of_region(report.region_id)


def _signers(report):
    """The head of the joint body, who signs on paper, beside the one who has submitted it."""
    own = {"office": report.office_title, "name": report.person_name}
    if not report.body:
        return [own]
    return [{"office": f"Ketua {report.body}", "name": report.body_head}, own]


def _copies(agreement):
    """The heads of all parties, to whom it goes, and those who get a copy."""
    regions = [party.region for party in agreement.parties.select_related("region")]
    found = [addressees_of([region])[0] for region in regions]
    for addressee, region in addressees(agreement):
        if addressee == ReportDelivery.Addressee.COUNCIL:
            found.append(f"BPD {region.full_name}")
        else:
            found.append(_regent(region))
    return found


def _regent(region):
    """The regent of a regency, or through the head of this subdistrict."""
    if not region.is_subdistrict:
        return addressees_of([region])[0]
    regent = addressees_of([Region.objects.get(pk=region.code[:5])])[0]
    return f"{regent} melalui {addressees_of([region])[0]}"


def photos_of(figures):
    """The pictures of a report with what stands below each."""
    project = figures["project"] or {"photos": []}
    rows = Photo.objects.in_bulk([photo["photo"] for photo in project["photos"]])
    return [
        (rows[photo["photo"]], report_words.photo_caption(photo)) for photo in project["photos"]
    ]


def _svg(photo):
    """A picture as SVG, which a template of ``core.pdf`` can draw."""
    out = io.BytesIO()
    with photo.large.open("rb") as file, Image.open(file) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=80)
    data = base64.b64encode(out.getvalue()).decode("ascii")
    size = f'width="{photo.width}" height="{photo.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {photo.width} {photo.height}">'
        f'<image {size} href="data:image/jpeg;base64,{data}"/></svg>'
    )


def docx(report):
    """The same words to go on with in a word processor; the caller speaks Indonesian."""
    agreement = report.agreement
    paper = word.blank(f"Laporan pelaksanaan: {agreement.title}", author=documents.domain())
    word.letterhead(paper, _letterhead(report))
    kind = kinds.KINDS[agreement.kind].written.upper()
    word.line(paper, f"LAPORAN PELAKSANAAN {kind}", word.MIDDLE, bold=True, size=14)
    word.line(paper, agreement.title, word.MIDDLE, bold=True)
    period = f"{formats.day(report.starts_on)} sampai dengan {formats.day(report.ends_on)}"
    word.line(paper, f"Masa laporan {period}", word.MIDDLE)
    for name, title in report_words.TITLES.items():
        word.heading(paper, title)
        for line in getattr(report, name).split("\n"):
            paper.add_paragraph(line)
        if name == "progress":
            for table in report_words.tables(report.figures):
                word.heading(paper, table.title, level=3)
                word.table(paper, table.columns, table.rows)
    for signer in _signers(report):
        word.line(paper, f"{signer['name']}, {signer['office']}", word.RIGHT)
    if report.sha256:
        word.line(paper, f"Sidik naskah (SHA-256): {report.sha256}", size=8.5)
    return word.as_bytes(paper)
