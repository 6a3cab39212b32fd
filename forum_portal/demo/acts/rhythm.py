"""Dates asked for, answered and chosen; a series begun, one of its dates moved and one left out."""

from datetime import time, timedelta

from forum_portal.demo.acts.meetings import ANSWERS_UNTIL
from forum_portal.demo.rhythm import QUESTIONS, SERIES, WEDNESDAY
from meetings import actions, recurrence
from meetings.documents.letters import usual_copies
from villages.models import Forum


def plan(story):
    """Put the polls and the series into the story's timeline."""
    for question in QUESTIONS:
        story.on(question.asked, ask, question, hour=10)
        for number, (region, choices) in enumerate(question.answers):
            story.on(question.asked + 1 + number // 3, answer, question, region, choices, hour=13)
        if question.settled is not None:
            story.on(question.settled, settle, question, hour=10)
    for series in SERIES:
        story.on(series.begun, begin, series, hour=9)
        story.on(-2, change_dates, series, hour=9)


def ask(story, question):
    story.polls[question.key] = actions.ask(
        by=story.mandate(question.caller),
        held_for=Forum.objects.get(home=question.of),
        regions=[story.region(code) for code in question.regions],
        slots=[_hours(story, question, day) for day in question.dates],
        closes_at=story.moment(question.closes, 16),
        title=question.title,
        kind=question.kind,
        purpose=question.purpose,
        place=question.place,
        zone="Asia/Jakarta",
    )


def _hours(story, question, day):
    first, first_minute, last, last_minute = question.hours
    return story.moment(day, first, first_minute), story.moment(day, last, last_minute)


def answer(story, question, region, choices):
    poll = story.polls[question.key]
    slots = poll.slots.values_list("pk", flat=True)
    said = dict(zip(slots, choices, strict=True))
    actions.answer_poll(poll, by=story.head(region), choices=said)


def settle(story, question):
    """The best date becomes the meeting; who can then is noted as coming."""
    by = story.mandate(question.caller)
    starts_at, ends_at = _hours(story, question, question.chosen)
    story.meetings[question.key] = actions.settle(
        story.polls[question.key],
        by=by,
        starts_at=starts_at,
        ends_at=ends_at,
        regions=[story.region(code) for code in question.regions],
        title=question.title,
        kind=question.kind,
        purpose=question.purpose,
        place=question.place,
        zone="Asia/Jakarta",
        answer_by=starts_at - ANSWERS_UNTIL,
        letter={"copies": usual_copies(by.region)},
    )


def begin(story, series):
    """The same weekday of each month, counted from the first Wednesday that fits."""
    first = story.day(series.since)
    first += timedelta(days=(WEDNESDAY - first.weekday()) % 7)
    story.series[series.key] = actions.start_series(
        by=story.mandate(series.starter),
        held_for=Forum.objects.get(home=series.of),
        pattern=recurrence.MONTHLY,
        first_day=first,
        title=series.title,
        kind="coordination",
        purpose=series.purpose,
        start=time(9),
        minutes=150,
        zone="Asia/Jakarta",
        place=series.place,
        link="",
        is_open=True,
        agenda=[
            {"title": title, "kind": kind, "minutes": minutes, "speaker": speaker}
            for title, kind, minutes, speaker in series.agenda
        ],
    )


def change_dates(story, series):
    """What the clock has laid out since is moved and left out, one date each."""
    actions.lay_out_all()
    by = story.mandate(series.starter)
    _first, second, third = story.series[series.key].occurrences.order_by("day")[:3]
    later = timedelta(days=1)
    actions.change_occurrence(
        second, by=by, starts_at=second.starts_at + later, ends_at=second.ends_at + later,
        place=series.elsewhere,
    )  # fmt: skip
    actions.cancel_occurrence(third, by=by, reason=series.left_out)
