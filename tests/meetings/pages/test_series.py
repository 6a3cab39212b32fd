"""Series of meetings in the browser: begun, one date changed or left out, sent, ended."""

import uuid
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import actions
from meetings.actions.recurring import lay_out
from meetings.models import Meeting, Series
from notifications.models import Mail
from tests.factories.meetings import OccurrenceFactory, SeriesFactory
from tests.factories.villages import MandateFactory
from tests.meetings.pages.typed import agenda, mistakes

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    """What the camat types; the clock stands on Monday, 2 November 2026."""
    return {
        "uid": str(uuid.uuid4()),
        "title": "Rapat koordinasi bulanan",
        "kind": "coordination",
        "purpose": "Kemajuan proyek",
        "pattern": "monthly_last",
        "first_day": "2026-11-25",
        "start": "09:00",
        "end": "11.30",
        "zone": "Asia/Jakarta",
        "place": "Aula kecamatan",
        "link": "",
        "is_open": "on",
        "step": "save",
        **agenda(("Pembukaan", "information", "20"), ("", "", "")),
    }


def begin(browser, forum, typed, **changes):
    address = f"/pertemuan/rangkaian/baru/?forum={forum.pk}"
    return browser.post(address, {**typed, **changes})


def test_a_series_is_begun_on_one_page(browser, forum, typed):
    assert browser.get(f"/pertemuan/rangkaian/baru/?forum={forum.pk}").status_code == 200

    answer = begin(browser, forum, typed)

    series = Series.objects.get()
    assert answer.url == series.get_absolute_url()
    assert (series.rule, series.minutes) == ("FREQ=MONTHLY;BYDAY=-1WE", 150)
    assert [item["title"] for item in series.agenda] == ["Pembukaan"]
    page = browser.get(answer.url).content.decode()
    assert "Setiap Rabu terakhir, pukul\xa009.00 sampai 11.30\xa0WIB" in page
    assert page.count("?rangkaian=") == 3
    assert not Mail.objects.exists()


def test_a_second_click_leads_to_the_same_series(browser, forum, typed):
    first, second = begin(browser, forum, typed), begin(browser, forum, typed)

    assert first.url == second.url
    assert "sudah dikirim sebelumnya" in browser.get(second.url).content.decode()
    assert Series.objects.count() == 1


def test_rows_of_the_agenda_are_added_without_blame(browser, forum, typed):
    page = begin(browser, forum, typed, step="add", title="")

    assert not page.context["form"].is_bound
    assert len(page.context["rows"].forms) == 3


def test_nobody_begins_series_without_end(browser, forum, typed, camat):
    cache.set(f"limit:meetings.series:{camat.user.pk}", 20, 600)

    assert begin(browser, forum, typed).status_code == 200
    assert not Series.objects.exists()


def test_without_an_address_one_chooses_for_whom(browser, forum):
    assert list(browser.get("/pertemuan/rangkaian/baru/").context["forums"]) == [forum]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("pattern", "daily"),
        ("pattern", "FREQ=SECONDLY"),
        ("first_day", ""),
        ("first_day", "2026-11-01"),
        ("first_day", "2026-11-18"),
        ("first_day", "9999-12-31"),
        ("start", ""),
        ("end", ""),
        ("end", "09:00"),
        ("zone", "Europe/Berlin"),
        ("place", ""),
        ("uid", "x"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_lost(browser, forum, typed, field, value):
    page = begin(browser, forum, typed, **{field: value})

    assert page.status_code == 200
    assert list(mistakes(page)) == [field]
    assert page.context["form"]["purpose"].value() == "Kemajuan proyek"
    assert not Series.objects.exists()


def test_a_wrong_agenda_is_named(browser, forum, typed):
    page = begin(browser, forum, typed, **{"agenda-0-minutes": "0"})

    assert mistakes(page)
    assert not Series.objects.exists()


# --- one date ------------------------------------------------------------------------------


@pytest.fixture
def occurrence(camat, forum):
    return OccurrenceFactory(
        series__started_by=camat,
        series__forum=forum,
        series__title="Rapat bulanan",
        series__agenda=[
            {"title": "Pembukaan", "kind": "information", "minutes": 20, "speaker": "Camat"}
        ],
    )


def test_one_date_is_moved_and_the_page_shows_both_days(browser, occurrence):
    address = f"/pertemuan/rangkaian/tanggal/{occurrence.pk}/ubah/"
    assert browser.get(address).context["form"]["day"].value() == occurrence.day
    typed = {"day": "2026-11-12", "start": "13:00", "end": "15:00", "place": "Balai desa"}

    answer = browser.post(address, typed)

    occurrence.refresh_from_db()
    assert occurrence.starts_at.isoformat() == "2026-11-12T06:00:00+00:00"
    page = browser.get(answer.url).content.decode()
    assert "<del>Rabu, 11\xa0November\xa02026</del>" in page
    assert "Balai desa" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("day", ""), ("day", "2026-11-01"), ("start", ""), ("end", "08:00"), ("place", "x" * 201)],
)
def test_a_wrong_date_is_named(browser, occurrence, field, value):
    typed = {"day": "2026-11-12", "start": "13:00", "end": "15:00", "place": "Balai desa"}

    page = browser.post(
        f"/pertemuan/rangkaian/tanggal/{occurrence.pk}/ubah/", typed | {field: value}
    )

    assert list(mistakes(page)) == [field]


