"""Moving, postponing and changing a series name what should be known before anything is sent."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings import actions
from meetings.actions.recurring import lay_out
from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.meetings import InvitationFactory, LetterFactory, MeetingFactory, SeriesFactory

pytestmark = pytest.mark.django_db
FRIDAY = "2026-12-25"  # Christmas
HOLIDAY, PRAYER = "hari libur", "salat Jumat"


def wib(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def meeting(camat, heads, forum):
    return MeetingFactory(called_by=camat, forum=forum, invited=[head.region for head in heads])


def new_time(meeting, **changes):
    return {
        "day": FRIDAY, "start": "11:00", "end": "13:00", "zone": "Asia/Jakarta",
        "seen": meeting.seen, "reason": "Panen raya", **changes,
    }  # fmt: skip


def warned(page):
    return " ".join(page.context["warned"].sentences)


def confirmed(page, typed):
    """The same form once more, as the button below the warnings sends it."""
    tokens = page.context["warned"].tokens
    text = page.content.decode()
    assert text.count('name="warned"') == len(tokens) > 0
    return typed | {"warned": tokens}


# --- moving ------------------------------------------------------------------


def test_a_move_names_its_warnings_before_anything_is_sent(browser, meeting):
    address, typed = f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting)

    page = browser.post(address, typed)

    assert HOLIDAY in warned(page)
    assert PRAYER in warned(page)
    text = page.content.decode()
    assert "Belum ada yang dikirim" in text
    assert "Pindahkan juga" in text
    assert "Panen raya" in text
    assert Meeting.objects.get().starts_at == meeting.starts_at
    assert not Mail.objects.exists()

    assert browser.post(address, confirmed(page, typed)).url == meeting.get_absolute_url()
    assert Meeting.objects.get().starts_at == wib("2026-12-25 11:00")
    assert Mail.objects.filter(kind="meetings.moved").count() == 3


def test_a_second_click_below_the_warnings_moves_and_tells_once(browser, meeting, clock):
    address, typed = f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting)
    sure = confirmed(browser.post(address, typed), typed)
    clock.shift(5)

    browser.post(address, sure)
    assert "sejak Anda membukanya" in browser.post(address, sure).content.decode()

    assert Meeting.objects.get().sequence == 1
    assert Mail.objects.filter(kind="meetings.moved").count() == 3


def test_another_time_than_the_one_that_was_warned_of_is_warned_of_anew(browser, meeting):
    address, typed = f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting)
    sure = confirmed(browser.post(address, typed), typed)

    page = browser.post(address, sure | {"start": "10:00"})

    assert HOLIDAY in warned(page)
    assert not Mail.objects.exists()


def test_a_stale_move_hears_of_that_first(browser, meeting, clock):
    typed = new_time(meeting)
    clock.shift(5)
    Meeting.objects.update(title="Judul lain", updated_at=timezone.now())

    page = browser.post(f"/pertemuan/{meeting.pk}/pindah/", typed)

    assert page.context["now"]
    assert not page.context["warned"].is_unread


def test_a_move_names_short_notice_by_the_forums_rule(browser, meeting):
    typed = new_time(meeting, day="2026-11-03", start="09:00", end="10:00")

    page = browser.post(f"/pertemuan/{meeting.pk}/pindah/", typed)

    assert "3 hari" in warned(page)


def test_an_urgent_letter_shortens_the_notice(browser, meeting):
    letter = LetterFactory.build(meeting=meeting)
    LetterFactory(meeting=meeting, content=letter.content | {"nature": "Segera"})
    typed = new_time(meeting, day="2026-11-03", start="09:00", end="10:00")

    assert browser.post(f"/pertemuan/{meeting.pk}/pindah/", typed).status_code == 302


def test_a_move_names_who_is_invited_elsewhere_but_not_to_itself(browser, meeting, heads):
    there = MeetingFactory(starts_at=wib("2026-12-01 09:00"), ends_at=wib("2026-12-01 10:00"))
    InvitationFactory(meeting=there, region=heads[0].region)
    typed = new_time(meeting, day="2026-12-01", start="09:30", end="11:00")

    page = browser.post(f"/pertemuan/{meeting.pk}/pindah/", typed)
    assert heads[0].region.full_name in warned(page)
    assert heads[1].region.full_name not in warned(page)

    start = timezone.localtime(meeting.starts_at, ZoneInfo("Asia/Jakarta"))
    later = {"day": f"{start:%Y-%m-%d}", "start": f"{start + timedelta(minutes=10):%H:%M}"}
    longer = new_time(meeting, **later, end="16:00")
    assert browser.post(f"/pertemuan/{meeting.pk}/pindah/", longer).status_code == 302


# --- postponing --------------------------------------------------------------


def test_a_second_sitting_names_its_warnings_before_anything_is_sent(
    browser, meeting, camat, clock
):
    clock.move_to(wib("2026-12-23 09:05"))
    browser.force_login(camat.user)
    Meeting.objects.update(starts_at=wib("2026-12-23 09:00"), ends_at=wib("2026-12-23 12:00"))
    address = f"/pertemuan/{meeting.pk}/tunda/"
    typed = {"day": FRIDAY, "start": "09:00", "end": "11:00", "reason": "Kuorum"}

    page = browser.post(address, typed)
    assert HOLIDAY in warned(page)
    assert PRAYER not in warned(page)
    assert "paling lambat" not in warned(page)
    assert "Tunda juga" in page.content.decode()
    assert Meeting.objects.get().sitting == 1
    assert not Mail.objects.exists()

    assert browser.post(address, confirmed(page, typed)).url == meeting.get_absolute_url()
    assert Meeting.objects.get().sitting == 2


# --- a series ----------------------------------------------------------------


@pytest.fixture
def series(camat, forum):
    """Each Friday at 09.00, with 4 and 25 December called and 11 December changed alone."""
    rule, first_day = "FREQ=WEEKLY;BYDAY=FR", date(2026, 11, 13)
    series = SeriesFactory(started_by=camat, forum=forum, rule=rule, first_day=first_day)
    lay_out(series)
    for day in (date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 25)):
        starts_at, ends_at = series.span(day)
        meeting = actions.call_occurrence(
            series.occurrences.get(day=day), by=camat, regions=list(forum.members.all()),
            title=series.title, zone=series.zone, starts_at=starts_at, ends_at=ends_at,
            answer_by=starts_at, place=series.place, link=series.link,
        )  # fmt: skip
        if day.day == 11:
            Meeting.objects.filter(pk=meeting.pk).update(place="Pendopo")
    Mail.objects.all().delete()
    return series


def change(series, **changes):
    return {
        "first_day": "2026-11-27", "pattern": "weekly", "start": "11:00", "end": "13:00",
        "place": series.place, "link": series.link, "until": "", "seen": series.seen, **changes,
    }  # fmt: skip


def test_a_series_names_the_warnings_of_the_called_meetings_that_it_takes_along(browser, series):
    address, typed = f"/pertemuan/rangkaian/{series.pk}/ubah/", change(series)

    page = browser.post(address, typed)

    sentences = page.context["warned"].sentences
    assert len(sentences) == 3
    assert all(PRAYER in sentences[number] for number in (0, 2))
    assert "4\xa0Desember\xa02026" in sentences[0]
    assert HOLIDAY in sentences[1]
    assert "Simpan juga" in page.content.decode()
    assert not Mail.objects.exists()
    assert series.occurrences.get(day="2026-12-04").starts_at == wib("2026-12-04 09:00")

    assert browser.post(address, confirmed(page, typed)).url == series.get_absolute_url()
    assert series.occurrences.get(day="2026-12-04").starts_at == wib("2026-12-04 11:00")
    assert Mail.objects.filter(kind="meetings.moved").count() == 6


@pytest.mark.parametrize(
    "changes",
    [
        {"start": "09:00", "end": "11:30", "place": "Balai desa"},  # no other time
        {"first_day": "2026-12-02"},  # Wednesdays: what was called stays
        {"first_day": "2026-12-26", "pattern": "weekly", "start": "08:00", "end": "09:00"},
    ],
)
def test_a_series_that_gives_no_called_meeting_another_time_warns_of_nothing(
    browser, series, changes
):
    answer = browser.post(f"/pertemuan/rangkaian/{series.pk}/ubah/", change(series, **changes))

    assert answer.url == series.get_absolute_url()


def test_a_series_changed_from_a_day_too_near_is_refused_as_before(browser, series):
    typed = change(series, first_day="2026-11-02")

    page = browser.post(f"/pertemuan/rangkaian/{series.pk}/ubah/", typed)

    assert page.context["form"].errors
    assert not page.context["warned"].is_unread
