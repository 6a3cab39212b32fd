"""What people send by mistake or on purpose: a clear sentence each, and nothing half-written.

Two moves at once stand in ``tests/meetings/test_moves_at_once.py``.
"""

import time as clocks
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from core.models import AuditEvent
from meetings import actions, doors, links
from meetings.models import Attendance, Ballot, Invitation, Meeting, Poll, Turnout
from notifications.models import Mail
from tests.factories.meetings import DecisionFactory, InvitationFactory, MeetingFactory
from tests.meetings.pages.typed import agenda, mistakes
from tests.meetings.sitting import running

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def typed(forum):
    return {
        "uid": str(uuid.uuid4()), "title": "Tarif air bersih", "kind": "mad",
        "purpose": "Menyepakati tarif", "day": "2026-11-25", "start": "09:00", "end": "11:30",
        "last_day": "", "zone": "Asia/Jakarta", "place": "Aula kecamatan", "link": "",
        "answer_day": "", "is_open": "on", "step": "send",
        "regions": [seat.region_id for seat in forum.memberships.all()],
        **agenda(("Pembukaan", "information", "20")),
    }  # fmt: skip


def written():
    """Everything that a mistake could leave behind."""
    return [model.objects.count() for model in (Meeting, Invitation, Mail, AuditEvent, Attendance)]


def call(browser, forum, typed, **changes):
    return browser.post(f"/pertemuan/undang/?forum={forum.pk}", typed | changes)


# --- calling -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"day": "2026-10-25"}, "day", "Pilih hari antara hari ini dan dua tahun"),
        ({"day": "2026-11-02", "start": "08:00"}, "start", "sudah lewat"),
        ({"end": "08:59"}, "end", "Waktu selesai harus sesudah waktu mulai"),
        ({"zone": ""}, "zone", "Pilih WIB, WITA"),
    ],
)
def test_a_time_that_makes_no_sense_is_named_beside_its_field(
    browser, forum, typed, wrong, field, sentence
):
    before = written()

    page = call(browser, forum, typed, **wrong)

    assert sentence in mistakes(page)[field][0]
    assert sentence in page.content.decode()
    assert page.context["form"]["purpose"].value() == "Menyepakati tarif"
    assert written() == before


def post_long(browser, address, typed, codes):
    """As a browser sends it: ten thousand fields in one form."""
    fields = [(name, value) for name, value in typed.items() if name != "regions"]
    body = urlencode([*fields, *(("regions", code) for code in codes)])
    return browser.post(address, body, content_type=URLENCODED)


def test_ten_thousand_invitees_get_a_sentence_beside_the_field(browser, forum, typed):
    before = written()
    codes = [f"33.07.05.{number:04}" for number in range(10_000)]
    started = clocks.perf_counter()

    page = post_long(browser, f"/pertemuan/undang/?forum={forum.pk}", typed, codes)

    assert page.status_code == 200
    assert mistakes(page) == {"regions": ["Undang paling banyak 60 wilayah."]}
    assert page.context["form"]["title"].value() == "Tarif air bersih"
    assert page.context["form"]["purpose"].value() == "Menyepakati tarif"
    assert written() == before
    assert clocks.perf_counter() - started < 10


def test_ten_thousand_other_regions_get_it_too(browser, forum, typed):
    body = urlencode(typed, doseq=True) + "".join(f"&also=18.02.02.{n:04}" for n in range(10_000))

    page = browser.post(f"/pertemuan/undang/?forum={forum.pk}", body, content_type=URLENCODED)

    assert page.status_code == 200
    assert list(mistakes(page)) == ["also"]
    assert not Meeting.objects.exists()


