"""Holidays by name."""

from datetime import date

import pytest
from django.utils.translation import override

from meetings.holidays import holiday_on


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 8, 17), "Kemerdekaan"),
        (date(2026, 12, 25), "Natal"),
        (date(2026, 3, 21), "Idul Fitri"),
        (date(2027, 1, 1), "Tahun Baru"),
    ],
)
def test_a_holiday_has_a_name(day, name):
    assert name in holiday_on(day)


def test_joint_leave_is_named_as_well():
    assert "Cuti Bersama" in holiday_on(date(2026, 12, 24))


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(1912, 8, 17), date(9999, 12, 31)])
def test_a_usual_day_has_none(day):
    assert holiday_on(day) == ""


def test_the_name_is_in_the_readers_language():
    with override("en"):
        assert holiday_on(date(2026, 12, 25)) == "Christmas Day"
