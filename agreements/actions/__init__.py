"""Every change of an agreement: drafting, approval, witnesses and papers, what is owed and given,
ending, and the PDF."""

from agreements.actions.approval import approve, decline, require_shown_text
from agreements.actions.clauses import (
    TooMuch,
    add_clause,
    move_clause,
    remove_clause,
    rework,
    share,
    write_clause,
)
from agreements.actions.drafting import (
    Entry,
    Lacking,
    Words,
    change,
    draft,
    open_for_approval,
)
from agreements.actions.ending import end, end_terms_that_are_over, withdraw
from agreements.actions.expiring import remind_of_ends
from agreements.actions.fulfilling import (
    NoProof,
    Unsaid,
    confirm,
    dispute,
    release,
    report,
    take_back,
)
from agreements.actions.locking import Changed
from agreements.actions.obligation_reminders import remind_of_obligations
from agreements.actions.obligations import (
    TooMany,
    add_obligation,
    change_obligation,
    remove_obligation,
    take_over_commitments,
)
from agreements.actions.ratifying import record_home, remind_of_ratification
from agreements.actions.registering import Renumbered, Taken, register
from agreements.actions.remarks import NotSaid, remark, reply
from agreements.actions.sheets import make_sheet
from agreements.actions.signing import (
    WrongDay,
    WrongSigner,
    add_certified,
    attest,
    attest_on_paper,
    sign_on_paper,
)

__all__ = [
    "Changed",
    "Entry",
    "Lacking",
    "NoProof",
    "NotSaid",
    "Renumbered",
    "Taken",
    "TooMany",
    "TooMuch",
    "Unsaid",
    "Words",
    "WrongDay",
    "WrongSigner",
    "add_certified",
    "add_clause",
    "add_obligation",
    "approve",
    "attest",
    "attest_on_paper",
    "change",
    "change_obligation",
    "confirm",
    "decline",
    "dispute",
    "draft",
    "end",
    "end_terms_that_are_over",
    "make_sheet",
    "move_clause",
    "open_for_approval",
    "record_home",
    "register",
    "release",
    "remark",
    "remind_of_ends",
    "remind_of_obligations",
    "remind_of_ratification",
    "remove_clause",
    "remove_obligation",
    "reply",
    "report",
    "require_shown_text",
    "rework",
    "share",
    "sign_on_paper",
    "take_back",
    "take_over_commitments",
    "withdraw",
    "write_clause",
]
