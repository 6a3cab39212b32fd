"""What is written: the exact text that is approved, and the sheet, a PDF with a QR to its check."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from agreements import kinds, wording
from core import formats, pdf, qr, seals

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"


def canonical_text(agreement, number):
    """The exact text of version ``number`` as the rows stand now."""
    parties = sorted(agreement.parties.all(), key=lambda party: party.position)
    return wording.canonical(
        kind=kinds.KINDS[agreement.kind].written,
        code=agreement.code,
        number=number,
        title=agreement.title,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        parties=[
            wording.PartyWords(
                name=party.name, code=party.region_id, number=party.number,
                signer_name=party.signer_name, signer_title=party.signer_title,
            )
            for party in parties
        ],
        body=agreement.text,
    )  # fmt: skip


def check_url(agreement):
    """The address that the QR leads to."""
    return settings.SITE_URL + reverse("agreements:check", args=[agreement.check_code])


def domain():
    """The portal's name on the net, printed beside the QR so that nobody is led elsewhere."""
    return urlsplit(settings.SITE_URL).netloc


def sheet(agreement):
    """The PDF's bytes; the same agreement gives the same bytes."""
    return pdf.make(TEMPLATE, sheet_data(agreement), moment=agreement.sealed_at)


def sheet_data(agreement):
    """All that the template prints, ready as Indonesian text (the caller speaks Indonesian)."""
    version, zone = agreement.current, agreement.zone
    parties = list(agreement.parties.select_related("region").order_by("position"))
    return {
        **_heading(agreement, parties),
        "title": agreement.title,
        "starts_on": formats.day(agreement.starts_on),
        "ends_on": formats.day(agreement.ends_on),
        "sealed_at": formats.moment(agreement.sealed_at, zone),
        "sealed_on": formats.local(agreement.sealed_at, zone).date().isoformat(),
        "blocks": [
            {"kind": block.kind, "text": block.text, "level": block.level}
            for block in wording.blocks(agreement.text)
        ],
        "approvals": [_approval(signature, zone) for signature in _signatures(version)],
        "version": version.number,
        "sha256": version.sha256,
        "short": seals.short(version.sha256),
        "code": agreement.code,
        "check_code": seals.grouped(agreement.check_code),
        "check_url": check_url(agreement),
        "domain": domain(),
        "site": settings.SITE_NAME,
        "qr": qr.svg_file(check_url(agreement)),
    }


def _heading(agreement, parties):
    """ "PERATURAN BERSAMA", who makes it, and the number that each side gives it."""
    if agreement.kind == agreement.Kind.JOINT_REGULATION:
        makers = [f"{party.signer_title} {party.region.name}" for party in parties]
        heading = "Peraturan Bersama"
    else:
        makers = [party.name for party in parties]
        heading = kinds.KINDS[agreement.kind].written
    return {
        "heading": heading,
        "makers": wording.listed(makers),
        "numbers": [
            {"name": party.name, "number": party.number} for party in parties if party.number
        ],
    }


def _signatures(version):
    return version.signatures.select_related("party").order_by("party__position")


def _approval(signature, zone):
    return {
        "region": signature.region_name,
        "name": signature.person_name,
        "office": signature.office_title,
        "at": formats.moment(signature.at, zone),
        "method": signature.get_method_display(),
    }
