"""Topics proposed and declined, papers added to agendas, and what became of items."""

from forum_portal.demo.backlog import MARKS, PAPERS, PROPOSALS
from forum_portal.demo.meetings import SITTINGS
from forum_portal.demo.papers import meeting_paper
from meetings import actions
from meetings.models import AgendaTopic, Meeting
from villages.models import Forum

CALLERS = {sitting.key: sitting.caller for sitting in SITTINGS}
DAYS = {sitting.key: sitting.day for sitting in SITTINGS}


def plan(story):
    """Put all proposals, papers and marks into the story's timeline."""
    for proposal in PROPOSALS:
        story.on(proposal.day, propose, proposal, hour=8)
        if proposal.declined:
            story.on(proposal.declined[0], decline, proposal, hour=14)
    for key, place, day, title in PAPERS:
        story.on(day, add_paper, key, place, title, hour=17)
    for (key, place), state in MARKS.items():
        story.on(DAYS[key], mark, key, place, state, hour=17)


def propose(story, proposal):
    actions.propose_topic(
        Forum.objects.get(home=proposal.of),
        by=story.mandate(proposal.mailbox),
        title=proposal.title,
        reason=proposal.reason,
        kind=proposal.kind,
        minutes=proposal.minutes,
    )


def decline(story, proposal):
    _day, mailbox, reason = proposal.declined
    topic = AgendaTopic.objects.get(title=proposal.title)
    actions.decline_topic(topic, by=story.mandate(mailbox), reason=reason)


def _item(story, key, place):
    return Meeting.objects.get(pk=story.meetings[key].pk).agenda.get(position=place)


def add_paper(story, key, place, title):
    item = _item(story, key, place)
    file = meeting_paper(title=title, meeting=item.meeting.title)
    actions.add_paper(item, by=story.mandate(CALLERS[key]), title=title, file=file)


def mark(story, key, place, state):
    actions.mark_item(_item(story, key, place), by=story.mandate(CALLERS[key]), state=state)
