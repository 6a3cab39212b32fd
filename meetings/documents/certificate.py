"""The certificate of a training: an A4 sheet across, with its number and a QR to its check."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from core import formats, pdf, qr
from meetings import changes

TEMPLATE = Path(__file__).parent.parent / "typst" / "certificate.typ"


def check_url(certificate):
    """The address that the QR leads to."""
    return settings.SITE_URL + certificate.get_absolute_url()


def domain():
    """The portal's name on the net, printed beside the QR so that nobody is led elsewhere."""
    return urlsplit(settings.SITE_URL).netloc


def sheet(certificate):
    """The PDF's bytes; certificates are Indonesian, whoever reads them."""
    with override("id"):
        return pdf.make(TEMPLATE, sheet_data(certificate), moment=certificate.issued_at)


def sheet_data(certificate):
    """All that the template prints, ready as Indonesian text."""
    zone, issued = certificate.zone, formats.local(certificate.issued_at, certificate.zone)
    return {
        "number": certificate.number,
        "name": certificate.name,
        "title": certificate.title,
        "when": changes.when(certificate.starts_at, certificate.ends_at, zone),
        "place": certificate.place,
        "organiser": certificate.organiser,
        "trainer": certificate.trainer,
        "signer_name": certificate.signer_name,
        "signer_title": certificate.signer_title,
        "issued_day": formats.day(issued.date()),
        "issued_on": issued.date().isoformat(),
        "code": " ".join(certificate.code[i : i + 4] for i in range(0, len(certificate.code), 4)),
        "check_url": check_url(certificate),
        "domain": domain(),
        "site": settings.SITE_NAME,
        "qr": qr.svg_file(check_url(certificate)),
    }
