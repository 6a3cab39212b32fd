"""Calendar parts, read back with other eyes; and one instant on page, in mail and in calendar."""

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from core.formats import ZONES
from meetings import actions, calendars, changes
from meetings.models import AgendaItem, Meeting
from notifications.envelope import envelope
from notifications.models import Mail
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.villages import ForumFactory, MandateFactory
from villages.models import Region


def unsaved(**facts):
    """A meeting that no database knows."""
    start = facts.setdefault("starts_at", datetime(2026, 11, 25, 2, tzinfo=UTC))
    now = datetime(2026, 11, 2, tzinfo=UTC)
    return Meeting(
        **{
            "pk": 7,
            "title": "Tarif air bersih",
            "ends_at": start + timedelta(hours=2),
            "answer_by": start,
            "zone": "Asia/Jakarta",
            "place": "Aula kecamatan",
            "organiser": Region(code="33.07.12", name="Leksono", word="Kecamatan", level=3),
            "created_at": now,
            "updated_at": now,
            **facts,
        }
    )


def event_of(content):
    whole = Calendar.from_ical(content)
    (event,) = whole.walk("VEVENT")
    return whole, event


def test_an_invitation_is_published_without_attendees():
    meeting = unsaved()

    whole, event = event_of(calendars.calendar(meeting))

    assert whole["METHOD"] == "PUBLISH"
    assert event["UID"] == f"{meeting.uid}@testserver"
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert "ATTENDEE" not in event
    assert str(event["ORGANIZER"]) == "mailto:forum@localhost"
    assert event["ORGANIZER"].params["CN"] == "Kecamatan Leksono"
    assert event["URL"] == "http://testserver/pertemuan/7/"


def test_a_cancellation_takes_back_the_same_event():
    meeting = unsaved(state="cancelled", sequence=3)

    whole, event = event_of(calendars.calendar(meeting))

    assert (whole["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert event["UID"] == f"{meeting.uid}@testserver"


@pytest.mark.parametrize(("zone", "hours"), [("Jakarta", 7), ("Makassar", 8), ("Jayapura", 9)])
def test_times_have_their_zone_by_name_and_the_zone_is_described(zone, hours):
    content = calendars.calendar(unsaved(zone=f"Asia/{zone}")).decode()

    assert f"DTSTART;TZID=Asia/{zone}:20261125T{2 + hours:02}0000" in content
    assert f"TZID:Asia/{zone}\r\n" in content
    assert f"TZOFFSETTO:+{hours:02}00" in content


def test_the_link_for_taking_part_is_only_for_those_who_do():
    meeting = unsaved(place="", link="https://meet.example/abc")

    assert b"meet.example" not in calendars.calendar(meeting)
    _whole, event = event_of(calendars.calendar(meeting, with_link=True))
    assert event["LOCATION"] == "https://meet.example/abc"
    assert "https://meet.example/abc" in event["DESCRIPTION"]


def test_purpose_and_agenda_stand_in_the_description_whatever_is_in_them():
    meeting = unsaved(purpose="Baris satu\nBEGIN:VEVENT; koma, titik koma")
    agenda = [AgendaItem(title="Tarif, giliran; dan lain-lain", position=1)]

    _whole, event = event_of(calendars.calendar(meeting, agenda=agenda))

    assert event["DESCRIPTION"].split("\n") == [
        "Baris satu",
        "BEGIN:VEVENT; koma, titik koma",
        "1. Tarif, giliran; dan lain-lain",
        "http://testserver/pertemuan/7/",
    ]


@pytest.mark.django_db
def test_the_mail_carries_the_event_twice_and_other_programs_read_it():
    caller, head = MandateFactory.create_batch(2)
    start = timezone.now() + timedelta(days=9)
    actions.call(
        by=caller,
        held_for=ForumFactory(members=[caller.region, head.region]),
        regions=[head.region],
        title="Tarif air",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        answer_by=start,
        zone="Asia/Makassar",
        place="Balai desa",
        agenda=[{"title": "Pembukaan"}],
    )

    raw = envelope(Mail.objects.get()).message().as_bytes()
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]

    assert letter.get_content_type() == "multipart/mixed"
    assert [part.get_param("method") for part in parts] == ["PUBLISH", "PUBLISH"]
    assert parts[1].get_filename() == "undangan.ics"
    for part in parts:
        whole, event = event_of(part.get_content())
        assert whole["METHOD"] == "PUBLISH"
        assert event["DTSTART"].dt == start.replace(microsecond=0)


@pytest.mark.django_db
def test_everybody_may_keep_an_open_meeting_and_only_the_invited_a_closed_one(client):
    head = MandateFactory()
    link = "https://meet.example/abc"
    open_, closed = (
        MeetingFactory(is_open=is_open, invited=[head.region], link=link)
        for is_open in (True, False)
    )
    AgendaItemFactory(meeting=open_, title="Tarif")

    answer = client.get(f"/pertemuan/{open_.pk}/undangan.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"Tarif" in answer.content
    assert link.encode() not in answer.content
    assert client.get(f"/pertemuan/{closed.pk}/undangan.ics").status_code == 404

    client.force_login(head.user)
    assert link.encode() in client.get(f"/pertemuan/{closed.pk}/undangan.ics").content


# --- one instant everywhere ----------------------------------------------------

_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_SHOWN = re.compile(r"(\d{1,2})\s(\w+)\s(\d{4})\D+?(\d\d)\.(\d\d)")


def instant(text, zone):
    """The moment that a reader understands from "Rabu, 25 November 2026 pukul 09.00 … WIB"."""
    day, month, year, hour, minute = _SHOWN.search(text).groups()
    number = _MONTHS.split().index(month) + 1
    clock = datetime(int(year), number, int(day), int(hour), int(minute), tzinfo=ZoneInfo(zone))
    assert ZONES[zone] in text
    return clock.astimezone(UTC)


MINUTES = st.integers(0, 5 * 366 * 1440).map(
    lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)
# Around midnight and New Year in all three zones.
EDGES = st.builds(
    lambda year, minutes: datetime(year, 1, 1, tzinfo=UTC) - timedelta(minutes=minutes),
    st.integers(2027, 2031),
    st.integers(0, 10 * 60),
)


@settings(max_examples=1000)
@given(
    start=st.one_of(MINUTES, EDGES),
    minutes=st.integers(1, 26 * 60),
    zone=st.sampled_from(sorted(ZONES)),
)
def test_page_mail_and_calendar_show_the_same_instant(start, minutes, zone):
    meeting = unsaved(starts_at=start, ends_at=start + timedelta(minutes=minutes), zone=zone)
    with translation.override("id"):
        page = render_to_string(
            "meetings/_when_where.html", {"meeting": meeting, "at": changes.shown(meeting)}
        )
        mail = changes.when(meeting.starts_at, meeting.ends_at, zone)
    _whole, event = event_of(calendars.calendar(meeting))

    assert instant(mail, zone) == start
    assert instant(re.sub(r"<[^>]+>", " ", page), zone) == start
    assert event["DTSTART"].dt == start
    assert event["DTEND"].dt == meeting.ends_at
    assert event["DTSTART"].params["TZID"] == zone
