"""The word given: the agreement and its texts, its clauses, what is settled at home, how it is
signed, each side's number, and what each side owes."""

from agreements.models.agreement import (
    Agreement,
    AgreementQuerySet,
    Party,
    Signature,
    Version,
    standings,
)
from agreements.models.clause import (
    Clause,
    Matter,
    PartChoices,
    Remark,
    RemarkReply,
    TemplateClause,
)
from agreements.models.home import HomePaper, HomeRule, Step
from agreements.models.obligation import Fulfilment, FulfilmentAct, Obligation
from agreements.models.register import RegisterEntry
from agreements.models.registration import Registration
from agreements.models.signing import Attestation, SignedPaper, Signing, Witness

__all__ = [
    "Agreement",
    "AgreementQuerySet",
    "Attestation",
    "Clause",
    "Fulfilment",
    "FulfilmentAct",
    "HomePaper",
    "HomeRule",
    "Matter",
    "Obligation",
    "PartChoices",
    "Party",
    "RegisterEntry",
    "Registration",
    "Remark",
    "RemarkReply",
    "Signature",
    "SignedPaper",
    "Signing",
    "Step",
    "TemplateClause",
    "Version",
    "Witness",
    "standings",
]
