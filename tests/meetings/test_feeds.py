"""Calendar subscriptions, read back with another library than the one that writes them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import AuditEvent
from meetings import actions
from meetings.models import CalendarSubscription, Meeting
from tests.factories.accounts import UserFactory
from tests.factories.meetings import InvitationFactory, MeetingFactory
from tests.factories.villages import ForumFactory, MandateFactory

pytestmark = pytest.mark.django_db

NOW = "2026-11-02 03:00:00+00:00"
START = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def head():
    return MandateFactory()


@pytest.fixture
def address(head):
    return f"/kalender/{actions.subscribe(head.user, by=head)}.ics"


def events(answer):
    """UID → event, as vobject understands the feed."""
    found = vobject.readOne(answer.content.decode()).contents.get("vevent", [])
    return {event.uid.value.partition("@")[0]: event for event in found}


def sitting(head, **facts):
    facts.setdefault("meeting__starts_at", START)
    invitation = InvitationFactory(head=head, region=head.region, **facts)
    return invitation.meeting


def test_a_person_reads_what_his_region_is_invited_to_and_what_it_calls(client, head, address):
    invited, called = sitting(head), MeetingFactory(called_by=head, starts_at=START)
    MeetingFactory(starts_at=START)  # open to all, and nothing to him

    answer = client.get(address)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(events(answer)) == {str(invited.uid), str(called.uid)}


def test_the_private_address_is_narrowed_to_one_forum(client, head, address):
    forum = ForumFactory(members=[head.region])
    of_forum = sitting(head, meeting__forum=forum, meeting__is_open=False)
    sitting(head)

    narrowed = client.get(f"{address}?forum={forum.pk}")

    assert set(events(narrowed)) == {str(of_forum.uid)}
    assert forum.name in narrowed.content.decode()
    client.force_login(head.user)
    assert "?forum=" in client.post("/saya/kalender/").content.decode()


@pytest.mark.parametrize("number", ["0", "abc", "9" * 12, "1%00"])
def test_a_forum_that_is_none_has_no_calendar(client, address, number):
    assert client.get(f"{address}?forum={number}").status_code == 404


@pytest.mark.parametrize(("zone", "hours"), [("Jakarta", 7), ("Makassar", 8), ("Jayapura", 9)])
def test_the_instant_is_the_same_in_every_zone_of_indonesia(client, head, address, zone, hours):
    meeting = sitting(head, meeting__zone=f"Asia/{zone}")

    event = events(client.get(address))[str(meeting.uid)]

    assert event.dtstart.value == START
    assert event.dtstart.value.utcoffset() == timedelta(hours=hours)
    assert event.dtend.value == meeting.ends_at


@pytest.mark.parametrize("month", [1, 3, 4, 7, 9, 10])
def test_no_summer_time_moves_a_meeting(client, head, address, month, clock):
    start = datetime(2027, month, 28, 2, tzinfo=UTC)
    clock.move_to(start - timedelta(days=9))
    meeting = sitting(head, meeting__starts_at=start)

    event = events(client.get(address))[str(meeting.uid)]

    assert event.dtstart.value == start
    assert event.dtstart.value.hour == 9


def test_a_moved_and_a_cancelled_meeting_stay_the_same_event(client, head, address):
    moved, cancelled = sitting(head), sitting(head)
    actions.move(
        moved, by=moved.called_by, zone=moved.zone, answer_by=moved.answer_by,
        starts_at=START + timedelta(days=3), ends_at=START + timedelta(days=3, hours=2),
    )  # fmt: skip
    actions.cancel(cancelled, by=cancelled.called_by, reason="Jalan longsor")

    found = events(client.get(address))

    first, second = found[str(moved.uid)], found[str(cancelled.uid)]
    assert first.dtstart.value == START + timedelta(days=3)
    assert (first.sequence.value, first.status.value) == ("1", "CONFIRMED")
    assert (second.sequence.value, second.status.value) == ("1", "CANCELLED")


def test_the_address_tells_when_and_where_and_nothing_else(client, head, address):
    sitting(
        head, meeting__purpose="Rahasia desa", meeting__link="https://meet.example/x",
        meeting__place="",
    )  # fmt: skip

    text = client.get(address).content.decode()

    assert "Rahasia" not in text
    assert "meet.example" not in text
    assert "DESCRIPTION" not in text


def test_a_year_back_and_ahead(client, head, address):
    near = [sitting(head) for _ in range(2)]
    for meeting, days in zip(near, (-340, 380), strict=True):
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=START + timedelta(days=days), ends_at=START + timedelta(days=days, hours=1),
            answer_by=START + timedelta(days=days),
        )  # fmt: skip

    assert set(events(client.get(address))) == {str(near[0].uid)}


def test_the_feed_dies_with_the_mandate(client, head, address, clock):
    sitting(head)
    first = client.get(address)
    assert len(events(first)) == 1

    clock.move_to(datetime(2027, 11, 4, tzinfo=UTC))  # the term is over
    later = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    assert later.status_code == 200
    assert events(later) == {}


def test_a_closed_account_reads_nothing(client, head, address):
    head.user.is_active = False
    head.user.save()

    assert client.get(address).status_code == 404


def test_whose_mandate_is_not_verified_reads_nothing(client):
    newcomer = MandateFactory(pending=True)
    InvitationFactory(head=newcomer, region=newcomer.region)
    token = actions.subscribe(newcomer.user, by=newcomer.user)

    assert events(client.get(f"/kalender/{token}.ics")) == {}


def test_nothing_new_costs_nothing(client, head, address):
    meeting = sitting(head)
    first = client.get(address)

    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        answer = client.get(address, headers=header)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["Cache-Control"] == "private, no-cache"

    with time_machine.travel("2026-11-03 03:00:00+00:00", tick=False):
        actions.change(meeting, by=meeting.called_by, place="Balai Desa")
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert client.get(address, headers=header).status_code == 200


def test_a_feed_costs_the_same_whatever_its_size(client, head, address):
    counts = []
    for more in (1, 11):
        for _ in range(more):
            sitting(head)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counts.append(len(found))

    # subscription with its person, mandates, keys, meetings with their organisers
    assert counts == [4, 4]


# --- the own page ----------------------------------------------------------------


def test_an_address_is_made_shown_once_and_kept_as_digest(client, head):
    client.force_login(head.user)
    assert "kalender" in client.get("/pertemuan/").content.decode()

    page = client.post("/saya/kalender/")

    address = page.context["address"]
    assert address in page.content.decode()
    assert page.context["webcal"].startswith("webcal://testserver/kalender/")
    assert "no-store" in page["Cache-Control"]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in str(vars(CalendarSubscription.objects.get()))
    assert address not in client.get("/saya/kalender/").content.decode()
    assert client.get(address).status_code == 200


def test_a_new_address_ends_the_old_one(client, head, address):
    client.force_login(head.user)

    new = client.post("/saya/kalender/").context["address"]

    assert client.get(address).status_code == 404
    assert client.get(new).status_code == 200
    assert CalendarSubscription.objects.count() == 1


def test_a_revoked_address_opens_nothing(client, head, address):
    client.force_login(head.user)

    client.post("/saya/kalender/cabut/")
    client.post("/saya/kalender/cabut/")

    assert client.get(address).status_code == 404
    assert [event.verb for event in AuditEvent.objects.all()] == [
        "meetings.calendar_revoked", "meetings.calendar_subscribed",
    ]  # fmt: skip


def test_nobody_makes_addresses_without_end(client):
    client.force_login(UserFactory())

    answers = [client.post("/saya/kalender/").status_code for _ in range(21)]

    assert answers == [200] * 20 + [302]


@pytest.mark.parametrize("token", ["x", "A" * 26, "%00", "A" * 3000])
def test_a_wrong_address_is_not_found(client, token):
    assert client.get(f"/kalender/{token}.ics").status_code == 404


# --- a forum's open meetings -----------------------------------------------------


def test_everybody_reads_the_open_meetings_of_a_forum(client):
    forum = ForumFactory(name="Forum Leksono")
    shown = MeetingFactory(forum=forum, starts_at=START)
    MeetingFactory(forum=forum, starts_at=START, is_open=False)
    MeetingFactory(starts_at=START)

    answer = client.get(f"/kalender/forum/{forum.pk}.ics")

    assert set(events(answer)) == {str(shown.uid)}
    assert "Forum Leksono" in answer.content.decode()
    assert answer["Cache-Control"] == "public, no-cache"
    assert (
        client.get(
            answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]}
        ).status_code
        == 304
    )


def test_the_page_of_a_forum_offers_them(client):
    forum = ForumFactory()

    page = client.get(forum.get_absolute_url()).content.decode()

    assert f"webcal://testserver/kalender/forum/{forum.pk}.ics" in page


def test_no_forum_no_calendar(client):
    assert client.get("/kalender/forum/999.ics").status_code == 404
