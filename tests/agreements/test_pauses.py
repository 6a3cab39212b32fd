"""When something is owed that fell due in a suspension."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agreements.pauses import Span, overlaps, owed_on

END = date(2027, 12, 31)
MARCH = Span(date(2027, 3, 1), date(2027, 3, 31))


def test_outside_a_suspension_nothing_moves():
    for day in (date(2027, 2, 28), date(2027, 4, 1)):
        assert owed_on(day, [MARCH], END) == day


def test_inside_it_moves_by_its_length():
    assert owed_on(date(2027, 3, 1), [MARCH], END) == date(2027, 4, 1)
    assert owed_on(date(2027, 3, 31), [MARCH], END) == date(2027, 5, 1)


def test_until_further_notice_nobody_knows():
    assert owed_on(date(2027, 3, 5), [Span(date(2027, 3, 1), None)], END) is None
    assert owed_on(date(2027, 2, 5), [Span(date(2027, 3, 1), None)], END) == date(2027, 2, 5)


def test_a_later_suspension_moves_it_on():
    april = Span(date(2027, 4, 10), date(2027, 4, 19))

    assert owed_on(date(2027, 3, 10), [april, MARCH], END) == date(2027, 4, 20)


def test_the_last_day_of_the_term_is_the_last_one():
    assert owed_on(date(2027, 3, 20), [MARCH], date(2027, 4, 5)) == date(2027, 4, 5)


def test_suspensions_that_meet_are_seen():
    assert overlaps([MARCH], Span(date(2027, 3, 31), None))
    assert overlaps([Span(date(2027, 1, 1), None)], MARCH)
    assert not overlaps([MARCH], Span(date(2027, 4, 1), date(2027, 4, 2)))
    assert not overlaps([MARCH], Span(date(2027, 2, 1), date(2027, 2, 28)))


@given(st.integers(0, 364), st.integers(0, 364), st.integers(0, 60))
def test_nothing_is_owed_earlier_than_promised(due, first, length):
    start = date(2027, 1, 1)
    span = Span(start + timedelta(days=first), start + timedelta(days=first + length))
    day = start + timedelta(days=due)

    assert day <= owed_on(day, [span], END) <= END
