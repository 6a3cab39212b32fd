"""A training has no quorum: no page, list or paper of it speaks of one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import minutes_text, room
from meetings.documents import attendance
from meetings.documents import minutes as papers
from meetings.models import Meeting
from meetings.waiting import _to_fill
from tests.factories.meetings import DecisionFactory
from tests.factories.minutes import MinutesFactory, held_meeting, lead_of
from tests.meetings.sitting import running

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    return running(here=1, away=4, kind="training")


def page(client, meeting, name="detail"):
    return client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode()


def test_its_page_and_its_room_name_no_quorum(client, training):
    client.force_login(training.called_by.user)

    for name in ("detail", "room", "decide"):
        text = page(client, training, name)
        assert "uorum" not in text, name
        assert "Kurang" not in text, name


def test_a_meeting_of_another_kind_still_does(client):
    meeting = running(here=1, away=4)
    client.force_login(meeting.called_by.user)

    for name in ("detail", "room", "decide"):
        assert "uorum" in page(client, meeting, name), name


def test_whoever_comes_is_enough(training):
    quorum = room.quorum_now(training)

    assert (quorum.needed, quorum.missing, quorum.is_met) == (0, 0, True)
    assert room.lacks_quorum(training) is None


def test_nobody_is_asked_to_fill_a_quorum():
    Meeting.objects.filter(pk=running(here=0, away=3, kind="training").pk).update(
        starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2)
    )

    assert _to_fill(Meeting.objects.with_answers().get()) is None


def test_its_attendance_sheet_counts_and_compares_with_nothing(training):
    data = attendance.data_of(training, empty=False, moment=timezone.now())

    assert data["quorum"].endswith("diwakili).") and "uorum" not in data["quorum"]


def test_its_minutes_and_papers_count_and_compare_with_nothing(client):
    minutes = MinutesFactory(meeting=held_meeting(kind="training"), state="sealed")

    assert minutes.record["attendance"]["rule"] == "none"
    assert "uorum" not in minutes.text
    assert papers.paper_of(minutes)["quorum"].endswith("sebagaimana daftar hadir terlampir.")
    client.force_login(lead_of(minutes).user)
    assert "uorum" not in client.get(minutes.get_absolute_url()).content.decode()


def test_a_decision_of_a_training_says_nothing_of_a_quorum(client, training):
    decision = DecisionFactory(meeting=training, adopted=True, quorum_met=False)
    client.force_login(training.called_by.user)

    for address in (decision.get_absolute_url(), training.get_absolute_url()):
        assert "uorum" not in client.get(address).content.decode()


def test_a_vote_there_says_who_was_there_and_no_more():
    quorum = {"met": True, "represented": 2, "invited": 3, "needed": 0, "rule": "none"}

    assert minutes_text._quorum_then(quorum) == (
        "Saat pemungutan suara dibuka 2 dari 3 wilayah hadir."
    )
