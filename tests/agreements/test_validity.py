"""Where in its term an agreement stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.validity import SOON, validity

START, END = date(2026, 12, 1), date(2027, 11, 30)


@pytest.mark.parametrize(
    ("today", "phase", "passed", "left"),
    [
        (date(2026, 11, 30), "coming", 0, 365),
        (START, "running", 0, 365),
        (date(2026, 12, 2), "running", 1, 364),
        (END - timedelta(days=SOON), "running", 304, 61),
        (END - timedelta(days=SOON - 1), "soon", 305, 60),
        (END, "soon", 364, 1),
        (date(2027, 12, 1), "over", 365, 0),
        (date(2030, 1, 1), "over", 365, 0),
    ],
)
def test_each_day_of_a_term(today, phase, passed, left):
    standing = validity(START, END, today)

    assert (standing.phase, standing.passed, standing.left) == (phase, passed, left)
    assert standing.total == 365
    assert standing.is_over == (phase == "over")


days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(days, st.integers(0, 20_000), days)
def test_passed_and_left_make_the_whole_term(start, length, today):
    standing = validity(start, start + timedelta(days=length), today)

    assert standing.total == length + 1
    assert standing.passed + standing.left == standing.total
    assert standing.passed >= 0 and standing.left >= 0


@pytest.mark.parametrize(("days", "shown"), [(-1, 30), (0, 30), (29, 1), (30, 0), (31, 0)])
def test_days_to_the_end_are_a_plain_difference(days, shown):
    """Thirty days to go on the day on which the letter says so; none on the last one."""
    start = date(2026, 12, 3)
    standing = validity(start, start + timedelta(days=30), start + timedelta(days=days))
    assert standing.until_end == shown
