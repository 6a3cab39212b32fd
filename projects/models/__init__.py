"""Work together: proposals with their versions and answers, the money, and the work with its reports."""

from projects.models.amendment import Adjustment, AdjustmentReply, Amendment
from projects.models.asking import ChangeReply, ChangeRequest
from projects.models.assembly import HomeResult, assembly_of
from projects.models.attachment import Attachment
from projects.models.backing import BackerProof, BackerReport, Backing
from projects.models.budget import VILLAGE_MONEY, Budget, BudgetDraft, BudgetLine, Source
from projects.models.escalation import Escalation, EscalationStep
from projects.models.fit import PlanFit, PlanStatement, Standing
from projects.models.follow import Digest, Follow
from projects.models.merging import MergeOffer
from projects.models.milestone import Milestone
from projects.models.money import Commitment, Receipt, Share, SharingRule
from projects.models.negotiation import Facilitator, Outcome, Position, Question, Round
from projects.models.offer import FundingWindow, Offer
from projects.models.priority import Candidate, Preference, Ranking
from projects.models.programme import Phase, Placement, Programme
from projects.models.project import Consent, Partnership, Project, ProjectQuerySet, Version
from projects.models.proposal import Contribution, Draft
from projects.models.report import Photo, Report, ReportDraft
from projects.models.result import Benefit, Evaluation, Indicator, Measurement, Upkeep
from projects.models.risk import Assessment, Risk
from projects.models.workday import Labour, SignUp, WorkDay

__all__ = [
    "VILLAGE_MONEY",
    "Adjustment",
    "AdjustmentReply",
    "Amendment",
    "Assessment",
    "Attachment",
    "BackerProof",
    "BackerReport",
    "Backing",
    "Benefit",
    "Budget",
    "BudgetDraft",
    "BudgetLine",
    "Candidate",
    "ChangeReply",
    "ChangeRequest",
    "Commitment",
    "Consent",
    "Contribution",
    "Digest",
    "Draft",
    "Escalation",
    "EscalationStep",
    "Evaluation",
    "Facilitator",
    "Follow",
    "FundingWindow",
    "HomeResult",
    "Indicator",
    "Labour",
    "Measurement",
    "MergeOffer",
    "Milestone",
    "Offer",
    "Outcome",
    "Partnership",
    "Phase",
    "Photo",
    "Placement",
    "PlanFit",
    "PlanStatement",
    "Position",
    "Preference",
    "Programme",
    "Project",
    "ProjectQuerySet",
    "Question",
    "Ranking",
    "Receipt",
    "Report",
    "ReportDraft",
    "Risk",
    "Round",
    "Share",
    "SharingRule",
    "SignUp",
    "Source",
    "Standing",
    "Upkeep",
    "Version",
    "WorkDay",
    "assembly_of",
]
