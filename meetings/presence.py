"""Who is there and so may vote."""

from meetings import rules
from meetings.models import Elector, Invitation, Vote
from meetings.room import quorum_now, regions_in_room
from villages.roles import Permission

Answer = Invitation.Answer


def electorate_of(meeting, unit):
    """On what it rests, and one unsaved ``Elector`` for each ballot.

    The invited regions that are there by the list of the room, or by their answers where there is
    none; where each delegate has a ballot, everybody who may vote for one of them.
    """
    if quorum_now(meeting).is_counted_in_room:
        return Vote.Basis.ATTENDANCE, electors_for(regions_in_room(meeting), unit)
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


def delegates_of(meeting):
    """Region → the name of who speaks for it in the room without an account.

    The substitute whom its answer or the list names, or somebody on the list by his name alone. A
    region of which somebody is there with an account has none: he votes himself.
    """
    represented = meeting.invitations.filter(answer=Answer.REPRESENTED)
    named = dict(represented.values_list("region", "substitute"))
    there = list(meeting.roll.confirmed().here().of_regions().order_by("-pk"))
    named |= {row.region_id: row.substitute or row.name for row in there}
    himself = {row.region_id for row in there if row.user_id and not row.substitute}
    return {region: name for region, name in named.items() if region not in himself}