def test_ten_thousand_asked_in_a_date_poll_get_it_too(browser, forum):
    typed = {
        "uid": str(uuid.uuid4()), "title": "Tarif", "kind": "mad", "purpose": "Menyepakati tarif",
        "place": "", "zone": "Asia/Jakarta", "last_day": "2026-11-10", "step": "send",
        "tanggal-TOTAL_FORMS": "2", "tanggal-INITIAL_FORMS": "0",
        "tanggal-0-day": "2026-11-18", "tanggal-0-start": "09:00", "tanggal-0-end": "11:00",
        "tanggal-1-day": "2026-11-19", "tanggal-1-start": "09:00", "tanggal-1-end": "11:00",
    }  # fmt: skip
    codes = [f"33.07.05.{number:04}" for number in range(10_000)]

    page = post_long(browser, f"/jajak/tanya/?forum={forum.pk}", typed, codes)

    assert page.status_code == 200
    assert list(mistakes(page)) == ["regions"]
    assert page.context["form"]["purpose"].value() == "Menyepakati tarif"
    assert not Poll.objects.exists()


# --- too late --------------------------------------------------------------------------------


def test_an_answer_after_the_deadline_says_until_when_and_whom_to_tell(client, heads, camat):
    invitation = InvitationFactory(
        head=heads[0], meeting__answer_by=timezone.now() - timedelta(hours=1)
    )
    meeting, before = invitation.meeting, written()
    client.force_login(heads[0].user)

    on_site = client.post(f"/pertemuan/{meeting.pk}/jawab/", {"answer": "attends"}, follow=True)
    by_link = client.post(
        links.answer_url(invitation, heads[0]), {"answer": "attends"}, follow=True
    )

    for page in (on_site, by_link):
        text = page.content.decode()
        assert "Jawaban diterima sampai" in text and meeting.organiser.full_name in text
    invitation.refresh_from_db()
    assert invitation.answer == "none" and written() == before


def test_a_ballot_after_the_close_says_since_when(client, clock):
    meeting = running(here=2)
    vote = actions.open_vote(
        DecisionFactory(meeting=meeting), by=meeting.called_by, is_secret=False
    )
    actions.close_vote(vote, by=meeting.called_by)
    head = meeting.invitations.first().region.mandates.get()
    client.force_login(head.user)

    page = client.post(f"{vote.decision.get_absolute_url()}suara/", {"choice": "yes"}, follow=True)

    assert "Pemungutan suara ini ditutup" in page.content.decode()
    assert not Ballot.objects.exists() and not Turnout.objects.exists()


def test_the_code_of_another_meeting_opens_no_door(client, heads):
    here, other = (
        MeetingFactory(starts_at=timezone.now(), invited=[heads[0].region]) for _ in range(2)
    )
    client.force_login(heads[0].user)
    before = written()

    page = client.post(f"/pertemuan/{here.pk}/masuk/{doors.code_of(other)}/", follow=True)

    assert "Kode ini milik pertemuan lain" in page.content.decode()
    assert written() == before


def test_an_answer_from_the_calendar_to_a_cancelled_date_says_that_it_is_off(client, heads):
    """Calendars lead to the page of the answer: their own reply has no mailbox to go to."""
    invitation = InvitationFactory(head=heads[0])
    meeting = invitation.meeting
    address = links.answer_url(invitation, heads[0])
    actions.cancel(meeting, by=meeting.called_by, reason="Jalan longsor")
    before = written()

    for page in (
        client.get(address, follow=True),
        client.post(address, {"answer": "attends"}, follow=True),
    ):
        text = page.content.decode()
        assert page.status_code in (200, 409, 410)
        assert "dibatalkan" in text or "tidak berlangsung" in text
    invitation.refresh_from_db()
    assert invitation.answer == "none" and written() == before


def test_phones_at_the_door_are_counted_by_the_address_behind_the_proxy(
    client, monkeypatch, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, counted = 1, []
    monkeypatch.setattr(
        "meetings.views.checking_in.limit", lambda what, who, **rate: counted.append(who)
    )
    here = running(here=1)
    region = here.invitations.get().region_id
    for number in (7, 8):
        client.post(
            f"/pertemuan/{here.pk}/masuk/{doors.code_of(here)}/",
            {"name": f"Ibu Sri {number}", "region": region},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
    assert counted == ["203.0.113.7", "203.0.113.8"]
