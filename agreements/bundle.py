"""All that an outsider needs to check a sealed agreement without us, in one ZIP.

The exact text, its annexes, the PDF, the rows of versions, approvals, witnesses and acknowledgements with their seals, the
recipe in words and the same recipe as a small program that needs nothing but Python.
"""

import io
import json
import zipfile
from pathlib import Path

from agreements import signing
from core import seals

HERE = Path(__file__).parent / "recipe"
RECIPE = ("CARA-PERIKSA.txt", "periksa.py")


def bundle(agreement):
    """The bytes of the ZIP; the same agreement gives the same bytes."""
    out = io.BytesIO()
    write(agreement, out)
    return out.getvalue()


def write(agreement, out):
    """Write the ZIP into an open file, one member at a time: annexes may be large."""
    sums = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _members(agreement):
            sums.append(f"{seals.digest_of_file(content)}  {name}\n")
            package.writestr(_entry(name, agreement), content)
        package.writestr(_entry("SHA256SUMS", agreement), "".join(sums))


def _members(agreement):
    yield "naskah.txt", agreement.current.text.encode()
    yield "catatan.json", _as_json(_records(agreement))
    yield "kesepakatan.pdf", _content_of(agreement.sheet)
    for annex in agreement.current.annexes.order_by("position"):
        yield f"lampiran-{annex.position:02}.{annex.ending.lower()}", _content_of(annex.file)
    for name in RECIPE:
        yield name, (HERE / name).read_bytes()


def _entry(name, agreement):
    entry = zipfile.ZipInfo(
        f"kesepakatan-{agreement.code}/{name}", agreement.sealed_at.timetuple()[:6]
    )
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _records(agreement):
    """The facts that each seal covers, in the order in which the seals follow each other.

    Older versions are bound by their seals; their words stay with the parties. Of scans and
    certified files everybody reads the SHA-256.
    """
    version, way = agreement.current, signing.of(agreement.current)
    words = ("signature", "attestation", "third_signature", "version")
    papers = version.papers.select_related(*words).order_by("pk")
    return {
        "kode": agreement.code,
        "versi": [
            _sealed(row) | {"nomor": row.number} for row in agreement.versions.order_by("number")
        ],
        "persetujuan": [_sealed(row) for row in version.signatures.order_by("pk")],
        "pihak_ketiga": [_sealed(row) for row in version.third_signatures.order_by("pk")],
        "tata_cara": way
        and {"fakta": way.facts(way.witnesses.order_by("position")), "segel": way.seal},
        "kesaksian": [_sealed(row) for row in version.attestations.order_by("pk")],
        "kertas": [_sealed(paper) | {"atas": paper.behind.seal} for paper in papers],
        "mengetahui": [_sealed(row) for row in version.acknowledgements.order_by("pk")],
        "pdf_sha256": agreement.sheet_sha256,
    }


def _sealed(row):
    return {"fakta": row.facts(), "segel": row.seal}


def _as_json(value):
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _content_of(stored):
    with stored.open("rb") as file:
        return file.read()
