"""Every change of a meeting that concerns more than its own row."""

from meetings.actions.answering import answer
from meetings.actions.calling import call, cancel, change, close, move
from meetings.actions.reminding import plan_reminders, queue_due, replan

__all__ = [
    "answer",
    "call",
    "cancel",
    "change",
    "close",
    "move",
    "plan_reminders",
    "queue_due",
    "replan",
]
