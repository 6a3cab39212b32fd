"""Dots on a small map."""

from hypothesis import given
from hypothesis import strategies as st

from villages import chart

PLACES = st.lists(
    st.tuples(st.integers(), st.floats(-11, 6), st.floats(95, 141)), min_size=1, max_size=40
)


def test_nothing_gives_nothing():
    assert chart.dots([]) == []


def test_one_place_stands_in_the_middle():
    (dot,) = chart.dots([("a", "-7.4101", "109.8713")])
    assert (dot.x, dot.y, dot.thing) == (chart.WIDTH / 2, chart.HEIGHT / 2, "a")


def test_north_is_up_and_east_is_right():
    south_west, north_east = chart.dots([(1, -7.5, 109.8), (2, -7.4, 109.9)])
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


@given(PLACES)
def test_every_dot_lies_in_the_box(places):
    for dot in chart.dots(places):
        assert 0 <= dot.x <= chart.WIDTH
        assert 0 <= dot.y <= chart.HEIGHT
