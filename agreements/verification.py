"""Has a byte changed since it was approved? Everything is worked out anew and compared."""

from dataclasses import dataclass

from agreements import (
    documents,
    kinds,
    life_verification,
    signing,
    succession,
    trail_verification,
    wording,
)
from agreements.models import Agreement, Signature
from core import audit, seals
from core.text import tidy

S = Agreement.State
REPORT_SHEET = "agreements.report_sheet_made"


@dataclass(frozen=True)
class Finding:
    """What does not fit in one agreement or dispute."""

    code: str
    what: str

    def __str__(self):
        return f"{self.code}: {self.what}"


def findings():
    """All that does not fit, agreement by agreement, and lines of trails that belong to nothing."""
    rows = Agreement.objects.select_related("current", "entry").prefetch_related(
        "versions__signatures__paper",
        "versions__signing__witnesses",
        "versions__attestations__paper",
        "versions__papers__signature",
        "versions__papers__attestation",
        "versions__papers__third_signature",
        "versions__third_signatures__paper",
        "versions__acknowledgements",
        "versions__annexes",
        "annexes",
        "parties__home_papers",
        "parties__registrations",
        "parties__breach_objection",
        "life_proposals__words",
        "pauses",
        "third_parties__numbers",
        "obligations__fulfilments__acts",
        "implementation_reports__words",
        "implementation_reports__deliveries",
        "evaluation_answers",
        "evaluation_notes",
        "disputes",
        "successors",
    )
    for agreement in rows.order_by("pk").iterator(chunk_size=50):
        for what in _of(agreement):
            yield Finding(agreement.code, what)
    for line in audit.strays():
        yield Finding(line.target_label, f"the line {line.verb} of a trail belongs to nothing")


def _of(agreement):
    versions = sorted(agreement.versions.all(), key=lambda version: version.number)
    lines = list(audit.lines(agreement))
    yield from _of_versions(versions)
    if not _was_taken_back(lines):
        yield from _of_rows(agreement, versions)
    yield from trail_verification.of(agreement, versions, lines)
    yield from life_verification.of(agreement, lines)
    if agreement.sealed_at:
        yield from _of_seal(agreement)
        yield from _of_obligations(agreement)
        yield from _of_reports(agreement, lines)
    yield from _of_sheet("the PDF", agreement, trail_verification.sheet_told(lines))
    yield from _of_files(agreement)


def _was_taken_back(lines):
    """Withdrawn while it was a draft: its words were free then."""
    return trail_verification.states_told(lines)[-2:] == [S.DRAFT, S.WITHDRAWN]


def _of_reports(agreement, lines):
    reports = [row for row in agreement.implementation_reports.all() if row.is_submitted]
    made = audit.lines_of(reports)
    figures = {
        line.detail["number"]: line.detail["figures_sha256"]
        for line in lines
        if "figures_sha256" in line.detail
    }
    for report in sorted(reports, key=lambda row: row.number):
        kept = seals.seal("", figures=report.figures)
        if figures.get(report.number, kept) != kept:
            yield f"the figures of implementation report {report.number} are not those of the trail"
        if seals.digest(report.text) != report.sha256:
            yield f"the text of implementation report {report.number} does not fit its SHA-256"
        told = trail_verification.sheet_told(made.get(report.pk, []), REPORT_SHEET)
        yield from _of_sheet(f"the PDF of implementation report {report.number}", report, told)


def _of_sheet(what, row, told):
    """``told``: its SHA-256 as the trail has kept it, empty where it has not; None without a line."""
    if bool(row.sheet) != (told is not None):
        yield f"whether {what} was made is not what the trail tells"
    elif told and told != row.sheet_sha256:
        yield f"{what} is not the one that the trail has kept"
    elif row.sheet:
        yield from of_file(what, row.sheet, row.sheet_sha256)


