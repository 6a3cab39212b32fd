"""Numbers of letters from templates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.numbering import NOT_YET, USUAL, fault_of, written

DAY = date(2026, 11, 22)


def number(template=USUAL, order=12, day=DAY, classification="005", unit="BKAD"):
    return written(template, order=order, day=day, classification=classification, unit=unit)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (USUAL, "005/012/BKAD/XI/2026"),
        ("{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}", "005/12/BKAD/XI/2026"),
        ("{klasifikasi} / {unit}/{urut:04}/{tahun}", "005 / BKAD/0012/2026"),
        ("{urut}.{bulan:02}.{tahun}", "12.11.2026"),
    ],
)
def test_a_number_follows_its_template(template, expected):
    assert fault_of(template) == ""
    assert number(template) == expected


def test_before_it_is_given_the_place_of_the_number_is_seen():
    assert number(order=None) == f"005/{NOT_YET}/BKAD/XI/2026"


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{klasifikasi}/{unit}/{tahun}", "order"),
        ("{urut}/{urut}/{tahun}", "twice"),
        ("{bulan}{urut}/{tahun}", "joined"),
        ("{urut}/{unit}", "year"),
        ("{urut}/{tahun}/{desa}", "unknown"),
        ("{urut}/{tahun}/{unit.__class__}", "unknown"),
        ("{urut:99}/{tahun}", "unknown"),
        ("{urut}/{tahun:04}", "width"),
        ("{urut}/{tahun}}", "unknown"),
        ("{urut}/{tahun}<b>", "signs"),
        ("{urut}/{tahun}\n", "signs"),
        ("", "order"),
    ],
)
def test_a_template_that_would_give_no_good_number_has_a_name_for_why(template, fault):
    assert fault_of(template) == fault


def test_what_a_unit_is_called_is_never_read_as_a_template():
    assert number(unit="{tahun}{urut}") == "005/012/{tahun}{urut}/XI/2026"


@given(st.text(max_size=80), st.dates(), st.integers(1, 10**6))
def test_no_template_breaks_the_writing(template, day, order):
    fault_of(template)
    number(template, order, day)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=2, unique=True), st.dates())
def test_two_orders_of_a_year_never_give_the_same_number(orders, day):
    for template in (USUAL, "{bulan}.{urut}.{tahun}", "{urut}-{tahun}"):
        first, second = (number(template, order, day) for order in orders)
        assert first != second
