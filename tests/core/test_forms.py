import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.formats import rupiah
from core.forms import MAX_RUPIAH, LongTextField, MoneyField, PhoneField, TextField


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


def test_text_has_a_length():
    with pytest.raises(ValidationError):
        TextField(max_length=5).clean("enam ya")
    with pytest.raises(ValidationError):
        LongTextField(max_length=5).clean("enam ya")
    assert TextField(required=False).clean(None) == ""
    assert LongTextField(required=False).clean(None) == ""
