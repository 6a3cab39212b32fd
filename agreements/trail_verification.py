"""Rows and the lines that tell of them belong together, to the last one: a line that was cut off the
end of a trail leaves no gap in its chain, and a row that was taken out leaves its line behind."""

from collections import Counter

from agreements.models import Agreement, Dispute
from core import audit, seals

S, Ground = Agreement.State, Agreement.EndGround
OPENED = ("agreements.opened", "agreements.version_made")
APPROVED = ("agreements.approved", "agreements.signed_on_paper")
SEALED, WITHDRAWN, SHEET = "agreements.sealed", "agreements.withdrawn", "agreements.sheet_made"
# What ends it, and the ground where the line names none.
ENDED = {
    "agreements.ended": None,
    "agreements.term_over": Ground.TERM_OVER,
    "agreements.replaced": Ground.REPLACED,
}
# Where it stands after a line.
STANDS = {
    **dict.fromkeys(OPENED, S.OPEN),
    "agreements.reworked": S.DRAFT,
    SEALED: S.IN_FORCE,
    WITHDRAWN: S.WITHDRAWN,
    **dict.fromkeys(ENDED, S.ENDED),
}
# What the trail tells as often as there are rows.
TOLD = {
    "attestations": ("agreements.attested", "agreements.attested_on_paper"),
    "third parties' signatures": ("agreements.third_signed",),
    "certified files": ("agreements.certified_added",),
    "acknowledgements": ("agreements.acknowledged", "agreements.acknowledged_on_paper"),
    "agreements that follow": ("agreements.followed",),
    "settled disputes": ("agreements.dispute_of_settled",),
    "disputes with a public result": ("agreements.dispute_of_published",),
}


def of(agreement, versions, lines):
    """What does not fit, in words."""
    for verb in audit.breaks(agreement):
        yield f"the line {verb} of the trail does not fit its seal"
    if Counter(_numbers_told(lines)) != Counter(version.number for version in versions):
        yield "the trail tells of other versions"
    if Counter(_approvals_told(lines)) != Counter(_approvals(agreement, versions)):
        yield "the trail tells of other approvals"
    told, rows = Counter(line.verb for line in lines), _counted(agreement, versions)
    for name, verbs in TOLD.items():
        if sum(told[verb] for verb in verbs) != rows[name]:
            yield f"the trail tells of another number of {name}"
    yield from _of_state(agreement, states_told(lines))
    yield from _of_end(agreement, _last(lines, (*ENDED, WITHDRAWN)))
    yield from _of_seal(agreement, _last(lines, [SEALED]))


def states_told(lines):
    """The states through which the trail has led it, a draft at first."""
    return [S.DRAFT, *(STANDS[line.verb] for line in lines if line.verb in STANDS)]


def sheet_told(lines, verb=SHEET):
    """The SHA-256 of the PDF that the trail tells of; empty of one from before it was kept there, None
    where it tells of no PDF."""
    line = _last(lines, [verb])
    return line and line.detail.get("sha256", "")


def _last(lines, verbs):
    return next((line for line in reversed(lines) if line.verb in verbs), None)


def _numbers_told(lines):
    return [line.detail.get("version") for line in lines if line.verb in OPENED]


def _approvals_told(lines):
    """Version and region of each."""
    return [
        (line.detail.get("version"), line.region_code) for line in lines if line.verb in APPROVED
    ]


def _approvals(agreement, versions):
    regions = {party.pk: party.region_id for party in agreement.parties.all()}
    return [
        (version.number, regions.get(row.party_id))
        for version in versions
        for row in version.signatures.all()
    ]


def _counted(agreement, versions):
    """By the names of ``TOLD``."""
    disputes = agreement.disputes.all()
    papers = [paper for version in versions for paper in version.papers.all()]
    return {
        "attestations": sum(len(version.attestations.all()) for version in versions),
        "third parties' signatures": sum(len(v.third_signatures.all()) for v in versions),
        "certified files": sum(paper.is_certified for paper in papers),
        "acknowledgements": sum(len(version.acknowledgements.all()) for version in versions),
        "agreements that follow": sum(
            row.sealed_at is not None for row in agreement.successors.all()
        ),
        "settled disputes": sum(row.state == Dispute.State.SETTLED for row in disputes),
        "disputes with a public result": sum(row.published_at is not None for row in disputes),
    }


def _of_state(agreement, told):
    """It has ended where the trail says so, and stands in any other state where it says that."""
    if agreement.state == told[-1]:
        return
    if S.ENDED in (agreement.state, told[-1]):
        yield "whether it has ended is not what the trail tells"
    else:
        yield "its state is not the one that the trail tells"


def _of_end(agreement, line):
    """For the reason, on the ground and by the paper that the line names, as far as it names them."""
    if line is None or agreement.state != STANDS[line.verb]:
        return
    kept = line.detail
    if kept.get("reason", agreement.end_reason) != agreement.end_reason:
        yield "the reason of its end is not the one that the trail tells"
    ground = kept.get("ground") or ENDED.get(line.verb) or agreement.end_ground
    if ground != agreement.end_ground:
        yield "the ground of its end is not the one that the trail tells"
    if kept.get("paper_sha256", agreement.end_paper_sha256) != agreement.end_paper_sha256:
        yield "the paper of its end is not the one that the trail has kept"


def _of_seal(agreement, line):
    """Number in the register and code on the sheet, as the line of the seal has kept them."""
    entry = getattr(agreement, "entry", None)
    if (entry is None) != (agreement.sealed_at is None):
        yield "whether it stands in the register does not fit its seal"
    kept = line.detail if line else {}
    if entry and kept.get("entry", str(entry)) != str(entry):
        yield "its number in the register is not the one that the trail has kept"
    code = seals.digest(agreement.check_code)
    if kept.get("check_code_sha256", code) != code:
        yield "the code on its sheet is not the one that the trail has kept"
