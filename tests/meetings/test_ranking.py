"""Which date suits most."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meetings.ranking import Tally, best, ranked

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)
COUNTS = st.integers(0, 60)


def tally(slot, yes=0, if_needed=0, no=0, day=0):
    return Tally(slot, NOON + timedelta(days=day), yes, if_needed, no)


TALLIES = st.lists(
    st.builds(tally, st.integers(1, 10), COUNTS, COUNTS, COUNTS, st.integers(0, 30)),
    max_size=10,
    unique_by=lambda t: t.slot,
)


def test_the_answers_are_counted():
    assert Tally.of(7, NOON, iter(["yes", "no", "yes", "if_needed"])) == tally(7, 2, 1, 1)


def test_most_yes_then_if_need_be_then_the_earliest():
    first, second, third, fourth = (
        tally(4, yes=5, no=9, day=3),
        tally(3, yes=4, if_needed=2, day=9),
        tally(2, yes=4, if_needed=1, day=1),
        tally(1, yes=4, if_needed=1, day=2),
    )

    assert ranked([fourth, third, second, first]) == [first, second, third, fourth]


def test_a_date_on_which_nobody_can_is_not_the_best():
    assert best([tally(1, no=3), tally(2)]) is None
    assert best([]) is None
    assert best([tally(1, no=3), tally(2, if_needed=1)]).slot == 2


@given(TALLIES)
def test_the_order_loses_nobody_and_does_not_depend_on_the_question(tallies):
    order = ranked(tallies)

    assert sorted(t.slot for t in order) == sorted(t.slot for t in tallies)
    assert ranked(reversed(tallies)) == order
    assert ranked(order) == order


@given(TALLIES)
def test_nobody_before_another_has_fewer_yes(tallies):
    order = ranked(tallies)

    for better, worse in zip(order, order[1:], strict=False):
        assert (better.yes, better.if_needed) >= (worse.yes, worse.if_needed)
        if (better.yes, better.if_needed) == (worse.yes, worse.if_needed):
            assert better.starts_at <= worse.starts_at


@given(TALLIES, st.data())
def test_one_more_yes_never_puts_a_date_behind(tallies, data):
    if not tallies:
        return
    chosen = data.draw(st.sampled_from(tallies))
    more = Tally(chosen.slot, chosen.starts_at, chosen.yes + 1, chosen.if_needed, chosen.no)
    after = [more if t == chosen else t for t in tallies]

    assert ranked(after).index(more) <= ranked(tallies).index(chosen)
