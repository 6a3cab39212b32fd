"""How far orders agree: known values, and what holds for all of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import priorities


@st.composite
def orders(draw, fewest=1):
    things = list(range(draw(st.integers(2, 8))))
    return draw(st.lists(st.permutations(things), min_size=fewest, max_size=6))


def ranks(order):
    return {thing: place for place, thing in enumerate(order, 1)}


def spearman(one, other):
    """Of two orders without ties, as in the books."""
    n, a, b = len(one), ranks(one), ranks(other)
    squares = sum((a[thing] - b[thing]) ** 2 for thing in one)
    return 1 - Fraction(6 * squares, n * (n**2 - 1))


def test_the_first_of_four_gets_four_points_and_the_last_one():
    assert priorities.borda(["abcd", "badc"]) == {"a": 7, "b": 7, "c": 3, "d": 3}


def test_equal_points_share_a_place():
    found = priorities.standings(["abc", "bac"])
    assert [(each.thing, each.place, each.points) for each in found] == [
        ("a", 1, 5), ("b", 1, 5), ("c", 3, 2),
    ]  # fmt: skip
    assert (found[0].mean, found[0].first, found[0].last) == (Fraction(3, 2), 1, 2)


def test_nobody_has_no_common_order():
    assert priorities.standings([]) == []


@pytest.mark.parametrize(
    ("judges", "w"),
    [
        (["abcd", "abdc", "bacd"], Fraction(37, 45)),
        (["abc", "abc", "abc"], 1),
        (["abc", "cba"], 0),
        (["abc", "bca", "cab"], 0),
        (["abcd", "abcd", "abdc"], Fraction(41, 45)),
        (["abc"], None),
        (["a", "a"], None),
        ([], None),
    ],
)
def test_kendalls_w_has_the_values_that_one_works_out_by_hand(judges, w):
    assert priorities.agreement(judges) == w


@given(orders(fewest=2))
def test_w_is_the_mean_of_spearmans_rho_over_all_pairs(judges):
    m = len(judges)
    pairs = [spearman(judges[i], judges[j]) for i in range(m) for j in range(i)]
    mean = sum(pairs) / len(pairs)
    w = priorities.agreement(judges)
    assert 0 <= w <= 1
    assert (m * w - 1) / (m - 1) == mean


@given(orders())
def test_points_places_and_ranks_go_together(judges):
    found, n, m = priorities.standings(judges), len(judges[0]), len(judges)
    assert sum(each.points for each in found) == m * n * (n + 1) // 2
    assert sorted(each.thing for each in found) == list(range(n))
    for each in found:
        assert each.points == m * (n + 1) - m * each.mean
        assert each.first <= each.mean <= each.last
        assert each.place == 1 + sum(other.points > each.points for other in found)


@given(orders())
def test_an_order_and_its_reverse_are_together_as_far_as_it_goes(judges):
    points = priorities.borda(judges)
    away = priorities.distance(judges[0], points)
    back = priorities.distance(judges[0][::-1], points)
    assert 0 <= away <= 1
    assert away + back == (1 if len(set(points.values())) > 1 else 0)


@given(orders())
def test_whoever_holds_the_common_order_is_at_no_distance(judges):
    common = [each.thing for each in priorities.standings(judges)]
    assert priorities.distance(common, priorities.borda(judges)) == 0


def test_one_swap_of_four_is_a_sixth_away():
    points = {"a": 4, "b": 3, "c": 2, "d": 1}
    assert priorities.distance("bacd", points) == Fraction(1, 6)
    assert priorities.distance("dcba", points) == 1


@pytest.mark.parametrize(("share", "whole"), [("1/6", 17), ("1/8", 13), ("0", 0), ("1", 100)])
def test_shares_are_told_in_whole_percents(share, whole):
    assert priorities.percent(Fraction(share)) == whole


@pytest.mark.parametrize(
    ("w", "degree"), [("1", 3), ("9/10", 3), ("89/100", 2), ("7/10", 2), ("4/10", 1), ("0", 0)]
)
def test_words_for_the_degree_begin_at_their_bounds(w, degree):
    assert priorities.closeness(Fraction(w)) == degree
