"""The exact text, and the parts that a page and a PDF make of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import wording
from agreements.wording import Block, PartyWords
from core.text import tidy

SOJOKERTO = PartyWords("Desa Sojokerto", "33.07.05.2004", "3 Tahun 2026", "Sutrisno", "Kepala Desa")
BESANI = PartyWords("Desa Besani", "33.07.05.2005", "", "Siti Aminah", "Pj. Kepala Desa")


def canonical(**changes):
    words = {
        "kind": "Peraturan Bersama Kepala Desa",
        "code": "ABC2345",
        "number": 2,
        "title": "Air bersih",
        "starts_on": date(2026, 12, 1),
        "ends_on": date(2028, 11, 30),
        "parties": [SOJOKERTO, BESANI],
        "body": "Pasal 1\nAir mengalir.",
    }
    return wording.canonical(**words | changes)


def test_the_text_names_every_fact_before_the_body():
    assert canonical() == (
        "Jenis: Peraturan Bersama Kepala Desa\n"
        "Tentang: Air bersih\n"
        "Kode: ABC2345, versi 2\n"
        "Masa berlaku: 2026-12-01 sampai 2028-11-30\n"
        "Pihak 1: Desa Sojokerto (33.07.05.2004), nomor 3 Tahun 2026, diwakili Sutrisno, Kepala Desa\n"
        "Pihak 2: Desa Besani (33.07.05.2005), diwakili Siti Aminah, Pj. Kepala Desa\n"
        "\n"
        "Pasal 1\nAir mengalir.\n"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "Nota Kesepahaman"},
        {"title": "Air  bersih"},
        {"number": 3},
        {"code": "ABC2346"},
        {"starts_on": date(2026, 12, 2)},
        {"ends_on": date(2028, 12, 1)},
        {"parties": [BESANI, SOJOKERTO]},
        {"body": "Pasal 1\nAir mengalir"},
    ],
)
def test_every_change_of_a_fact_changes_the_text(change):
    assert canonical(**change) != canonical()


@given(st.text(min_size=1, max_size=300).map(lambda text: tidy(text, lines=True)).filter(bool))
def test_the_body_is_found_again(body):
    assert wording.body_of(canonical(body=body)) == body


@pytest.mark.parametrize(
    ("words", "listed"),
    [(["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B dan C")],
)
def test_names_are_listed_as_on_paper(words, listed):
    assert wording.listed(words) == listed


def test_places_that_nobody_has_filled_in_are_found():
    body = "Bidang [isi: bidang kerja sama], lihat [1].\n[isi: dana]"

    assert wording.unfilled(body) == ["[isi: bidang kerja sama]", "[isi: dana]"]


def test_a_body_falls_into_chapters_articles_items_and_paragraphs():
    body = (
        "DENGAN RAHMAT TUHAN\nMenimbang:\na. bahwa air\nBAB I\nKETENTUAN UMUM\n\nPasal 1\n"
        "(1) Satu.\nDua.\nBAB II DANA\nBESAR\nPasal 2A\n- iuran"
    )

    assert wording.blocks(body) == [
        Block("caps", "DENGAN RAHMAT TUHAN"),
        Block("paragraph", "Menimbang:"),
        Block("item", "a. bahwa air"),
        Block("chapter", "BAB I KETENTUAN UMUM", 1),
        Block("article", "Pasal 1", 2, "pasal-1"),
        Block("item", "(1) Satu."),
        Block("paragraph", "Dua."),
        Block("chapter", "BAB II DANA", 1),
        Block("caps", "BESAR"),
        Block("article", "Pasal 2A", 2, "pasal-2a"),
        Block("item", "- iuran"),
    ]


def test_articles_without_chapters_are_headings_of_the_first_depth():
    assert wording.blocks("Pasal 1\nSatu.")[0] == Block("article", "Pasal 1", 1, "pasal-1")


def test_an_article_that_stands_twice_is_linked_once():
    anchors = [block.anchor for block in wording.blocks("Pasal 1\nPasal 1")]

    assert anchors == ["pasal-1", ""]


def test_a_sentence_that_begins_like_an_article_is_a_paragraph():
    assert wording.blocks("Pasal 1 berlaku juga di sini.")[0].kind == "paragraph"


@given(st.text(max_size=400))
def test_any_text_falls_into_blocks_without_losing_a_word(text):
    body = tidy(text, lines=True)

    together = "".join(block.text for block in wording.blocks(body))
    assert together.replace(" ", "") == body.replace("\n", "").replace(" ", "")


# --- put together from clauses ---------------------------------------------------------

P = wording.Part
PIECES = [
    wording.Passage(P.OPENING, "", "DENGAN RAHMAT"),
    wording.Passage(P.CONSIDERING, "", "bahwa air;"),
    wording.Passage(P.CONSIDERING, "", "bahwa pipa;"),
    wording.Passage(P.BASIS, "", "UU 6/2014;"),
    wording.Passage(P.ENACTING, "", "MEMUTUSKAN:"),
    wording.Passage(P.ARTICLE, "Ruang Lingkup", "Air."),
    wording.Passage(P.ARTICLE, "", "Pipa."),
    wording.Passage(P.ARTICLE, "Iuran", "(1) Uang."),
    wording.Passage(P.CLOSING, "", "Selesai."),
]


def test_a_regulation_numbers_its_recitals_chapters_and_articles():
    assert wording.composed(PIECES, chapters=True) == (
        "DENGAN RAHMAT\n\nMenimbang:\na. bahwa air;\nb. bahwa pipa;\n\nMengingat:\n1. UU 6/2014;\n\n"
        "MEMUTUSKAN:\n\nBAB I\nRUANG LINGKUP\n\nPasal 1\nAir.\n\nPasal 2\nPipa.\n\n"
        "BAB II\nIURAN\n\nPasal 3\n(1) Uang.\n\nSelesai."
    )


def test_other_kinds_have_articles_with_headings_and_no_chapters():
    body = wording.composed(PIECES, chapters=False)

    assert "Pasal 1\nRUANG LINGKUP\nAir.\n\nPasal 2\nPipa.\n\nPasal 3\nIURAN\n(1) Uang." in body
    assert "BAB" not in body


def test_each_piece_knows_its_number():
    labels = [piece.label for piece in wording.numbered(PIECES, chapters=True)]

    assert labels == [
        "", "Menimbang huruf a", "Menimbang huruf b", "Mengingat angka 1", "", "Pasal 1",
        "Pasal 2", "Pasal 3", "",
    ]  # fmt: skip


def test_letters_and_chapters_go_on_after_their_first_round():
    recitals = [wording.Passage(P.CONSIDERING, "", "x")] * 28
    chapters = [wording.Passage(P.ARTICLE, "Judul", "x")] * 49

    assert wording.numbered(recitals, chapters=True)[27].label == "Menimbang huruf ab"
    assert "BAB XLIX\n" in wording.composed(chapters, chapters=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [("Air.\nPasal 7\nPipa.", "Pasal 7"), ("BAB II IURAN", "BAB II IURAN"), ("lihat Pasal 7", ""), ("", "")],
)  # fmt: skip
def test_words_that_number_themselves_are_seen(text, line):
    assert wording.numbers_itself(text) == line


def test_the_facts_of_two_versions_differ_only_where_they_do():
    assert wording.facts_of(canonical()) == wording.facts_of(canonical(number=3))
    assert wording.facts_of(canonical()) != wording.facts_of(canonical(title="Lain"))


def test_the_facts_are_told_by_name():
    facts = wording.facts_of(canonical())
    assert list(facts) == ["Jenis", "Tentang", "Masa berlaku", "Pihak"]
    assert facts["Tentang"] == ["Air bersih"]
    assert facts["Pihak"] == [SOJOKERTO.line, BESANI.line]
