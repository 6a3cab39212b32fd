"""The rules of each kind: who may be a party, how many, which words to begin with."""

import pytest

from agreements import kinds, wording
from villages.models import Region

K = Region.Kind
EIGHT = (
    "ruang lingkup", "bidang", "tata cara dan ketentuan pelaksanaan", "berlaku sejak",
    "pendanaan", "perubahan, penundaan, dan pembatalan", "perselisihan",
)  # fmt: skip


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
def test_two_parties_at_least_and_sixty_at_most(key):
    kind = K.SUBDISTRICT if key == "kesepakatan" else K.VILLAGE

    assert problems(key, some(kind, 60)) == []
    assert len(problems(key, some(kind, 1))) == 1
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
def test_the_starting_text_holds_the_compulsory_matters_and_marks_what_is_to_be_filled(key):
    text = kinds.KINDS[key].starting_text(
        pihak="Desa A dan Desa B", penandatangan="Kepala Desa A", judul="air $bersih",
        mulai="1 Desember 2026", selesai="30 November 2028",
    )  # fmt: skip

    for matter in EIGHT:
        assert matter in text.lower()
    assert "hak" in text.lower() or "tanggung jawab" in text.lower()
    assert len(wording.unfilled(text)) >= 5
    assert "air $bersih" in text
    assert "1 Desember 2026 sampai dengan 30 November 2028" in text


def test_each_kind_has_a_name_for_pages_and_one_for_paper():
    assert kinds.KINDS["permakades"].name == "peraturan bersama kepala desa"
    assert kinds.KINDS["permakades"].written == "Peraturan Bersama Kepala Desa"
