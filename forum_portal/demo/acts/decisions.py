"""Decisions recorded, voted on, and followed up."""

from datetime import timedelta

from forum_portal.demo.decisions import RESOLUTIONS
from forum_portal.demo.meetings import SITTINGS
from meetings import actions
from meetings.models import ActionItem, Meeting

AFTER_THE_END = timedelta(minutes=5)  # the list is complete; the sitting is closed within the hour


def plan(story):
    """Put all decisions and tasks into the story's timeline."""
    sittings = {sitting.key: sitting for sitting in SITTINGS}
    for number, resolution in enumerate(RESOLUTIONS):
        sitting = sittings[resolution.sitting]
        end = story.moment(sitting.day, *sitting.hours[2:])
        written = end + AFTER_THE_END + timedelta(minutes=number)
        story.at(written, decide, sitting, resolution)
        for errand in resolution.errands:
            for day, state, words in errand.news:
                story.on(day, report, sitting, errand, state, words, hour=10)


def decide(story, sitting, resolution):
    by = story.mandate(sitting.caller)
    meeting = Meeting.objects.get(pk=story.meetings[sitting.key].pk)
    item = meeting.agenda.filter(position=resolution.item).first()
    decision = actions.record_decision(
        meeting, by=by, text=resolution.text, agenda_item=item,
        how="" if resolution.ballots else "consensus",
    )  # fmt: skip
    if resolution.ballots:
        vote = actions.open_vote(decision, by=by, is_secret=resolution.is_secret)
        for choice, regions in resolution.ballots:
            for region in regions:
                actions.cast(vote, by=story.head(region), choice=choice)
        actions.close_vote(vote, by=by)
    for errand in resolution.errands:
        region, mandate = _owner(story, errand)
        actions.give_task(
            meeting, by=by, decision=decision, agenda_item=item,
            text=errand.text, region=region, mandate=mandate, due_on=story.day(errand.due),
        )  # fmt: skip


def _owner(story, errand):
    """(region, mandate): a mailbox names a person, a code a whole region."""
    if errand.owner[0].isdigit():
        return story.region(errand.owner), None
    mandate = story.mandate(errand.owner)
    return mandate.region, mandate


def report(story, sitting, errand, state, words):
    region, mandate = _owner(story, errand)
    item = ActionItem.objects.get(
        meeting=story.meetings[sitting.key].pk, text=errand.text, region=region
    )
    actions.report_on_task(item, by=mandate or story.head(region.pk), state=state, note=words)
