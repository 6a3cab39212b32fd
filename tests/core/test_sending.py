"""A form that was sent before, in other words: what is said of the words that were saved."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from core.sending import SentOtherwise, require_same_words, sent_before
from projects.models import BudgetLine, Offer, Ranking


class Rows:
    """The one row that the form has made."""

    def __init__(self, row):
        self.row = row

    def filter(self, token):
        return self

    def first(self):
        return self.row


@pytest.mark.parametrize(
    ("row", "words", "said"),
    [
        (Offer(kind="labour"), {"kind": "cash"}, "“Tenaga kerja”"),
        (Offer(note="Dua truk"), {"note": "Tiga truk"}, "“Dua truk”"),
        (Offer(note=""), {"note": "Tiga truk"}, "“-”"),
        (Offer(year=2027), {"year": 2028}, "“2027”"),
        (Offer(worth=7_000_000), {"worth": 70_000_000}, "“7.000.000”"),
        (Offer(commitment_id=4), {"commitment": 5}, "kontribusi"),
        (Ranking(closes_on=date(2026, 11, 25)), {"closes_on": date(2026, 11, 26)}, "November"),
        (BudgetLine(volume=Decimal("2.5")), {"volume": Decimal(3)}, "“2,5”"),
    ],
)
def test_it_is_said_as_people_write_it(row, words, said):
    with pytest.raises(SentOtherwise) as refused:
        sent_before(Rows(row), uuid.uuid4(), **words)
    assert said.lower() in str(refused.value).lower()


def test_the_same_words_are_the_same_row():
    row = Offer(note="Dua truk", year=2027)
    assert sent_before(Rows(row), uuid.uuid4(), note="Dua truk", year=2027) is row
    assert sent_before(Rows(None), uuid.uuid4(), note="Dua truk") is None
    assert require_same_words("Baik.", "Baik.") is None