def _of_versions(versions):
    previous = ""
    for place, version in enumerate(versions, 1):
        if version.number != place:
            yield f"version {place} is missing"
        if seals.digest(version.text) != version.sha256:
            yield f"the text of version {version.number} does not fit its SHA-256"
        if seals.seal(previous, **version.facts()) != version.seal:
            yield f"the row of version {version.number} does not fit its seal"
        if version.clauses and _body_of_clauses(version) != wording.body_of(version.text):
            yield f"the clauses of version {version.number} do not make its text"
        yield from _of_signatures(version)
        yield from _of_third_signatures(version)
        yield from _of_signing(version)
        yield from _of_papers(version)
        yield from _of_acknowledgements(version)
        yield from _of_annexes(version)
        previous = version.seal


def _body_of_clauses(version):
    passages = [wording.Passage(part, title, text) for _pk, part, title, text in version.clauses]
    chapters = kinds.KINDS[version.agreement.kind].chapters
    return tidy(wording.composed(passages, chapters=chapters), lines=True)


def _of_signatures(version):
    previous = version.seal
    for signature in sorted(version.signatures.all(), key=lambda row: row.pk):
        if signature.text_sha256 != version.sha256:
            yield f"approval {signature.pk} is of another text than its version"
        if seals.seal(previous, **signature.facts()) != signature.seal:
            yield f"approval {signature.pk} does not fit its seal"
        if (signature.method == Signature.Method.PAPER) != hasattr(signature, "paper"):
            yield f"approval {signature.pk} and its scan do not belong together"
        previous = signature.seal


def _of_third_signatures(version):
    previous = version.seal
    for row in sorted(version.third_signatures.all(), key=lambda row: row.pk):
        if row.text_sha256 != version.sha256:
            yield f"third party's signature {row.pk} is of another text than its version"
        if seals.seal(previous, **row.facts()) != row.seal:
            yield f"third party's signature {row.pk} does not fit its seal"
        if not hasattr(row, "paper"):
            yield f"third party's signature {row.pk} has no scan"
        previous = row.seal


def _of_signing(version):
    """The way of signing, and what its witnesses have attested."""
    way, attestations = getattr(version, "signing", None), list(version.attestations.all())
    if way is None:
        return  # without a row the words of the text would tell
    if seals.seal(version.seal, **way.facts(way.witnesses.all())) != way.seal:
        yield f"the way of signing version {version.number} does not fit its seal"
    previous = way.seal
    for row in sorted(attestations, key=lambda row: row.pk):
        if row.text_sha256 != version.sha256:
            yield f"attestation {row.pk} is of another text than its version"
        if seals.seal(previous, **row.facts()) != row.seal:
            yield f"attestation {row.pk} does not fit its seal"
        if (row.method == Signature.Method.PAPER) != hasattr(row, "paper"):
            yield f"attestation {row.pk} and its scan do not belong together"
        previous = row.seal


def _of_papers(version):
    """Scans and certified files: the row, and the bytes on disk."""
    for paper in version.papers.all():
        if seals.seal(paper.behind.seal, **paper.facts()) != paper.seal:
            yield f"the row of signed paper {paper.pk} does not fit its seal"
        yield from of_file(f"signed paper {paper.pk}", paper.paper, paper.sha256)


def _of_acknowledgements(version):
    """What the offices above the parties have said after the last approval, and their scans."""
    approvals = sorted(version.signatures.all(), key=lambda row: row.pk)
    previous = approvals[-1].seal if approvals else version.seal
    for row in sorted(version.acknowledgements.all(), key=lambda row: row.pk):
        if row.text_sha256 != version.sha256:
            yield f"acknowledgement {row.pk} is of another text than its version"
        if seals.seal(previous, **row.facts()) != row.seal:
            yield f"acknowledgement {row.pk} does not fit its seal"
        if row.is_on_paper:
            what = f"the scan of acknowledgement {row.pk}"
            yield from of_file(what, row.paper, row.paper_sha256)
        previous = row.seal


