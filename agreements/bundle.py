"""All that an outsider needs to check a sealed agreement without us, in one ZIP.

The exact text, the PDF, the rows of versions, approvals and witnesses with their seals, the recipe in words
and the same recipe as a small program that needs nothing but Python.
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
    files = {
        "naskah.txt": agreement.current.text.encode(),
        "catatan.json": _as_json(_records(agreement)),
        "kesepakatan.pdf": _content_of(agreement.sheet),
        **{name: (HERE / name).read_bytes() for name in RECIPE},
    }
    files["SHA256SUMS"] = "".join(
        f"{seals.digest_of_file(content)}  {name}\n" for name, content in files.items()
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(_entry(name, agreement), content)
    return out.getvalue()


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
    papers = version.papers.select_related("signature", "attestation").order_by("pk")
    return {
        "kode": agreement.code,
        "versi": [
            _sealed(row) | {"nomor": row.number} for row in agreement.versions.order_by("number")
        ],
        "persetujuan": [_sealed(row) for row in version.signatures.order_by("pk")],
        "tata_cara": way
        and {"fakta": way.facts(way.witnesses.order_by("position")), "segel": way.seal},
        "kesaksian": [_sealed(row) for row in version.attestations.order_by("pk")],
        "kertas": [
            _sealed(paper) | {"atas": (paper.signature or paper.attestation or version).seal}
            for paper in papers
        ],
        "pdf_sha256": agreement.sheet_sha256,
    }


def _sealed(row):
    return {"fakta": row.facts(), "segel": row.seal}


def _as_json(value):
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _content_of(stored):
    with stored.open("rb") as file:
        return file.read()
