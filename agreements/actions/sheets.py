"""The PDF of a sealed agreement."""

from agreements import documents, report_documents
from core import sheets


def ask_for_sheet(agreement):
    """Once the seal is committed, a worker makes the PDF."""
    sheets.ask_worker("agreements.tasks.make_sheet", agreement)


def make_sheet(agreement):
    """Make and keep the PDF, unless there is one; True if this call made it."""
    return sheets.make_once(
        agreement, lambda row: documents.sheet(row), verb="agreements.sheet_made"
    )


def make_report_sheet(report):
    """The same for an implementation report."""
    return sheets.make_once(
        report, lambda row: report_documents.sheet(row), verb="agreements.report_sheet_made"
    )
