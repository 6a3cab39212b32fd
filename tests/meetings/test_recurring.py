"""Series of meetings: begun, laid out, one date changed alone, called, ended."""

from datetime import date, time, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, tasks
from meetings.actions import recurring
from meetings.models import Meeting, Occurrence, Series
from notifications.models import Mail
from tests.factories.meetings import OccurrenceFactory, SeriesFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.crowd import at_once

NOW = "2026-11-02 03:00:00+00:00"  # Monday, 10.00 WIB


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def head(db, clock):
    return MandateFactory()


@pytest.fixture
def wish(head):
    """What the secretary wishes."""
    return {
        "by": head,
        "held_for": ForumFactory(members=[head.region]),
        "pattern": "monthly",
        "first_day": date(2026, 11, 11),
        "title": "Rapat koordinasi",
        "kind": "coordination",
        "purpose": "",
        "start": time(9),
        "minutes": 150,
        "zone": "Asia/Makassar",
        "place": "Aula",
        "link": "",
        "is_open": True,
        "agenda": [{"title": "Pembukaan", "kind": "information", "minutes": 10, "speaker": ""}],
    }


def days(series):
    return [f"{day:%m-%d}" for day in series.occurrences.values_list("day", flat=True)]


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_three_months_are_laid_out_at_once_and_nobody_is_told(wish):
    series = actions.start_series(**wish)

    assert days(series) == ["11-11", "12-09", "01-13"]
    first = series.occurrences.first()
    assert first.starts_at.isoformat() == "2026-11-11T01:00:00+00:00"
    assert (first.state, first.is_own) == ("planned", False)
    assert not Mail.objects.exists()
    assert verbs() == ["meetings.series_started"]


def test_the_clock_lays_out_what_comes_into_view_and_doubles_nothing(wish, clock):
    series = actions.start_series(**wish)

    tasks.lay_out_series()
    assert len(days(series)) == 3
    clock.shift(timedelta(days=20))
    assert actions.lay_out_all() == 1
    actions.lay_out_all()
    assert days(series) == ["11-11", "12-09", "01-13", "02-10"]


def test_one_that_somebody_ends_while_the_others_are_laid_out_stays_as_it_is(wish, clock):
    first = actions.start_series(**wish)
    second = actions.start_series(**wish)
    clock.shift(timedelta(days=20))
    lays_out = recurring.lay_out

    def ends_the_other(series, now):
        actions.end_series(second, by=wish["by"])
        lays_out(series, now)

    with patch.object(recurring, "lay_out", ends_the_other):
        actions.lay_out_all()

    assert days(first)[-1] == "02-10"
    assert days(second)[-1] == "01-13"


def test_what_was_changed_or_left_out_is_not_laid_out_anew(wish):
    series = actions.start_series(**wish)
    first, second, _third = series.occurrences.all()
    actions.change_occurrence(
        first,
        by=wish["by"],
        starts_at=first.starts_at + timedelta(days=1),
        ends_at=first.ends_at + timedelta(days=1),
        place="Balai desa",
    )
    actions.cancel_occurrence(second, by=wish["by"], reason="Libur bersama")

    actions.lay_out_all()

    kept = series.occurrences.order_by("day").values_list("state", "place")
    assert list(kept) == [("planned", "Balai desa"), ("cancelled", "Aula"), ("planned", "Aula")]
    first.refresh_from_db()
    assert first.is_own
    assert f"{first.day:%m-%d}" == "11-11"


def test_the_same_form_begins_one_series(wish):
    first = actions.start_series(**wish)

    with pytest.raises(Refusal):
        actions.start_series(**wish, uid=first.uid)
    assert Series.objects.count() == 1


def test_another_fault_of_the_database_is_not_hidden(wish):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.start_series(**wish | {"title": None})


def test_partners_of_a_project_meet_regularly_too(wish, head):
    series = actions.start_series(**wish | {"held_for": ProjectFactory(lead=head.region)})

    assert series.held_for == series.project
    assert series.notice_days == 7


