"""How one text became another, at any length."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from core.differences import pieces

TEXT = st.text(alphabet="ab.!? \n", max_size=80)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    woven = pieces(old, new)
    assert "".join(text for kind, text in woven if kind != "ins") == old
    assert "".join(text for kind, text in woven if kind != "del") == new


def test_words_are_marked_within_a_changed_sentence():
    old = "Air bersih bagi 812 rumah. Pipa 6 km. Bak dua buah."
    new = "Air bersih bagi 900 rumah. Pipa 6 km. Bak dua buah."
    assert pieces(old, new) == [
        ("", "Air bersih bagi "), ("del", "812"), ("ins", "900"),
        ("", " rumah. Pipa 6 km. Bak dua buah."),
    ]  # fmt: skip


def test_a_sentence_more_is_put_in_whole():
    assert pieces("Satu. Tiga.", "Satu. Dua. Tiga.") == [
        ("", "Satu. "), ("ins", "Dua. "), ("", "Tiga."),
    ]  # fmt: skip


def test_texts_that_have_little_in_common_are_shown_whole():
    old, new = "a " * 1500 + "b", "c " * 1500 + "d"
    assert pieces(old, new) == [("del", old), ("ins", new)]


def test_hostile_texts_take_no_longer():
    draw = random.Random(7)  # noqa: S311
    texts = [
        ["".join(draw.choice("ab. \n") for _letter in range(4000)) for _text in range(2)],
        ["a " * 2000, "a b " * 1000],
        [". " * 2000, "a. " * 1333],
        ["\n" * 4000, "a\n" * 2000],
        ["a" * 4000, "." * 4000],
    ]
    begun = time.process_time()
    for old, new in texts:
        assert pieces(old, new)
    assert time.process_time() - begun < 4
