"""When a project reports, how milestones weigh, and where they stand in the picture."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import timeline
from projects.reporting import days_late, equal_weights, next_due, step_on, weight_done

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
RHYTHMS = {"fortnight": (14, 14), "month": (28, 31), "quarter": (89, 92)}


@pytest.mark.parametrize(
    ("day", "rhythm", "due"),
    [
        (date(2026, 11, 22), "fortnight", date(2026, 12, 6)),
        (date(2026, 11, 22), "month", date(2026, 12, 22)),
        (date(2026, 12, 22), "month", date(2027, 1, 22)),
        (date(2027, 1, 31), "month", date(2027, 2, 28)),
        (date(2028, 1, 31), "month", date(2028, 2, 29)),
        (date(2026, 11, 30), "quarter", date(2027, 2, 28)),
        (date(2026, 9, 30), "quarter", date(2026, 12, 30)),
    ],
)
def test_the_next_report_is_due_one_rhythm_after_the_last(day, rhythm, due):
    assert next_due(day, rhythm) == due


@given(DAYS, st.sampled_from(sorted(RHYTHMS)))
def test_a_rhythm_is_never_shorter_or_longer_than_its_name_says(day, rhythm):
    least, most = RHYTHMS[rhythm]
    assert least <= (next_due(day, rhythm) - day).days <= most


@given(DAYS, DAYS, st.sampled_from(sorted(RHYTHMS)))
def test_who_reports_later_is_never_asked_earlier(one, other, rhythm):
    first, second = sorted((one, other))
    assert next_due(first, rhythm) <= next_due(second, rhythm)


@pytest.mark.parametrize(
    ("after_due", "late", "step"),
    [(-1, 0, None), (0, 0, 0), (1, 1, 0), (2, 2, 0), (3, 3, 3), (5, 5, 3), (6, 6, None)],
)
def test_reminders_come_on_the_day_and_three_days_after(after_due, late, step):
    due = date(2026, 11, 22)
    today = due + timedelta(days=after_due)
    assert (days_late(due, today), step_on(due, today)) == (late, step)


def test_without_a_due_day_nothing_is_late():
    assert days_late(None, date(2026, 11, 22)) == 0


@given(st.integers(1, 20))
def test_equal_weights_add_up_and_differ_by_one_at_most(count):
    weights = equal_weights(count)
    assert (len(weights), sum(weights)) == (count, 100)
    assert max(weights) - min(weights) <= 1


def test_what_is_reached_weighs_together():
    assert weight_done([(30, date(2026, 1, 1)), (50, None), (20, date(2026, 2, 1))]) == 50


# --- the picture ---------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.just("x"), DAYS, st.none() | DAYS), min_size=1, max_size=20)


@given(STEPS, DAYS, st.integers(0, 3000), DAYS)
def test_everything_lies_within_the_picture(steps, start, length, today):
    box = timeline.picture(steps, start, start + timedelta(days=length), today)
    xs = [mark.x for mark in box.marks] + [mark.done_x for mark in box.marks if mark.done_x]
    xs += [month.x for month in box.months] + ([box.today_x] if box.today_x is not None else [])
    assert all(timeline.LEFT <= x <= timeline.RIGHT for x in xs)
    assert all(timeline.TOP < mark.y < box.bottom for mark in box.marks)
    assert len(box.months) <= timeline.MOST_LABELS


@given(STEPS, DAYS, st.integers(0, 3000), DAYS)
def test_what_is_earlier_stands_further_left(steps, start, length, today):
    marks = timeline.picture(steps, start, start + timedelta(days=length), today).marks
    pairs = sorted(
        (planned, mark.x) for (_thing, planned, _done), mark in zip(steps, marks, strict=True)
    )
    assert [x for _day, x in pairs] == sorted(x for _day, x in pairs)


def test_a_milestone_is_reached_overdue_or_ahead():
    day = date(2026, 11, 22)
    steps = [("a", day, day), ("b", day - timedelta(1), None), ("c", day, None)]
    box = timeline.picture(steps, date(2026, 10, 15), date(2027, 1, 15), day)
    assert [mark.look for mark in box.marks] == ["done", "late", "ahead"]
    assert [month.day.month for month in box.months] == [11, 12, 1]


def test_today_is_left_out_where_it_lies_outside():
    day = date(2026, 11, 22)
    assert timeline.picture([("a", day, None)], day, day, day + timedelta(1)).today_x is None
