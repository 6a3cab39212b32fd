"""What somebody typed, taken apart."""

import pytest

from villages.typed import Typed, dotted, squeeze, take_apart


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Typed()),
        ("   ", Typed()),
        ("!!!", Typed()),
        ("sojo", Typed(name="sojo")),
        ("Sido Dadi", Typed(name="sidodadi")),
        ("Soka'an", Typed(name="sokaan")),
        ("Désa Tëst", Typed(name="desatest")),
        ("desa Sojokerto", Typed(name="sojokerto", level=4)),
        ("Kel. Leksono", Typed(name="leksono", level=4)),
        ("kel Leksono", Typed(name="leksono", level=4)),
        ("ds Sojokerto", Typed(name="sojokerto", level=4)),
        ("Ds. Sojokerto", Typed(name="sojokerto", level=4)),
        ("kp Bangun Rejo", Typed(name="kpbangunrejo", bare="bangunrejo", local="kampung")),
        ("kec. Leksono", Typed(name="leksono", level=3)),
        ("Kecamatan Leksono", Typed(name="leksono", level=3)),
        ("kab Wonosobo", Typed(name="wonosobo", level=2)),
        ("provinsi Jawa Tengah", Typed(name="jawatengah", level=1)),
        ("kecamatan", Typed(name="kecamatan")),
        ("Kota Bangun", Typed(name="kotabangun")),
        ("Sukamaju, Cilamaya", Typed(name="sukamaju", places=("cilamaya",))),
        ("Sukamaju kec Cilamaya kab. Karawang",
         Typed(name="sukamaju", places=("cilamaya", "karawang"))),
        ("a, b, c, d, e", Typed(name="a", places=("b", "c", "d"))),
        (", Leksono", Typed(name="leksono")),
        ("33", Typed(code="33")),
        ("330", Typed(code="33.0")),
        ("33.07", Typed(code="33.07")),
        ("33.07.05.", Typed(code="33.07.05")),
        ("330705", Typed(code="33.07.05")),
        ("33 07 05 2004", Typed(code="33.07.05.2004")),
        ("3307052004", Typed(code="33.07.05.2004")),
        ("33070520049999", Typed(code="33.07.05.20049999")),
        ("\u0663\u0663", Typed()),
        ("x" * 500, Typed(name="x" * 60)),
    ],
)  # fmt: skip
def test_a_name_a_name_with_places_or_a_code(text, expected):
    assert take_apart(text) == expected


def test_a_code_gets_its_dots():
    assert [dotted("3307052004"[:length]) for length in (1, 2, 3, 4, 5, 6, 7, 10)] == [
        "3", "33", "33.0", "33.07", "33.07.0", "33.07.05", "33.07.05.2", "33.07.05.2004",
    ]  # fmt: skip


def test_squeezing_keeps_letters_and_digits_only():
    assert squeeze("Pasar VIII.Namo  Terasi-2") == "pasarviiinamoterasi2"
