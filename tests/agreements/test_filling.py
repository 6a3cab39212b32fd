"""What stands for the words after $ in a template."""

import pytest

from agreements.filling import PROMPTS, filled, unknown


def test_a_known_fact_stands_and_an_unknown_one_is_asked_for():
    text = filled("Meliputi $lingkup, dari $dana.", {"lingkup": "pipa", "dana": ""})

    assert text == f"Meliputi pipa, dari [isi: {PROMPTS['dana']}]."


def test_facts_are_no_templates_themselves():
    assert filled("$judul", {"judul": "harga $dana"}) == "harga $dana"


@pytest.mark.parametrize(
    ("text", "names"),
    [("$judul dan ${pihak}", []), ("$harga", ["harga"]), ("Rp $ 5", ["$"]), ("", [])],
)
def test_words_that_nobody_fills_in_are_named(text, names):
    assert unknown(text) == names
