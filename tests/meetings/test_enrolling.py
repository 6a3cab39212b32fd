"""Seats, the waiting list, and what the enrolled hear."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import Enrolment, Meeting, Training
from notifications.models import Mail, Notification
from tests.factories.accounts import UserFactory
from tests.factories.trainings import EnrolmentFactory, SentEnrolmentFactory, TrainingFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
State = Enrolment.State


def enrol(training, user=None, **person):
    user = user or UserFactory()
    return actions.enrol(training, user=user, acting=None, **{"name": user.full_name} | person)


def keys(prefix="", **narrowed):
    rows = Mail.objects.filter(key__startswith=prefix, **narrowed)
    return list(rows.order_by("pk").values_list("key", flat=True))


def order(training):
    return list(training.enrolments.values_list("state", flat=True))


# --- a seat, or the list --------------------------------------------------------------


def test_who_comes_first_has_a_seat_and_the_third_of_two_waits():
    training = TrainingFactory(seats=2)

    rows = [enrol(training) for _number in range(3)]

    assert [row.state for row in rows] == [State.SEATED, State.SEATED, State.WAITING]
    training.refresh_from_db()
    assert training.taken == 2
    subjects = list(
        Mail.objects.filter(key__startswith="enrolled:")
        .order_by("pk")
        .values_list("subject", flat=True)
    )
    assert [subject.split(":")[0] for subject in subjects] == ["Kursi", "Kursi", "Daftar tunggu"]


def test_a_confirmation_holds_the_calendar_entry_only_for_who_has_a_seat():
    training = TrainingFactory(seats=1)
    seated, waiting = enrol(training), enrol(training)

    assert "BEGIN:VEVENT" in Mail.objects.get(key=f"enrolled:{seated.pk}").calendar
    assert Mail.objects.get(key=f"enrolled:{waiting.pk}").calendar == ""


def test_the_trail_of_the_meeting_tells_no_names_of_citizens():
    training = TrainingFactory()
    enrol(training)

    assert [event.target_type for event in AuditEvent.objects.all()] == ["meetings.enrolment"]


def test_each_person_enrols_once_and_again_after_giving_back():
    training, user = TrainingFactory(), UserFactory()
    first = enrol(training, user)
    with pytest.raises(Refusal, match="sudah terdaftar"):
        enrol(training, user)

    actions.give_back(first, user=user, acting=None)

    assert enrol(training, user).state == State.SEATED
    training.refresh_from_db()
    assert training.taken == 1


def test_a_representative_enrols_his_people_each_name_once():
    training, head = TrainingFactory(seats=5), MandateFactory()

    first = actions.enrol_person(training, by=head, name="Sumiati", sex="P", is_young=True)
    actions.enrol_person(training, by=head, name="Paijo")
    with pytest.raises(Refusal, match="sudah terdaftar"):
        actions.enrol_person(training, by=head, name="SUMIATI")

    assert (first.region, first.booked_by, first.mandate) == (head.region, head.user, head)
    assert len(keys("training-reminder:")) == 1, "one reminder, however many people"
    assert keys("enrolled:") == [], "the page itself tells the representative"


def test_only_for_representatives_means_those_of_the_invited_regions():
    head = MandateFactory()
    training = TrainingFactory(is_for_all=False, meeting__invited=[head.region])

    with pytest.raises(Forbidden):
        enrol(training)
    with pytest.raises(Forbidden):
        actions.enrol_person(training, by=MandateFactory(), name="Orang lain")
    with pytest.raises(Forbidden):
        actions.enrol_person(training, by=None, name="Orang lain")

    assert actions.enrol(training, user=head.user, acting=head, name="Kepala Desa")
    assert actions.enrol_person(training, by=head, name="Kaur Keuangan")


def test_an_address_that_is_not_confirmed_enrols_nobody():
    with pytest.raises(Forbidden):
        enrol(TrainingFactory(), UserFactory(verified=False))


@pytest.mark.parametrize("days", [9.5, 10.5], ids=["after the last day", "after the start"])
def test_late_is_late(days):
    training = TrainingFactory()
    late = training.meeting.starts_at + timedelta(days=days - 10)

    with time_machine.travel(late, tick=False), pytest.raises(Refusal):
        enrol(training)


def test_nobody_enrols_for_what_does_not_take_place():
    with pytest.raises(Refusal):
        enrol(TrainingFactory(meeting__cancelled=True))


def test_the_waiting_list_has_an_end(monkeypatch):
    monkeypatch.setattr("meetings.actions.enrolling.LONGEST_LIST", 1)
    training = TrainingFactory(seats=1)
    enrol(training), enrol(training)

    with pytest.raises(Refusal, match="tunggu"):
        enrol(training)


# --- moving up ------------------------------------------------------------------------


def test_a_seat_given_back_goes_to_the_first_on_the_list():
    training = TrainingFactory(seats=1)
    first, second, third = (enrol(training) for _number in range(3))

    actions.give_back(first, user=first.booked_by, acting=None)

    second.refresh_from_db(), third.refresh_from_db(), training.refresh_from_db()
    assert (second.state, third.state, training.taken) == (State.SEATED, State.WAITING, 1)
    assert keys("seat:") == [f"seat:{second.pk}"]
    assert "BEGIN:VEVENT" in Mail.objects.get(key=f"seat:{second.pk}").calendar
    assert Notification.objects.filter(
        recipient=second.booked_by, kind="meetings.moved_up"
    ).exists()
    assert AuditEvent.objects.filter(verb="meetings.moved_up", actor_name="").count() == 1


def test_who_waits_and_gives_up_frees_no_seat():
    training = TrainingFactory(seats=1)
    _first, second, third = (enrol(training) for _number in range(3))

    actions.give_back(second, user=second.booked_by, acting=None)

    assert order(training) == ["seated", "cancelled", "waiting"]
    assert keys("seat:") == []
    assert third.state == State.WAITING


def test_more_seats_go_to_the_list_at_once_and_in_order():
    training = TrainingFactory(seats=1)
    for _number in range(4):
        enrol(training)

    open_again(training, seats=3)

    assert order(training) == ["seated", "seated", "seated", "waiting"]
    with pytest.raises(Refusal, match="3 kursi"):
        open_again(training, seats=2)


def open_again(training, **changes):
    facts = {
        "topics": ["pertanian"], "seats": 2, "enrol_until": training.enrol_until,
        "is_for_all": True, "trainer": "Penyuluh", "bring": "",
    }  # fmt: skip
    return actions.open_enrolment(
        training.meeting, by=training.meeting.called_by, **facts | changes
    )


def test_a_name_that_moves_up_is_told_to_who_enrolled_it():
    training = TrainingFactory(seats=1)
    first, head = enrol(training), MandateFactory()
    actions.enrol_person(training, by=head, name="Sumiati")

    actions.give_back(first, user=first.booked_by, acting=None)

    mail = Mail.objects.get(key__startswith="seat:")
    assert (mail.recipient, "Sumiati" in mail.text) == (head.user, True)
    assert Notification.objects.get(kind="meetings.moved_up").title.startswith(
        "Kursi untuk Sumiati"
    )


def test_after_the_start_nothing_moves():
    training = TrainingFactory(seats=1)
    first, second = enrol(training), enrol(training)

    with time_machine.travel(training.meeting.starts_at, tick=False), pytest.raises(Refusal):
        actions.give_back(first, user=first.booked_by, acting=None)
    second.refresh_from_db()
    assert second.state == State.WAITING


def test_only_who_enrolled_or_his_region_gives_back():
    training, head = TrainingFactory(), MandateFactory()
    own, sent = enrol(training), actions.enrol_person(training, by=head, name="Sumiati")
    secretary = MandateFactory(region=head.region, office="secretary")

    with pytest.raises(Forbidden):
        actions.give_back(own, user=secretary.user, acting=secretary)
    actions.give_back(sent, user=secretary.user, acting=secretary)
    with pytest.raises(Refusal, match="sudah"):
        actions.give_back(sent, user=head.user, acting=head)

    assert AuditEvent.objects.get(verb="meetings.enrolment_cancelled").office == secretary.title


# --- what is heard --------------------------------------------------------------------


def test_who_has_a_seat_is_reminded_a_day_before_and_who_waits_is_not():
    training = TrainingFactory(seats=1)
    first, second = enrol(training), enrol(training)

    mail = Mail.objects.get(key__startswith="training-reminder:")
    assert mail.recipient == first.booked_by
    assert mail.due_at <= training.meeting.starts_at - timedelta(hours=14)

    actions.give_back(first, user=first.booked_by, acting=None)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED
    left = Mail.objects.undelivered().get(key__startswith="training-reminder:")
    assert left.recipient == second.booked_by


def test_who_gave_back_and_comes_again_is_reminded_again():
    training, user = TrainingFactory(), UserFactory()
    actions.give_back(enrol(training, user), user=user, acting=None)
    enrol(training, user)

    assert Mail.objects.undelivered().filter(key__startswith="training-reminder:").count() == 1


def test_a_representative_is_reminded_as_long_as_one_of_his_people_has_a_seat():
    training, head = TrainingFactory(), MandateFactory()
    rows = [actions.enrol_person(training, by=head, name=name) for name in ("Ani", "Budi")]

    left = []
    for row in rows:
        actions.give_back(row, user=head.user, acting=head)
        left.append(Mail.objects.undelivered().filter(key__startswith="training-reminder:").count())

    assert left == [1, 0]


def test_on_the_last_day_no_reminder_is_planned():
    training = TrainingFactory(enrol_until=timezone.now() + timedelta(days=10))
    with time_machine.travel(training.meeting.starts_at - timedelta(hours=3), tick=False):
        Training.objects.update(enrol_until=training.meeting.starts_at)
        enrol(training)

    assert keys("training-reminder:") == []


def move(meeting, days=2):
    return actions.move(
        meeting, by=meeting.called_by, zone=meeting.zone,
        answer_by=meeting.starts_at + timedelta(days=days - 1),
        starts_at=meeting.starts_at + timedelta(days=days),
        ends_at=meeting.ends_at + timedelta(days=days),
    )  # fmt: skip


def test_a_moved_training_keeps_its_seats_and_tells_each_once():
    training, head = TrainingFactory(seats=3), MandateFactory()
    own = enrol(training)
    for name in ("Ani", "Budi"):
        actions.enrol_person(training, by=head, name=name)

    meeting = move(training.meeting)

    assert sorted(keys("training-news:")) == sorted(
        f"training-news:{meeting.pk}:1:{user.pk}" for user in (own.booked_by, head.user)
    )
    assert "Dipindahkan" in Mail.objects.filter(key__startswith="training-news:").first().subject
    assert order(training) == ["seated"] * 3
    due = Mail.objects.undelivered().filter(key__startswith="training-reminder:")
    assert due.count() == 2
    assert all(mail.due_at > training.meeting.starts_at for mail in due)


def test_enrolment_never_ends_behind_the_start():
    training = TrainingFactory()

    meeting = move(training.meeting, days=-5)

    training.refresh_from_db()
    assert training.enrol_until == meeting.starts_at


def test_a_small_change_waits_some_minutes_and_two_become_one():
    training = TrainingFactory()
    enrol(training)

    for place in ("Balai desa", "Gedung serbaguna"):
        actions.change(training.meeting, by=training.meeting.called_by, place=place)

    news = Mail.objects.undelivered().get(key__startswith="training-news:")
    assert "Gedung serbaguna" in news.text
    assert news.due_at > timezone.now() + timedelta(minutes=5)


def test_a_change_that_is_taken_back_is_no_news():
    training = TrainingFactory(meeting__invited=[MandateFactory().region])
    enrol(training)

    for place in ("Balai desa", "Aula kecamatan"):
        actions.change(training.meeting, by=training.meeting.called_by, place=place)

    assert not Mail.objects.undelivered().filter(key__startswith="training-news:").exists()


def test_a_cancelled_training_tells_all_and_reminds_nobody():
    training = TrainingFactory(seats=1)
    enrol(training), enrol(training)

    actions.cancel(training.meeting, by=training.meeting.called_by, reason="Jalan longsor")

    mails = Mail.objects.filter(key__startswith="training-cancelled:")
    assert mails.count() == 2
    assert all("Jalan longsor" in mail.text and "CANCEL" in mail.calendar for mail in mails)
    assert not Mail.objects.undelivered().filter(key__startswith="training-reminder:").exists()


def test_a_meeting_without_enrolment_tells_nobody_else():
    meeting = TrainingFactory().meeting
    Training.objects.all().delete()

    move(meeting)
    actions.cancel(Meeting.objects.get(), by=meeting.called_by, reason="Panen")

    assert keys("training-") == []


# --- what the database refuses, and crowds --------------------------------------------


@pytest.mark.parametrize(
    "wrong", [{"taken": 3}, {"seats": 0}, {"seats": 501}, {"topics": []}], ids=str
)
def test_the_database_refuses_a_training_that_cannot_be(wrong):
    training = TrainingFactory(seats=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Training.objects.filter(pk=training.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"was_present": True},
        {"state": "waiting", "was_present": True, "marked_at": timezone.now()},
    ],
    ids=["unsigned", "without a seat"],
)
def test_the_database_refuses_a_mark_that_cannot_be(wrong):
    row = EnrolmentFactory()
    if "state" in wrong:
        wrong["marked_by"] = row.training.meeting.called_by

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.update(**wrong)


def test_a_sent_person_comes_from_a_region():
    row = SentEnrolmentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=row.pk).update(region=None)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_ten_seats_and_no_eleventh():
    training, people = TrainingFactory(seats=10), UserFactory.create_batch(50)

    at_once([partial(enrol, training, user) for user in people])

    training.refresh_from_db()
    assert training.taken == 10
    assert sorted(order(training)) == ["seated"] * 10 + ["waiting"] * 40
    assert order(training)[:10] == ["seated"] * 10, "in the order of arrival"


@pytest.mark.django_db(transaction=True)
def test_one_who_taps_many_times_has_one_seat():
    training, user = TrainingFactory(seats=5), UserFactory()

    def tap():
        try:
            enrol(training, user)
        except Refusal:
            return False
        return True

    assert at_once([tap] * 10).count(True) == 1
    training.refresh_from_db()
    assert training.taken == training.enrolments.seated().count() == 1


@pytest.mark.django_db(transaction=True)
def test_seats_given_back_at_once_go_to_as_many_each_told_once():
    training = TrainingFactory(seats=5)
    rows = [enrol(training) for _number in range(12)]

    def give(row):
        actions.give_back(row, user=row.booked_by, acting=None)

    newcomers = [partial(enrol, training, user) for user in UserFactory.create_batch(5)]
    at_once([*(partial(give, row) for row in rows[:5]), *newcomers])

    training.refresh_from_db()
    assert training.taken == 5
    assert list(training.enrolments.seated().values_list("pk", flat=True)) == [
        row.pk for row in rows[5:10]
    ]
    assert len(keys("seat:")) == 5
