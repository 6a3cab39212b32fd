"""Work together: proposals with their versions and answers, and the work with its reports."""

from projects.models.asking import ChangeReply, ChangeRequest
from projects.models.assembly import HomeResult, assembly_of
from projects.models.attachment import Attachment
from projects.models.fit import PlanFit, PlanStatement, Standing
from projects.models.follow import Follow
from projects.models.merging import MergeOffer
from projects.models.milestone import Milestone
from projects.models.negotiation import Facilitator, Outcome, Position, Question, Round
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
    "Evaluation",
    "Facilitator",
    "Follow",
    "HomeResult",
    "Indicator",
    "Measurement",
    "MergeOffer",
    "Milestone",
    "Outcome",
    "Partnership",
    "Photo",
    "PlanFit",
    "PlanStatement",
    "Position",
    "Project",
    "ProjectQuerySet",
    "Question",
    "Report",
    "ReportDraft",
    "Round",
    "Standing",
    "Upkeep",
    "Version",
    "assembly_of",
]
