"""Meetings called, answered, moved, cancelled and held."""

from datetime import timedelta

from forum_portal.demo.backlog import ABOUT
from forum_portal.demo.meetings import SITTINGS
from forum_portal.demo.papers import proxy_letter
from forum_portal.demo.people import DOMAIN
from meetings import actions
from meetings.documents.letters import usual_copies
from meetings.models import Invitation, Meeting
from villages.models import Forum

Answer = Invitation.Answer
ANSWERS_UNTIL = timedelta(hours=2)  # before the start


def plan(story):
    """Put all meetings into the story's timeline."""
    for sitting in SITTINGS:
        plan_sitting(story, sitting)


def plan_sitting(story, sitting):
    """One meeting: called, answered, perhaps moved or cancelled, closed when it is over."""
    story.on(sitting.called, call, sitting, hour=11)
    _plan_answers(story, sitting)
    if sitting.moved_on is not None:
        story.on(sitting.moved_on, move, sitting, hour=16)
    if sitting.cancelled_on is not None:
        story.on(sitting.cancelled_on, cancel, sitting, hour=16)
    starts_at, ends_at = _hours(story, sitting, sitting.day)
    if ends_at < story.now and sitting.cancelled_on is None:
        _plan_room(story, sitting, starts_at)
    story.at(ends_at + timedelta(hours=1), close, sitting)


def _plan_answers(story, sitting):
    """Spread over the days between the call and the meeting, the last one yesterday."""
    answers = [(region, Answer.ATTENDS, "") for region in sitting.attends]
    answers += [(region, Answer.REPRESENTED, who) for region, who in sitting.represented]
    answers += [(region, Answer.ABSENT, why) for region, why in sitting.absent]
    last = min(sitting.day, 0) - 1
    for number, (region, said, words) in enumerate(answers):
        day = min(sitting.called + 1 + number // 4, last)
        story.on(day, answer, sitting, region, said, words, hour=12 + number % 4)


def _plan_room(story, sitting, starts_at):
    """Most sign with their phones, some by the minute taker's hand; then the meeting is opened."""
    for number, region in enumerate(sitting.attends):
        come = check_in if number % 3 else mark
        story.at(starts_at + timedelta(minutes=number - 12), come, sitting, region)
    for number, (region, who) in enumerate(sitting.represented):
        story.at(starts_at + timedelta(minutes=number - 2), represent, sitting, region, who)
    story.at(starts_at + timedelta(minutes=5), begin, sitting)
    for region, _why in sitting.absent:
        story.at(starts_at + timedelta(minutes=20), excuse, sitting, region)


def _hours(story, sitting, day):
    first, first_minute, last, last_minute = sitting.hours
    return story.moment(day, first, first_minute), story.moment(day, last, last_minute)


def call(story, sitting):
    starts_at, ends_at = _hours(story, sitting, sitting.day)
    held_for, regions = _circle(story, sitting)
    story.meetings[sitting.key] = actions.call(
        by=story.mandate(sitting.caller),
        held_for=held_for,
        regions=regions,
        starts_at=starts_at,
        ends_at=ends_at,
        agenda=[_row(story, sitting, place, held_for) for place in range(len(sitting.agenda))],
        title=sitting.title,
        kind=sitting.kind,
        purpose=sitting.purpose,
        zone="Asia/Jakarta",
        place=sitting.place,
        link=sitting.link,
        is_open=sitting.is_open,
        answer_by=starts_at - ANSWERS_UNTIL,
        also=[story.region(code) for code in sitting.also],
        guests=[
            {"name": name, "institution": institution, "email": f"{mailbox}@{DOMAIN}"}
            for name, institution, mailbox in sitting.guests
        ],
        letter={"copies": usual_copies(story.mandate(sitting.caller).region)},
    )


def _row(story, sitting, place, held_for):
    """One item; one that a member has proposed takes the proposal over."""
    title, kind, minutes, speaker = sitting.agenda[place]
    row = {"title": title, "kind": kind, "minutes": minutes, "speaker": speaker}
    if key := ABOUT.get((sitting.key, place + 1)):
        row["project_id"] = story.projects[key].pk
    if isinstance(held_for, Forum):
        waiting = held_for.agenda_topics.waiting().filter(title=title)
        row["topic_id"] = waiting.values_list("pk", flat=True).first()
    return row


def _circle(story, sitting):
    """The forum or project, and the regions that sit in it."""
    if sitting.of in story.projects:
        project = story.projects[sitting.of]
        seats = project.partnerships.select_related("region")
        return project, [seat.region for seat in seats]
    forum = Forum.objects.get(home=sitting.of)
    seats = forum.memberships.select_related("region")
    return forum, [seat.region for seat in seats]


def answer(story, sitting, region, said, words):
    invitation = story.meetings[sitting.key].invitations.get(region=region)
    actions.answer(
        invitation,
        by=story.head(region),
        answer=said,
        **_words(story, invitation, said, words),
    )


def _words(story, invitation, said, words):
    """Why not; or who comes instead, with a letter of mandate."""
    if said != Answer.REPRESENTED:
        return {"reason": words if said == Answer.ABSENT else ""}
    return {
        "substitute": words,
        "proxy_letter": proxy_letter(
            giver=story.head(invitation.region_id).title,
            substitute=words,
            region=story.region(invitation.region_id).full_name,
            meeting=invitation.meeting.title,
        ),
    }


def move(story, sitting):
    starts_at, ends_at = _hours(story, sitting, sitting.moved_to)
    actions.move(
        story.meetings[sitting.key],
        by=story.mandate(sitting.caller),
        starts_at=starts_at,
        ends_at=ends_at,
        zone="Asia/Jakarta",
        answer_by=starts_at - ANSWERS_UNTIL,
        reason="Aula dipakai pembagian bantuan pada hari yang sama.",
    )


def cancel(story, sitting):
    actions.cancel(
        story.meetings[sitting.key],
        by=story.mandate(sitting.caller),
        reason=sitting.cancel_reason,
    )


def close(story, sitting):
    meeting = Meeting.objects.get(pk=story.meetings[sitting.key].pk)
    actions.close(meeting, by=story.mandate(sitting.caller), despite_quorum=True)


def check_in(story, sitting, region):
    actions.check_in(story.meetings[sitting.key], by=story.head(region))


def mark(story, sitting, region):
    _mark(story, sitting, region, state="present")


def represent(story, sitting, region, who):
    _mark(story, sitting, region, state="represented", substitute=who)


def excuse(story, sitting, region):
    _mark(story, sitting, region, state="excused")


def _mark(story, sitting, region, **how):
    actions.mark(
        story.meetings[sitting.key],
        story.head(region),
        by=story.mandate(sitting.caller),
        **how,
    )


def begin(story, sitting):
    actions.begin(story.meetings[sitting.key], by=story.mandate(sitting.caller))
