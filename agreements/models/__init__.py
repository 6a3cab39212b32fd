"""The word given: the agreement and its texts, its clauses and annexes, what is settled at home, how
it is signed and acknowledged, each side's number, and what each side owes; rules that are planned, and what is said."""

from agreements.models.acknowledgement import Acknowledgement
from agreements.models.agreement import (
    Agreement,
    AgreementQuerySet,
    Party,
    Signature,
    Version,
    standings,
)
from agreements.models.annex import Annex
from agreements.models.clause import (
    Clause,
    Matter,
    PartChoices,
    Remark,
    RemarkReply,
    TemplateClause,
)
from agreements.models.dispute import Dispute, DisputeParty, Passing
from agreements.models.hearing import (
    Disclosure,
    Outcome,
    OutcomePaper,
    OutcomeWord,
    Session,
    Statement,
)
from agreements.models.home import HomePaper, HomeRule, Step
from agreements.models.implementation import (
    EvaluationAnswer,
    EvaluationNote,
    ImplementationReport,
    ReportDelivery,
    ReportWord,
)
from agreements.models.life import BreachObjection, LifeProposal, LifeWord, Pause
from agreements.models.obligation import OWED, Fulfilment, FulfilmentAct, Obligation
from agreements.models.planned import (
    ADOPTED,
    WRITTEN,
    Affected,
    PlannedRule,
    PlannedVersion,
    board_standings,
)
from agreements.models.register import RegisterEntry
from agreements.models.registration import Registration
from agreements.models.said import OverlapNote, RuleComment, RuleOutcome, RuleReply
from agreements.models.signing import OF_NO_WORD, Attestation, SignedPaper, Signing, Witness
from agreements.models.third_party import ThirdNumber, ThirdParty, ThirdSignature

__all__ = [
    "ADOPTED",
    "Acknowledgement",
    "Affected",
    "Agreement",
    "AgreementQuerySet",
    "Annex",
    "Attestation",
    "BreachObjection",
    "Clause",
    "Disclosure",
    "Dispute",
    "DisputeParty",
    "EvaluationAnswer",
    "EvaluationNote",
    "Fulfilment",
    "FulfilmentAct",
    "HomePaper",
    "HomeRule",
    "ImplementationReport",
    "LifeProposal",
    "LifeWord",
    "Matter",
    "OF_NO_WORD",
    "OWED",
    "Obligation",
    "Outcome",
    "OutcomePaper",
    "OutcomeWord",
    "OverlapNote",
    "PartChoices",
    "Party",
    "Passing",
    "Pause",
    "PlannedRule",
    "PlannedVersion",
    "RegisterEntry",
    "Registration",
    "Remark",
    "RemarkReply",
    "ReportDelivery",
    "ReportWord",
    "RuleComment",
    "RuleOutcome",
    "RuleReply",
    "Session",
    "Signature",
    "SignedPaper",
    "Signing",
    "Statement",
    "Step",
    "TemplateClause",
    "ThirdNumber",
    "ThirdParty",
    "ThirdSignature",
    "Version",
    "WRITTEN",
    "Witness",
    "board_standings",
    "standings",
]
