"""Calling: a second click, an answer day that has passed, and the words for those who are written to."""

import pytest
from django.utils import timezone

from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.backlog import AgendaTopicFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import ForumFactory, MandateFactory, SubdistrictFactory
from tests.meetings.pages.test_calling import send, typed
from tests.meetings.pages.test_changing import fields_of
from tests.meetings.pages.typed import mistakes
from villages.speakers import receivers_among

pytestmark = pytest.mark.django_db
__all__ = ["typed"]
PASSED = "Pukul 16.00 pada tanggal itu sudah lewat"


# --- a second click -----------------------------------------------------------


def test_a_second_click_with_a_topic_of_the_backlog_leads_to_the_meeting(browser, forum, typed):
    topic = AgendaTopicFactory(forum=forum)
    typed = typed | {"agenda-2-title": "Jadwal ronda", "agenda-2-minutes": "10",
                     "agenda-2-topic": topic.pk}  # fmt: skip

    first = send(browser, forum, typed)
    again = send(browser, forum, typed)

    meeting = Meeting.objects.get()
    assert meeting.agenda.filter(topic=topic).exists()
    assert first.url == again.url == meeting.get_absolute_url()
    assert Mail.objects.count() == 3


@pytest.mark.parametrize("uid", ["", "kosong"])
def test_a_form_without_its_number_is_looked_at_as_any_other(browser, forum, typed, uid):
    page = send(browser, forum, typed, uid=uid)

    assert "uid" in mistakes(page)
    assert not Meeting.objects.exists()


# --- today, after 16.00 -------------------------------------------------------


def test_answers_are_not_wanted_by_an_hour_that_has_passed(browser, forum, typed, clock, camat):
    clock.move_to("2026-11-02 10:00:00+00:00")  # 17.00 WIB
    browser.force_login(camat.user)

    page = send(browser, forum, typed, answer_day="2026-11-02")

    assert PASSED in mistakes(page)["answer_day"][0]
    assert not Meeting.objects.exists()

    send(browser, forum, typed, day="2026-11-03", answer_day="")
    meeting = Meeting.objects.get()
    assert meeting.answer_by == meeting.starts_at


@pytest.mark.parametrize("hour", ["08:59", "09:00"])  # 15.59 and 16.00 WIB
def test_changing_does_not_close_the_answers_at_once(browser, camat, heads, clock, hour):
    meeting = MeetingFactory(called_by=camat, invited=[head.region for head in heads])
    clock.move_to(f"2026-11-02 {hour}:00+00:00")
    browser.force_login(camat.user)
    today = {"answer_day": f"{timezone.localdate():%Y-%m-%d}"}

    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", fields_of(meeting) | today)

    saved = Meeting.objects.get()
    if hour == "08:59":
        assert saved.answer_by > timezone.now()
    else:
        assert PASSED in mistakes(page)["answer_day"][0]
        assert saved.answer_by == meeting.answer_by


# --- who is written to --------------------------------------------------------


def test_the_preview_names_who_is_written_to_by_level(browser, camat, forum, typed):
    text = send(browser, forum, typed, "preview").content.decode()
    assert "Kepala dan sekretaris desa masing-masing menerima satu email" in text

    other = MandateFactory(region=SubdistrictFactory(), office="camat").region
    forum = ForumFactory(home=camat.region, members=[camat.region, other])
    regions = [camat.region_id, other.pk]
    text = send(browser, forum, typed | {"kind": "coordination"}, "preview", regions=regions)
    assert "Camat dan staf kecamatan masing-masing menerima" in text.content.decode()


def test_mixed_levels_are_all_named(camat, heads):
    both = receivers_among([camat.region, heads[0].region])

    assert both == "Kepala dan sekretaris desa; camat dan staf kecamatan"
    assert receivers_among([camat.region.parent]) == "Petugas wilayah lainnya"
