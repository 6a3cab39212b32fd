"""What is kept of meetings; one module per noun."""

from meetings.models.action_item import ActionItem
from meetings.models.agenda import AgendaItem, AgendaPaper
from meetings.models.attendance import Attendance
from meetings.models.backlog import AgendaTopic
from meetings.models.decision import Decision
from meetings.models.guest import Guest
from meetings.models.invitation import Invitation
from meetings.models.letter import Letter, LetterBook
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesItem, MinutesSave
from meetings.models.poll import Poll, PollAnswer, Slot
from meetings.models.reminder import Reminder
from meetings.models.review import Addendum, AddendumWord, Confirmation, Remark, SignedCopy
from meetings.models.series import Occurrence, Series
from meetings.models.subscription import CalendarSubscription
from meetings.models.topic import TopicRequest, TopicSupport
from meetings.models.training import Certificate, Enrolment, Material, Topic, Training
from meetings.models.vote import Ballot, Elector, Turnout, Vote

__all__ = [
    "ActionItem",
    "Addendum",
    "AddendumWord",
    "AgendaItem",
    "AgendaPaper",
    "AgendaTopic",
    "Attendance",
    "Ballot",
    "CalendarSubscription",
    "Certificate",
    "Confirmation",
    "Decision",
    "Elector",
    "Enrolment",
    "Guest",
    "Invitation",
    "Letter",
    "LetterBook",
    "Material",
    "Meeting",
    "Minutes",
    "MinutesItem",
    "MinutesSave",
    "Occurrence",
    "Poll",
    "PollAnswer",
    "Remark",
    "Reminder",
    "Series",
    "SignedCopy",
    "Slot",
    "Topic",
    "TopicRequest",
    "TopicSupport",
    "Training",
    "Turnout",
    "Vote",
]
