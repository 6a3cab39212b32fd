"""Has a byte of a dispute's result, of its words or of a paper changed? Worked out anew, as for agreements."""

from collections import Counter

from agreements import dispute_record, dispute_rules
from agreements.models import Dispute, OutcomePaper, Signature
from agreements.verification import Finding, of_file
from core import audit, seals

S, Signer = Dispute.State, OutcomePaper.Signer
# What the trail tells as often as there are rows.
TOLD = {
    "results": ("agreements.dispute_result",),
    "words on results": (
        "agreements.dispute_confirmed", "agreements.dispute_signed", "agreements.dispute_signed_on_paper",
    ),
    "signatures on paper": ("agreements.dispute_third_signed", "agreements.dispute_signed_on_paper"),
    "statements": (
        "agreements.dispute_stated", "agreements.dispute_corrected", "agreements.dispute_handed_on",
    ),
    "words for a public result": ("agreements.dispute_disclosed",),
    "public results": ("agreements.dispute_published",),
    "words that the deliberation has failed": ("agreements.dispute_passed",),
    "sessions": ("agreements.dispute_session",),
}  # fmt: skip
# Where it stands after a line.
STANDS = {
    "agreements.dispute_referred": S.REFERRED,
    "agreements.dispute_accepted": S.MEDIATION,
    "agreements.dispute_handed_on": S.REFERRED,
    "agreements.dispute_settled": S.SETTLED,
    "agreements.dispute_failed": S.FAILED,
    "agreements.dispute_withdrawn": S.WITHDRAWN,
}


def findings():
    """All that does not fit, dispute by dispute."""
    rows = Dispute.objects.with_subject().prefetch_related(
        "outcomes__words",
        "outcomes__papers",
        "parties__region",
        "statements",
        "disclosures",
        "passings",
        "sessions",
        "project__versions",
    )
    for dispute in rows.order_by("pk").iterator(chunk_size=50):
        for what in _of(dispute):
            yield Finding(dispute.code, what)


def _of(dispute):
    outcomes = sorted(dispute.outcomes.all(), key=lambda row: row.number)
    yield from _of_outcomes(dispute, outcomes)
    if dispute.outcome and dispute.outcome != outcomes[-1]:
        yield "the result that stands is not the newest"
    if dispute.state == S.SETTLED:
        yield from _of_settled(dispute)
        yield from _of_disclosures(dispute)
    for row in dispute.statements.all():
        if row.paper:
            yield from of_file(f"the paper of statement {row.pk}", row.paper, row.sha256)
    yield from _of_trail(dispute)


def _of_outcomes(dispute, outcomes):
    previous = ""
    for place, outcome in enumerate(outcomes, 1):
        what = f"version {outcome.number} of the result"
        if outcome.number != place:
            yield f"version {place} of the result is missing"
        if seals.digest(outcome.text) != outcome.sha256:
            yield f"the text of {what} does not fit its SHA-256"
        if not _is_of_its_facts(dispute, outcome):
            yield f"the text of {what} is not that of its facts"
        if seals.seal(previous, **outcome.sealed_facts()) != outcome.seal:
            yield f"the row of {what} does not fit its seal"
        yield from _of_words(outcome.words.all(), outcome, outcome.seal, "word")
        yield from _of_words(outcome.papers.all(), outcome, outcome.seal, "signature on paper")
        yield from _of_papers(outcome)
        previous = outcome.seal


def _is_of_its_facts(dispute, outcome):
    """A project may have had another title when the record was written."""
    titles = {dispute.subject.title}
    if dispute.project:
        titles |= {version.title for version in dispute.project.versions.all()}
    texts = (dispute_record.text_of(dispute, outcome, title=title) for title in sorted(titles))
    return outcome.text in texts


def _of_words(words, outcome, previous, name):
    """A chain of rows that speak of one text; the first is bound to ``previous``."""
    for word in sorted(words, key=lambda row: row.pk):
        if word.text_sha256 != outcome.sha256:
            yield f"{name} {word.pk} is of another text than the result"
        if seals.seal(previous, **word.sealed_facts()) != word.seal:
            yield f"{name} {word.pk} does not fit its seal"
        previous = word.seal


def _of_papers(outcome):
    """The scans on disk, and that the mediator has signed on paper exactly where there is one."""
    for row in outcome.papers.all():
        yield from of_file(f"the scan of signature {row.pk}", row.paper, row.sha256)
    in_ink = any(word.method == Signature.Method.PAPER for word in outcome.words.all())
    if in_ink != any(row.signer == Signer.MEDIATOR for row in outcome.papers.all()):
        yield f"the mediator's word on version {outcome.number} and its scan do not belong together"


def _of_settled(dispute):
    """Every side has confirmed the record that stands, the mediator has signed last, and the last of
    them settled it."""
    words = sorted(dispute.outcome.words.all(), key=lambda row: row.pk)
    wanted = {party.pk for party in dispute.parties.all()}
    wanted |= {None} if dispute.outcome.mediated else set()
    if {word.party_id for word in words} != wanted:
        yield "settled without the word of everybody"
    elif dispute.closed_at != words[-1].at:
        yield "the time of the end is not that of the last word"
    if dispute.outcome.mediated_by:  # before the records named the mediator, nobody was asked
        given = {row.signer for row in dispute.outcome.papers.all()}
        if given != set(_signers(dispute)):
            yield "settled without the signatures on paper that it needs"


def _signers(dispute):
    """Who has no account here and signs on paper."""
    if dispute.third_party:
        yield Signer.THIRD
    if dispute_rules.is_outside(dispute):
        yield Signer.MEDIATOR


def _of_disclosures(dispute):
    """The words that make it public come after those of the record, and it is public with the last."""
    given = list(dispute.disclosures.all())
    last = max(dispute.outcome.words.all(), key=lambda row: row.pk, default=dispute.outcome)
    yield from _of_words(given, dispute.outcome, last.seal, "word for a public result")
    agreed = {word.party_id for word in given} == {party.pk for party in dispute.parties.all()}
    if dispute.published_at != (max(word.at for word in given) if agreed else None):
        yield "it is not public exactly since all parties have agreed to that"


def _of_trail(dispute):
    """Its lines are those that were written, as many as there are rows, and it stands where they have
    led it."""
    for verb in audit.breaks(dispute):
        yield f"the line {verb} of the trail does not fit its seal"
    verbs = [line.verb for line in audit.lines(dispute)]
    told, stands = Counter(verbs), [STANDS[verb] for verb in verbs if verb in STANDS]
    if dispute.state != [S.DELIBERATION, *stands][-1]:
        yield "its state is not the one that the trail tells"
    rows = {
        "results": len(dispute.outcomes.all()),
        "words on results": sum(len(row.words.all()) for row in dispute.outcomes.all()),
        "statements": len(dispute.statements.all()),
        "words for a public result": len(dispute.disclosures.all()),
        "signatures on paper": sum(len(row.papers.all()) for row in dispute.outcomes.all()),
        "public results": int(dispute.published_at is not None),
        "words that the deliberation has failed": len(dispute.passings.all()),
        "sessions": len(dispute.sessions.all()),
    }
    for row in audit.unlike(dispute, [dispute, *dispute.statements.all()]):
        what = "what was raised" if row == dispute else f"statement {row.pk}"
        yield f"{what} is not what the trail has kept"
    for name, verbs in TOLD.items():
        if sum(told[verb] for verb in verbs) != rows[name]:
            yield f"the trail tells of another number of {name}"
