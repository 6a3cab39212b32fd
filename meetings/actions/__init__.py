"""Every change of a meeting that concerns more than its own row."""

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
from meetings.actions.calling import adjourn, call, cancel, change, close, move
from meetings.actions.deciding import adopt, record_decision, withdraw_decision
from meetings.actions.reminding import plan_reminders, queue_due, replan
from meetings.actions.sitting import begin, suspend, wait_for_quorum
from meetings.actions.subscribing import subscribe, unsubscribe
from meetings.actions.voting import cast, close_vote, open_vote, rules_of

__all__ = [
    "add",
    "adjourn",
    "adopt",
    "answer",
    "begin",
    "call",
    "cancel",
    "cast",
    "change",
    "check_in",
    "check_in_by_name",
    "close",
    "close_vote",
    "confirm",
    "correct",
    "mark",
    "move",
    "open_vote",
    "plan_reminders",
    "queue_due",
    "record_decision",
    "remove",
    "replan",
    "rules_of",
    "suspend",
    "wait_for_quorum",
    "subscribe",
    "unsubscribe",
    "withdraw_decision",
]
