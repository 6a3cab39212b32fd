"""Every change of a meeting that concerns more than its own row."""

from meetings.actions.agenda import add_paper, mark_item, remove_paper
from meetings.actions.answering import answer
from meetings.actions.attending import (
    add,
    check_in,
    check_in_by_name,
    confirm,
    correct,
    mark,
    remove,
)
from meetings.actions.backlog import decline_topic, propose_topic, withdraw_proposal
from meetings.actions.calling import adjourn, call, cancel, change, close, move
from meetings.actions.deciding import adopt, record_decision, withdraw_decision
from meetings.actions.enrolling import enrol, enrol_person, give_back
from meetings.actions.following import give_task, remind_of_tasks, report_on_task
from meetings.actions.minutes_reminding import remind_missing, remind_silent
from meetings.actions.minuting import (
    begin_minutes,
    follow_agenda,
    name_leaders,
    save_item,
    take_pen,
)
from meetings.actions.polling import (
    answer_poll,
    ask,
    chase_silent,
    report_closed,
    settle,
    withdraw_poll,
)
from meetings.actions.recurring import (
    AHEAD,
    call_occurrence,
    cancel_occurrence,
    change_occurrence,
    change_series,
    end_series,
    lay_out_all,
    start_series,
)
from meetings.actions.reminding import plan_reminders, queue_due, replan
from meetings.actions.reviewing import (
    add_addendum,
    approve_at_sitting,
    confirm_minutes,
    keep_signed_copy,
    make_minutes_sheet,
    remark,
    reply_to,
    seal_minutes,
    send_minutes,
    take_back_minutes,
)
from meetings.actions.sitting import begin, suspend, wait_for_quorum
from meetings.actions.subscribing import subscribe, unsubscribe
from meetings.actions.topics import ask_for_topic, support_topic, withdraw_topic
from meetings.actions.training import (
    add_material,
    issue_certificates,
    note_presence,
    open_enrolment,
    remove_material,
    revoke_certificate,
)
from meetings.actions.voting import cast, close_vote, open_vote, record_ballot, rules_of

__all__ = [
    "AHEAD",
    "add",
    "add_addendum",
    "add_material",
    "add_paper",
    "adjourn",
    "adopt",
    "answer",
    "answer_poll",
    "approve_at_sitting",
    "ask",
    "ask_for_topic",
    "begin",
    "begin_minutes",
    "call",
    "call_occurrence",
    "cancel",
    "cancel_occurrence",
    "cast",
    "change",
    "change_occurrence",
    "change_series",
    "chase_silent",
    "check_in",
    "check_in_by_name",
    "close",
    "close_vote",
    "confirm",
    "confirm_minutes",
    "correct",
    "decline_topic",
    "end_series",
    "enrol",
    "enrol_person",
    "follow_agenda",
    "give_back",
    "give_task",
    "issue_certificates",
    "keep_signed_copy",
    "lay_out_all",
    "make_minutes_sheet",
    "mark",
    "mark_item",
    "move",
    "name_leaders",
    "note_presence",
    "open_enrolment",
    "open_vote",
    "plan_reminders",
    "propose_topic",
    "queue_due",
    "record_ballot",
    "record_decision",
    "remark",
    "remind_missing",
    "remind_of_tasks",
    "remind_silent",
    "remove",
    "remove_material",
    "remove_paper",
    "replan",
    "reply_to",
    "report_closed",
    "report_on_task",
    "revoke_certificate",
    "rules_of",
    "save_item",
    "seal_minutes",
    "send_minutes",
    "settle",
    "start_series",
    "subscribe",
    "support_topic",
    "suspend",
    "take_back_minutes",
    "take_pen",
    "unsubscribe",
    "wait_for_quorum",
    "withdraw_decision",
    "withdraw_poll",
    "withdraw_proposal",
    "withdraw_topic",
]
