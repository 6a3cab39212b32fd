"""The rules of each kind: who may be a party, how many, which words to begin with."""

import pytest

from agreements import filling, kinds, templates, wording
from agreements.models import Matter
from villages.models import Region

K = Region.Kind


def region(kind, number=1):
    words = {K.VILLAGE: "Desa", K.URBAN_VILLAGE: "Kelurahan", K.SUBDISTRICT: "Kecamatan"}
    return Region(
        code=f"33.07.05.{number}", name=f"Contoh {number}", kind=kind, word=words.get(kind, "")
    )


def some(kind, count):
    return [region(kind, number) for number in range(1, count + 1)]


def problems(key, regions):
    return kinds.problems(kinds.KINDS[key], regions)


@pytest.mark.parametrize(
    ("key", "kind", "admitted"),
    [
        ("permakades", K.VILLAGE, True),
        ("permakades", K.CUSTOMARY_VILLAGE, True),
        ("permakades", K.URBAN_VILLAGE, False),
        ("permakades", K.SUBDISTRICT, False),
        ("perjanjian", K.VILLAGE, True),
        ("perjanjian", K.URBAN_VILLAGE, False),
        ("perjanjian", K.SUBDISTRICT, False),
        ("kesepakatan", K.SUBDISTRICT, True),
        ("kesepakatan", K.VILLAGE, False),
        ("kesepakatan", K.URBAN_VILLAGE, False),
        ("mou", K.VILLAGE, True),
        ("mou", K.CUSTOMARY_VILLAGE, True),
        ("mou", K.URBAN_VILLAGE, True),
        ("mou", K.SUBDISTRICT, True),
        ("mou", K.REGENCY, False),
    ],
)
def test_who_may_be_a_party(key, kind, admitted):
    assert bool(problems(key, some(kind, 2))) is not admitted


def test_a_kelurahan_in_a_joint_regulation_is_named_with_the_way_out():
    [sentence] = problems("permakades", [*some(K.VILLAGE, 2), region(K.URBAN_VILLAGE, 9)])

    assert "Kelurahan Contoh 9" in sentence
    assert "nota kesepahaman" in sentence


@pytest.mark.parametrize("key", kinds.KINDS)
def test_two_parties_at_least_or_one_with_a_third_party_and_sixty_at_most(key):
    kind = K.SUBDISTRICT if key == "kesepakatan" else K.VILLAGE

    assert problems(key, some(kind, 60)) == []
    assert len(problems(key, some(kind, 1))) == (0 if kinds.KINDS[key].third_party else 1)
    assert len(problems(key, some(kind, 61))) == 1
    assert len(problems(key, [])) == 1


@pytest.mark.parametrize(
    ("regions", "key"),
    [
        (some(K.VILLAGE, 3), "permakades"),
        (some(K.SUBDISTRICT, 2), "kesepakatan"),
        ([*some(K.VILLAGE, 2), region(K.URBAN_VILLAGE, 3)], "mou"),
        (some(K.VILLAGE, 1), "mou"),
        ([], "mou"),
    ],
)
def test_the_kind_that_fits_is_suggested(regions, key):
    assert kinds.fitting(regions).key == key


@pytest.mark.parametrize("key", kinds.KINDS)
def test_the_shipped_template_holds_the_eight_matters_once_and_asks_only_what_is_known(key):
    rows = templates.shipped(key)

    assert sorted(row["matter"] for row in rows if row.get("matter")) == sorted(Matter)
    assert [row["part"] for row in rows] == sorted(row["part"] for row in rows)
    assert not any(filling.unknown(row["text"]) for row in rows)
    text = "\n".join(filling.filled(row["text"], {"judul": "air $bersih"}) for row in rows)
    assert len(wording.unfilled(text)) >= 5
    assert "air $bersih" in text


def test_each_kind_has_a_name_for_pages_and_one_for_paper():
    assert kinds.KINDS["permakades"].name == "peraturan bersama kepala desa"
    assert kinds.KINDS["permakades"].written == "Peraturan Bersama Kepala Desa"
