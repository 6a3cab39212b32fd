"""What a meeting was called under stays, what reminds follows the forum, and what a meeting that
has decided does not offer any more."""

from datetime import timedelta
from importlib import import_module

import pgtrigger
import pytest
from django.apps import apps
from django.utils import timezone

from core import audit
from meetings import actions, rules
from meetings.models import Decision, Meeting, Reminder, Vote
from meetings.warnings import warnings_for_kind, warnings_for_move
from tests.factories.meetings import DecisionFactory, MeetingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.sitting import heads_of, running
from tests.meetings.test_calling import called
from villages.models import Forum

pytestmark = pytest.mark.django_db
DAY = 1440


@pytest.fixture
def heads():
    return MandateFactory.create_batch(3)


@pytest.fixture
def forum(heads):
    return ForumFactory(members=[head.region for head in heads])


@pytest.fixture
def meeting(heads, forum):
    start = timezone.now() + timedelta(days=30)
    return called(heads[0], heads, held_for=forum, starts_at=start,
                  ends_at=start + timedelta(hours=2), answer_by=start - timedelta(days=1))  # fmt: skip


# --- notice -----------------------------------------------------------------------------------


def test_the_notice_of_a_called_meeting_is_that_of_its_call(meeting, forum):
    forum.notice_days, forum.notice_days_meeting, forum.notice_days_urgent = 60, 60, 60
    forum.save()
    found = Meeting.objects.get()
    near = timezone.now() + timedelta(days=4)

    def notice(sentences):
        return [text for text in sentences if "paling lambat" in text]

    assert not notice(warnings_for_move(found, near, near + timedelta(hours=2)))
    assert not notice(warnings_for_kind(found, "mad"))
    nearer = timezone.now() + timedelta(days=2)
    (said,) = notice(warnings_for_move(found, nearer, nearer + timedelta(hours=2)))
    assert "3 hari" in said


def test_a_changed_rule_applies_to_meetings_called_afterwards(meeting, forum, heads):
    forum.notice_days = 10
    forum.save()

    after = called(heads[0], heads, held_for=forum, title="Lain")

    assert (Meeting.objects.get(pk=meeting.pk).notice_days, after.notice_days) == (7, 10)


def test_meetings_from_before_take_the_notice_of_today():
    step = import_module("meetings.migrations.0030_earlier_meetings_stand")
    of_forum, of_project = MeetingFactory(), MeetingFactory(project=ProjectFactory())
    Forum.objects.update(notice_days=12, notice_days_urgent=0)

    step.fill_notice(apps, None)

    of_forum.refresh_from_db()
    assert (of_forum.notice_days, of_forum.notice_days_urgent) == (12, 0)
    of_project.refresh_from_db()
    assert of_project.notice_days == 7


def test_the_page_of_the_rules_says_for_whom_they_change(client, forum, heads):
    officer = MandateFactory(region=forum.home, office="camat", title="Camat")
    client.force_login(officer.user)

    page = client.get(f"/forum/{forum.pk}/aturan/").content.decode()

    assert "sejak sekarang" in page


# --- reminders follow the forum of today ------------------------------------------------------------


def test_other_rules_of_reminders_reach_meetings_that_were_called_before(meeting, forum, heads):
    def days_before():
        rows = Reminder.objects.filter(meeting=meeting, state="planned", kind="meeting")
        return set(rows.values_list("minutes_before", flat=True))

    before = days_before()

    camat = MandateFactory(region=forum.home, office="camat", title="Camat")
    actions.change_reminder_rules(forum, by=camat, remind_meeting=[20 * DAY])

    assert 20 * DAY not in before
    assert days_before() == {20 * DAY}


def test_the_page_of_the_reminders_says_so(client, forum):
    officer = MandateFactory(region=forum.home, office="camat", title="Camat")
    client.force_login(officer.user)

    page = client.get(f"/pertemuan/pengingat/forum/{forum.pk}/").content.decode()

    assert "berlaku seketika" in page


# --- what a meeting that has decided does not offer ----------------------------------------------------


def decided():
    meeting = running(here=2, away=1)
    actions.record_decision(meeting, by=meeting.called_by, text="Iuran disepakati.",
                            how="consensus")  # fmt: skip
    return meeting


def test_a_meeting_that_has_decided_offers_no_move_and_no_cancellation(client):
    meeting, other = decided(), running(here=2, away=1)
    client.force_login(meeting.called_by.user)
    page = client.get(meeting.get_absolute_url()).content.decode()

    assert f"/pertemuan/{meeting.pk}/ubah/" in page
    assert f"/pertemuan/{meeting.pk}/pindah/" not in page
    assert f"/pertemuan/{meeting.pk}/batal/" not in page
    assert "tidak dapat dipindahkan, ditunda, atau dibatalkan lagi" in page
    assert "pindahkan atau batalkan" not in page
    client.force_login(other.called_by.user)
    page = client.get(other.get_absolute_url()).content.decode()
    assert f"/pertemuan/{other.pk}/pindah/" in page
    assert f"/pertemuan/{other.pk}/batal/" in page


def test_nor_does_its_room_offer_a_second_sitting(client):
    meeting = running(here=1, away=2)
    address, postpone = f"/pertemuan/{meeting.pk}/hadir/", f"/pertemuan/{meeting.pk}/tunda/"
    client.force_login(meeting.called_by.user)
    assert postpone in client.get(address).content.decode()
    actions.record_decision(
        meeting, by=meeting.called_by, text="Iuran.", how="consensus", despite_quorum=True
    )

    assert postpone not in client.get(address).content.decode()


# --- votes that cancelled meetings have left open --------------------------------------------------------


def with_a_vote():
    meeting = running(here=2, away=1)
    vote = actions.open_vote(DecisionFactory(meeting=meeting), by=meeting.called_by,
                             is_secret=False)  # fmt: skip
    return meeting, vote


def test_votes_that_cancelled_meetings_have_left_open_end_without_a_result():
    meeting, vote = with_a_vote()
    going_on = with_a_vote()[1]
    with pgtrigger.ignore():  # as it could be before
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", cancel_reason="Hujan")
    step = import_module("meetings.migrations.0030_earlier_meetings_stand")

    step.stop_votes(apps, None)
    step.stop_votes(apps, None)

    vote = Vote.objects.get(pk=vote.pk)
    decision = Decision.objects.get(pk=vote.decision_id)
    assert (vote.state, vote.closed_by) == ("stopped", vote.opened_by)
    assert vote.closed_at >= vote.opened_at
    assert decision.state == "withdrawn"
    assert "dibatalkan" in decision.withdraw_reason
    (line,) = [row for row in audit.trail_of(decision) if row.verb.endswith("withdrawn")]
    assert line.reason == decision.withdraw_reason
    assert Vote.objects.get(pk=going_on.pk).is_open
    head = heads_of(meeting)[0]
    assert not rules.can_vote(head, vote, rules.ballot_of(head, vote))
    assert not Vote.objects.awaiting_ballot_of(head).exists()
