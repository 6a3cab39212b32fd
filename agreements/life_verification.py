"""What is written about an agreement beside its text: papers from home, numbers, proposals and the words
on them, suspensions, objections, reports, evaluations, words on obligations. The trail has kept a
fingerprint of each, and tells of as many as there are."""

from collections import Counter

from agreements.models import LifeProposal
from core import audit

S, K = LifeProposal.State, LifeProposal.Kind
KINDS = K.values
# What the trail tells as often as there are rows.
TOLD = {
    "proposal": [f"agreements.{kind}_proposed" for kind in KINDS],
    "word on a proposal": [
        f"agreements.{kind}_{word}" for kind in KINDS for word in ("agreed", "refused")
    ],
    "suspension": ["agreements.suspend_in_effect", "agreements.suspension_carried"],
    "objection": ["agreements.breach_objected"],
    "number": ["agreements.numbered", "agreements.renumbered"],
    "number of a third party": ["agreements.third_numbered"],
    "paper from home": ["agreements.home_recorded", "agreements.home_corrected"],
    "implementation report": ["agreements.report_submitted"],
    "word on a report": ["agreements.report_known", "agreements.report_remarked"],
    "copy of a report": ["agreements.report_delivered"],
    "answer to an evaluation": ["agreements.evaluated"],
    "note on an evaluation": ["agreements.evaluation_noted"],
    "word on an obligation": [
        "agreements.obligation_reported", "agreements.obligation_taken_back",
        "agreements.obligation_confirmed", "agreements.obligation_disputed",
        "agreements.obligation_release_agreed", "agreements.obligation_released",
    ],
    "refused proposal": [f"agreements.{kind}_refused" for kind in KINDS],
    "proposal in effect": ["agreements.suspend_in_effect", "agreements.resume_in_effect"],
    "withdrawn proposal": [f"agreements.{kind}_withdrawn" for kind in KINDS],
    "resumption": ["agreements.resume_in_effect"],
}  # fmt: skip


def of(agreement, lines):
    """What does not fit, in words."""
    told, rows = Counter(line.verb for line in lines), _rows_of(agreement)
    names = {row: name for name, found in rows.items() for row in found}
    for row in audit.unlike(agreement, names):
        yield f"{names[row]} {row.pk} is not the one that the trail has kept"
    numbers = {name: len(found) for name, found in rows.items()} | _settled(agreement)
    for name, verbs in TOLD.items():
        if sum(told[verb] for verb in verbs) != numbers[name]:
            yield f"the trail does not tell of every {name}, or of more than there are"


def _rows_of(agreement):
    """By the names of ``TOLD``; all that is read ahead."""
    proposals, parties = agreement.life_proposals.all(), agreement.parties.all()
    reports = [row for row in agreement.implementation_reports.all() if row.is_submitted]
    return {
        "proposal": proposals,
        "word on a proposal": [word for each in proposals for word in each.words.all()],
        "suspension": agreement.pauses.all(),
        "objection": [p.breach_objection for p in parties if hasattr(p, "breach_objection")],
        "number": [row for party in parties for row in party.registrations.all()],
        "number of a third party": [
            row for party in agreement.third_parties.all() for row in party.numbers.all()
        ],
        "paper from home": [row for party in parties for row in party.home_papers.all()],
        "implementation report": reports,
        "word on a report": [word for report in reports for word in report.words.all()],
        "copy of a report": [row for report in reports for row in report.deliveries.all()],
        "answer to an evaluation": agreement.evaluation_answers.all(),
        "note on an evaluation": agreement.evaluation_notes.all(),
        "word on an obligation": [
            act
            for row in agreement.obligations.all()
            for day in row.fulfilments.all()
            for act in day.acts.all()
        ],
    }


def _settled(agreement):
    """What became of the proposals, and how often it was taken up again; by the names of ``TOLD``."""
    proposals = agreement.life_proposals.all()
    became = Counter(row.state for row in proposals)
    ended = sum(row.state == S.AGREED and row.kind == K.END for row in proposals)
    return {
        "refused proposal": became[S.REFUSED],
        "proposal in effect": became[S.AGREED] - ended,
        "withdrawn proposal": became[S.WITHDRAWN],
        "resumption": sum(row.resumed_by_id is not None for row in agreement.pauses.all()),
    }
