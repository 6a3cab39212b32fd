"""The portal's own seal on its PDFs: read back by the rules of PAdES, and missing without a certificate."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from core import pdf, pdf_seals

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


@pytest.fixture
def paper(tmp_path):
    template = tmp_path / "paper.typ"
    template.write_text('#set document(title: "Contoh")\n#set text(lang: "id")\nIsi.')
    return pdf.make(template, {}, moment=NOON)


@pytest.fixture
def certificate(tmp_path, settings):
    path = tmp_path / "seal.p12"
    path.write_bytes(pdf_seals.self_signed("Forum (contoh)", "rahasia"))
    settings.PDF_SEAL_FILE, settings.PDF_SEAL_PASSWORD = str(path), "rahasia"
    return SimpleSigner.load_pkcs12(path, passphrase=b"rahasia").signing_cert


def apart(work, *args):
    """In a thread of its own: the library runs an event loop, as a browser of other tests may."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *args).result()


def judged(content, certificate):
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[certificate]))


def test_without_a_certificate_the_bytes_stay(paper, settings):
    settings.PDF_SEAL_FILE = ""

    assert pdf_seals.sealed(paper) == paper


def test_the_seal_is_valid_and_covers_the_whole_file(paper, certificate):
    status = apart(judged, apart(pdf_seals.sealed, paper), certificate)

    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"


def test_the_seal_says_that_it_is_the_portals(paper, certificate):
    (seal,) = PdfFileReader(io.BytesIO(apart(pdf_seals.sealed, paper))).embedded_signatures

    assert seal.sig_object["/Reason"] == pdf_seals.REASON


def test_a_sealed_pdf_is_no_newer_than_its_standard(paper, certificate):
    content = apart(pdf_seals.sealed, paper)

    assert PdfFileReader(io.BytesIO(content)).input_version == (1, 7)  # PDF/A-2


def test_a_changed_byte_breaks_the_seal(paper, certificate):
    content = bytearray(apart(pdf_seals.sealed, paper))
    content[20] ^= 1

    assert not apart(judged, bytes(content), certificate).intact


def test_a_wrong_password_makes_no_pdf_at_all(paper, certificate, settings):
    settings.PDF_SEAL_PASSWORD = "lain"

    with pytest.raises(ValueError, match="PDF_SEAL_FILE"):
        pdf_seals.sealed(paper)
