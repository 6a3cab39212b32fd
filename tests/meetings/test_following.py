"""Tasks: handed out, reported on, reminded of, carried over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, notices, reminder_notices, rules, tasks
from meetings.models import ActionItem
from notifications.models import Mail, Notification
from tests.factories.meetings import ActionItemFactory, DecisionFactory, MeetingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once
from tests.meetings.sitting import heads_of, running

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def give(meeting, **kwargs):
    head = heads_of(meeting)[0]
    words = {
        "text": "Minta penawaran meteran air",
        "region": head.region,
        "due_on": timezone.localdate() + timedelta(days=10),
    }
    return actions.give_task(meeting, by=meeting.called_by, **words | kwargs)


# --- handing out ------------------------------------------------------------------------


def test_a_region_takes_on_a_task_and_its_people_hear_of_it():
    meeting = running()
    head = heads_of(meeting)[0]
    secretary = MandateFactory(region=head.region, office="secretary")
    MandateFactory(region=head.region, office="council")

    item = give(meeting, decision=DecisionFactory(meeting=meeting))

    assert item.owner == head.region.full_name
    told = Notification.objects.filter(kind=notices.TASK)
    assert {line.recipient for line in told} == {head.user, secretary.user}
    assert told.first().url == item.get_absolute_url()
    assert verbs() == ["meetings.task_given"]
    assert not Mail.objects.exists()


def test_a_person_takes_on_a_task_alone():
    meeting = running()
    head = heads_of(meeting)[0]
    official = MandateFactory(region=head.region, office="official", title="Kaur Perencanaan")

    item = give(meeting, mandate=official)

    assert "Kaur Perencanaan" in item.owner
    assert [line.recipient for line in Notification.objects.all()] == [official.user]


def test_the_region_that_called_can_take_on_a_task_too():
    meeting = running()

    assert give(meeting, region=meeting.organiser).region == meeting.organiser


def test_who_takes_no_part_gets_no_task():
    meeting = running()
    stranger = MandateFactory()
    other = heads_of(meeting)[1]
    gone = MandateFactory(region=heads_of(meeting)[0].region, office="official", ended=True)

    for owner in ({"region": stranger.region}, {"mandate": other}, {"mandate": gone}):
        with pytest.raises(Refusal):
            give(meeting, **owner)
    assert ActionItem.objects.count() == 0


def test_only_who_keeps_the_minutes_hands_out_tasks_and_not_before_the_start():
    meeting = running()
    with pytest.raises(Forbidden):
        actions.give_task(
            meeting, by=heads_of(meeting)[0], text="x", region=meeting.organiser,
            due_on=timezone.localdate(),
        )  # fmt: skip
    coming = MeetingFactory(invited=[MandateFactory().region])
    with pytest.raises(Refusal):
        give(coming)


def test_the_same_task_is_handed_out_once_as_long_as_it_is_open():
    meeting = running()
    first = give(meeting)

    with pytest.raises(Refusal):
        give(meeting)
    actions.report_on_task(first, by=meeting.called_by, state="done")

    assert give(meeting).pk != first.pk


def test_a_breakage_of_another_kind_is_not_taken_for_a_double_click():
    meeting = running()

    with pytest.raises(IntegrityError), transaction.atomic():
        give(meeting, due_on=None)


# --- reporting --------------------------------------------------------------------------


def test_the_owner_says_how_far_it_is_and_then_that_it_is_done():
    meeting = running()
    head, item = heads_of(meeting)[0], give(meeting)

    actions.report_on_task(item, by=head, state="open", note="Dua toko sudah menjawab.")
    item.refresh_from_db()
    assert (item.state, item.note) == ("open", "Dua toko sudah menjawab.")
    assert item.noted_at is not None

    actions.report_on_task(item, by=head, state="done")

    item.refresh_from_db()
    assert (item.state, item.note) == ("done", "Dua toko sudah menjawab.")
    assert item.closed_at is not None
    assert verbs() == ["meetings.task_given", "meetings.task_reported", "meetings.task_done"]


def test_saying_nothing_changes_nothing():
    item = ActionItemFactory()

    with pytest.raises(Refusal):
        actions.report_on_task(item, by=item.given_by, state="open")


def test_the_owner_does_not_drop_a_task_and_the_meeting_gives_the_reason():
    meeting = running()
    item = give(meeting)

    with pytest.raises(Forbidden):
        actions.report_on_task(item, by=heads_of(meeting)[0], state="dropped", note="Sibuk")
    with pytest.raises(Refusal):
        actions.report_on_task(item, by=meeting.called_by, state="dropped")
    actions.report_on_task(item, by=meeting.called_by, state="dropped", note="Dana dialihkan")

    item.refresh_from_db()
    assert (item.state, item.note) == ("dropped", "Dana dialihkan")


def test_what_was_done_by_mistake_is_opened_again():
    item = ActionItemFactory()
    actions.report_on_task(item, by=item.given_by, state="done")

    actions.report_on_task(item, by=item.given_by, state="open", note="Belum lengkap")

    item.refresh_from_db()
    assert (item.state, item.closed_at) == ("open", None)
    assert verbs()[-1] == "meetings.task_reopened"


def test_two_moves_that_do_not_fit_are_refused():
    item = ActionItemFactory()
    actions.report_on_task(item, by=item.given_by, state="done")

    with pytest.raises(Refusal):
        actions.report_on_task(item, by=item.given_by, state="dropped", note="Tidak jadi")


def test_who_may_report():
    meeting = running()
    head, other = heads_of(meeting)[:2]
    official = MandateFactory(region=head.region, office="official")
    council = MandateFactory(region=head.region, office="council")
    of_region, of_person = give(meeting), give(meeting, mandate=official, text="Gambar")

    def allowed(item):
        people = {"head": head, "official": official, "council": council, "other": other,
                  "chair": meeting.called_by, "nobody": None}  # fmt: skip
        return {name for name, acting in people.items() if rules.can_report(acting, item)}

    assert allowed(of_region) == {"head", "chair"}
    assert allowed(of_person) == {"official", "chair"}
    official.ends_on = timezone.localdate() - timedelta(days=1)
    official.save()
    of_person = ActionItem.objects.get(pk=of_person.pk)
    assert "head" in allowed(of_person)
    assert [m.pk for m in rules.owners_of(of_person)] == [head.pk]


# --- reminders --------------------------------------------------------------------------


def at(day, hour):
    return datetime(2026, 11, day, hour, 30, tzinfo=WIB)


@pytest.fixture
def item():
    """Given on the 1st, due on the 25th."""
    with time_machine.travel(at(1, 9), tick=False):
        meeting = running(here=1)
        return give(meeting, due_on=at(25, 9).date())


def reminded_on(*moments):
    """How many reminders each run put into the outbox."""
    counts = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            before = Mail.objects.count()
            tasks.queue_due_reminders()
            counts.append(Mail.objects.count() - before)
    return counts


def test_three_days_before_on_the_day_and_three_days_late_once_each(item):
    moments = [at(day, hour) for day in range(20, 31) for hour in (7, 15)]

    counts = dict(zip(moments, reminded_on(*moments), strict=True))

    assert [moment.day for moment, count in counts.items() if count] == [22, 25, 28]
    assert sum(counts.values()) == 3
    assert {mail.kind for mail in Mail.objects.all()} == {notices.TASK_REMINDER}
    assert len({mail.key for mail in Mail.objects.all()}) == 3


def test_nobody_is_reminded_at_night(item):
    assert reminded_on(at(22, 1), at(22, 5), at(22, 6)) == [0, 0, 1]

    mail = Mail.objects.get()
    assert item.text in mail.text
    assert mail.about == item.key


def test_the_letter_says_how_far_away_the_day_is(item):
    reminded_on(at(22, 9), at(25, 9), at(28, 9))

    subjects = [mail.subject for mail in Mail.objects.order_by("pk")]
    assert subjects[0].startswith("Tugas, 3 hari lagi")
    assert subjects[1].startswith("Tugas, hari ini")
    assert subjects[2].startswith("Terlambat")


def test_what_is_done_is_not_reminded_of_and_what_waits_is_dropped(item):
    reminded_on(at(22, 9))
    with time_machine.travel(at(22, 10), tick=False):
        actions.report_on_task(item, by=item.given_by, state="done")

    assert Mail.objects.get().state == "dropped"
    assert set(item.reminders.values_list("state", "why")) == {("dropped", "done")}
    assert reminded_on(at(25, 9)) == [0]


def test_whatever_was_planned_nobody_is_reminded_of_a_task_that_is_done(item):
    ActionItem.objects.update(state="done", closed_at=at(20, 9))

    assert reminded_on(at(22, 9)) == [0]
    assert ("dropped", "done") in item.reminders.values_list("state", "why")


def test_a_step_of_an_old_task_that_is_opened_again_comes_no_second_time(item):
    reminded_on(at(22, 9))
    with time_machine.travel(at(22, 10), tick=False):
        actions.report_on_task(item, by=item.given_by, state="done")
        actions.report_on_task(item, by=item.given_by, state="open", note="Belum")

    assert reminded_on(at(22, 11), at(25, 9)) == [0, 1]


def test_one_that_cannot_be_written_stops_no_other(item, monkeypatch, caplog):
    with time_machine.travel(at(1, 9), tick=False):
        other = give(item.meeting, text="Yang lain", due_on=item.due_on)
    real = reminder_notices.matter_of

    def broken(row, **when):
        if row.action_item_id == item.pk:
            raise ValueError("template")
        return real(row, **when)

    monkeypatch.setattr(reminder_notices, "matter_of", broken)
    assert reminded_on(at(22, 9)) == [1]
    assert Mail.objects.get().about == other.key
    assert "could not be written" in caplog.text
    monkeypatch.undo()
    assert reminded_on(at(22, 10)) == [1]


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_once_remind_once():
    with time_machine.travel(at(1, 9), tick=False):
        given = give(running(here=1), due_on=at(25, 9).date())

    at_once([lambda: actions.queue_due(at(22, 9))] * 10)
    actions.queue_due(at(22, 9))

    assert Mail.objects.filter(about=given.key).count() == 1


# --- carried over -----------------------------------------------------------------------


def test_open_tasks_are_carried_over_to_the_next_sitting_until_they_are_done():
    first = running()
    item = give(first)
    coming = MeetingFactory(forum=first.forum)
    elsewhere, of_project = MeetingFactory(), MeetingFactory(project=ProjectFactory())

    assert list(ActionItem.objects.carried_over_to(coming)) == [item]
    for meeting in (first, elsewhere, of_project):
        assert not ActionItem.objects.carried_over_to(meeting).exists()
    actions.report_on_task(item, by=first.called_by, state="done")
    assert not ActionItem.objects.carried_over_to(coming).exists()


def test_whose_tasks_are_whose():
    meeting = running()
    head = heads_of(meeting)[0]
    official = MandateFactory(region=head.region, office="official")
    of_region, of_person = give(meeting), give(meeting, mandate=official, text="Gambar")
    owned = ActionItem.objects.owned_by

    assert list(owned(head, speaks_for_region=True)) == [of_region]
    assert list(owned(official, speaks_for_region=False)) == [of_person]
    assert list(ActionItem.objects.of_person(official.user)) == [of_person]
    official.ends_on = timezone.localdate() - timedelta(days=1)
    official.save()
    assert set(owned(head, speaks_for_region=True)) == {of_region, of_person}
