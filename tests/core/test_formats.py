from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from core import formats

NBSP = formats.NBSP
MEETING = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def test_a_moment_names_weekday_date_clock_and_zone():
    assert formats.moment(MEETING, "Asia/Jakarta") == (
        f"Rabu, 25{NBSP}November{NBSP}2026 pukul{NBSP}09.00{NBSP}WIB"
    )


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Jakarta", "09.00 WIB"),
        ("Asia/Makassar", "10.00 WITA"),
        ("Asia/Jayapura", "11.00 WIT"),
    ],
)
def test_the_same_instant_is_shown_on_three_clocks(zone, text):
    assert formats.clock(MEETING, zone) == text.replace(" ", NBSP)


def test_an_unknown_zone_is_shown_by_its_own_name():
    assert formats.zone_label("Europe/Paris") == "Europe/Paris"


def test_a_span_on_one_day_names_the_zone_once():
    end = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
    assert formats.span(MEETING, end, "Asia/Jakarta") == (f"pukul{NBSP}09.00 sampai 11.30{NBSP}WIB")


def test_a_span_over_midnight_names_the_second_day():
    end = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    assert "Kamis, 26" in formats.span(MEETING, end, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("33.07.05.2004", "Asia/Jakarta"),
        ("18.02", "Asia/Jakarta"),
        ("51.01", "Asia/Makassar"),
        ("76", "Asia/Makassar"),
        ("81", "Asia/Jayapura"),
        ("96.01", "Asia/Jayapura"),
    ],
)
def test_a_region_s_zone_follows_from_its_province(code, zone):
    assert formats.zone_of_code(code) == zone


@pytest.mark.parametrize(
    ("other", "text"),
    [
        (22, "hari ini"),
        (23, "besok"),
        (21, "kemarin"),
        (25, "3 hari lagi"),
        (15, "7 hari lalu"),
    ],
)
def test_days_are_told_as_people_say_them(other, text):
    assert formats.days_away(date(2026, 11, other), today=date(2026, 11, 22)) == text


@pytest.mark.parametrize(
    ("amount", "long", "short"),
    [
        (0, "Rp0", "Rp0"),
        (999_999, "Rp999.999", "Rp999.999"),
        (1_500_000, "Rp1.500.000", "Rp1,5 juta"),
        (73_774_988, "Rp73.774.988", "Rp73,8 juta"),
        (73_749_999, "Rp73.749.999", "Rp73,7 juta"),
        (73_750_000, "Rp73.750.000", "Rp73,8 juta"),
        (187_300_000, "Rp187.300.000", "Rp187,3 juta"),
        (999_949_999, "Rp999.949.999", "Rp999,9 juta"),
        (999_950_000, "Rp999.950.000", "Rp1 miliar"),
        (8_400_000_000, "Rp8.400.000.000", "Rp8,4 miliar"),
        (2_000_000_000_000, "Rp2.000.000.000.000", "Rp2 triliun"),
    ],
)
def test_money_is_written_as_in_indonesia(amount, long, short):
    assert formats.rupiah(amount) == long
    assert formats.rupiah_short(amount) == short.replace(" ", NBSP)


def test_numbers_are_grouped_as_the_reader_s_language_does():
    assert formats.number(1234567) == "1.234.567"
    with translation.override("en"):
        assert formats.number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("+6281234567890", "0812-3456-7890"), ("+62286321", "0286-321"), ("112", "112")],
)
def test_phones_are_shown_as_they_are_dialled(kept, shown):
    assert formats.phone(kept) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("id", "1.234,5"), ("en", "1,234.5")], ids=["Indonesian", "English"]
)
def test_a_figure_is_written_as_its_reader_writes_it(language, shown):
    with translation.override(language):
        assert formats.figure(Decimal("1234.50")) == shown


def test_the_filters_say_the_same():
    page = Template(
        "{% load formats %}{{ when|moment:'Asia/Jakarta' }}|{{ when|day_of:'Asia/Jayapura' }}|"
        "{{ when|at_clock:'Asia/Makassar' }}|{{ 1500000|rupiah }}|{{ 'Sido Dadi'|initials }}"
    ).render(Context({"when": MEETING}))
    assert page.replace(NBSP, " ") == (
        "Rabu, 25 November 2026 pukul 09.00 WIB|25 November 2026|pukul 10.00 WITA|Rp1.500.000|SD"
    )


def test_filters_without_a_zone_use_the_reader_s():
    page = Template("{% load formats %}{{ when|moment }}").render(Context({"when": MEETING}))
    assert "WIB" in page


@pytest.mark.parametrize(
    ("size", "said", "in_english"),
    [
        (1, "1 byte", "1 byte"),
        (537, "537 byte", "537 bytes"),
        (1023, "1.023 byte", "1,023 bytes"),
        (1024, "1,0 KB", "1.0 KB"),
        (5 * 2**20, "5,0 MB", "5.0 MB"),
    ],
)
def test_the_size_of_a_file_is_in_the_words_of_the_exact_texts(size, said, in_english):
    assert formats.file_size(size).replace(NBSP, " ") == said
    with translation.override("en"):
        assert formats.file_size(size).replace(NBSP, " ") == in_english


def test_a_short_month_and_a_weekday():
    assert formats.short_month(date(2026, 12, 1)) == "Des"
    assert formats.weekday(date(2026, 12, 2)) == "Rabu"


def test_a_long_number_may_go_on_after_each_slash():
    drawn = Template("{% load formats %}{{ number|at_slashes }}").render(
        Context({"number": "005/<b>/XI/2026"})
    )

    assert drawn == "005/<wbr>&lt;b&gt;/<wbr>XI/<wbr>2026"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Siti Maryamah, S.Pd.", "Selamat datang, Siti Maryamah, S.Pd."),
        ("Siti Maryamah", "Selamat datang, Siti Maryamah."),
    ],
)
def test_a_name_that_ends_with_a_full_stop_brings_the_one_of_the_sentence(name, sentence):
    assert f"Selamat datang, {formats.before_stop(name)}." == sentence
