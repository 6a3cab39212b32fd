"""Text as people type it, made safe to keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import initials, tidy, whole_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Desa   Sojokerto ", "Desa Sojokerto"),
        ("Desa\u00a0Sojokerto\u2003!", "Desa Sojokerto !"),
        ("e\u0301", "\u00e9"),
        ("a\0b\x07c\x7fd\x9fe", "abcde"),
        ("a\u202eb\u200bc\ufeffd\u00ade\u2066f", "abcdef"),
        ("a\u061cb\u180ec\u034fd\ufe0fe\U000e0041f", "abcdef"),
        ("\u3164", ""),
        (" \u115f\u2800 \uffa0", ""),
        ("a\u0323\u0325\u0323\u0325\u0325b", "\u1ea1\u0325\u0323b"),
        ("a\ud800b", "ab"),
        ("satu\r\ndua\rtiga\nempat", "satu dua tiga empat"),
        ("a\tb", "a b"),
        ("a\x0bb\x0cc", "abc"),
    ],
)
def test_one_line_without_trickery(typed, kept):
    assert tidy(typed) == kept


def test_several_lines_keep_their_ends():
    assert tidy(" satu \r\n\r\n\r\n  dua \r tiga ", lines=True) == "satu\n\n\ndua\ntiga"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    for lines in (False, True):
        once = tidy(text, lines=lines)
        assert tidy(once, lines=lines) == once
        assert "\0" not in once
        assert once == once.strip()
        if not lines:
            assert "\n" not in once


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Sojokerto", "SO"),
        ("Sido Dadi", "SD"),
        ("Siti Nur Maryamah", "SM"),
        ("A", "A"),
        ("", "?"),
        ("123 456", "?"),
        ("7 Sumber", "SU"),
        ("édo", "ÉD"),
    ],
)
def test_two_letters_for_a_badge(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("", None)]
    + [(text, None) for text in ("²", "٣", "-1", "1.5", "x", " 1")],
)
def test_what_comes_back_unseen_is_a_short_number_or_nothing(text, number):
    assert whole_number(text) == number
