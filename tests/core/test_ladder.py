"""Which reminder has come: each step once, none late, none for what became known too late."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.ladder import step_on

DUE, DAY = date(2026, 11, 25), timedelta(days=1)
STEPS = (7, 1, -3)


def on(days_left, known=60, look_back=2):
    return step_on(
        DUE, DUE - known * DAY, DUE - days_left * DAY,
        steps=STEPS, look_back=timedelta(days=look_back),
    )  # fmt: skip


def test_a_step_comes_on_its_day_and_for_as_long_as_one_looks_back():
    assert [on(left) for left in (8, 7, 6, 5, 4)] == [None, 7, 7, 7, None]
    assert [on(left) for left in (2, 1, 0, -1, -2)] == [None, 1, 1, 1, None]
    assert [on(left) for left in (-3, -5, -6)] == [-3, -3, None]


def test_what_became_known_on_the_day_of_the_step_or_later_needs_no_reminder():
    assert on(7, known=8) == 7
    assert on(7, known=7) is None
    assert on(6, known=6) is None


@given(st.sets(st.integers(-30, 400), min_size=1), st.integers(0, 10), st.integers(-60, 500))
def test_it_is_the_nearest_step_and_never_older_than_one_looks_back(steps, back, left):
    step = step_on(
        DUE, DUE - 1000 * DAY, DUE - left * DAY, steps=steps, look_back=timedelta(days=back)
    )

    come = [each for each in steps if left <= each]
    wanted = min(come) if come and min(come) - left <= back else None
    assert step == wanted
