"""Who is there: the regions that have said that they attend or send a substitute."""

from django.db.models import Count, Q

from meetings.models import Invitation
from meetings.quorum import Quorum

Answer = Invitation.Answer


def quorum_now(meeting):
    """The regions that are there, counted against the meeting's rule; one query."""
    counted = meeting.invitations.aggregate(
        invited=Count("pk"),
        in_person=Count("pk", filter=Q(answer=Answer.ATTENDS)),
        by_proxy=Count("pk", filter=Q(answer=Answer.REPRESENTED)),
    )
    return Quorum.of(**counted, rule=meeting.quorum_rule)
