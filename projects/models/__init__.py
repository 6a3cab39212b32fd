"""Work together: proposals with their versions and answers, and the work with its reports."""

from projects.models.attachment import Attachment
from projects.models.fit import PlanFit, PlanStatement, Standing
from projects.models.milestone import Milestone
from projects.models.project import Consent, Partnership, Project, ProjectQuerySet, Version
from projects.models.proposal import Contribution, Draft
from projects.models.report import Photo, Report, ReportDraft

__all__ = [
    "Attachment",
    "Consent",
    "Contribution",
    "Draft",
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
    "Version",
]
