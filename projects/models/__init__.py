"""Work together: proposals with their versions and answers, and the work with its reports."""

from projects.models.asking import ChangeReply, ChangeRequest
from projects.models.assembly import HomeResult, assembly_of
from projects.models.attachment import Attachment
from projects.models.escalation import Escalation, EscalationStep
from projects.models.fit import PlanFit, PlanStatement, Standing
from projects.models.follow import Follow
from projects.models.merging import MergeOffer
from projects.models.milestone import Milestone
from projects.models.project import Consent, Partnership, Project, ProjectQuerySet, Version
from projects.models.proposal import Contribution, Draft
from projects.models.report import Photo, Report, ReportDraft
from projects.models.result import Benefit, Evaluation, Indicator, Measurement, Upkeep

__all__ = [
    "Attachment",
    "Benefit",
    "ChangeReply",
    "ChangeRequest",
    "Consent",
    "Contribution",
    "Draft",
    "Escalation",
    "EscalationStep",
    "Evaluation",
    "Follow",
    "HomeResult",
    "Indicator",
    "Measurement",
    "MergeOffer",
    "Milestone",
    "Partnership",
    "Photo",
    "PlanFit",
    "PlanStatement",
    "Project",
    "ProjectQuerySet",
    "Report",
    "ReportDraft",
    "Standing",
    "Upkeep",
    "Version",
    "assembly_of",
]
