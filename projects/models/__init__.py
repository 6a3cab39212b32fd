"""Work together: proposals with their versions and answers, the money, and the work with its reports."""

from projects.models.budget import Budget, BudgetDraft, BudgetLine, Source
from projects.models.milestone import Milestone
from projects.models.money import Commitment, Receipt, Share, SharingRule
from projects.models.offer import FundingWindow, Offer
from projects.models.project import Consent, Partnership, Project, ProjectQuerySet, Version
from projects.models.proposal import Contribution, Draft
from projects.models.report import Photo, Report, ReportDraft

__all__ = [
    "Budget",
    "BudgetDraft",
    "BudgetLine",
    "Commitment",
    "Consent",
    "Contribution",
    "Draft",
    "FundingWindow",
    "Milestone",
    "Offer",
    "Partnership",
    "Photo",
    "Project",
    "ProjectQuerySet",
    "Receipt",
    "Report",
    "ReportDraft",
    "Share",
    "SharingRule",
    "Source",
    "Version",
]
