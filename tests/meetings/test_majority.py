"""When a vote is won, by each rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.majority import ABSOLUTE, SIMPLE, TWO_THIRDS, Tally, is_adopted, needed

RULES = (SIMPLE, ABSOLUTE, TWO_THIRDS)
counts = st.integers(0, 200)


@st.composite
def tallies(draw):
    yes, no, abstain, silent = (draw(counts) for _ in range(4))
    return Tally(yes + no + abstain + silent, yes, no, abstain)


@pytest.mark.parametrize(
    ("rule", "yes", "no", "abstain", "silent", "adopted"),
    [
        (SIMPLE, 2, 1, 0, 0, True),
        (SIMPLE, 2, 2, 0, 0, False),
        (SIMPLE, 1, 0, 9, 20, True),
        (SIMPLE, 0, 0, 5, 0, False),
        (ABSOLUTE, 4, 0, 0, 3, True),
        (ABSOLUTE, 3, 0, 0, 3, False),
        (ABSOLUTE, 3, 0, 4, 0, False),
        (TWO_THIRDS, 4, 2, 5, 5, True),
        (TWO_THIRDS, 3, 2, 0, 0, False),
        (TWO_THIRDS, 1, 0, 0, 9, True),
        (TWO_THIRDS, 0, 0, 0, 7, False),
    ],
)
def test_examples(rule, yes, no, abstain, silent, adopted):
    tally = Tally(yes + no + abstain + silent, yes, no, abstain)

    assert is_adopted(rule, tally) is adopted


def test_the_parts_of_a_tally():
    tally = Tally(10, yes=3, no=3, abstain=1)

    assert (tally.cast, tally.decisive, tally.silent, tally.is_tie) == (7, 6, 3, True)
    assert not Tally(3, 0, 0, 3).is_tie


@given(tallies(), st.sampled_from(RULES))
def test_a_tie_wins_under_no_rule(tally, rule):
    tied = Tally(tally.electorate + tally.yes, tally.yes, tally.yes, tally.abstain)

    assert not is_adopted(rule, tied)


@given(tallies(), st.sampled_from(RULES))
def test_who_wins_has_more_for_than_against(tally, rule):
    assert not is_adopted(rule, tally) or tally.yes > tally.no


@given(tallies(), st.sampled_from(RULES))
def test_one_more_yes_never_loses_a_vote_that_was_won(tally, rule):
    more = Tally(tally.electorate + 1, tally.yes + 1, tally.no, tally.abstain)
    if rule == ABSOLUTE:  # from the silent, or the electorate would have grown
        more = Tally(max(tally.electorate, more.cast), tally.yes + 1, tally.no, tally.abstain)
    if is_adopted(rule, tally):
        assert is_adopted(rule, more)


@given(tallies(), st.sampled_from([SIMPLE, TWO_THIRDS]))
def test_abstentions_and_silence_stand_on_no_side(tally, rule):
    bare = Tally(tally.decisive, tally.yes, tally.no, 0)

    assert is_adopted(rule, bare) is is_adopted(rule, tally)


@given(tallies())
def test_the_absolute_majority_is_more_than_half_of_all(tally):
    assert is_adopted(ABSOLUTE, tally) is (2 * tally.yes > tally.electorate)


@given(tallies())
def test_the_stricter_rules_imply_the_simple_one(tally):
    for rule in (ABSOLUTE, TWO_THIRDS):
        assert not is_adopted(rule, tally) or is_adopted(SIMPLE, tally)


@given(tallies(), st.sampled_from(RULES))
def test_the_needed_number_is_the_edge(tally, rule):
    least = needed(rule, tally)

    assert least >= 1
    assert is_adopted(rule, tally) is (tally.yes >= least)
