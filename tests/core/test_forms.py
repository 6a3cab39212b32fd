from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.formats import rupiah
from core.forms import (
    MAX_RUPIAH,
    CountField,
    FigureField,
    LongTextField,
    MoneyField,
    PhoneField,
    TextField,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("412500000", 412_500_000),
        ("412.500.000", 412_500_000),
        ("412,500,000", 412_500_000),
        ("Rp412.500.000", 412_500_000),
        ("rp. 412.500.000,-", 412_500_000),
        ("412,5 juta", 412_500_000),
        ("412.5 juta", 412_500_000),
        ("1,25 miliar", 1_250_000_000),
        ("750 ribu", 750_000),
        ("1.500 juta", 1_500_000_000),
        ("1 triliun", 10**12),
        ("1,5 T", 1_500_000_000_000),
        ("0", 0),
        ("\u200b12.000 ", 12_000),
    ],
)
def test_money_is_read_as_people_write_it(typed, amount):
    assert MoneyField().clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["empat ratus juta", "1e9", "412,5", "1.2.3", "12 juta rupiah", "٣", "4 12"]
)
def test_money_that_is_no_number_gets_a_sentence(typed):
    with pytest.raises(ValidationError) as error:
        MoneyField().clean(typed)
    assert "412.500.000" in error.value.messages[0]


@pytest.mark.parametrize(
    "typed", ["1" + "0" * 18, "9999999 miliar", "9" * 400, "1" + "0" * 400, "1" + ".000" * 99]
)
def test_money_that_is_too_much_gets_a_sentence(typed):
    with pytest.raises(ValidationError) as error:
        MoneyField().clean(typed)
    assert error.value.code == "too_much"


@pytest.mark.parametrize("typed", ["-5", "Rp-412.500.000", "\u22125"])
def test_money_is_not_negative(typed):
    with pytest.raises(ValidationError) as error:
        MoneyField().clean(typed)
    assert error.value.code == "negative"


@pytest.mark.parametrize("typed", ["412500000,75", "412.500.000,5", "412,500,000.75"])
def test_money_has_no_sen(typed):
    with pytest.raises(ValidationError) as error:
        MoneyField().clean(typed)
    assert "sen" in error.value.messages[0]


@pytest.mark.parametrize(
    "typed", ["412 500 000", "Rp 412.500.000,00", "412500000,00", "000412500000"]
)
def test_money_with_blanks_or_no_sen_is_read(typed):
    assert MoneyField().clean(typed) == 412_500_000


@given(st.integers(min_value=0, max_value=MAX_RUPIAH))
def test_money_that_we_wrote_ourselves_is_read_back(amount):
    field = MoneyField()
    assert field.clean(rupiah(amount)) == amount
    assert field.clean(field.prepare_value(amount)) == amount


def test_empty_money_is_required_or_none():
    assert MoneyField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        MoneyField().clean(" ")
    assert MoneyField().prepare_value("typed") == "typed"


@pytest.mark.parametrize(
    "typed",
    ["0812-3456-7890", "+62 812 3456 7890", "62812 3456 7890", "(0812) 3456.7890"],
)
def test_phones_are_kept_in_one_form(typed):
    assert PhoneField().clean(typed) == "+6281234567890"


@pytest.mark.parametrize("typed", ["123", "0812345678901234567", "nol delapan", "0012345678"])
def test_a_wrong_phone_gets_a_sentence(typed):
    with pytest.raises(ValidationError) as error:
        PhoneField().clean(typed)
    assert "0812-3456-7890" in error.value.messages[0]


def test_a_phone_may_be_left_out_and_is_shown_as_dialled():
    assert PhoneField(required=False).clean("") == ""
    assert PhoneField().prepare_value("+6281234567890") == "0812-3456-7890"
    assert PhoneField().prepare_value(None) is None


def test_text_loses_control_and_direction_characters():
    assert TextField().clean("Bu\u202edi\x00  Santo\u200bso\n") == "Budi Santoso"
    assert LongTextField().clean("satu \r\n dua\r\n\r\ntiga") == "satu\ndua\n\ntiga"


def test_text_that_is_only_invisible_counts_as_empty():
    with pytest.raises(ValidationError):
        TextField().clean("\u200b\u202e")


def test_figures_of_a_length_are_written_with_dots():
    with pytest.raises(ValidationError, match=r"20\.000 huruf \(sekarang 25\.000\)"):
        LongTextField(max_length=20000).clean("a" * 25000)
    with pytest.raises(ValidationError, match=r"1\.000 huruf"):
        TextField(max_length=1000).clean("a" * 1001)


def test_text_has_a_length():
    with pytest.raises(ValidationError):
        TextField(max_length=5).clean("enam ya")
    with pytest.raises(ValidationError):
        LongTextField(max_length=5).clean("enam ya")
    assert TextField(required=False).clean(None) == ""
    assert LongTextField(required=False).clean(None) == ""


@pytest.mark.parametrize(
    ("typed", "count"),
    [("2500", 2500), ("2.500", 2500), ("5.000", 5000), ("2 500", 2500), ("1.250.000", 1250000),
     ("0", 0), ("007", 7), (" 25 ", 25), (40, 40)],
)  # fmt: skip
def test_a_count_is_read_as_people_write_it(typed, count):
    assert CountField().clean(typed) == count


@pytest.mark.parametrize(
    "typed", ["2,5", "5.00", "5.0", "0.125", "2,500", "25.00", "1.2500", "lima", "-", "1e3", "٣"]
)
def test_a_count_has_no_decimals(typed):
    with pytest.raises(ValidationError) as caught:
        CountField().clean(typed)
    assert caught.value.messages == ["Isi bilangan bulat tanpa koma, misalnya 25 atau 2.500."]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0", "Isi bilangan bulat sedikitnya 1."),
        ("-3", "Isi bilangan bulat sedikitnya 1."),
        ("2.001", "Isi bilangan bulat antara 1 dan 2.000. Periksa lagi jumlah nolnya."),
        ("9" * 400, "Isi bilangan bulat antara 1 dan 2.000. Periksa lagi jumlah nolnya."),
    ],
)
def test_the_sentence_names_the_limit_of_a_count(typed, says):
    with pytest.raises(ValidationError) as caught:
        CountField(min_value=1, max_value=2000).clean(typed)
    assert caught.value.messages == [says]


def test_a_count_that_we_wrote_ourselves_is_read_back():
    field = CountField(required=False)
    assert field.clean("") is None
    assert field.prepare_value(1250) == "1.250"
    assert field.prepare_value("1.25") == "1.25"
    assert not field.has_changed(1250, "1.250")


def test_a_figure_that_begins_with_nought_is_no_thousand():
    assert FigureField().clean("12.500") == 12500
    assert FigureField().clean("0,12") == FigureField().clean("0.12") == Decimal("0.12")
    for typed in ("0.125", "00.125", "0.125.000"):
        with pytest.raises(ValidationError, match="paling banyak dua angka"):
            FigureField().clean(typed)


@pytest.mark.parametrize("typed", ["0.125", "0.125 juta", "0,125", "0 125"])
def test_money_that_begins_with_nought_is_no_thousand(typed):
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)
