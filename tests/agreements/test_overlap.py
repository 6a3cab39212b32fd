"""Which things meet by field and area: a table of cases, and laws that hold for all codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.overlap import Thing, circles, match, near, same

A, B = "33.07.05", "33.07.06"  # two subdistricts of one regency
A1, A2, B1 = "33.07.05.2001", "33.07.05.2002", "33.07.06.2001"
ELSEWHERE = "18.02.20"

RELATIONS = [
    (A1, A1, "same"), (A1, A, "same"), (A, A2, "same"), (A1, A2, "near"), (A, B, "near"),
    (A1, B1, ""), (A1, B, ""), (A, ELSEWHERE, ""), (A1, "33.07", "same"), ("33.07", A, "same"),
    ("33.07", "33.08", ""),
    ("33.07.05", "33.07.051", ""),  # a code is no prefix of a longer number
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), RELATIONS)
def test_how_two_regions_lie(one, other, expected):
    for pair in ((one, other), (other, one)):
        assert same(*pair) is (expected == "same")
        if len(one) != len("33.07.051") and len(other) != len("33.07.051"):
            assert near(*pair) is (expected == "near")


CASES = [
    # own field, sectors, area; other's; shared sectors, same, near
    (("development", ("waste",), (A1,)), ("community", ("waste",), (A1,)), (("waste",), (A1,), ())),
    (("development", ("waste",), (A1,)), ("community", ("waste",), (A2,)), (("waste",), (), (A2,))),
    (("development", ("waste",), (A,)), ("", ("waste",), (A1, B, B1)), (("waste",), (A1,), (B,))),
    (("development", ("waste",), (A1,)), ("development", ("water",), (A,)), ((), (A,), ())),
    (("development", ("waste",), (A1,)), ("development", ("water",), (A2,)), None),
    (("development", ("waste",), (A1,)), ("community", ("water",), (A1,)), None),
    (("", ("waste",), (A1,)), ("", ("water",), (A1,)), None),
    (("development", ("waste",), (A1,)), ("development", ("waste",), (B1,)), None),
    (("development", (), (A1,)), ("development", (), (A1, A2)), ((), (A1,), ())),
]


@pytest.mark.parametrize(("own", "other", "expected"), CASES)
def test_what_meets_what(own, other, expected):
    found = match(Thing(*own), Thing(*other))
    assert (found and (found.sectors, found.same, found.near)) == expected


def test_the_closest_come_first():
    own = Thing("development", ("waste",), (A1,))
    same_sector = match(own, Thing("", ("waste",), (A1,)))
    nearby = match(own, Thing("", ("waste",), (A2,)))
    same_field = match(own, Thing("development", (), (A1,)))

    assert [each.closeness for each in (same_sector, nearby, same_field)] == [0, 1, 2]
    assert match(own, Thing("", ("waste",), (A1, A2))).regions == (A1, A2)


parts = st.tuples(
    st.sampled_from(["33", "18"]), st.sampled_from(["07", "08"]), st.sampled_from(["05", "06"]),
    st.sampled_from(["2001", "2002"]),
)  # fmt: skip
codes = st.builds(lambda each, length: ".".join(each[:length]), parts, st.integers(2, 4))
things = st.builds(
    Thing,
    st.sampled_from(["", "development", "community"]),
    st.lists(st.sampled_from(["waste", "water", "roads"]), unique=True).map(tuple),
    st.lists(codes, min_size=1, max_size=4, unique=True).map(tuple),
)


@given(codes, codes)
def test_lying_is_mutual_and_never_both(one, other):
    assert same(one, other) == same(other, one) and near(one, other) == near(other, one)
    assert not (same(one, other) and near(one, other))


@given(codes, codes)
def test_whoever_is_near_or_the_same_village_meets_in_a_circle(one, other):
    """So the database finds by circles all that the arithmetic would."""
    deep = one.count(".") >= 2 and other.count(".") >= 2
    if deep and (same(one, other) or near(one, other)):
        assert circles([one]) & circles([other])


@given(things, things)
def test_meeting_is_mutual(one, other):
    there, back = match(one, other), match(other, one)
    assert (there is None) == (back is None)
    if there:
        assert set(there.sectors) == set(back.sectors) and there.closeness == back.closeness
        assert set(there.regions) <= set(other.area) and not set(there.same) & set(there.near)
