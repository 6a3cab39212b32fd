"""Which days a series falls on, in words, and as one instant on page, in mail and in calendar."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.formats import ZONES
from meetings import calendars, changes, recurrence, rhythm
from meetings.models import Occurrence, Series
from tests.meetings.test_calendars import event_of, instant, unsaved

DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))
PATTERNS = st.sampled_from(recurrence.PATTERNS)


def rule_of(pattern, first):
    """The rule, and the first day that fits it."""
    while pattern == recurrence.MONTHLY_LAST and not recurrence.is_last_of_month(first):
        first += timedelta(days=7)
    return recurrence.rule_for(pattern, first), first


@pytest.mark.parametrize(
    ("pattern", "first", "rule", "words", "second"),
    [
        ("weekly", date(2026, 11, 25), "FREQ=WEEKLY;BYDAY=WE", "setiap Rabu", date(2026, 12, 2)),
        (
            "fortnightly",
            date(2026, 11, 25),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
            "setiap dua pekan pada hari Rabu",
            date(2026, 12, 9),
        ),
        (
            "monthly",
            date(2026, 11, 11),
            "FREQ=MONTHLY;BYDAY=2WE",
            "setiap Rabu kedua",
            date(2026, 12, 9),
        ),
        (
            "monthly",
            date(2026, 9, 30),
            "FREQ=MONTHLY;BYDAY=-1WE",
            "setiap Rabu terakhir",
            date(2026, 10, 28),
        ),
        (
            "monthly_last",
            date(2026, 11, 25),
            "FREQ=MONTHLY;BYDAY=-1WE",
            "setiap Rabu terakhir",
            date(2026, 12, 30),
        ),
        (
            "quarterly",
            date(2026, 11, 2),
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
            "setiap tiga bulan pada Senin pertama",
            date(2027, 2, 1),
        ),
    ],
)
def test_a_pattern_is_a_rule_has_words_and_a_next_day(pattern, first, rule, words, second):
    assert recurrence.rule_for(pattern, first) == rule
    assert rhythm.in_words(rule) == words
    days = recurrence.days(rule, first, first, first + timedelta(days=120))
    assert days[:2] == [first, second]


def test_every_rule_can_be_said_in_english_too():
    with translation.override("en"):
        said = {
            rhythm.in_words(rule_of(pattern, date(2026, 11, day))[0])
            for pattern in recurrence.PATTERNS
            for day in range(1, 31)
        }
    assert "every second Wednesday of the month" in said


@given(PATTERNS, DAYS, st.integers(0, 400), st.integers(0, 92))
def test_days_keep_their_weekday_their_place_in_the_month_and_their_distance(
    pattern, first, later, window
):
    rule, first = rule_of(pattern, first)
    start = first + timedelta(days=later)

    days = recurrence.days(rule, first, start, start + timedelta(days=window))

    assert days == sorted(set(days))
    rhythm_ = recurrence.rhythm_of(rule)
    for day in days:
        assert start <= day <= start + timedelta(days=window)
        assert day.weekday() == first.weekday() == rhythm_.weekday
        if rhythm_.is_monthly and rhythm_.nth == recurrence.LAST:
            assert recurrence.is_last_of_month(day)
        elif rhythm_.is_monthly:
            assert recurrence.nth_of_month(day) == rhythm_.nth
            assert ((day.year - first.year) * 12 + day.month - first.month) % rhythm_.interval == 0
        else:
            assert (day - first).days % (7 * rhythm_.interval) == 0


@given(PATTERNS, DAYS)
def test_the_first_day_is_a_day_of_its_series_and_windows_join_without_gap(pattern, first):
    rule, first = rule_of(pattern, first)
    end, middle = first + timedelta(days=200), first + timedelta(days=97)

    whole = recurrence.days(rule, first, first, end)

    assert whole[0] == first
    halves = (
        recurrence.days(rule, first, first, middle),
        recurrence.days(rule, first, middle + timedelta(days=1), end),
    )
    assert halves[0] + halves[1] == whole


@settings(max_examples=400)
@given(
    pattern=PATTERNS,
    first=DAYS,
    start=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 720),
    zone=st.sampled_from(sorted(ZONES)),
    move=st.one_of(st.just(0), st.integers(-60 * 24 * 10, 60 * 24 * 10)),
    data=st.data(),
)
def test_whatever_recurs_wherever_and_is_moved_is_one_instant_everywhere(
    pattern, first, start, minutes, zone, move, data
):
    rule, first = rule_of(pattern, first)
    series = Series(rule=rule, first_day=first, start=start, minutes=minutes, zone=zone)
    days = recurrence.days(rule, first, first, first + timedelta(days=92))
    day = data.draw(st.sampled_from(days))
    starts_at, ends_at = (at + timedelta(minutes=move) for at in series.span(day))
    date_ = Occurrence(series=series, day=day, starts_at=starts_at, ends_at=ends_at)
    meeting = unsaved(starts_at=starts_at, ends_at=ends_at, zone=zone)

    page = render_to_string(
        "meetings/_when_where.html", {"meeting": meeting, "at": changes.shown(meeting)}
    )
    planned = changes.shown(date_, starts_at)
    mail = changes.when(starts_at, ends_at, zone)
    _whole, event = event_of(calendars.calendar(meeting))

    utc = starts_at.astimezone(UTC)
    assert instant(mail, zone) == utc
    assert instant(f"{planned.day} {planned.span}", zone) == utc
    assert instant(re.sub(r"<[^>]+>", " ", page), zone) == utc
    assert event["DTSTART"].dt == starts_at
    assert event["DTEND"].dt == ends_at
    if not move:
        assert (starts_at.date(), starts_at.time()) == (day, start)
        assert not date_.is_own


def test_a_span_stands_on_the_clocks_of_the_series():
    series = Series(start=time(9), minutes=150, zone="Asia/Jayapura")

    start, end = series.span(date(2026, 11, 25))

    assert start == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert end - start == timedelta(minutes=150)
