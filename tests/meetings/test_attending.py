"""Who came: by himself, by the minute taker, corrected and removed; each person once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import Attendance
from tests.factories.meetings import AttendanceFactory, InvitationFactory, MeetingFactory
from tests.factories.villages import MandateFactory, RegionFactory
from tests.meetings.crowd import at_once


@pytest.fixture
def meeting(db):
    """One that has begun five minutes ago."""
    return MeetingFactory(starts_at=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def keeper(meeting):
    return meeting.called_by


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# --- by himself -------------------------------------------------------------------


def test_a_representative_checks_himself_in_for_his_region(meeting):
    head = MandateFactory()

    row = actions.check_in(meeting, by=head)

    assert (row.name, row.office, row.region) == (str(head.user), "Kepala Desa", head.region)
    assert (row.state, row.how, row.recorded_by, row.is_confirmed) == ("present", "qr", head, True)
    assert verbs() == ["meetings.checked_in"]
    assert AuditEvent.objects.get().target_label == str(row)


def test_a_second_time_changes_nothing(meeting):
    head = MandateFactory()
    first = actions.check_in(meeting, by=head)

    again = actions.check_in(meeting, by=head)

    assert (again.pk, again.updated_at) == (first.pk, first.updated_at)
    assert verbs() == ["meetings.checked_in"]


def test_one_person_comes_once_also_with_two_mandates(meeting):
    head = MandateFactory()
    other = MandateFactory(user=head.user, office="secretary")
    actions.check_in(meeting, by=head)

    row = actions.check_in(meeting, by=other)

    assert Attendance.objects.get() == row
    assert row.region == head.region


def test_who_was_marked_absent_and_comes_after_all_is_late(meeting, keeper):
    head = MandateFactory()
    actions.mark(meeting, head, by=keeper, state="absent")

    with time_machine.travel(meeting.starts_at + timedelta(minutes=16)):
        row = actions.check_in(meeting, by=head)

    assert (row.state, Attendance.objects.count()) == ("late", 1)
    assert row.arrived_at is not None


def test_who_was_written_down_by_name_takes_that_row(meeting, keeper):
    head = MandateFactory()
    written = actions.add(meeting, by=keeper, name=str(head.user).upper(), region=head.region)

    row = actions.check_in(meeting, by=head)

    assert (row.pk, row.user, row.mandate) == (written.pk, head.user, head)


def test_a_stranger_is_on_the_list_but_not_confirmed(meeting):
    region = RegionFactory()

    row = actions.check_in_by_name(meeting, name="Ibu Sri", office="PKK", region=region)
    again = actions.check_in_by_name(meeting, name="ibu sri", office="Ketua PKK", region=region)

    assert again == row
    assert not row.is_confirmed
    assert row.recorded_by is None
    assert AuditEvent.objects.get().actor_name == ""


def test_a_stranger_takes_nobodys_place(meeting):
    head = MandateFactory()
    actions.check_in_by_name(meeting, name=str(head.user), office="?", region=head.region)

    row = actions.check_in(meeting, by=head)

    assert (row.is_confirmed, row.user, row.office) == (True, head.user, "Kepala Desa")
    assert Attendance.objects.count() == 1


def test_guests_of_an_institution_are_known_by_its_name(meeting):
    row = actions.check_in_by_name(meeting, name="Budi", institution="Yayasan Air")

    assert row.attends_for == "Yayasan Air"
    assert actions.check_in_by_name(meeting, name="BUDI", institution="yayasan air") == row
    assert actions.check_in_by_name(meeting, name="Budi", institution="Bank Desa") != row


@pytest.mark.parametrize("closed", [{"cancelled": True}, {"held": True}])
def test_after_the_end_nobody_checks_in(db, closed):
    meeting = MeetingFactory(**closed)

    with pytest.raises(Refusal):
        actions.check_in(meeting, by=MandateFactory())
    with pytest.raises(Refusal):
        actions.check_in_by_name(meeting, name="Budi", institution="Bank")
    assert not Attendance.objects.exists()


def test_a_meeting_that_nobody_closed_takes_nobody_on_the_next_day(meeting):
    with (
        time_machine.travel(meeting.ends_at + timedelta(hours=13)),
        pytest.raises(Refusal, match="selesai"),
    ):
        actions.check_in(meeting, by=MandateFactory())


def test_the_doors_open_two_hours_before(db):
    meeting, head = MeetingFactory(), MandateFactory()

    with time_machine.travel(meeting.starts_at - timedelta(minutes=119)):
        assert actions.check_in(meeting, by=head).state == "present"
    with (
        time_machine.travel(meeting.starts_at - timedelta(minutes=121)),
        pytest.raises(Refusal),
    ):
        actions.check_in(meeting, by=head)


def test_the_list_has_an_end(meeting, monkeypatch):
    monkeypatch.setattr(Attendance, "MAX_PEOPLE", 1)
    actions.check_in(meeting, by=MandateFactory())

    with pytest.raises(Refusal, match="penuh"):
        actions.check_in(meeting, by=MandateFactory())


# --- by the minute taker ----------------------------------------------------------


@pytest.mark.parametrize("state", Attendance.State.values)
def test_the_minute_taker_marks_in_five_states(meeting, keeper, state):
    row = actions.mark(meeting, MandateFactory(), by=keeper, state=state, substitute="Ibu Sri")

    row.refresh_from_db()
    assert row.state == state
    assert row.substitute == ("Ibu Sri" if state == "represented" else "")
    assert (row.arrived_at is None) == (state in ("excused", "absent"))
    assert (row.how, row.recorded_by) == ("list", keeper)


def test_another_tap_says_something_else_of_the_same_person(meeting, keeper):
    head = MandateFactory()
    actions.mark(meeting, head, by=keeper, state="present")

    actions.mark(meeting, head, by=keeper, state="excused")

    assert Attendance.objects.get().state == "excused"
    assert verbs() == ["meetings.attendance_marked"] * 2


def test_nobody_is_written_down_twice(meeting, keeper):
    region = RegionFactory()
    actions.add(meeting, by=keeper, name="Ibu Sri", region=region)

    with pytest.raises(Refusal, match="sudah"):
        actions.add(meeting, by=keeper, name="IBU SRI", region=region)
    assert Attendance.objects.count() == 1


def test_an_officials_mandate_is_enough_and_another_regions_is_not(meeting):
    official = MandateFactory(region=meeting.organiser, office="official", title="Kaur Umum")

    actions.mark(meeting, MandateFactory(), by=official, state="present")
    for by in (MandateFactory(), MandateFactory(region=meeting.organiser, office="council")):
        with pytest.raises(Forbidden):
            actions.mark(meeting, MandateFactory(), by=by, state="present")


def test_a_row_is_corrected_and_confirmed_by_it(meeting, keeper):
    row = AttendanceFactory(meeting=meeting, unconfirmed=True)

    actions.correct(row, by=keeper, state="represented", substitute="Ibu Ani", name="Sri", sex="P")

    row.refresh_from_db()
    assert (row.name, row.sex, row.substitute) == ("Sri", "P", "Ibu Ani")
    assert (row.is_confirmed, row.recorded_by) == (True, keeper)


def test_whom_a_mandate_names_keeps_his_name_and_region(meeting, keeper):
    head = MandateFactory()
    row = actions.check_in(meeting, by=head)

    actions.correct(
        row, by=keeper, state="late", name="Lain", region=RegionFactory(), office="Pj. Kades"
    )

    row.refresh_from_db()
    assert (row.name, row.region, row.office) == (str(head.user), head.region, "Pj. Kades")


def test_a_correction_takes_no_name_that_is_there(meeting, keeper):
    one = AttendanceFactory(meeting=meeting)
    other = AttendanceFactory(meeting=meeting, region=one.region)

    with pytest.raises(Refusal, match="sudah"):
        actions.correct(other, by=keeper, state="present", name=one.name)


def test_names_that_only_the_database_counts_as_one_are_refused_too(meeting, keeper):
    one = AttendanceFactory(meeting=meeting, name="Ibu Groß")  # ß has no capital letter of its own

    with pytest.raises(Refusal, match="sudah"):
        actions.add(meeting, by=keeper, name="IBU GROẞ", region=one.region)
    assert Attendance.objects.get() == one


def test_the_minute_taker_confirms_a_stranger_once(meeting, keeper):
    row = AttendanceFactory(meeting=meeting, unconfirmed=True)

    actions.confirm(row, by=keeper)
    actions.confirm(row, by=keeper)

    row.refresh_from_db()
    assert (row.is_confirmed, row.recorded_by) == (True, keeper)
    assert verbs() == ["meetings.attendance_confirmed"]


def test_a_removal_stands_in_the_trail_of_the_meeting(meeting, keeper):
    row = AttendanceFactory(meeting=meeting, name="Salah Ketik")

    actions.remove(row, by=keeper)

    event = AuditEvent.objects.get()
    assert not Attendance.objects.exists()
    assert (event.verb, event.target_id) == ("meetings.attendance_removed", str(meeting.pk))
    assert event.detail["name"] == "Salah Ketik"
    with pytest.raises(Refusal):
        actions.remove(row, by=keeper)


def test_a_list_typed_in_later_from_paper_counts_anew(meeting, keeper):
    invitation = InvitationFactory(meeting=meeting)
    actions.close(meeting, by=keeper, despite_quorum=True)
    meeting.refresh_from_db()
    assert meeting.counted is None

    head = invitation.region.mandates.get()
    row = actions.mark(meeting, head, by=keeper, state="present", how="paper")
    meeting.refresh_from_db()
    assert row.arrived_at == meeting.starts_at
    assert meeting.counted["in_person"] == 1

    actions.remove(row, by=keeper)
    meeting.refresh_from_db()
    assert meeting.counted is None


def test_nobody_is_expected_at_a_cancelled_meeting(db):
    meeting = MeetingFactory(cancelled=True, starts_at=timezone.now())

    with pytest.raises(Refusal):
        actions.mark(meeting, MandateFactory(), by=meeting.called_by, state="present")


# --- the database itself ----------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"institution": "Bank"},
        {"region": None, "institution": ""},
        {"state": "present", "substitute": "Sri"},
        {"state": "represented", "substitute": ""},
        {"state": "absent", "arrived_at": timezone.now()},
        {"state": "present", "arrived_at": None},
        {"recorded_by": None},
    ],
)
def test_the_database_refuses_nonsense(meeting, broken):
    with pytest.raises(IntegrityError):
        AttendanceFactory(meeting=meeting, **broken)


# --- at once ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_fifty_check_ins_at_once_count_each_person_once():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=5))
    heads = [InvitationFactory(meeting=meeting).region.mandates.get() for _ in range(10)]

    at_once([lambda head=head: actions.check_in(meeting, by=head) for head in heads * 5])

    assert Attendance.objects.count() == 10
    assert set(Attendance.objects.values_list("user", flat=True)) == {h.user_id for h in heads}
    assert verbs() == ["meetings.checked_in"] * 10


@pytest.mark.django_db(transaction=True)
def test_who_checks_in_while_the_meeting_is_closed_is_counted_or_refused():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=5))
    heads = [InvitationFactory(meeting=meeting).region.mandates.get() for _ in range(20)]

    def come(head):
        def go():
            try:
                return bool(actions.check_in(meeting, by=head))
            except Refusal:
                return False

        return go

    calls = [come(head) for head in heads]
    close = lambda: actions.close(meeting, by=meeting.called_by, despite_quorum=True)  # noqa: E731
    at_once([*calls[:10], close, *calls[10:]])

    meeting.refresh_from_db()
    kept = meeting.counted["in_person"] if meeting.counted else 0
    assert kept == Attendance.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_same_stranger_many_times_at_once_is_one():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=5))
    region = RegionFactory()

    def come():
        return actions.check_in_by_name(meeting, name="Ibu Sri", office="PKK", region=region)

    assert len({row.pk for row in at_once([come] * 20)}) == 1
