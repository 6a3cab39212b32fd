"""The small pieces of a page (core.templatetags.ui)."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines

from core.forms import in_row
from core.templatetags import ui


def drawn(source, **context):
    return engines["django"].from_string("{% load ui %}" + source).render(context)


def test_an_icon_is_hidden_from_screen_readers():
    assert drawn('{% icon "cal" "big" %}') == (
        '<svg class="i big" aria-hidden="true"><use href="/static/icons.svg#cal"/></svg>'
    )


def test_a_tag_escapes_its_text():
    assert drawn('{% tag text "bad" %}', text="<b>") == '<span class="tag bad">&lt;b&gt;</span>'
    assert "#clock" in drawn('{% tag "Menunggu" "wait" "clock" %}')


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Desa Sido Dadi", "SD"),
        ("Kecamatan Leksono", "LE"),
        ("Sri Wahyuni, S.Sos.", "SW"),
        ("Desa", "?"),
        ("", "?"),
    ],
)
def test_a_badge_shows_the_initials_of_the_proper_name(name, letters):
    assert ui.lamb(name).endswith(f">{letters}</span>")


def test_a_badge_keeps_its_colour():
    assert ui.lamb("Desa Sojokerto") == ui.lamb("Desa Sojokerto")
    assert 'class="lamb ' in ui.lamb("Desa Sojokerto", "sm")
    assert " sm" in ui.lamb("Desa Sojokerto", "sm")


def test_a_date_block_is_on_the_clocks_of_its_place():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert ">25<" in ui.date_block(late, "Asia/Jayapura")
    assert "Rabu" in ui.date_block(late, "Asia/Jakarta")
    assert 'datetime="2026-11-25"' in ui.date_block(late)


def test_a_date_block_takes_a_plain_date():
    block = ui.date_block(date(2026, 12, 2))
    assert "<b>Des</b>" in block
    assert ">2<" in block


def test_steps_before_the_current_one_are_done():
    assert ui.seg(2, 3).count('class="on"') == 1
    assert ui.seg(2, 3).count('class="now"') == 1
    assert ui.seg(2, 3).count("<i") == 3


@pytest.mark.parametrize(("value", "shown"), [(-3, "0"), (5, "5"), (30, "10")])
def test_a_meter_stays_within_its_bounds(value, shown):
    assert f'value="{shown}" max="10"' in ui.meter(value, 10, "bagian")


def test_a_meter_of_nothing_is_empty():
    assert 'value="0" max="1"' in ui.meter(5, 0, "bagian")


def test_a_funding_bar_has_two_layers():
    bar = ui.funding_bar(45, 80, 100, "Terpakai 45 persen")
    assert 'class="soft" width="80.0%"' in bar
    assert 'class="full" width="45.0%"' in bar
    assert 'width="0%"' in ui.funding_bar(1, 1, 0, "belum ada rencana")


def test_the_quorum_marks_the_need():
    drawing = ui.quorum(2, 1, 4, 5, "tiga dari lima")
    before, after = drawing.split("<b></b>")
    assert before.count("<i") == 4
    assert before.count('class="y"') == 2
    assert before.count('class="p"') == 1
    assert after.count("<i") == 1


def test_a_large_quorum_has_narrow_boxes():
    assert "quo many" in ui.quorum(3, 0, 12, 24, "tiga dari 24")
    assert ui.quorum(3, 0, 99, 2, "lebih").endswith("<b></b></div>")


def test_a_ring_stays_within_its_bounds():
    assert 'stroke-dasharray="100 100"' in ui.ring(130, "penuh")


def test_whatsapp_links_carry_text_and_number():
    assert ui.whatsapp("Undangan: rapat & makan") == (
        "https://wa.me/?text=Undangan%3A%20rapat%20%26%20makan"
    )
    assert ui.whatsapp_number("+62 812-0000") == "https://wa.me/628120000"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone) Safari/604.1", "Safari, iPhone"),
        ("curl/8", "curl/8"),
    ],
)
def test_a_browser_has_a_short_name(user_agent, name):
    assert ui.device(user_agent) == name


def test_blocks_can_be_trimmed():
    assert drawn("{% filter trim %} judul\n{% endfilter %}") == "judul"


@pytest.mark.parametrize(
    ("label", "row", "error", "lead"),
    [
        ("Masa jabatan", None, "Isi.", "Masa jabatan: "),
        ("Siapa?", None, "Isi.", "Siapa? "),
        ("", None, "Isi.", ""),
        (None, None, "Isi.", ""),
        ("Satuan", 1, "Tulis satuannya.", "Baris 2, Satuan: "),
        ("Satuan", 1, "Baris 2: tulis satuannya.", ""),
        ("Penduduk", "Desa Besani", "Isi.", "Desa Besani, Penduduk: "),
    ],
)
def test_a_mistake_begins_with_the_row_and_the_name_of_its_field(label, row, error, lead):
    form, fields = forms.Form(), {"field": forms.CharField()}
    form.fields = fields if row is None else in_row(fields, row)
    bound = form["field"]
    bound.label = label
    assert ui.lead_in(bound, error) == lead
