"""A running series gets another rhythm, time, place or last day from a day on."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import Meeting, Occurrence, Series
from notifications.models import Mail, Notification
from tests.factories.meetings import SeriesFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
NOW = "2026-11-02 03:00:00+00:00"  # Monday, 10.00 WIB


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def head(clock):
    return MandateFactory()


@pytest.fixture
def series(head):
    """Every Wednesday at 09.00 WIB from 11 November on, laid out until the end of January."""
    series = SeriesFactory(
        started_by=head,
        forum=ForumFactory(members=[head.region]),
        first_day=date(2026, 11, 11),
        link="https://rapat.contoh.id/a",
    )
    actions.lay_out_all()
    return series


def wish(**changes):
    facts = {
        "pattern": "weekly", "first_day": date(2026, 11, 25), "start": time(13), "minutes": 120,
        "place": "Balai desa", "link": "",
    }  # fmt: skip
    return facts | changes


def change(series, **changes):
    return actions.change_series(series, by=series.started_by, **wish(**changes))


def at(series, day):
    return series.occurrences.get(day=day)


def called(occurrence):
    series = occurrence.series
    return actions.call_occurrence(
        occurrence, by=series.started_by, regions=list(series.forum.members.all()),
        starts_at=occurrence.starts_at, ends_at=occurrence.ends_at,
        answer_by=occurrence.starts_at - timedelta(days=1), zone=series.zone,
        place=occurrence.place, link=series.link, title=series.title,
    )  # fmt: skip


def clocks(series):
    """Day by the rule → what the clock says where it is held."""
    return {
        f"{row.day:%m-%d}": f"{timezone.localtime(row.starts_at):%m-%d %H.%M}"
        for row in series.occurrences.order_by("day")
    }


# --- time and place ------------------------------------------------------------------------


def test_from_the_day_on_all_planned_dates_follow_and_what_lies_before_stays(series):
    outcome = change(series)

    found = clocks(series)
    assert found["11-18"] == "11-18 09.00"
    assert found["11-25"] == "11-25 13.00" and found["01-27"] == "01-27 13.00"
    first, last = at(series, date(2026, 11, 18)), at(series, date(2026, 11, 25))
    assert (first.place, last.place) == ("Aula kecamatan", "Balai desa")
    assert last.ends_at - last.starts_at == timedelta(hours=2)
    assert (outcome.planned, outcome.moved, outcome.kept) == (10, 0, 0)
    assert not Mail.objects.exists()
    event = AuditEvent.objects.get(verb="meetings.series_changed")
    assert event.detail["since"] == "2026-11-25"


def test_the_same_weekday_leaves_the_rule_as_it_is_counted(series):
    change(series)

    series.refresh_from_db()
    assert (series.rule, series.first_day) == ("FREQ=WEEKLY;BYDAY=WE", date(2026, 11, 11))


def test_what_was_changed_or_left_out_alone_stays(series):
    head = series.started_by
    moved, elsewhere, out = (at(series, date(2026, 12, day)) for day in (2, 9, 16))
    actions.change_occurrence(
        moved, by=head, place=moved.place,
        starts_at=moved.starts_at + timedelta(days=1), ends_at=moved.ends_at + timedelta(days=1),
    )  # fmt: skip
    actions.change_occurrence(
        elsewhere, by=head, place="Pendopo",
        starts_at=elsewhere.starts_at, ends_at=elsewhere.ends_at,
    )  # fmt: skip
    actions.cancel_occurrence(out, by=head, reason="Libur")

    outcome = change(series)

    found = clocks(series)
    assert (found["12-02"], found["12-09"], found["12-16"]) == (
        "12-03 09.00", "12-09 09.00", "12-16 09.00",
    )  # fmt: skip
    assert at(series, out.day).state == "cancelled"
    assert at(series, elsewhere.day).place == "Pendopo"
    assert outcome.kept == 2 and found["12-23"] == "12-23 13.00"


# --- another rhythm ------------------------------------------------------------------------


def test_another_rhythm_takes_the_place_of_the_old_dates(series):
    outcome = change(series, pattern="monthly", first_day=date(2026, 12, 3))

    assert list(clocks(series)) == ["11-11", "11-18", "11-25", "12-02", "12-03", "01-07"]
    series.refresh_from_db()
    assert series.rule == "FREQ=MONTHLY;BYDAY=1TH"
    assert outcome.planned == 2


def test_an_own_date_between_the_new_ones_stays(series):
    own = at(series, date(2026, 12, 9))
    actions.change_occurrence(
        own, by=series.started_by, place="Pendopo", starts_at=own.starts_at, ends_at=own.ends_at
    )

    change(series, pattern="monthly", first_day=date(2026, 12, 3))

    assert at(series, own.day).place == "Pendopo"


def test_the_clock_lays_out_by_the_new_rule_only(series, clock):
    change(series, pattern="monthly", first_day=date(2026, 12, 3))
    clock.shift(timedelta(days=40))

    actions.lay_out_all()

    assert list(clocks(series))[-2:] == ["02-04", "03-04"]


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 10, 28), date(2027, 2, 3)])
def test_the_day_lies_ahead_and_within_what_is_laid_out(series, day):
    before = clocks(series)

    with pytest.raises(Refusal, match="tiga bulan"):
        change(series, first_day=day)
    assert clocks(series) == before


# --- the last day --------------------------------------------------------------------------


def test_a_last_day_takes_back_what_lies_behind_it_and_then_ends_the_series(series, clock):
    change(series, until=date(2026, 12, 2))

    assert list(clocks(series)) == ["11-11", "11-18", "11-25", "12-02"]
    actions.lay_out_all()
    assert series.occurrences.count() == 4
    clock.move_to("2026-12-02 22:00:00+00:00")
    actions.lay_out_all()
    series.refresh_from_db()
    assert series.state == "ended"
    assert AuditEvent.objects.filter(verb="meetings.series_over").count() == 1


def test_a_date_moved_behind_the_last_day_keeps_the_series_open(series, clock):
    own = at(series, date(2026, 12, 2))
    later = timedelta(days=9)
    actions.change_occurrence(
        own, by=series.started_by, place=own.place,
        starts_at=own.starts_at + later, ends_at=own.ends_at + later,
    )  # fmt: skip
    change(series, until=date(2026, 12, 2))

    clock.move_to("2026-12-05 03:00:00+00:00")
    actions.lay_out_all()
    series.refresh_from_db()
    assert series.is_running
    clock.move_to("2026-12-13 03:00:00+00:00")
    actions.lay_out_all()
    series.refresh_from_db()
    assert not series.is_running


def test_the_database_knows_no_last_day_before_the_first(series):
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.update(until=date(2026, 11, 10))


# --- what has been called ------------------------------------------------------------------


def letters(kind):
    return Mail.objects.filter(kind=kind).count()


def test_a_called_meeting_moves_along_and_its_invited_are_told_once(series, head):
    meeting = called(at(series, date(2026, 11, 25)))
    Mail.objects.update(state="sent", sent_at=timezone.now())
    actions.answer(meeting.invitations.get(), by=head, answer="attends")

    outcome = change(series)

    meeting.refresh_from_db()
    assert f"{timezone.localtime(meeting.starts_at):%d %H.%M}" == "25 13.00"
    assert (meeting.place, meeting.link, meeting.sequence) == ("Balai desa", "", 1)
    assert meeting.invitations.get().answer == "none"
    assert letters("meetings.moved") == 1 and letters("meetings.changed") == 0
    text = Mail.objects.get(kind="meetings.moved").text
    assert "13.00" in text and "Balai desa" in text
    assert Notification.objects.filter(kind="meetings.moved").count() == 1
    assert outcome.moved == 1


def test_another_place_alone_leaves_the_answers(series, head):
    meeting = called(at(series, date(2026, 11, 25)))
    Mail.objects.update(state="sent", sent_at=timezone.now())
    actions.answer(meeting.invitations.get(), by=head, answer="attends")

    change(series, start=time(9), minutes=150)

    meeting.refresh_from_db()
    assert meeting.place == "Balai desa"
    assert meeting.invitations.get().answer == "attends"
    assert letters("meetings.moved") == 0 and letters("meetings.changed") == 1


def test_a_change_of_the_rest_tells_nobody(series):
    called(at(series, date(2026, 11, 25)))
    before = Mail.objects.count()

    outcome = change(
        series, start=time(9), minutes=150, place=series.place, link=series.link,
        until=date(2026, 12, 30),
    )  # fmt: skip

    assert (outcome.moved, Mail.objects.count()) == (0, before)


def test_a_called_meeting_on_a_day_that_is_no_more_stays(series):
    meeting = called(at(series, date(2026, 12, 9)))
    before = Mail.objects.count()

    outcome = change(series, pattern="monthly", first_day=date(2026, 12, 3))

    meeting.refresh_from_db()
    assert f"{timezone.localtime(meeting.starts_at):%d %H.%M}" == "09 09.00"
    assert (outcome.kept, Mail.objects.count()) == (1, before)


def test_a_called_meeting_follows_again_when_the_series_comes_back_to_its_day(series):
    meeting = called(at(series, date(2026, 12, 9)))
    change(series, pattern="weekly", first_day=date(2026, 12, 3), link="https://rapat.contoh.id/b")
    meeting.refresh_from_db()
    assert f"{timezone.localtime(meeting.starts_at):%d %H.%M}" == "09 09.00"

    outcome = change(series, first_day=date(2026, 12, 9), start=time(14))

    meeting.refresh_from_db()
    assert f"{timezone.localtime(meeting.starts_at):%d %H.%M}" == "09 14.00"
    assert (meeting.place, outcome.moved, outcome.kept) == ("Balai desa", 1, 0)


def test_a_meeting_called_with_another_link_keeps_it(series):
    own = at(series, date(2026, 12, 9))
    meeting = called(own)
    Meeting.objects.update(link="https://rapat.contoh.id/khusus")

    assert change(series).kept == 1
    meeting.refresh_from_db()
    assert meeting.link == "https://rapat.contoh.id/khusus"


def test_a_date_that_is_put_back_follows_again(series):
    date_ = at(series, date(2026, 12, 2))
    was = {"starts_at": date_.starts_at, "ends_at": date_.ends_at, "place": date_.place}
    actions.change_occurrence(date_, by=series.started_by, **was | {"place": "Pendopo"})
    actions.change_occurrence(date_, by=series.started_by, **was)

    assert change(series).kept == 0
    assert clocks(series)["12-02"] == "12-02 13.00"


def test_a_called_meeting_that_was_moved_or_cancelled_alone_stays(series, head):
    moved, off = called(at(series, date(2026, 11, 25))), called(at(series, date(2026, 12, 2)))
    later = timedelta(hours=1)
    actions.move(
        moved, by=head, starts_at=moved.starts_at + later, ends_at=moved.ends_at + later,
        zone=moved.zone, answer_by=moved.answer_by,
    )  # fmt: skip
    actions.cancel(off, by=head, reason="Banjir")
    before = Mail.objects.count()

    outcome = change(series)

    moved.refresh_from_db()
    assert f"{timezone.localtime(moved.starts_at):%d %H.%M}" == "25 10.00"
    assert (outcome.moved, outcome.kept, Mail.objects.count()) == (0, 2, before)


def test_an_answer_wanted_by_a_passed_time_is_wanted_until_the_start(series, clock):
    meeting = called(at(series, date(2026, 11, 11)))
    Meeting.objects.update(answer_by=timezone.now() + timedelta(hours=1))

    change(series, first_day=date(2026, 11, 11), start=time(6))

    meeting.refresh_from_db()
    assert meeting.answer_by == meeting.starts_at


def test_which_called_meetings_would_move_is_known_before_anything_is_written(series, head):
    meeting = called(at(series, date(2026, 12, 9)))
    facts = {name: getattr(meeting, name) for name in ("starts_at", "ends_at")}

    same_rule = wish(first_day=series.first_day)
    for changes in (same_rule, wish(), wish(start=time(9), minutes=150)):
        moves = actions.called_meetings_to_move(series, by=head, **changes)
        found = [(each, timezone.localtime(start).hour) for each, start, _end in moves]
        assert found == ([] if changes["start"] == time(9) else [(meeting, 13)])

    meeting.refresh_from_db()
    assert {name: getattr(meeting, name) for name in facts} == facts


# --- who, and two at once ------------------------------------------------------------------


def test_only_who_called_it_changes_a_running_series(series):
    with pytest.raises(Forbidden):
        actions.change_series(series, by=MandateFactory(), **wish())
    actions.end_series(series, by=series.started_by)
    with pytest.raises(Refusal):
        change(series)


def test_a_stale_form_changes_nothing(series, clock):
    seen = series.seen
    clock.shift(1)
    change(series, seen=seen)
    series.refresh_from_db()

    with pytest.raises(Refusal, match="diubah sejak"):
        change(series, start=time(8), seen=seen)
    series.refresh_from_db()
    assert series.start == time(13)


def test_a_date_that_the_change_took_away_is_refused_kindly(series):
    gone = at(series, date(2026, 12, 9))
    change(series, pattern="monthly", first_day=date(2026, 12, 3))

    with pytest.raises(Refusal, match="sudah tidak ada"):
        actions.cancel_occurrence(gone, by=series.started_by, reason="Libur")


@pytest.mark.django_db(transaction=True)
def test_many_workers_lay_out_while_the_rhythm_changes():
    first = timezone.localdate() + timedelta(days=8)
    series = SeriesFactory()
    new = {
        "pattern": "weekly", "first_day": first, "start": time(8), "minutes": 60,
        "place": "Pendopo", "link": "",
    }  # fmt: skip

    def change_it():
        return actions.change_series(series, by=series.started_by, **new)

    at_once([actions.lay_out_all, actions.lay_out_all, change_it, *[actions.lay_out_all] * 4])

    series.refresh_from_db()
    late = series.occurrences.filter(day__gte=first)
    assert {row.day.weekday() for row in late} == {first.weekday()}
    assert {row.starts_at for row in late} == {series.span(row.day)[0] for row in late}
    assert late.count() == len(series.days(first, timezone.localdate() + actions.AHEAD))


@pytest.mark.django_db(transaction=True)
def test_a_date_changed_alone_at_the_same_moment_keeps_its_own():
    series = SeriesFactory()
    actions.lay_out_all()
    own = series.occurrences.order_by("day")[2]

    def alone():
        try:
            actions.change_occurrence(
                Occurrence.objects.get(pk=own.pk), by=series.started_by, place="Pendopo",
                starts_at=own.starts_at, ends_at=own.ends_at,
            )  # fmt: skip
        except Refusal as refusal:
            return str(refusal)
        return "saved"

    def all_of_them():
        try:
            return change(
                Series.objects.get(pk=series.pk), first_day=series.first_day, seen=series.seen
            )
        except Refusal:
            return None

    answers = at_once([alone, all_of_them, all_of_them])

    assert answers[0] == "saved" and len([a for a in answers[1:] if a]) == 1
    assert series.occurrences.get(pk=own.pk).place == "Pendopo"
    assert set(series.occurrences.exclude(pk=own.pk).values_list("place", flat=True)) == {
        "Balai desa"
    }
