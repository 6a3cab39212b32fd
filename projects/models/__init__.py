"""Work together: proposals with their versions and answers, and the work with its reports."""

from projects.models.follow import Follow
from projects.models.milestone import Milestone
from projects.models.project import Consent, Partnership, Project, ProjectQuerySet, Version
from projects.models.proposal import Contribution, Draft
from projects.models.report import Photo, Report, ReportDraft

__all__ = [
    "Consent",
    "Contribution",
    "Draft",
    "Follow",
    "Milestone",
    "Partnership",
    "Photo",
    "Project",
    "ProjectQuerySet",
    "Report",
    "ReportDraft",
    "Version",
]
