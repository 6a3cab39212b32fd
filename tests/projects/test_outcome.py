"""What the answers of all seats lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.models import Consent, Project
from projects.outcome import AGREED, DECLINED, GIVEN, REVISING, TURNED_DOWN, outcome

G, C, D = GIVEN, "changes", DECLINED


def test_the_words_are_those_of_the_models():
    assert Consent.Answer.values == [G, C, D]
    assert {AGREED, REVISING, TURNED_DOWN} <= set(Project.State.values)


@pytest.mark.parametrize(
    ("lead", "partners", "expected"),
    [
        (G, [G, G], AGREED),
        (G, [G, None], None),
        (None, [G, G], None),
        (G, [G, C], REVISING),
        (G, [G, D], REVISING),
        (C, [G, G], REVISING),
        (D, [G, G], REVISING),
        (G, [C, C], REVISING),
        (G, [D, D], TURNED_DOWN),
        (None, [D, D], TURNED_DOWN),
        (D, [D, D], TURNED_DOWN),
        (G, [D, None], None),
        (G, [D], TURNED_DOWN),
        (G, [], AGREED),
    ],
)
def test_outcome(lead, partners, expected):
    answers = {"lead": lead} | {f"p{i}": said for i, said in enumerate(partners)}
    given = {region: said for region, said in answers.items() if said}
    assert outcome("lead", answers, given) == expected


@given(st.lists(st.sampled_from([G, C, D, None]), min_size=2, max_size=8))
def test_it_is_agreed_only_when_everybody_has_said_yes(said):
    seats = [str(index) for index in range(len(said))]
    answers = {seat: word for seat, word in zip(seats, said, strict=True) if word}
    assert (outcome("0", seats, answers) == AGREED) == all(word == G for word in said)
    if outcome("0", seats, answers) == TURNED_DOWN:
        assert set(said[1:]) == {D}
