"""Who is there and so may vote."""

from meetings.models import Elector, Invitation, Vote
from meetings.room import regions_in_room

Answer = Invitation.Answer


def electorate_of(meeting, unit):
    """One unsaved ``Elector`` for each ballot, by the list of the room: one votes there only.

    The invited regions with a voice that are there; where each delegate has a ballot, the people.
    """
    if unit == Vote.Unit.DELEGATE:
        return _delegates_in_room(meeting)
    return [Elector(region=region, label=region.full_name) for region in regions_in_room(meeting)]


def _delegates_in_room(meeting):
    """Who is confirmed to be there for an invited region: one ballot a person.

    Who came with an account votes himself. Others, and a substitute, are known by their names: one
    who is on the list by himself and for somebody else of his region has one ballot nonetheless.
    """
    invited = meeting.invitations.counting().values("region")
    here = meeting.roll.confirmed().here().filter(region__in=invited)
    rows = here.select_related("region", "mandate__user", "mandate__region").order_by(
        "region", "pk"
    )
    named = {}
    for row in sorted(rows, key=lambda row: not _votes_himself(row)):  # his own row before others
        name = row.substitute or row.name
        named.setdefault((row.region_id, name.casefold()), _delegate(row, name))
    return sorted(named.values(), key=lambda elector: elector.region_id)


def _votes_himself(row):
    return row.user_id is not None and not row.substitute


def _delegate(row, name):
    if _votes_himself(row):
        label = f"{name}, {row.mandate.capacity}"
        return Elector(region=row.region, mandate=row.mandate, label=label)
    return Elector(region=row.region, delegate=name, label=f"{name}, {row.region.full_name}")


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


def speakers_at(vote, electors):
    """Elector → the name for whom the minute taker records the ballot; nobody has an account."""
    if vote.unit == Vote.Unit.DELEGATE:
        return {row.pk: row.delegate for row in electors if row.delegate}
    delegates = delegates_of(vote.decision.meeting)
    return {
        row.pk: delegates[row.region_id]
        for row in electors
        if row.mandate_id is None and row.region_id in delegates
    }