def _of_annexes(version):
    """The files that the text of a version names, no more and no less, and the bytes on disk."""
    rows = sorted(version.annexes.all(), key=lambda row: row.position)
    if documents.lines_of(rows) != wording.annexes_of(version.text):
        yield f"the annexes of version {version.number} are not those of its text"
    for row in rows:
        what = f"annex {row.position} of version {version.number}"
        yield from of_file(what, row.file, row.sha256)


def _of_rows(agreement, versions):
    """Title, term, parties and body must be those of the newest version."""
    if agreement.state == S.DRAFT or not versions:
        return
    if agreement.current_id != versions[-1].pk:
        yield "the current version is not the newest"
    plan = signing.plan_of(versions[-1])
    if documents.canonical_text(agreement, versions[-1].number, plan) != versions[-1].text:
        yield "title, term, parties or text differ from the current version"
    for sides in (agreement.parties.all(), agreement.third_parties.all()):
        if sorted(side.position for side in sides) != list(range(1, len(sides) + 1)):
            yield "the places of the parties are not those of the text"
    if documents.snapshot(agreement) != versions[-1].clauses:
        yield "the clauses differ from those of the current version"


def _of_seal(agreement):
    """In force or ended: every party has approved, third ones too, enough witnesses have attested, and
    the last of them sealed it."""
    thirds = list(agreement.current.third_signatures.all())
    approvals = list(agreement.current.signatures.all())
    attestations = list(agreement.current.attestations.all())
    way = signing.of(agreement.current)
    if way and len(attestations) < way.needed:
        yield "sealed without its witnesses"
    if {row.third_party_id for row in thirds} != {p.pk for p in agreement.third_parties.all()}:
        yield "sealed without the signature of every third party"
    if {row.party_id for row in approvals} != {party.pk for party in agreement.parties.all()}:
        yield "sealed without the approval of every party"
    elif agreement.sealed_at != max(row.at for row in approvals + attestations + thirds):
        yield "the time of the seal is not that of the last approval"


def _of_obligations(agreement):
    """Due on exactly the days that the text names, but for those that the agreement before keeps;
    and every proof as it was handed in."""
    kept = succession.kept_steps(agreement)
    for row in sorted(agreement.obligations.all(), key=lambda row: row.pk):
        days = {each.due_on for each in row.fulfilments.all()}
        if days != set(succession.own_days(row, agreement.ends_on, kept)):
            yield f"the due days of obligation {row.pk} are not those of the text"
        for each in row.fulfilments.all():
            yield from _of_proofs(each)


def _of_proofs(fulfilment):
    for act in fulfilment.acts.all():
        if act.file:
            yield from of_file(f"the proof {act.pk}", act.file, act.sha256)


def _of_files(agreement):
    """Annexes that no version has yet, papers behind proposals and an end, and the papers that the
    parties have brought from home."""
    if agreement.end_paper:
        yield from of_file("the paper of its end", agreement.end_paper, agreement.end_paper_sha256)
    rows = agreement.annexes.all()
    kept = {(row.file.name, row.sha256) for row in rows if row.version_id}
    for row in rows:
        if (row.file.name, row.sha256) not in kept:
            yield from of_file(f"annex {row.position} as it stands", row.file, row.sha256)
    for proposal in agreement.life_proposals.all():
        if proposal.paper:
            yield from of_file(
                f"the file of proposal {proposal.pk}", proposal.paper, proposal.sha256
            )
    for party in agreement.parties.all():
        for paper in party.home_papers.all():
            what = f"the paper {paper.pk} of {party.region_id}"
            yield from of_file(what, paper.paper, paper.sha256)


def of_file(what, file, sha256):
    """The bytes on disk."""
    try:
        with file.open("rb") as opened:
            content = opened.read()
    except OSError:
        yield f"{what} cannot be read"
        return
    if seals.digest_of_file(content) != sha256:
        yield f"{what} does not fit its SHA-256"