def test_one_date_is_left_out_with_a_reason(browser, occurrence):
    address = f"/pertemuan/rangkaian/tanggal/{occurrence.pk}/batal/"
    assert mistakes(browser.post(address, {"reason": ""}))

    answer = browser.post(address, {"reason": "Libur bersama"})

    page = browser.get(answer.url).content.decode()
    assert "Libur bersama" in page
    assert "?rangkaian=" not in page
    for again in (browser.get(address), browser.post(address, {"reason": "Lagi"})):
        assert again.url == occurrence.series.get_absolute_url()


def test_a_holiday_and_the_friday_prayer_are_named_before_sending(browser, camat, forum):
    series = SeriesFactory(
        started_by=camat,
        forum=forum,
        rule="FREQ=WEEKLY;BYDAY=FR",
        first_day="2026-12-25",
        minutes=180,
    )
    series.refresh_from_db()
    lay_out(series)

    page = browser.get(series.get_absolute_url()).content.decode()

    assert "hari libur" in page
    assert "Jumat pukul 11.30" in page


def send_address(occurrence):
    return f"/pertemuan/undang/?rangkaian={occurrence.pk}"


def test_one_tap_shows_what_goes_out_and_one_more_sends(browser, occurrence):
    preview = browser.get(send_address(occurrence))
    assert "meetings/meeting_preview.html" in [t.name for t in preview.templates]
    assert not Meeting.objects.exists()

    form, rows = preview.context["form"], preview.context["rows"]
    data = {
        field.html_name: field.value()
        for field in form
        if field.name != "also" and field.value() is not None
    }
    data |= {field.html_name: field.value() or "" for row in rows for field in row}
    data |= {"agenda-TOTAL_FORMS": 1, "agenda-INITIAL_FORMS": 0, "step": "send"}
    sent = browser.post(send_address(occurrence), data)

    meeting = Meeting.objects.get()
    assert sent.url == meeting.get_absolute_url()
    assert meeting.starts_at == occurrence.starts_at
    assert meeting.agenda.get().speaker == "Camat"
    assert Mail.objects.filter(kind="meetings.called").count() == 3
    assert (
        meeting.get_absolute_url()
        in browser.get(occurrence.series.get_absolute_url()).content.decode()
    )
    for again in (
        browser.get(send_address(occurrence)),
        browser.post(send_address(occurrence), data),
    ):
        assert again.url == meeting.get_absolute_url()
    assert Meeting.objects.count() == 1

    actions.cancel(meeting, by=meeting.called_by, reason="Banjir")
    dates = browser.get(occurrence.series.get_absolute_url()).context["dates"]
    assert [date.kind for date in dates] == ["bad"]


def test_a_date_that_was_left_out_is_not_sent(browser, occurrence):
    actions.cancel_occurrence(occurrence, by=occurrence.series.started_by, reason="Libur")

    answer = browser.get(send_address(occurrence))

    assert answer.url == occurrence.series.get_absolute_url()


def test_the_series_is_ended_with_one_button(browser, occurrence):
    answer = browser.post(f"/pertemuan/rangkaian/{occurrence.series_id}/akhiri/")

    page = browser.get(answer.url).content.decode()
    assert "Berakhir" in page
    assert "?rangkaian=" not in page


# --- all dates from a day on ----------------------------------------------------------------


def changing(series):
    return f"/pertemuan/rangkaian/{series.pk}/ubah/"


@pytest.fixture
def change():
    return {
        "first_day": "2026-11-25", "pattern": "weekly", "start": "13:00", "end": "15.00",
        "place": "Balai desa", "link": "", "until": "2026-12-09",
    }  # fmt: skip


def test_the_page_is_filled_with_the_series_as_it_goes_on(browser, occurrence):
    series = occurrence.series

    page = browser.get(changing(series))

    first = page.context["form"].initial
    assert (str(first["first_day"]), first["pattern"]) == ("2026-11-11", "weekly")
    assert (f"{first['start']:%H.%M}", f"{first['end']:%H.%M}") == ("09.00", "11.30")
    assert "Sekarang: Setiap Rabu, pukul\xa009.00" in page.content.decode()
    assert changing(series) in browser.get(series.get_absolute_url()).content.decode()


