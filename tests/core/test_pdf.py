"""PDFs: the same input gives the same bytes, and nothing that people type stops the press."""

from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from core import pdf, qr

MOMENT = datetime(2026, 11, 22, 3, 42, tzinfo=UTC)
TEMPLATE = """
#let d = json(bytes(sys.inputs.d))
#set document(title: "Contoh", date: datetime(year: 2026, month: 11, day: 22))
#set text(font: "Libertinus Serif", lang: "id")
#d.text

#strong(d.text) #emph(d.list.map(str).join(" "))
"""


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "contoh.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


def make(template, text):
    return pdf.make(template, {"text": text, "list": ["a", 1, text]}, moment=MOMENT)


def test_the_same_data_give_the_same_bytes(template):
    assert make(template, "Air bersih") == make(template, "Air bersih")


def test_other_data_give_other_bytes(template):
    assert make(template, "Air bersih") != make(template, "Air kotor")


@pytest.mark.parametrize(
    "text",
    [
        "😀 siap",
        "ꦲꦏ꧀ꦱꦫꦗꦮ",
        "漢字",
        "#panic() *b* $x$ `c` \\ </",
        "\ue000 \U0010fffd",
        "é ü ŋ ✓",
        "العربية",
    ],
)
def test_no_text_stops_the_press(template, text, tmp_path):
    file = tmp_path / "contoh.pdf"
    file.write_bytes(make(template, text))

    with pikepdf.open(file) as document:
        assert len(document.pages) == 1


@given(st.text(max_size=60))
def test_what_is_printable_stays_and_the_rest_becomes_a_square(text):
    shown = pdf.printable(text)

    assert len(shown) == len(text)
    for before, after in zip(text, shown, strict=True):
        assert after == (before if before == "\n" or pdf.can_print(before) else "□")


def test_typst_has_every_character_that_we_call_printable():
    every = "".join(char for code in range(0x20, 0x30000) if pdf.can_print(char := chr(code)))
    source = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#sys.inputs.d\n\n#strong(sys.inputs.d)\n\n#emph(sys.inputs.d)'

    made = typst.compile(
        source, sys_inputs={"d": every}, ignore_system_fonts=True, pdf_standards=pdf.STANDARDS
    )

    assert made.startswith(b"%PDF-")
    assert len(every) > 2000
    assert all(pdf.can_print(char) for char in "Rp1.500.000 – “naskah” □ é")


def boxes_of(content):
    """The page's width, and where each character of the first page stands: letter, left, right."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        words = page.get_textpage()
        places = [words.get_charbox(place) for place in range(words.count_chars())]
        letters = words.get_text_range()
        return page.get_width(), letters, places


@pytest.mark.parametrize("sign", [*"x_/=Wé.-–…*", "1/"])
def test_what_is_longer_than_a_line_breaks_and_stays_on_the_page(template, sign):
    width, letters, places = boxes_of(make(template, sign * 200))

    assert all(left >= 0 and right <= width for left, _bottom, right, _top in places)
    assert letters.replace("\r\n", "").count(sign) >= 3 * 200
    assert "\u200b" not in letters


def test_the_longest_words_of_the_language_stay_whole(template):
    _width, letters, _places = boxes_of(make(template, "ketidakbertanggungjawaban " * 40))

    assert set(letters.split()) == {"ketidakbertanggungjawaban", "a", "1"}


def test_a_document_is_tagged_and_names_its_language(template, tmp_path):
    file = tmp_path / "contoh.pdf"
    file.write_bytes(make(template, "Air bersih"))

    with pikepdf.open(file) as document:
        metadata = document.open_metadata()
        assert metadata.pdfa_status == "2A"
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "id"


def test_a_template_reads_nothing_outside_its_folder(tmp_path):
    (tmp_path / "rahasia.txt").write_text("rahasia")
    inner = tmp_path / "dalam"
    inner.mkdir()
    template = inner / "contoh.typ"
    template.write_text('#set document(title: "x")\n#read("../rahasia.txt")')

    with pytest.raises(typst.TypstError):
        pdf.make(template, {}, moment=MOMENT)


def test_a_code_is_drawn_as_svg_without_markup_of_its_label():
    drawing = qr.svg("https://forum.example/cek/ABC", '"><script>')

    assert drawing.startswith('<svg class="qr"')
    assert "<script>" not in drawing
    assert "style" not in drawing


def test_two_addresses_give_two_codes():
    assert qr.svg_file("https://forum.example/cek/A") != qr.svg_file("https://forum.example/cek/B")
    assert qr.svg_file("x").startswith('<svg xmlns="http://www.w3.org/2000/svg"')
