"""Who mediates, by the codes of the parties, and how long disputes take."""

import pytest

from agreements.mediation import Seat, Times, above, can_go_up, desk_of, seat_for, times

A, B = "33.07.05.2004", "33.07.05.2005"
OTHER_SUBDISTRICT, OTHER_REGENCY, OTHER_PROVINCE = (
    "33.07.06.2001", "33.08.05.2004", "34.07.05.2004",
)  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "level", "code"),
    [
        ([A, B], "camat", "33.07.05"),
        ([A], "camat", "33.07.05"),  # against a third party
        ([A, OTHER_SUBDISTRICT], "bupati", "33.07"),
        ([A, B, OTHER_SUBDISTRICT], "bupati", "33.07"),
        ([A, OTHER_REGENCY], "gubernur", "33"),
        ([A, OTHER_PROVINCE], "menteri", ""),
        (["33.07.05", A], "bupati", "33.07"),  # the camat is party himself
        (["33.07.05"], "bupati", "33.07"),
        (["33.07.05", "33.07.06"], "bupati", "33.07"),
        (["33.07.05", "33.08.05"], "gubernur", "33"),
        ([A, "33.07"], "gubernur", "33"),
    ],
)
def test_the_lowest_office_above_all_parties_mediates(codes, level, code):
    assert seat_for(codes) == Seat(level, code)
    assert seat_for(codes[::-1]) == Seat(level, code)


def test_a_case_goes_up_one_office_at_a_time():
    assert above("camat", A) == Seat("bupati", "33.07")
    assert above("bupati", A) == Seat("gubernur", "33")
    assert [can_go_up(level) for level in ("camat", "bupati", "gubernur", "menteri")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_who_is_not_here_has_the_case_kept_by_the_regency_of_who_raised_it():
    assert desk_of(Seat("camat", "33.07.05"), A) == "33.07.05"
    assert desk_of(Seat("gubernur", "33"), A) == "33.07"
    assert desk_of(Seat("menteri", ""), OTHER_PROVINCE) == "34.07"


def test_times_are_median_and_range():
    assert times([]) is None
    assert times(iter([3, 20, 8])) == Times(3, 8, 3, 20)