def test_a_series_is_changed_from_a_day_on(browser, occurrence, change):
    series = occurrence.series
    lay_out(series)
    meeting = actions.call_occurrence(
        series.occurrences.get(day="2026-12-02"), by=series.started_by,
        regions=list(series.forum.members.all()), title=series.title, zone=series.zone,
        starts_at=series.span(date(2026, 12, 2))[0], ends_at=series.span(date(2026, 12, 2))[1],
        answer_by=series.span(date(2026, 12, 2))[0], place=series.place,
    )  # fmt: skip
    seen = browser.get(changing(series)).context["form"].initial["seen"]

    answer = browser.post(changing(series), change | {"seen": seen})

    assert answer.url == series.get_absolute_url()
    page = browser.get(answer.url).content.decode()
    assert "2 tanggal yang direncanakan mengikuti. 1 pertemuan yang sudah diundang ikut" in page
    assert "sampai 9\xa0Desember\xa02026" in page
    assert page.count("?rangkaian=") == 4
    meeting.refresh_from_db()
    assert (meeting.place, meeting.starts_at.hour) == ("Balai desa", 6)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_day", ""), ("first_day", "2026-11-02"), ("first_day", "2027-03-03"),
        ("first_day", "x"), ("pattern", "daily"), ("pattern", "monthly_last"), ("start", ""),
        ("end", ""), ("end", "12:59"), ("place", ""), ("place", "x" * 201), ("link", "javascript:x"),
        ("until", "2026-11-17"), ("until", "9999-12-31"), ("until", "x"), ("seen", ""),
    ],
)  # fmt: skip
def test_a_wrong_change_is_named_and_nothing_is_lost(browser, occurrence, change, field, value):
    series = occurrence.series
    days = list(series.occurrences.values_list("day", "starts_at"))
    typed = change | {"seen": series.seen, "first_day": "2026-11-18", "until": ""}
    typed[field] = value

    page = browser.post(changing(series), typed)

    named = list(mistakes(page))
    if value in ("2026-11-02", "2027-03-03"):
        assert named == ["__all__"]
    else:
        assert named == ["first_day" if value == "monthly_last" else field]
    if field != "place":
        assert page.context["form"]["place"].value() == "Balai desa"
    assert list(series.occurrences.values_list("day", "starts_at")) == days


def test_a_stale_form_comes_back_with_what_was_typed(browser, occurrence, change, clock):
    series, seen = occurrence.series, occurrence.series.seen
    clock.shift(1)
    browser.post(changing(series), change | {"seen": seen})

    page = browser.post(changing(series), change | {"seen": seen, "place": "Pendopo"})

    assert "diubah sejak Anda membukanya" in page.content.decode()
    form = page.context["form"]
    assert form["place"].value() == "Pendopo"
    again = browser.post(changing(series), change | {"seen": form["seen"].value()})
    assert again.status_code == 302


def test_an_ended_series_is_changed_no_more(browser, occurrence, change):
    series = occurrence.series
    actions.end_series(series, by=series.started_by)

    for answer in (browser.get(changing(series)), browser.post(changing(series), change)):
        assert answer.url == series.get_absolute_url()


def test_members_read_and_strangers_find_nothing(client, occurrence, heads):
    addresses = [
        occurrence.series.get_absolute_url(),
        changing(occurrence.series),
        f"/pertemuan/rangkaian/tanggal/{occurrence.pk}/ubah/",
        send_address(occurrence),
    ]
    client.force_login(heads[0].user)
    assert [client.get(address).status_code for address in addresses] == [200, 403, 403, 403]
    assert client.post(f"/pertemuan/rangkaian/{occurrence.series_id}/akhiri/").status_code == 403

    client.force_login(MandateFactory().user)
    assert {client.get(address).status_code for address in addresses} == {404}


def test_the_page_costs_the_same_whatever_its_size(browser, camat, forum):
    counts = []
    for size in (1, 9):
        series = SeriesFactory(started_by=camat, forum=forum)
        lay_out(series)
        series.occurrences.filter(pk__in=series.occurrences.values("pk")[size:]).delete()
        browser.get(series.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            assert len(browser.get(series.get_absolute_url()).context["dates"]) == size
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 12


def test_the_forum_shows_its_series_to_its_members(client, occurrence, heads, forum):
    address = occurrence.series.get_absolute_url()
    client.force_login(heads[0].user)
    assert address in client.get(forum.get_absolute_url()).content.decode()

    client.force_login(MandateFactory().user)
    assert address not in client.get(forum.get_absolute_url()).content.decode()
