"""Which numbers of a register are the same, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import numbers


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", "3"),
        ("03", "3"),
        ("Nomor 3 Tahun 2026", "3"),
        ("no. 3/2026", "3"),
        ("NOMOR: 0 Tahun 2026", "0"),
        ("3 Tahun 2025", "3 Tahun 2025"),
        ("140/012/BKAD/XI/2026", "140/012/BKAD/XI/2026"),
        (" 140/012 ", "140/012"),
        ("2.", "2"),
        ("2. ", "2"),
        ("No. 2.", "2"),
        ("2. Tahun 2026.", "2"),
        ("２", "2"),
        ("٢", "2"),
        ("20", "20"),
        ("140/012.", "140/012"),
    ],
)
def test_outer_words_and_the_year_of_its_day_do_not_count(typed, number):
    assert numbers.bare(typed, 2026) == number


@pytest.mark.parametrize(
    "typed", ["140 / 012 / bkad", "140/12/BKAD", "0140/012/Bkad", "１40/12/bkad."]
)
def test_blanks_capitals_and_leading_noughts_do_not_tell_numbers_apart(typed):
    assert numbers.key_of(typed) == "140/12/BKAD"


@given(st.text(max_size=60))
def test_a_key_is_its_own_key_and_never_longer(typed):
    once = numbers.key_of(typed)

    assert len(once) <= len(typed.upper())
    assert numbers.key_of(once) == once


@pytest.mark.parametrize(
    "typed",
    [
        "3", "02", "Nomor 2", "No. 3/2026", "3 Tahun 2026", "10", "IV", "XI/2026", "2.", "２",
        "140/012/BKAD/XI/2026", "188.45 / 12-A (Kec)", "B-12/2026",
    ],
)  # fmt: skip
def test_these_look_like_numbers_of_a_register(typed):
    assert numbers.is_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "-3", "0", "00", "0 Tahun 2026", "000/2026", "<b>9</b>", "//", "No.", "Tahun 2026", "(3)",
        "3;4", "3\n4", "_3", "= 3", "",
    ],
)  # fmt: skip
def test_these_do_not(typed):
    assert not numbers.is_number(typed)
