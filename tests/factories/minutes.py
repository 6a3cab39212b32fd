from datetime import timedelta

import factory
from django.utils import timezone

from meetings import actions
from meetings.models import Meeting, Minutes
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory


def held_meeting(regions=None, *, days_ago=3, items=2, **facts):
    """A meeting that was held; the first region has called it, all are invited and have heads."""
    regions = regions or [RegionFactory(), RegionFactory()]
    heads = [head_of(region) for region in regions]
    meeting = MeetingFactory(
        called_by=heads[0],
        invited=regions,
        state=Meeting.State.HELD,
        starts_at=timezone.now() - timedelta(days=days_ago, hours=2),
        **facts,
    )
    for position in range(1, items + 1):
        AgendaItemFactory(meeting=meeting, position=position)
    return meeting


class MinutesFactory(factory.django.DjangoModelFactory):
    """Minutes with words in them, led to ``state`` by the real actions.

    ``regions=[…]`` chooses the invited (the first has called it); ``meeting=`` a meeting of one's
    own. Remarks are taken for seven days.
    """

    class Meta:
        model = Minutes

    @classmethod
    def _create(cls, model, *args, state="draft", meeting=None, regions=None, **kwargs):
        meeting = meeting or held_meeting(regions)
        lead = head_of(meeting.organiser)
        minutes = actions.begin_minutes(meeting, by=lead)
        minutes.items.update(text="Pembahasan berjalan lancar.", revision=1)
        if state == "draft":
            return again(minutes)
        send(minutes)
        if state == "review":
            return again(minutes)
        for invitation in meeting.invitations.select_related("region"):
            confirm(minutes, invitation.region)
        if state == "sealed":
            actions.seal_minutes(minutes, by=lead)
        return again(minutes)


def again(minutes):
    """As it stands now."""
    return Minutes.objects.select_related("meeting__organiser", "meeting__forum").get(pk=minutes.pk)


def lead_of(minutes):
    return head_of(minutes.meeting.organiser)


def send(minutes, days=7):
    return actions.send_minutes(
        minutes, by=lead_of(minutes), review_until=timezone.now() + timedelta(days=days)
    )


def confirm(minutes, region):
    sha256 = again(minutes).sha256
    return actions.confirm_minutes(minutes, by=head_of(region), sha256=sha256)
