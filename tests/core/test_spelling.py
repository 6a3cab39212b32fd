"""Numbers in words: the usual ones by table, all others by reading them back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spelling import LIMIT, spelled, spelled_day

ONES = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9,
}  # fmt: skip
LARGE = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read(words):
    """The number that words mean, worked out another way."""
    total = group = last = 0
    text = words.replace("se", "satu ").replace("satu mbilan", "sembilan")
    for word in text.split():
        if word in ONES:
            group += last
            last = ONES[word]
        elif word == "belas":
            last += 10
        elif word in ("puluh", "ratus"):
            last *= 10 if word == "puluh" else 100
        else:
            total += (group + last) * LARGE[word]
            group = last = 0
    return total + group + last


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (250, "dua ratus lima puluh"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (412_500_000, "empat ratus dua belas juta lima ratus ribu"),
        (10**12, "satu triliun"),
    ],
)
def test_numbers_are_written_as_people_say_them(number, words):
    assert spelled(number) == words


@given(st.integers(0, LIMIT - 1))
def test_words_read_back_are_the_number(number):
    assert read(spelled(number)) == number


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_what_has_no_words_is_refused(number):
    with pytest.raises(ValueError, match="no words"):
        spelled(number)


def test_a_day_in_words():
    assert spelled_day(date(2026, 11, 25), weekday="Rabu", month="November") == (
        "Rabu tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam"
    )