def test_only_who_may_call_begins_changes_leaves_out_and_ends(wish):
    stranger = MandateFactory()
    series = actions.start_series(**wish)
    occurrence = series.occurrences.first()

    for forbidden in (
        lambda: actions.start_series(**wish | {"by": stranger}),
        lambda: actions.change_occurrence(
            occurrence,
            by=stranger,
            starts_at=occurrence.starts_at,
            ends_at=occurrence.ends_at,
            place="",
        ),
        lambda: actions.cancel_occurrence(occurrence, by=stranger, reason="Tidak"),
        lambda: actions.end_series(series, by=stranger),
    ):
        with pytest.raises(Forbidden):
            forbidden()


def test_a_date_is_not_moved_into_the_past(wish):
    occurrence = actions.start_series(**wish).occurrences.first()
    past = timezone.now() - timedelta(hours=1)

    with pytest.raises(Refusal):
        actions.change_occurrence(
            occurrence, by=wish["by"], starts_at=past, ends_at=timezone.now(), place=""
        )


def called(occurrence, by, **changes):
    occurrence.refresh_from_db()
    series = occurrence.series
    facts = {
        "by": by,
        "regions": list(series.forum.members.all()),
        "starts_at": occurrence.starts_at,
        "ends_at": occurrence.ends_at,
        "answer_by": occurrence.starts_at,
        "zone": series.zone,
        "place": occurrence.place,
        "title": series.title,
    }
    return actions.call_occurrence(occurrence, **facts | changes)


def test_a_called_date_is_an_ordinary_meeting_with_answers_of_its_own(wish, head):
    series = actions.start_series(**wish)
    first, second, _third = series.occurrences.all()
    one, two = called(first, head), called(second, head)

    actions.answer(one.invitations.get(), by=head, answer="attends")
    actions.move(
        one,
        by=head,
        starts_at=one.starts_at + timedelta(days=1),
        ends_at=one.ends_at + timedelta(days=1),
        zone=one.zone,
        answer_by=one.answer_by,
    )

    second.refresh_from_db()
    assert (second.state, second.meeting) == ("called", two)
    assert two.invitations.get().answer == "none"
    assert Meeting.objects.get(pk=two.pk).starts_at == second.starts_at
    assert one.uid != two.uid


def test_what_was_called_or_left_out_is_called_no_more(wish, head):
    first, second, _third = actions.start_series(**wish).occurrences.all()
    called(first, head)
    actions.cancel_occurrence(second, by=head, reason="Libur bersama")

    for occurrence in (first, second):
        with pytest.raises(Refusal):
            called(occurrence, head)
    assert Meeting.objects.count() == 1


def test_an_ended_series_keeps_what_was_called_and_lays_out_nothing(wish, head, clock):
    series = actions.start_series(**wish)
    first = series.occurrences.first()
    meeting = called(first, head)

    actions.end_series(series, by=head)

    states = series.occurrences.order_by("day").values_list("state", flat=True)
    assert list(states) == ["called", "cancelled", "cancelled"]
    assert Meeting.objects.get() == meeting
    clock.shift(timedelta(days=60))
    assert actions.lay_out_all() == 0
    assert series.occurrences.count() == 3
    with pytest.raises(Refusal):
        actions.end_series(series, by=head)


@pytest.mark.django_db(transaction=True)
def test_of_many_taps_one_calls_the_date():
    occurrence = OccurrenceFactory()
    head = occurrence.series.started_by
    occurrence.series.forum.memberships.create(region=head.region)

    def tap():
        try:
            called(Occurrence.objects.get(), head)
        except Refusal:
            return "refused"
        return "called"

    assert sorted(at_once([tap] * 8)) == ["called"] + ["refused"] * 7
    assert Meeting.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_lay_each_date_out_once_while_the_series_ends():
    series = SeriesFactory()
    head = series.started_by

    at_once([*[actions.lay_out_all] * 6, lambda: actions.end_series(series, by=head)])

    found = list(series.occurrences.values_list("day", flat=True))
    assert len(found) == len(set(found))
    series.refresh_from_db()
    assert series.state == "ended"
    assert not series.occurrences.filter(state="planned").exists()
