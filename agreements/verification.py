"""Has a byte changed since it was approved? Everything is worked out anew and compared."""

from dataclasses import dataclass

from agreements import documents
from agreements.models import Agreement
from core import seals

S = Agreement.State


@dataclass(frozen=True)
class Finding:
    """What does not fit in one agreement."""

    code: str
    what: str

    def __str__(self):
        return f"{self.code}: {self.what}"


def findings():
    """All that does not fit, agreement by agreement."""
    rows = Agreement.objects.select_related("current").prefetch_related(
        "versions__signatures", "parties"
    )
    for agreement in rows.order_by("pk").iterator(chunk_size=50):
        for what in _of(agreement):
            yield Finding(agreement.code, what)


def _of(agreement):
    versions = sorted(agreement.versions.all(), key=lambda version: version.number)
    yield from _of_versions(versions)
    yield from _of_rows(agreement, versions)
    if agreement.sealed_at:
        yield from _of_seal(agreement)
    if agreement.sheet:
        yield from _of_sheet(agreement)


def _of_versions(versions):
    previous = ""
    for place, version in enumerate(versions, 1):
        if version.number != place:
            yield f"version {place} is missing"
        if seals.digest(version.text) != version.sha256:
            yield f"the text of version {version.number} does not fit its SHA-256"
        if seals.seal(previous, **version.facts()) != version.seal:
            yield f"the row of version {version.number} does not fit its seal"
        yield from _of_signatures(version)
        previous = version.seal


def _of_signatures(version):
    previous = version.seal
    for signature in sorted(version.signatures.all(), key=lambda row: row.pk):
        if signature.text_sha256 != version.sha256:
            yield f"approval {signature.pk} is of another text than its version"
        if seals.seal(previous, **signature.facts()) != signature.seal:
            yield f"approval {signature.pk} does not fit its seal"
        previous = signature.seal


def _of_rows(agreement, versions):
    """Title, term, parties and body must be those of the newest version."""
    if agreement.state == S.DRAFT or not versions:
        return
    if agreement.current_id != versions[-1].pk:
        yield "the current version is not the newest"
    if documents.canonical_text(agreement, versions[-1].number) != versions[-1].text:
        yield "title, term, parties or text differ from the current version"


def _of_seal(agreement):
    """In force or ended: every party has approved, and the last approval sealed it."""
    approvals = list(agreement.current.signatures.all())
    if {row.party_id for row in approvals} != {party.pk for party in agreement.parties.all()}:
        yield "sealed without the approval of every party"
    elif agreement.sealed_at != max(row.at for row in approvals):
        yield "the time of the seal is not that of the last approval"


def _of_sheet(agreement):
    try:
        with agreement.sheet.open("rb") as file:
            content = file.read()
    except OSError:
        yield "the PDF cannot be read"
        return
    if seals.digest_of_file(content) != agreement.sheet_sha256:
        yield "the PDF does not fit its SHA-256"
