"""Whatever recurs, wherever, however often it is moved: all that people read says one instant.

The arithmetic of it stands in ``test_recurrence``; here the real acts are played, and what is read
back is the page, the letters in the outbox with their calendar part, the official letter and the
subscribed calendar.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from core.formats import ZONES
from meetings import actions, recurrence, room
from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.test_calendars import instant
from tests.meetings.test_recurrence import rule_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)
TODAY = date(2026, 11, 2)
CLOCKS = st.times(time(0), time(20)).map(lambda at: at.replace(second=0, microsecond=0))
ALONE = st.tuples(st.just("alone"), st.integers(-600, 60 * 24 * 5).filter(bool))
TOGETHER = st.tuples(st.just("series"), CLOCKS)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    pattern=st.sampled_from(recurrence.PATTERNS),
    ahead=st.integers(3, 25),
    start=CLOCKS,
    minutes=st.integers(15, 200),
    zone=st.sampled_from(sorted(ZONES)),
    reader=st.sampled_from(sorted(ZONES)),
    moves=st.lists(st.one_of(ALONE, TOGETHER), max_size=3),
)
def test_page_mail_letter_and_calendars_say_the_same_after_every_move(
    pattern, ahead, start, minutes, zone, reader, moves
):
    rule, first = rule_of(pattern, TODAY + timedelta(days=ahead))
    with time_machine.travel(NOW, tick=False) as clock, transaction.atomic():
        head = MandateFactory(user__time_zone=reader, ends_on=date(2029, 1, 1))
        series = begun(head, pattern, first, start, minutes, zone)
        assert series.rule == rule
        meeting = called(series.occurrences.first(), head)
        wanted = datetime.combine(first, start, ZoneInfo(zone))
        assert_one_instant(meeting, head, wanted, "meetings.called")
        for kind, much in moves:
            clock.shift(timedelta(minutes=1))
            Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())
            before = wanted
            wanted = moved(kind, much, series, meeting, head, wanted, first)
            meeting.refresh_from_db()
            if wanted != before:
                assert_one_instant(meeting, head, wanted, "meetings.moved")
        transaction.set_rollback(True)


def begun(head, pattern, first, start, minutes, zone):
    return actions.start_series(
        by=head, held_for=ForumFactory(members=[head.region]), pattern=pattern, first_day=first,
        title="Rapat", kind="coordination", purpose="", start=start, minutes=minutes, zone=zone,
        place="Aula", link="", is_open=True, agenda=[],
    )  # fmt: skip


def called(occurrence, head):
    series = occurrence.series
    return actions.call_occurrence(
        occurrence, by=head, regions=[head.region], starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at, answer_by=occurrence.starts_at, zone=series.zone,
        place=occurrence.place, title=series.title,
    )  # fmt: skip


def moved(kind, much, series, meeting, head, wanted, first):
    """Moved alone, or with all the dates from its day on; the instant at which it lies now."""
    length = meeting.ends_at - meeting.starts_at
    if kind == "alone":
        at = wanted + timedelta(minutes=much)
        actions.move(
            meeting, by=head, starts_at=at, ends_at=at + length, zone=series.zone, answer_by=at
        )
        return at
    follows = not series.occurrences.get(meeting=meeting).is_own
    series.refresh_from_db()
    actions.change_series(
        series, by=head, pattern=recurrence.pattern_of(series.rule), first_day=first, start=much,
        minutes=series.minutes, place=series.place, link="",
    )  # fmt: skip
    return datetime.combine(first, much, ZoneInfo(series.zone)) if follows else wanted


def assert_one_instant(meeting, head, wanted, kind):
    """Read everything back with the eyes of who gets it."""
    wanted = wanted.astimezone(UTC)
    zone, browser = meeting.zone, Client()
    browser.force_login(head.user)
    with translation.override("id"):
        page = browser.get(meeting.get_absolute_url()).content.decode()
        letter = meeting.letters.latest("order").content
    when = page[page.index('<section class="card">') :]
    assert instant(re.sub(r"<del\b.*?</del>|<[^>]+>", " ", when), zone) == wanted
    first_day = letter["day"].partition(" s.d. ")[0]  # of a sitting that goes on past midnight
    assert instant(f"{first_day} {letter['clock']}", zone) == wanted
    mail = Mail.objects.get(kind=kind, state=Mail.State.WAITING)
    assert instant(line(mail.text, "Waktu: "), zone) == wanted
    own = head.user.time_zone
    if own != zone:
        assert instant(line(mail.text, "Di tempat Anda: "), own) == wanted
    feed = actions.subscribe(head.user, by=head)
    for content in (
        mail.calendar.encode(),
        browser.get(f"/pertemuan/{meeting.pk}/undangan.ics").content,
        browser.get(f"/kalender/{feed}.ics").content,
    ):
        (event,) = Calendar.from_ical(content).walk("VEVENT")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (wanted, meeting.ends_at)
        assert event["SEQUENCE"] == meeting.sequence
    assert Meeting.objects.get(pk=meeting.pk).starts_at == wanted
    assert not room.has_begun(meeting)


def line(text, label):
    """What stands behind a word in the mail."""
    return text.rpartition(label)[2].partition("\n")[0]
