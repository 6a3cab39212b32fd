"""What differs between two versions, piece by piece."""

from datetime import date
from types import SimpleNamespace

from agreements import comparing
from core import formats


def days(year):
    return formats.day(date(2026, 1, 1)), formats.day(date(year, 12, 31))


def _both(change):
    """Label, and both sides without marks."""
    return (
        change.label,
        *("".join(text for _k, text in side) for side in (change.before, change.after)),
    )


def test_a_clause_in_the_place_of_another_stands_beside_it():
    old = SimpleNamespace(text="", clauses=[[1, 5, "Iuran", "Rp1."], [2, 5, "Air", "Bersih."]])
    new = SimpleNamespace(text="", clauses=[[3, 5, "Iuran", "Rp2."], [4, 6, "", "Demikian."]])

    found = comparing.changes(old, new, chapters=False)

    assert [_both(change) for change in found] == [
        ("Pasal 1", "Iuran\nRp1.", "Iuran\nRp2."),
        ("", "", "Demikian."),
        ("Pasal 2", "Air\nBersih.", ""),
    ]


def test_only_the_facts_that_differ_are_shown_with_their_days_in_words():
    def version(*facts):
        return SimpleNamespace(text="\n".join(facts) + "\n\nPasal 1\n", clauses=[])

    term, place = "Masa berlaku: 2026-01-01 sampai 2026-12-31", "Pihak 1: Desa A"
    old = version("Tentang: Air", term, place, "Pihak 2: Desa B", "Penandatanganan: berurutan")
    new = version("Tentang: Air", term.replace("2026-12", "2027-12"), place, "Pihak 2: Desa C")
    swapped = version("Tentang: Air", term, "Pihak 1: Desa B", "Pihak 2: Desa A")

    assert [_both(change) for change in comparing.changes(old, new, chapters=False)] == [
        (
            "Masa berlaku", f"{days(2026)[0]} sampai {days(2026)[1]}",
            f"{days(2026)[0]} sampai {days(2027)[1]}",
        ),
        ("Pihak", "Desa B", "Desa C"),
        ("Penandatanganan", "berurutan", ""),
    ]  # fmt: skip
    [*_gone, order] = comparing.changes(new, swapped, chapters=False)
    assert order.label == "Pihak"
