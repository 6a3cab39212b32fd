"""When reminders are due, as tables and as properties."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import quiet
from core.formats import ZONES
from meetings import schedule

RULES = [7 * 1440, 3 * 1440, 1440, 120]
WIB, WIT = "Asia/Jakarta", "Asia/Jayapura"


def at(text, zone=WIB):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-25 09:00", 1440, "2026-11-24 09:00"),
        ("2026-11-25 09:00", 120, "2026-11-25 07:00"),
        ("2026-11-25 08:00", 120, "2026-11-25 06:00"),
        # two hours before falls into the night: at six, if an hour is left
        ("2026-11-25 07:00", 120, "2026-11-25 06:00"),
        # else on the evening before
        ("2026-11-25 06:30", 120, "2026-11-24 19:30"),
        ("2026-11-25 00:00", 120, "2026-11-24 19:30"),
        ("2026-11-25 22:30", 120, "2026-11-25 19:30"),
        ("2026-11-25 21:00", 1440, "2026-11-25 06:00"),
        ("2027-01-01 00:30", 1440, "2026-12-31 06:00"),
        ("2027-01-01 07:30", 1440, "2026-12-31 07:30"),
        ("2026-11-25 20:00", 1440, "2026-11-25 06:00"),
        ("2026-11-25 19:59", 1440, "2026-11-24 19:59"),
    ],
)
def test_nobody_is_reminded_at_night(start, minutes, due):
    assert schedule.due_time(at(start), minutes, WIB) == at(due)


def test_the_night_is_that_of_the_receiver():
    start = at("2026-11-25 09:00", WIB)  # 11.00 in Jayapura

    assert schedule.due_time(start, 13 * 60, WIB) == at("2026-11-25 06:00", WIB)
    assert schedule.due_time(start, 13 * 60, WIT) == at("2026-11-25 06:00", WIT)
    assert schedule.due_time(start, 4 * 60, WIT) == at("2026-11-25 07:00", WIT)


def test_what_is_over_is_not_planned_any_more():
    plan = schedule.plan(at("2026-11-25 09:00"), RULES, WIB, after=at("2026-11-22 09:00"))

    assert plan == {1440: at("2026-11-24 09:00"), 120: at("2026-11-25 07:00")}


def test_of_two_at_the_same_time_the_nearer_one_stays():
    start = at("2026-11-25 07:30")

    assert schedule.plan(start, [120, 90, 180], WIB, after=at("2026-11-01 00:00")) == {
        90: at("2026-11-25 06:00")
    }


def test_a_rule_of_nothing_before_is_no_reminder():
    assert schedule.plan(at("2026-11-25 09:00"), [0], WIB, after=at("2026-11-01 00:00")) == {}


@pytest.mark.parametrize(
    ("answer", "needed"),
    [
        ("none", {10080: "answer", 4320: "answer", 1440: "meeting", 120: "meeting"}),
        ("attends", {1440: "meeting", 120: "meeting"}),
        ("represented", {1440: "meeting", 120: "meeting"}),
        ("absent", {}),
    ],
)
def test_a_missing_answer_is_asked_for_and_a_no_is_left_alone(answer, needed):
    rules = {"answer": [10080, 4320, 1440], "meeting": [1440, 120]}

    assert schedule.wanted(rules, answer) == needed


@pytest.mark.parametrize(
    ("moment", "after", "due"),
    [
        ("2026-11-20 09:00", "2026-11-20 09:00", {-4320: "2026-11-23 09:00"}),
        ("2026-11-20 22:00", "2026-11-20 22:00", {-4320: "2026-11-24 06:00"}),
        ("2026-11-20 04:00", "2026-11-20 22:00", {-4320: "2026-11-23 06:00"}),
        ("2026-11-20 09:00", "2026-11-23 09:00", {}),
    ],
)
def test_what_follows_a_moment_comes_by_day(moment, after, due):
    times = schedule.plan_after(at(moment), [-4320], WIB, after=at(after))

    assert times == {rule: at(text) for rule, text in due.items()}


@pytest.mark.parametrize(
    ("given_on", "now", "days"),
    [
        (1, "2026-11-01 09:00", {4320: 22, 0: 25, -4320: 28}),
        (22, "2026-11-22 05:00", {0: 25, -4320: 28}),
        (25, "2026-11-25 05:00", {-4320: 28}),
        (28, "2026-11-28 05:00", {}),
        (1, "2026-11-25 07:00", {-4320: 28}),
    ],
)
def test_around_the_day_of_a_task_in_the_morning(given_on, now, days):
    times = schedule.plan_days(
        date(2026, 11, 25), [4320, 0, -4320], WIT, given_on=date(2026, 11, given_on), after=at(now)
    )

    assert times == {rule: at(f"2026-11-{day} 06:00", WIT) for rule, day in days.items()}


@pytest.mark.parametrize(
    ("due", "minutes", "sent", "along"),
    [
        ("06:00", 120, "06:00", True),
        ("09:00", 1440, "06:00", True),
        ("09:00", -4320, "06:00", True),
        ("07:00", 120, "06:00", False),  # two hours before would be three
        ("12:00", 1440, "06:00", False),  # the other half of the day
        ("19:30", 1440, "12:30", True),
    ],
)
def test_what_comes_in_the_same_half_of_the_day_goes_along(due, minutes, sent, along):
    due, sent = at(f"2026-11-25 {due}"), at(f"2026-11-25 {sent}")

    assert schedule.goes_along(due, minutes, sent, WIB) is along


def test_late_at_night_everything_waits_for_the_morning():
    assert quiet.next_allowed(at("2026-11-24 23:10"), WIB) == at("2026-11-25 06:00")
    assert quiet.next_allowed(at("2026-11-25 05:59"), WIB) == at("2026-11-25 06:00")
    assert quiet.next_allowed(at("2026-11-25 06:00"), WIB) == at("2026-11-25 06:00")


MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    max_value=datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@settings(max_examples=1000)
@given(start=MOMENTS, minutes=st.integers(1, 60 * 1440), zone=st.sampled_from(sorted(ZONES)))
def test_every_reminder_comes_by_day_and_before_the_start(start, minutes, zone):
    due = schedule.due_time(start, minutes, zone)

    assert due < start
    assert not quiet.is_quiet(due, zone)
    assert abs(due - (start - timedelta(minutes=minutes))) <= timedelta(hours=10, minutes=30)


@settings(max_examples=1000)
@given(
    start=MOMENTS,
    rules=st.lists(st.integers(0, 60 * 1440), max_size=8),
    zone=st.sampled_from(sorted(ZONES)),
    before=st.integers(0, 90 * 1440),
)
def test_no_two_reminders_come_at_once_and_none_in_the_past(start, rules, zone, before):
    after = start - timedelta(minutes=before)
    plan = schedule.plan(start, rules, zone, after=after)

    assert len(set(plan.values())) == len(plan)
    assert all(after < due < start for due in plan.values())
    assert set(plan) <= set(rules)
