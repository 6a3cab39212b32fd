import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.quorum import Quorum, needed, regions_here


@pytest.mark.parametrize(
    ("invited", "rule", "least"),
    [
        (7, (2, 3), 5),
        (6, (2, 3), 4),
        (1, (2, 3), 1),
        (0, (2, 3), 0),
        (10, (1, 2), 5),
        (3, (1, 1), 3),
    ],
)
def test_a_part_of_the_invited_is_rounded_up(invited, rule, least):
    assert needed(invited, *rule) == least


def test_substitutes_count_as_represented():
    quorum = Quorum.of(invited=7, in_person=4, by_proxy=1, rule=(2, 3))

    assert (quorum.represented, quorum.missing, quorum.is_met) == (5, 0, True)


def test_the_missing_are_counted():
    quorum = Quorum.of(invited=7, in_person=3, by_proxy=0, rule=(2, 3))

    assert (quorum.missing, quorum.is_met) == (2, False)


def test_nobody_invited_is_no_quorum():
    assert not Quorum.of(invited=0, in_person=0, by_proxy=0, rule=(2, 3)).is_met


@given(st.integers(1, 10**6), st.integers(1, 50), st.integers(0, 50))
def test_it_is_the_least_number_that_reaches_the_part(invited, part, more):
    least = needed(invited, part, part + more)

    assert least * (part + more) >= invited * part > (least - 1) * (part + more)


def test_a_second_sitting_needs_somebody():
    rule = {"rule": (2, 3), "is_second_call": True}

    assert Quorum.of(invited=7, in_person=0, by_proxy=1, **rule).is_met
    assert not Quorum.of(invited=7, in_person=0, by_proxy=0, **rule).is_met
    assert not Quorum.of(invited=0, in_person=0, by_proxy=0, **rule).is_met


def test_what_is_kept_is_the_same_again():
    quorum = Quorum.of(invited=7, in_person=4, by_proxy=1, rule=(2, 3), basis="attendance")

    assert Quorum(**quorum.as_json()) == quorum


STATES = ["present", "late", "excused", "absent", "represented"]


@given(
    st.sets(st.integers(0, 20)),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(STATES))),
)
def test_regions_count_once_and_only_the_invited(invited, marks):
    in_person, by_proxy = regions_here(invited, marks)

    there = {region for region, state in marks if state in ("present", "late", "represented")}
    assert in_person + by_proxy == len(there & invited)
    assert in_person == len({r for r, s in marks if s in ("present", "late")} & invited)
    assert regions_here(invited, marks + marks) == (in_person, by_proxy)
