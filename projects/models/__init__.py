"""Work together: proposals with their versions and answers, and the work with its reports."""

from projects.models.asking import ChangeReply, ChangeRequest
from projects.models.assembly import HomeResult, assembly_of
from projects.models.merging import MergeOffer
from projects.models.milestone import Milestone
from projects.models.project import Consent, Partnership, Project, ProjectQuerySet, Version
from projects.models.proposal import Contribution, Draft
from projects.models.report import Photo, Report, ReportDraft

__all__ = [
    "ChangeReply",
    "ChangeRequest",
    "Consent",
    "Contribution",
    "Draft",
    "HomeResult",
    "MergeOffer",
    "Milestone",
    "Partnership",
    "Photo",
    "Project",
    "ProjectQuerySet",
    "Report",
    "ReportDraft",
    "Version",
    "assembly_of",
]
