"""When the parties look back, and what their wishes amount to."""

from datetime import date

import pytest

from agreements.anniversaries import day_of, last_year, outcome, reminder_on

SEALED = date(2025, 6, 15)


@pytest.mark.parametrize(
    ("today", "over_on", "year"),
    [
        (date(2025, 6, 15), None, 0),
        (date(2026, 5, 15), None, 0),
        (date(2026, 5, 16), None, 1),  # thirty days before
        (date(2027, 5, 16), None, 2),
        (date(2027, 5, 16), date(2027, 6, 1), 1),  # over before its second anniversary
        (date(2024, 1, 1), None, 0),
    ],
)
def test_questions_open_a_month_before_the_anniversary(today, over_on, year):
    assert last_year(SEALED, today, over_on) == year


def test_a_leap_day_is_held_on_the_28th():
    assert day_of(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert day_of(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 6, 1), 14),
        (date(2026, 6, 15), 0),
        (date(2026, 6, 29), -14),
        (date(2026, 5, 20), None),
        (date(2026, 8, 1), None),
    ],
)
def test_reminders_go_out_before_on_and_after_the_day(today, left):
    assert reminder_on(day_of(SEALED, 1), SEALED, today) == left


@pytest.mark.parametrize(
    ("wishes", "parties", "found"),
    [
        (["continue"], 2, ""),
        (["continue", "continue"], 2, "continue"),
        (["continue", "change"], 2, "change"),
        (["end", "change"], 2, "end"),
    ],
)
def test_one_who_wants_to_end_or_change_is_heard(wishes, parties, found):
    assert outcome(wishes, parties) == found
