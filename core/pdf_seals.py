"""The portal's own electronic seal on the PDFs that it makes (PAdES baseline B), by pyHanko.

Only where the operator has a certificate: ``PDF_SEAL_FILE`` (PKCS#12) and ``PDF_SEAL_PASSWORD``. A
reader of PDFs then shows who made the file and that it is whole. It is the seal of the portal, not
the signature of a person.
"""

import io
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

FIELD = "Segel"
REASON = "Segel elektronik portal"


def sealed(content):
    """The PDF with the portal's seal; the same bytes where no certificate is configured.

    Raises ``ValueError`` where the certificate cannot be read: better no PDF than one without.
    """
    if not settings.PDF_SEAL_FILE:
        return content
    # Only a portal with a certificate pays for the library's memory.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415

    signer = signers.SimpleSigner.load_pkcs12(
        settings.PDF_SEAL_FILE, passphrase=settings.PDF_SEAL_PASSWORD.encode()
    )
    if signer is None:
        raise ValueError("PDF_SEAL_FILE cannot be opened with PDF_SEAL_PASSWORD")
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
        name=settings.SITE_NAME, reason=REASON,
    )  # fmt: skip
    return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), about, signer).getvalue()


def self_signed(name, password, *, days=3650):
    """PKCS#12 bytes with a new key and a certificate that nobody vouches for: for the demo.

    RSA, for a seal by an elliptic curve makes the file PDF 2.0, and PDF/A-2 is PDF 1.7.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(_SIGNS, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        FIELD.encode(), key, certificate, None, BestAvailableEncryption(password.encode())
    )


_SIGNS = x509.KeyUsage(
    digital_signature=True, content_commitment=True, key_encipherment=False,
    data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
    encipher_only=False, decipher_only=False,
)  # fmt: skip
