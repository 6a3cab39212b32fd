"""Who is there, and so counts for the quorum and may vote."""

from django.db.models import Count, Q

from meetings import rules
from meetings.models import Elector, Invitation, Vote
from meetings.quorum import Quorum
from villages.roles import Permission

Answer = Invitation.Answer


def quorum_now(meeting):
    """The regions that are there, counted against the meeting's rule; one query."""
    counted = meeting.invitations.aggregate(
        invited=Count("pk"),
        in_person=Count("pk", filter=Q(answer=Answer.ATTENDS)),
        by_proxy=Count("pk", filter=Q(answer=Answer.REPRESENTED)),
    )
    return Quorum.of(**counted, rule=meeting.quorum_rule)


def electorate_of(meeting, unit):
    """On what it rests, and one unsaved ``Elector`` for each ballot.

    The regions that have said that they attend or are represented; where each delegate has a ballot,
    everybody who may vote for one of them.
    """
    there = meeting.invitations.filter(answer__in=[Answer.ATTENDS, Answer.REPRESENTED])
    regions = [row.region for row in there.select_related("region").order_by("region")]
    return Vote.Basis.ANSWERS, electors_for(regions, unit)


def electors_for(regions, unit):
    if unit == Vote.Unit.REGION:
        return [Elector(region=region, label=region.full_name) for region in regions]
    delegates = rules.holders_of([region.pk for region in regions], Permission.VOTE)
    return [
        Elector(region=mandate.region, mandate=mandate, label=f"{mandate.user}, {mandate.capacity}")
        for mandate in delegates
    ]
