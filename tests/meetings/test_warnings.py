"""What is named before an invitation goes out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from meetings.models import Meeting
from meetings.warnings import warnings_for
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 11, 25, 2, tzinfo=UTC)  # 09.00 WIB


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel("2026-11-02 03:00:00+00:00", tick=False):
        yield


def planned(start=WEDNESDAY, hours=2, held_for=None, zone="Asia/Jakarta"):
    """A meeting that is not yet called."""
    forum = held_for or ForumFactory()
    is_forum = forum._meta.model_name == "forum"
    return Meeting(
        title="Tarif",
        forum=forum if is_forum else None,
        project=None if is_forum else forum,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        zone=zone,
        **Meeting.rules_of(forum),
    )


def warned(meeting=None, regions=None, agenda=()):
    regions = [MandateFactory().region] if regions is None else regions
    return warnings_for(meeting or planned(), regions, agenda)


def test_a_usual_meeting_needs_no_warning():
    assert warned() == []


@pytest.mark.parametrize(
    ("start", "hours", "is_prayer"),
    [
        ("2026-11-27 04:00", 1, True),  # Friday 11.00 to 12.00 WIB
        ("2026-11-27 05:59", 1, True),
        ("2026-11-27 06:00", 1, False),
        ("2026-11-27 02:30", 2, False),  # until 11.30
        ("2026-11-27 02:30", 2.1, True),
        ("2026-11-26 04:00", 1, False),
        ("2026-11-25 02:00", 24 * 3, True),  # Wednesday to Saturday
        ("2026-11-28 02:00", 24, False),
    ],
)
def test_friday_prayer_is_named(start, hours, is_prayer):
    meeting = planned(datetime.fromisoformat(start).replace(tzinfo=UTC), hours)

    assert len(warned(meeting)) == is_prayer


@pytest.mark.parametrize(
    ("start", "hours", "names"),
    [
        ("2026-12-25 01:00", 2, ["Natal"]),
        ("2026-12-24 16:59", 0.01, ["Cuti Bersama"]),  # 23.59 WIB
        ("2026-12-24 01:00", 26, ["Cuti Bersama", "Natal"]),
        ("2026-12-23 01:00", 2, []),
    ],
)
def test_holidays_are_named(start, hours, names):
    found = warned(planned(datetime.fromisoformat(start).replace(tzinfo=UTC), hours))

    assert len([sentence for sentence in found if "libur" in sentence]) == len(names)
    assert all(name in " ".join(found) for name in names)


def test_noon_is_that_of_the_meetings_zone():
    friday = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)  # 11.30 WIT

    assert warned(planned(friday, 1, zone="Asia/Jayapura"))
    assert not warned(planned(friday, 1, zone="Asia/Jakarta"))


@pytest.mark.parametrize(
    ("kind", "is_urgent", "wanted"),
    [("mad", False, 23), ("coordination", False, 20), ("training", False, 20), ("mad", True, 9)],
)
@pytest.mark.parametrize("count", [0, 1])
def test_less_notice_than_the_forum_wants_is_named(kind, is_urgent, wanted, count):
    forum = ForumFactory(notice_days=23, notice_days_meeting=20, notice_days_urgent=9)
    meeting = planned(WEDNESDAY - timedelta(days=23 - wanted + count), held_for=forum)
    meeting.kind = kind

    found = warnings_for(meeting, [MandateFactory().region], [], is_urgent=is_urgent)

    assert len(found) == count
    assert all(forum.name in sentence for sentence in found)


def test_seven_three_and_one_day_are_usual():
    forum = ForumFactory()

    assert (forum.notice_days, forum.notice_days_meeting, forum.notice_days_urgent) == (7, 3, 1)


def test_a_project_has_no_rule_of_notice():
    tomorrow = datetime(2026, 11, 3, 2, tzinfo=UTC)

    assert warned(planned(tomorrow, held_for=ProjectFactory())) == []


@pytest.mark.parametrize(("minutes", "count"), [(60, 0), (61, 1)])
def test_an_agenda_longer_than_the_meeting_is_named(minutes, count):
    agenda = [{"minutes": 60}, {"minutes": minutes}]

    assert len(warned(agenda=agenda)) == count


def test_regions_that_no_mail_reaches_are_named():
    reached = MandateFactory().region
    silent = [RegionFactory(name=f"Sunyi{n}") for n in range(7)]

    (sentence,) = warned(regions=[reached, *silent])

    assert "Sunyi4" in sentence
    assert "Sunyi5" not in sentence
    assert "2" in sentence
    assert reached.name not in sentence


def test_who_is_invited_elsewhere_is_named_but_not_where():
    busy, declined, free = MandateFactory.create_batch(3)
    other = MeetingFactory(
        title="Rahasia",
        is_open=False,
        starts_at=WEDNESDAY + timedelta(hours=1),
        invited=[busy.region, declined.region],
    )
    other.invitations.filter(region=declined.region).update(
        answer="absent", answered_at=WEDNESDAY, answered_by=declined
    )
    MeetingFactory(starts_at=WEDNESDAY, cancelled=True, invited=[free.region])
    MeetingFactory(starts_at=WEDNESDAY + timedelta(hours=2), invited=[free.region])

    (sentence,) = warned(regions=[busy.region, declined.region, free.region])

    assert busy.region.full_name in sentence
    assert "Rahasia" not in sentence
    assert free.region.full_name not in sentence
