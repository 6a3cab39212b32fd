"""How a later agreement names and changes the words of the earlier one."""

import pytest
from django.utils import timezone

from agreements import recitals
from agreements.models import Agreement
from tests.factories.agreements import AgreementFactory, in_days

RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sampah", "Perubahan atas Sampah"),
        ("Perubahan atas Sampah", "Perubahan Kedua atas Sampah"),
        ("Perubahan Kedua atas Sampah", "Perubahan Ketiga atas Sampah"),
        ("Perubahan Keempat atas Sampah", "Perubahan Kelima atas Sampah"),
        ("Perubahan Kelima atas Sampah", "Perubahan lagi atas Sampah"),
        ("Perubahan lagi atas Sampah", "Perubahan lagi atas Sampah"),
        ("Perubahan iklim", "Perubahan atas Perubahan iklim"),
    ],
)
def test_a_change_counts_on_and_any_other_way_keeps_the_title(before, after):
    assert recitals.title_of(AMENDMENT, before) == after
    assert recitals.title_of(RENEWAL, before) == before
    assert recitals.title_of(REPLACEMENT, before) == before


@pytest.mark.parametrize("title", ["a" * 200, "Perubahan atas " + "a" * 185])
def test_a_title_stays_as_short_as_a_title_is(title):
    assert len(recitals.title_of(AMENDMENT, title)) == recitals.LONGEST_TITLE


@pytest.mark.django_db
def test_the_reason_is_that_of_the_way_and_of_the_time(villages):
    before = AgreementFactory(state="in_force", regions=villages)
    today, later = timezone.localdate(), in_days(4000)

    for way, day, words in (
        (AMENDMENT, today, "perlu diubah;"),
        (REPLACEMENT, today, "perlu diganti;"),
        (RENEWAL, today, "sepakat memperpanjangnya;"),
        (RENEWAL, later, "sepakat melanjutkannya;"),
    ):
        said = recitals.recital(way, before, day)
        assert before.title in said and said.startswith("bahwa ") and said.endswith(words)


def test_words_are_replaced_whole_once_and_the_longest_first():
    words = {"Desa Besani": "Desa Sawangan", "Besani": "Desa Besani", "": "x"}

    assert recitals.replaced("Desa Besani, Besani; Besanian", words) == (
        "Desa Sawangan, Desa Besani; Besanian"
    )
    assert recitals.replaced("tetap", {"": "x"}) == "tetap"
