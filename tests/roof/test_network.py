"""The picture of who works with whom: arithmetic only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum_portal import network
from forum_portal.network import HEIGHT, WIDTH, draw


def place(number, *, subdistrict="33.07.05", latitude=-7.4, longitude=109.85):
    return (f"{subdistrict}.2{number:03d}", f"Desa {number}", subdistrict, "Leksono",
            latitude, longitude)  # fmt: skip


def spread(count, **more):
    return [
        place(n, latitude=-7.4 + 0.01 * (n % 4), longitude=109.8 + 0.01 * n, **more)
        for n in range(count)
    ]


def test_without_places_there_is_nothing_to_draw():
    assert draw([], []) is None


def test_a_single_village_is_drawn_in_the_box():
    picture = draw([place(1)], [])

    assert [(0 < dot.x < WIDTH, 0 < dot.y < HEIGHT) for dot in picture.dots] == [(True, True)]
    assert not picture.labels


def test_two_villages_at_the_same_place_are_drawn_both():
    assert len(draw([place(1), place(2)], []).dots) == 2


def test_north_is_up_and_east_is_right():
    south_west, north_east = place(1, latitude=-7.5, longitude=109.8), place(2, latitude=-7.4)
    picture = draw([south_west, north_east], [])

    low, high = picture.dots
    assert low.y > high.y
    assert low.x < high.x


def test_a_cooperation_is_a_line_and_makes_its_villages_bigger():
    places = spread(3)
    picture = draw(
        places, [(places[0][0], places[1][0], True), (places[1][0], places[2][0], False)]
    )

    assert (picture.running, picture.agreed) == (1, 1)
    assert [dot.size for dot in picture.dots] == [6, 7, 6]
    assert [line.running for line in picture.lines] == [False, True]  # running ones lie above
    assert {label.text for label in picture.labels} == {"Desa 0", "Desa 1", "Desa 2"}


def test_a_partner_that_has_not_joined_is_left_out():
    places = spread(2)

    assert draw(places, [(places[0][0], "18.02.02.2001", True)]).lines == []


def test_each_subdistrict_is_an_island_with_its_name_the_busiest_first():
    quiet, busy = spread(4), spread(4, subdistrict="18.02.02")
    picture = draw(quiet + busy, [(busy[0][0], busy[1][0], True)])

    assert len(picture.islands) == 2
    assert picture.villages == 8
    assert picture.islands[0].tone == 0


def test_of_many_subdistricts_the_four_busiest_are_drawn():
    places = [p for n in range(6) for p in spread(3, subdistrict=f"33.07.{n:02d}")]
    picture = draw(places, [("33.07.05.2000", "33.07.05.2001", True)])

    assert len(picture.islands) == network.MAX_ISLANDS
    assert any(dot.code.startswith("33.07.05") for dot in picture.dots)


def test_names_do_not_cover_each_other():
    places = spread(14)
    bonds = [(places[0][0], other[0], False) for other in places[1:]]

    labels = draw(places, bonds).labels
    assert 0 < len(labels) <= network.MAX_LABELS
    boxes = [(label.x, label.y) for label in labels]
    assert len(set(boxes)) == len(boxes)


coordinates = st.tuples(st.floats(-11, 6), st.floats(95, 141))


@given(st.lists(coordinates, min_size=1, max_size=30), st.integers(1, 5))
def test_whatever_the_places_all_dots_lie_in_the_drawing(points, groups):
    places = [
        place(n, subdistrict=f"33.07.0{n % groups}", latitude=latitude, longitude=longitude)
        for n, (latitude, longitude) in enumerate(points)
    ]
    picture = draw(places, [(a[0], b[0], n % 2 == 0) for n, (a, b) in
                            enumerate(zip(places, places[1:], strict=False))])  # fmt: skip

    for dot in picture.dots:
        assert 0 <= dot.x <= WIDTH
        assert 0 <= dot.y <= HEIGHT
    for island in picture.islands:
        assert re.fullmatch(r"M[-\d. L]+Z", island.land)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_points_have_an_outline_too(count):
    assert draw(spread(count), []).islands[0].land.startswith("M")
