"""Dots and lines of the map: arithmetic."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from projects import atlas

PLACES = [
    ("1", "Sojokerto", 1, -7.4101, 109.8713),
    ("2", "Besani", 0, -7.4066, 109.8648),
    ("3", "Timbang", 2, -7.3883, 109.8796),
]


def test_north_is_up_and_east_is_right():
    dots = {dot.name: dot for dot in atlas.draw(PLACES, []).dots}
    assert dots["Timbang"].y < dots["Besani"].y < dots["Sojokerto"].y
    assert dots["Besani"].x < dots["Sojokerto"].x < dots["Timbang"].x


def test_a_single_place_stands_in_the_middle():
    sheet = atlas.draw(PLACES[:1], [])
    assert (sheet.dots[0].x, sheet.dots[0].y) == (atlas.WIDTH / 2, sheet.height / 2)


def test_leads_are_drawn_above_partners_and_running_ties_above_the_others():
    sheet = atlas.draw(PLACES, [("1", "2", True), ("3", "1", False), ("1", "elsewhere", True)])
    assert [dot.number for dot in sheet.dots] == [0, 2, 1]
    assert [tie.running for tie in sheet.ties] == [False, True]


coordinates = st.tuples(
    st.floats(-11, 6, allow_nan=False).map(lambda n: round(n, 4)),
    st.floats(95, 141, allow_nan=False).map(lambda n: round(n, 4)),
)


@given(st.lists(coordinates, min_size=1, max_size=30))
def test_every_dot_lies_on_the_sheet_and_no_name_covers_another(where):
    places = [(str(n), f"Desa {n}", n % 3, *spot) for n, spot in enumerate(where)]
    sheet = atlas.draw(places, [])
    assert atlas.LOWEST <= sheet.height <= atlas.HIGHEST
    for dot in sheet.dots:
        assert atlas.EDGE - 1 <= dot.x <= atlas.WIDTH - atlas.EDGE + 1
        assert atlas.EDGE - 1 <= dot.y <= sheet.height - atlas.EDGE + 1
    lefts = {"start": 0, "middle": 0.5, "end": 1}
    boxes = []
    for label in sheet.labels:
        long = len(label.text) * 7
        left = label.x - lefts[label.anchor] * long
        boxes.append((left, label.y - 12, left + long, label.y + 3))
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2
        assert apart or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2
