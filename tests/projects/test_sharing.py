"""Money multiplied, divided and added up: to the rupiah, whatever the figures."""

from collections import namedtuple
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.sharing import amount_of, shares_of
from projects.sums import Sums, tally, total_of, worth_now

Entry = namedtuple("Entry", "party source year state worth received")
RUPIAH = st.integers(0, 10**15)
STATES = st.sampled_from(["planned", "committed", "received", "withdrawn"])
ENTRIES = st.lists(
    st.builds(
        Entry, st.sampled_from("ABCD"), st.sampled_from(["add", "csr", "hibah"]),
        st.integers(2024, 2030), STATES, RUPIAH, RUPIAH,
    ),
    max_size=60,
)  # fmt: skip


@pytest.mark.parametrize(
    ("volume", "price", "amount"),
    [
        ("1", 100, 100),
        ("6.2", 1_000_001, 6_200_006),
        ("0.5", 1, 1),  # half a rupiah goes up
        ("1.5", 1, 2),
        ("2.5", 1, 3),  # also from an even number
        ("0.333", 1000, 333),
        ("0.001", 499, 0),
        ("999999999", 10**15, 999_999_999 * 10**15),
    ],
)
def test_an_amount_is_volume_times_price_to_the_rupiah(volume, price, amount):
    assert amount_of(Decimal(volume), price) == amount


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [0, 0], [50, 50]),
        (0, [3, 4], [0, 0]),
        (10, [0, 1], [0, 10]),
        (412_500_000, [1200, 800, 650], [186_792_453, 124_528_302, 101_179_245]),
        (7, [], []),
        (1, [5000, 5000], [1, 0]),
    ],
)
def test_shares_follow_the_weights(total, weights, shares):
    assert shares_of(total, weights) == shares


@given(RUPIAH, st.lists(st.integers(0, 10**9), min_size=1, max_size=41))
def test_shares_add_up_to_the_rupiah_and_none_is_unfair(total, weights):
    shares = shares_of(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    for share, weight in zip(shares, weights, strict=True):
        exact = total * weight / whole if whole else total / len(weights)
        assert share >= 0
        assert abs(share - exact) <= 1 + total * 1e-15


@given(ENTRIES)
def test_sums_are_the_same_however_they_are_added_up(entries):
    total = total_of(entries)
    for mark in ("party", "source", "year"):
        parts = tally(entries, lambda entry, mark=mark: getattr(entry, mark)).values()
        assert sum(part.planned for part in parts) == total.planned
        assert sum(part.committed for part in parts) == total.committed
        assert sum(part.received for part in parts) == total.received
    assert total.committed >= total.received


def test_what_a_commitment_counts():
    assert worth_now("committed", 100, 30) == 100  # the rest is still awaited
    assert worth_now("committed", 100, 130) == 130
    assert worth_now("received", 100, 80) == 80  # nothing more will come


def test_what_is_withdrawn_counts_nothing():
    assert not total_of([Entry("A", "add", 2026, "withdrawn", 5, 0)])
    assert total_of([Entry("A", "add", 2026, "planned", 5, 0)]) == Sums(planned=5)
    assert total_of([]) == Sums()
