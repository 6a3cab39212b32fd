"""Every change of an agreement: drafting, approval, ending, and the PDF."""

from agreements.actions.approval import approve, decline, require_shown_text
from agreements.actions.drafting import (
    Changed,
    Entry,
    Lacking,
    Words,
    change,
    draft,
    open_for_approval,
)
from agreements.actions.ending import end, end_terms_that_are_over, withdraw
from agreements.actions.expiring import remind_of_ends
from agreements.actions.sheets import make_sheet

__all__ = [
    "Changed",
    "Entry",
    "Lacking",
    "Words",
    "approve",
    "change",
    "decline",
    "draft",
    "end",
    "end_terms_that_are_over",
    "make_sheet",
    "open_for_approval",
    "remind_of_ends",
    "require_shown_text",
    "withdraw",
]
