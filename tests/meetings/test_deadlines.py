"""When one is reminded of a task."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.deadlines import STEPS, step_on

DUE = date(2026, 11, 25)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("today", "step"),
    [(20, None), (21, None), (22, 3), (23, 3), (24, 3), (25, 0), (26, 0), (27, 0), (28, -3),
     (29, -3), (30, -3)],
)  # fmt: skip
def test_the_steps_of_a_task_that_was_given_long_ago(today, step):
    assert step_on(DUE, date(2026, 10, 1), date(2026, 11, today)) == step


def test_after_a_standstill_old_steps_are_left_alone():
    assert step_on(DUE, date(2026, 10, 1), date(2026, 12, 1)) is None


@pytest.mark.parametrize(
    ("created", "today", "step"),
    [(22, 22, None), (23, 24, None), (23, 25, 0), (25, 25, None), (25, 28, -3), (28, 28, None)],
)
def test_what_was_given_too_late_for_a_step_waits_for_the_next(created, today, step):
    assert step_on(DUE, date(2026, 11, created), date(2026, 11, today)) == step


@given(days, days, days)
def test_no_step_before_its_day_nor_before_the_task_was_given(due, created, today):
    step = step_on(due, created, today)
    if step is not None:
        day = due - timedelta(days=step)
        assert created < day <= today <= day + timedelta(days=2)


@given(days, st.integers(4, 60))
def test_run_each_day_every_step_comes_once_in_its_order(due, earlier):
    created = due - timedelta(days=earlier)
    seen = [step_on(due, created, created + timedelta(days=n)) for n in range(earlier + 9)]
    steps = [step for n, step in enumerate(seen) if step is not None and step != seen[n - 1]]

    assert steps == list(STEPS)
