"""Every change of an agreement: drafting, approval, witnesses and papers, acknowledgement, what is owed and given,
ending, and the PDF; and rules that are planned, and what is said to them."""

from agreements.actions.acknowledging import (
    acknowledge_agreement,
    acknowledge_on_paper,
    kept_acknowledgement,
)
from agreements.actions.annexes import NotAnnexed, add_annex, move_annex, remove_annex
from agreements.actions.announcing import (
    Shorter,
    announce,
    change_rule,
    note_overlap,
    plan_rule,
    withdraw_rule,
)
from agreements.actions.approval import approve, decline, require_shown_text
from agreements.actions.clauses import (
    MatterTaken,
    TooMuch,
    add_clause,
    move_clause,
    remove_clause,
    rework,
    share,
    write_clause,
)
from agreements.actions.comment_reminders import remind_of_comments
from agreements.actions.commenting import comment_on_rule, decide_rule, reply_on_rule
from agreements.actions.drafting import (
    Entry,
    Lacking,
    Words,
    change,
    draft,
    draft_of_project,
    open_for_approval,
)
from agreements.actions.ending import end, end_terms_that_are_over, has_ended, withdraw
from agreements.actions.evaluating import evaluate, remind_of_evaluations, supervise
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
from agreements.actions.implementing import WrongPeriod, acknowledge, deliver, draw_up, submit
from agreements.actions.implementing import write as write_report
from agreements.actions.life import WrongDays, agree, object_to_breach, propose, refuse
from agreements.actions.life import take_back as take_back_proposal
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
from agreements.actions.registering import Renumbered, Taken, TooEarly, register
from agreements.actions.remarks import NotSaid, remark, reply
from agreements.actions.sheets import make_report_sheet, make_sheet
from agreements.actions.signing import (
    WrongDay,
    WrongSigner,
    add_certified,
    attest,
    attest_on_paper,
    kept_attestation,
    kept_signature,
    kept_third,
    sign_for_third,
    sign_on_paper,
)
from agreements.actions.succeeding import Untimely, replace_those_whose_successor_has_begun, succeed
from agreements.actions.third_parties import StillOwes, ThirdEntry, number_third

__all__ = [
    "Changed",
    "Entry",
    "Lacking",
    "NoProof",
    "MatterTaken",
    "NotAnnexed",
    "NotSaid",
    "Renumbered",
    "Shorter",
    "Taken",
    "StillOwes",
    "ThirdEntry",
    "TooEarly",
    "TooMany",
    "TooMuch",
    "Unsaid",
    "Untimely",
    "Words",
    "WrongDay",
    "WrongDays",
    "WrongPeriod",
    "WrongSigner",
    "acknowledge",
    "acknowledge_agreement",
    "acknowledge_on_paper",
    "add_annex",
    "add_certified",
    "add_clause",
    "add_obligation",
    "agree",
    "announce",
    "approve",
    "attest",
    "attest_on_paper",
    "change",
    "change_obligation",
    "change_rule",
    "comment_on_rule",
    "confirm",
    "decide_rule",
    "decline",
    "deliver",
    "dispute",
    "draft",
    "draft_of_project",
    "draw_up",
    "end",
    "end_terms_that_are_over",
    "evaluate",
    "has_ended",
    "kept_acknowledgement",
    "kept_attestation",
    "kept_signature",
    "kept_third",
    "make_report_sheet",
    "make_sheet",
    "move_annex",
    "move_clause",
    "note_overlap",
    "number_third",
    "object_to_breach",
    "open_for_approval",
    "plan_rule",
    "propose",
    "record_home",
    "refuse",
    "register",
    "release",
    "remark",
    "remind_of_comments",
    "remind_of_ends",
    "remind_of_evaluations",
    "remind_of_obligations",
    "remind_of_ratification",
    "remove_annex",
    "remove_clause",
    "remove_obligation",
    "replace_those_whose_successor_has_begun",
    "reply",
    "reply_on_rule",
    "report",
    "require_shown_text",
    "rework",
    "share",
    "sign_for_third",
    "sign_on_paper",
    "submit",
    "succeed",
    "supervise",
    "take_back",
    "take_back_proposal",
    "take_over_commitments",
    "withdraw",
    "withdraw_rule",
    "write_clause",
    "write_report",
]
