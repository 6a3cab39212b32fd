"""Every change of a meeting that concerns more than its own row."""

from meetings.actions.answering import answer
from meetings.actions.calling import call, cancel, change, close, move
from meetings.actions.deciding import adopt, record_decision, withdraw_decision
from meetings.actions.reminding import plan_reminders, queue_due, replan
from meetings.actions.voting import cast, close_vote, open_vote, rules_of

__all__ = [
    "adopt",
    "answer",
    "call",
    "cancel",
    "cast",
    "change",
    "close",
    "close_vote",
    "move",
    "open_vote",
    "plan_reminders",
    "queue_due",
    "record_decision",
    "replan",
    "rules_of",
    "withdraw_decision",
]
