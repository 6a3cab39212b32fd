"""Regions that have not answered an addendum are reminded after three and seven days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import actions, addenda
from meetings.models import Reminder
from notifications.models import Mail, Notification
from tests.factories.minutes import MinutesFactory, lead_of
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory
from tests.meetings.crowd import at_once
from tests.meetings.test_addenda import no, yes
from tests.meetings.test_minutes_reminders import MORNING, reminded
from villages.models import Mandate

pytestmark = pytest.mark.django_db
SILENT = "meetings.addendum_silent"


@pytest.fixture
def regions():
    return [RegionFactory(), RegionFactory(), RegionFactory()]


@pytest.fixture
def minutes(regions):
    """Sealed; the first region leads them."""
    return MinutesFactory(state="sealed", regions=regions)


@pytest.fixture
def addendum(minutes):
    return actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat: 3,6 km.")


def rows():
    return Reminder.objects.of_kind("addendum")


def test_only_the_silent_are_reminded_and_each_letter_comes_once(addendum, regions):
    yes(addendum, regions[0])
    no(addendum, regions[1])

    letters = [reminded(addendum.at + timedelta(days=n) + MORNING, SILENT) for n in range(10)]

    assert [n for n, count in enumerate(letters) if count] == [3, 7] and sum(letters) == 2
    mails = Mail.objects.filter(kind=SILENT)
    assert {mail.recipient for mail in mails} == {head_of(regions[2]).user}
    assert all(addendum.get_absolute_url() in mail.text for mail in mails)
    assert "adendum 1" in mails.first().text
    assert Notification.objects.filter(kind=SILENT).exists()


def test_an_answer_in_the_last_moment_is_heard(addendum, regions):
    yes(addendum, regions[2])
    assert set(rows().filter(mandate__region=regions[2]).values_list("why", flat=True)) == {
        "answered"
    }
    rows().update(state="planned", why="")

    reminded(addendum.at + timedelta(days=3) + MORNING, SILENT)

    row = rows().get(mandate__region=regions[2], minutes_before=-3 * 1440)
    assert (row.state, row.why) == ("dropped", "answered")


def test_a_letter_that_waits_is_taken_back_by_the_answer(addendum, regions):
    reminded(addendum.at + timedelta(days=3) + MORNING, SILENT)
    assert Mail.objects.filter(kind=SILENT, state="waiting").count() == 3

    yes(addendum, regions[1])

    states = Mail.objects.filter(kind=SILENT).values_list("state", flat=True)
    assert sorted(states) == ["dropped", "waiting", "waiting"]


def test_whose_mandate_has_ended_is_not_reminded(addendum, regions):
    head = head_of(regions[2])
    now = timezone.now()
    Mandate.objects.filter(pk=head.pk).update(state="ended", ended_at=now)

    assert reminded(addendum.at + timedelta(days=3) + MORNING, SILENT) == 2
    assert "ended" in rows().filter(mandate=head).values_list("why", flat=True)


def test_after_a_long_standstill_nobody_is_reminded(addendum):
    assert reminded(addendum.at + timedelta(days=12), SILENT) == 0
    assert set(rows().values_list("why", flat=True)) == {"late"}


def test_the_night_plans_what_was_missed_and_nothing_twice(addendum):
    before = rows().count()
    assert before == 6  # three regions, two days
    rows().all().delete()

    actions.plan_after_meetings()
    actions.plan_after_meetings()

    assert rows().count() == before


def test_who_comes_into_office_later_is_reminded_too(addendum, regions):
    rows().all().delete()
    Mandate.objects.update(decided_at=timezone.now())

    actions.replan()

    assert rows().count() == 6


def test_a_forums_rule_for_missing_minutes_holds_for_addenda(minutes, addendum):
    forum = minutes.meeting.forum
    actions.change_reminder_rules(forum, by=head_of(forum.home), remind_minutes=[-2880])
    assert set(rows().planned().values_list("minutes_before", flat=True)) == {-2880}


def test_two_addenda_are_two_matters_in_one_letter(minutes, addendum):
    actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat kedua.")

    reminded(addendum.at + timedelta(days=3) + MORNING, SILENT)

    assert Mail.objects.filter(kind="meetings.reminders").count() == 3


def test_the_page_shows_when_a_region_was_reminded(client, minutes, addendum, regions):
    day = addendum.at + timedelta(days=3) + MORNING
    reminded(day, SILENT)
    mine = Mail.objects.get(kind=SILENT, recipient=head_of(regions[1]).user)
    Mail.objects.filter(pk=mine.pk).update(state="sent", sent_at=day)
    (shown,) = addenda.shown_on_page(minutes, head_of(regions[0]))

    told = {voice.name: voice.who for voice in shown.voices}
    assert told[regions[1].full_name].startswith("Diingatkan: ")
    assert told[regions[2].full_name] == ""
    assert "Diingatkan: " in client.get(minutes.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_many_ticks_at_once_write_each_letter_once(addendum):
    now = addendum.at + timedelta(days=3) + MORNING

    at_once([lambda: actions.queue_due(now)] * 6)

    assert Mail.objects.filter(kind=SILENT).count() == 3
