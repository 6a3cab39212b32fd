"""Days on which something is due, the line of the text, and the sums: arithmetic of promises."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements import promises
from agreements.promises import (
    Entry,
    Measure,
    Promise,
    Sums,
    due_days,
    first_due_since,
    measure_of,
    month_day_of,
    step_of,
    tally,
)

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MANY = settings(max_examples=200)


def test_once_is_one_day():
    assert due_days(date(2026, 3, 1), "once", date(2027, 3, 1)) == [date(2026, 3, 1)]


def test_what_begins_after_the_last_day_is_never_due():
    assert due_days(date(2026, 3, 2), "monthly", date(2026, 3, 1)) == []


def test_the_last_day_of_a_month_comes_back_after_a_shorter_one():
    days = due_days(date(2026, 1, 31), "monthly", date(2026, 5, 1))

    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


@MANY
@given(DAYS, st.sampled_from(promises.RHYTHMS), st.integers(0, 4000))
def test_due_days_lie_in_the_term_in_order_and_on_the_same_day_of_the_month(first, rhythm, length):
    last = first + timedelta(days=length)

    days = due_days(first, rhythm, last)

    assert days[0] == first and days[-1] <= last
    assert days == sorted(set(days))
    assert all(day.day == min(first.day, monthrange(day.year, day.month)[1]) for day in days)
    step = {"once": None, "monthly": 1, "quarterly": 3, "yearly": 12}[rhythm]
    months = [day.year * 12 + day.month for day in days]
    assert all(b - a == step for a, b in zip(months, months[1:], strict=False))


LATE_IN_A_MONTH = DAYS.filter(lambda day: day.day > 27)
LEAP_DAYS = st.sampled_from([2024, 2028, 2032]).map(lambda year: date(year, 2, 29))


@MANY
@given(
    LATE_IN_A_MONTH | LEAP_DAYS | DAYS,
    st.sampled_from(promises.RHYTHMS),
    st.integers(0, 4000),
    st.lists(st.integers(0, 4000), min_size=1, max_size=4),
    st.sets(st.integers(0, 40)),
)
def test_agreements_that_follow_each_other_owe_the_days_of_one_undisturbed_rhythm(
    first, rhythm, length, later, early
):
    """However many follow, whenever they begin; what was given ``early`` stays where it was."""
    last = first + timedelta(days=length)
    undisturbed = due_days(first, rhythm, last)
    given_early = {undisturbed[place] for place in early if place < len(undisturbed)}
    owed, kept, here, month_day = [], set(), undisturbed, None
    for start in sorted(first + timedelta(days=days) for days in later):
        stays = [day for day in here if day < start or day in given_early]
        owed += stays
        kept |= {step_of(rhythm, day) for day in stays}
        begin = first_due_since(first, rhythm, start, last, month_day)
        if begin is None:
            here = []
            break
        month_day = month_day_of(begin, month_day or first.day) if rhythm != "once" else None
        first = begin
        days = due_days(first, rhythm, last, month_day)
        here = [day for day in days if step_of(rhythm, day) not in kept]
    assert sorted(owed + here) == undisturbed


def test_a_leap_day_comes_back_after_a_successor_that_began_without_it():
    begin = first_due_since(date(2024, 2, 29), "yearly", date(2026, 1, 1), date(2029, 1, 1))

    days = due_days(begin, "yearly", date(2029, 1, 1), month_day_of(begin, 29))

    assert days == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_only_the_last_day_of_a_shorter_month_stands_for_another():
    found = [month_day_of(date(2027, 2, day), 31) for day in (1, 27, 28)]

    assert found == [None, None, 31]
    assert month_day_of(date(2027, 3, 31), 31) is None


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            {},
            "Desa Besani (33.07.05.2005): uang Rp12.500.000, iuran pipa; jatuh tempo 2026-12-10",
        ),
        (
            {"kind": "work", "amount": 1200, "rhythm": "quarterly"},
            "Desa Besani (33.07.05.2005): pekerjaan 1.200 hari orang kerja, iuran pipa; jatuh tempo "
            "2026-12-10, lalu setiap tiga bulan sampai 2028-01-01",
        ),
        (
            {"kind": "goods", "amount": 40, "unit": "sak", "source": "kontribusi 2 proyek K7M2"},
            "Desa Besani (33.07.05.2005): barang 40 sak, iuran pipa; jatuh tempo 2026-12-10; menurut "
            "kontribusi 2 proyek K7M2",
        ),
        (
            {"kind": "report", "amount": 0, "rhythm": "yearly"},
            "Desa Besani (33.07.05.2005): laporan, iuran pipa; jatuh tempo 2026-12-10, lalu setiap "
            "tahun sampai 2028-01-01",
        ),
        (
            {"kind": "report", "amount": 0, "rhythm": "monthly", "month_day": 31},
            "Desa Besani (33.07.05.2005): laporan, iuran pipa; jatuh tempo 2026-12-10, lalu setiap "
            "bulan pada tanggal 31 atau hari terakhir bulan itu sampai 2028-01-01",
        ),
    ],
)
def test_the_text_names_a_promise_in_one_line(words, line):
    facts = {
        "party": "Desa Besani", "code": "33.07.05.2005", "kind": "money", "amount": 12_500_000,
        "unit": "", "what": "iuran pipa", "first": date(2026, 12, 10), "rhythm": "once",
    } | words  # fmt: skip

    assert Promise(**facts).line(date(2028, 1, 1)) == line


def test_what_cannot_be_counted_is_counted_by_its_times():
    assert measure_of("report", 0, "") == Measure("report", by_times=True)
    assert measure_of("goods", 4, "sak") == Measure("goods", "sak")


COUNTS = st.integers(0, 600)
SUMS = st.integers(0, 10**15)


def entry(due, past, **figures):
    """Of the days that have come, one may be today's."""
    return Entry(due=due, past=max(due - past, 0), **figures)


