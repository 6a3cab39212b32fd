"""This floor's verbs, as sentences after "who"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "meetings.called": _("called the meeting"),
    "meetings.changed": _("changed the meeting"),
    "meetings.moved": _("moved the meeting; all are asked again"),
    "meetings.cancelled": _("cancelled the meeting"),
    "meetings.closed": _("marked the meeting as held"),
    "meetings.waiting": _("opened the list; the meeting waits for the quorum"),
    "meetings.begun": _("opened the meeting"),
    "meetings.suspended": _("interrupted the meeting"),
    "meetings.resumed": _("went on with the meeting"),
    "meetings.adjourned": _("postponed the meeting for lack of a quorum"),
    "meetings.checked_in": _("checked in"),
    "meetings.attendance_marked": _("wrote down who came"),
    "meetings.attendance_corrected": _("corrected the list of who came"),
    "meetings.attendance_confirmed": _("confirmed that the person is there"),
    "meetings.attendance_removed": _("took a person off the list of who came"),
    "meetings.calendar_subscribed": _("made an address for the own calendar"),
    "meetings.calendar_revoked": _("revoked the address of the own calendar"),
    "meetings.accepted": _("said that the region attends"),
    "meetings.delegated": _("said that the region sends a substitute"),
    "meetings.declined": _("said that the region does not attend"),
    "meetings.decision_proposed": _("recorded the decision"),
    "meetings.decision_adopted": _("recorded that all agreed"),
    "meetings.decision_withdrawn": _("withdrew the decision"),
    "meetings.vote_opened": _("opened the vote"),
    "meetings.vote_cast": _("cast a ballot"),
    "meetings.vote_closed": _("closed the vote"),
}