ENTRIES = st.lists(
    st.builds(
        entry,
        measure=st.sampled_from([Measure("money"), Measure("work"), Measure("goods", "sak")]),
        each=SUMS, times=COUNTS, due=COUNTS, past=st.integers(0, 1), given=SUMS, claimed=SUMS, spared=SUMS,
    ),
    max_size=12,
)  # fmt: skip


@MANY
@given(ENTRIES)
def test_sums_are_whole_and_nothing_is_counted_twice_or_lost(entries):
    sums = tally(entries)

    assert sum(each.promised for each in sums.values()) == sum(
        e.each * e.times + e.spared for e in entries
    )
    assert sum(each.given for each in sums.values()) == sum(e.given + e.spared for e in entries)
    assert sum(each.claimed for each in sums.values()) == sum(e.claimed for e in entries)
    for each in sums.values():
        assert isinstance(each.promised, int)
        assert 0 <= each.behind <= each.due


def test_more_of_one_is_not_another():
    """Who has given the whole of the one long before its day is behind with the other all the same."""
    early = Entry(Measure("money"), each=110, times=1, due=0, past=0, given=110)
    late = Entry(Measure("money"), each=15, times=1, due=1, past=1)

    assert tally([early, late])[Measure("money")].behind == 15


def test_what_is_due_today_is_not_behind_yet():
    assert (
        tally([Entry(Measure("money"), 15, times=1, due=1, past=0)])[Measure("money")].behind == 0
    )


def test_of_a_released_day_no_more_was_owed_than_came():
    later = Entry(Measure("money"), 15, times=1, due=1, past=1, spared=12)

    sums = tally([later])[Measure("money")]

    assert (sums.promised, sums.due, sums.given, sums.behind) == (27, 27, 12, 15)


@MANY
@given(ENTRIES, st.randoms())
def test_the_order_does_not_matter(entries, chance):
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert tally(shuffled) == tally(entries)


@MANY
@given(ENTRIES, ENTRIES)
def test_sums_of_two_lists_are_the_sums_of_both(one, other):
    both = tally(one + other)

    for measure, sums in both.items():
        first, second = tally(one).get(measure, Sums()), tally(other).get(measure, Sums())
        assert sums == Sums(
            first.promised + second.promised, first.due + second.due,
            first.given + second.given, first.claimed + second.claimed,
            first.behind + second.behind,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "step"), [(8, None), (7, 7), (6, 7), (1, None), (0, 0), (-7, -7), (-10, None)]
)
def test_reminders_come_a_week_before_on_the_day_and_a_week_after(days, step):
    due = date(2026, 12, 10)

    assert promises.reminder_on(due, date(2026, 1, 1), due - timedelta(days=days)) == step
