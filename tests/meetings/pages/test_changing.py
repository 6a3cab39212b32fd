"""Changing, moving, cancelling and closing in the browser, with good and bad input."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from core.errors import Refusal
from meetings import actions
from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.meetings import AgendaItemFactory, InvitationFactory, MeetingFactory
from tests.factories.villages import MandateFactory
from tests.meetings.pages.typed import agenda, mistakes

pytestmark = pytest.mark.django_db

# --- changing ------------------------------------------------------------------------


@pytest.fixture
def meeting(camat, heads):
    meeting = MeetingFactory(called_by=camat, invited=[head.region for head in heads])
    AgendaItemFactory(meeting=meeting, position=1, title="Pembukaan")
    return meeting


def fields_of(meeting):
    return {
        "title": meeting.title,
        "kind": meeting.kind,
        "purpose": "",
        "place": meeting.place,
        "link": "",
        "answer_day": f"{timezone.localdate(meeting.answer_by):%Y-%m-%d}",
        "is_open": "on",
        "seen": meeting.seen,
        **agenda(("Pembukaan", "information", "10")),
    }


def test_a_new_place_is_saved_and_told(browser, meeting):
    page = browser.get(f"/pertemuan/{meeting.pk}/ubah/")
    assert [row["title"].value() for row in page.context["rows"]] == ["Pembukaan"]

    answer = browser.post(
        f"/pertemuan/{meeting.pk}/ubah/", fields_of(meeting) | {"place": "Balai desa"}
    )

    assert answer.url == meeting.get_absolute_url()
    assert Meeting.objects.get().place == "Balai desa"
    assert Mail.objects.filter(kind="meetings.changed").count() == 3


def test_a_small_edit_is_saved_and_keeps_the_exact_time_for_answers(browser, meeting):
    browser.post(f"/pertemuan/{meeting.pk}/ubah/", fields_of(meeting) | {"purpose": "Tarif"})

    saved = Meeting.objects.get()
    assert (saved.purpose, saved.answer_by) == ("Tarif", meeting.answer_by)
    assert not Mail.objects.exists()


def test_more_time_for_answers(browser, meeting):
    last = f"{timezone.localdate(meeting.starts_at):%Y-%m-%d}"

    browser.post(f"/pertemuan/{meeting.pk}/ubah/", fields_of(meeting) | {"answer_day": last})

    assert Meeting.objects.get().answer_by == meeting.starts_at


def test_answers_are_not_wanted_after_the_meeting(browser, meeting):
    late = f"{timezone.localdate(meeting.starts_at) + timedelta(days=1):%Y-%m-%d}"

    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", fields_of(meeting) | {"answer_day": late})

    assert list(mistakes(page)) == ["answer_day"]


def test_a_row_more_while_changing(browser, meeting):
    typed = fields_of(meeting) | {"step": "add", "title": ""}

    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", typed)

    assert len(page.context["rows"].forms) == 2
    assert not page.context["form"].is_bound


def test_a_wrong_change_is_named(browser, meeting):
    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", fields_of(meeting) | {"title": ""})

    assert list(mistakes(page)) == ["title"]


def test_of_two_who_change_the_second_sees_both_states_and_may_go_on(browser, meeting, clock):
    typed = fields_of(meeting) | {"title": "Judul saya"}
    clock.shift(5)
    Meeting.objects.update(title="Judul lain", updated_at=timezone.now())

    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", typed)
    text = page.content.decode()
    assert "Judul lain" in text
    assert "Judul saya" in text
    assert Meeting.objects.get().title == "Judul lain"

    again = typed | {"seen": page.context["form"]["seen"].value()}
    browser.post(f"/pertemuan/{meeting.pk}/ubah/", again)
    assert Meeting.objects.get().title == "Judul saya"


def test_every_fact_that_a_stale_form_would_put_away_is_shown(browser, meeting, clock):
    typed = fields_of(meeting)
    clock.shift(5)
    Meeting.objects.update(
        purpose="Tarif air", link="https://rapat.example/a", kind="mad", is_open=False,
        updated_at=timezone.now(),
    )  # fmt: skip

    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", typed)

    now = dict(page.context["now"])
    assert now["Tujuan"] == "Tarif air"
    assert now["Agenda"] == "Pembukaan"
    assert {"Judul", "Waktu", "Batas jawaban"} <= now.keys()
    assert "https://rapat.example/a" in now.values()
    assert "Musyawarah Antar Desa (MAD)" in now.values()


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_a_form_of_a_meeting_that_is_over_comes_back_with_what_was_typed(browser, meeting, state):
    typed = fields_of(meeting) | {"purpose": "Yang saya ketik"}
    Meeting.objects.update(state=state, cancel_reason="Longsor")
    words = "tidak dapat diubah lagi"

    page = browser.post(f"/pertemuan/{meeting.pk}/ubah/", typed).content.decode()
    assert words in page
    assert "Yang saya ketik" in page
    page = browser.post(f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting)).content.decode()
    assert words in page
    assert "Panen raya" in page
    page = browser.post(f"/pertemuan/{meeting.pk}/batal/", {"reason": "Hujan"}).content.decode()
    assert words in page
    assert "Hujan" in page


@pytest.mark.parametrize("page", ["ubah", "pindah", "batal"])
def test_a_page_about_a_meeting_that_is_over_leads_back_to_it(browser, meeting, page):
    Meeting.objects.update(state="cancelled", cancel_reason="Longsor")

    answer = browser.get(f"/pertemuan/{meeting.pk}/{page}/", follow=True)

    assert answer.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "tidak dapat diubah lagi" in answer.content.decode()


# --- moving, cancelling, closing ------------------------------------------------------


def new_time(meeting, **changes):
    return {
        "day": "2026-12-01",
        "start": "09:00",
        "end": "11:00",
        "zone": "Asia/Jakarta",
        "seen": meeting.seen,
        "reason": "Panen raya",
        **changes,
    }


def test_a_meeting_is_moved(browser, meeting):
    page = browser.get(f"/pertemuan/{meeting.pk}/pindah/")
    assert page.context["form"]["day"].value() == timezone.localdate(meeting.starts_at)

    answer = browser.post(f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting))

    assert answer.url == meeting.get_absolute_url()
    assert Meeting.objects.get().moved_from == meeting.starts_at
    assert Mail.objects.filter(kind="meetings.moved").count() == 3


def test_another_end_alone_is_no_move(browser, meeting):
    first = timezone.localtime(meeting.starts_at)
    same = {"day": f"{first:%Y-%m-%d}", "start": f"{first:%H:%M}", "end": "17:00"}

    browser.post(f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting, **same))

    assert Meeting.objects.get().moved_from is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"day": "2026-10-01"}, "day"), ({"end": "08:00"}, "end"), ({"zone": "x"}, "zone")],
)
def test_a_wrong_time_is_named(browser, meeting, changes, field):
    page = browser.post(f"/pertemuan/{meeting.pk}/pindah/", new_time(meeting, **changes))

    assert list(mistakes(page)) == [field]
    assert Meeting.objects.get().starts_at == meeting.starts_at


def test_of_two_who_move_the_second_is_told(browser, meeting, clock):
    typed = new_time(meeting)
    clock.shift(5)
    Meeting.objects.update(title="Judul lain", updated_at=timezone.now())

    page = browser.post(f"/pertemuan/{meeting.pk}/pindah/", typed)

    assert list(mistakes(page)) == ["__all__"]
    assert page.context["now"]
    assert Meeting.objects.get().starts_at == meeting.starts_at


def test_a_meeting_is_cancelled_with_a_reason(browser, meeting):
    assert browser.get(f"/pertemuan/{meeting.pk}/batal/").status_code == 200
    page = browser.post(f"/pertemuan/{meeting.pk}/batal/", {"reason": " "})
    assert list(mistakes(page)) == ["reason"]

    browser.post(f"/pertemuan/{meeting.pk}/batal/", {"reason": "Jalan longsor"})

    assert Meeting.objects.get().cancel_reason == "Jalan longsor"


def test_what_was_cancelled_meanwhile_says_so(browser, meeting, monkeypatch):
    def quicker(*args, **kwargs):
        raise Refusal("Orang lain lebih cepat.")

    monkeypatch.setattr(actions, "cancel", quicker)

    page = browser.post(f"/pertemuan/{meeting.pk}/batal/", {"reason": "Longsor"})

    assert mistakes(page) == {"__all__": ["Orang lain lebih cepat."]}


def test_a_second_click_on_cancel_hears_what_the_first_heard(browser, meeting):
    address = f"/pertemuan/{meeting.pk}/batal/"
    first, second = (browser.post(address, {"reason": "Jalan longsor"}) for _click in range(2))

    assert first.url == second.url == meeting.get_absolute_url()
    notes = [str(note) for note in get_messages(second.wsgi_request)]
    assert set(notes) == {"Dibatalkan. Semua yang diundang menerima email."}
    assert list(mistakes(browser.post(address, {"reason": "Alasan lain"}))) == ["__all__"]
    assert Meeting.objects.get().cancel_reason == "Jalan longsor"


def test_a_meeting_is_closed_after_it_has_begun(browser, meeting, clock):
    address = f"/pertemuan/{meeting.pk}/selesai/"
    assert browser.get(address).status_code == 302
    assert browser.post(address).url == meeting.get_absolute_url()
    assert Meeting.objects.get().state == "scheduled"

    clock.move_to(meeting.starts_at + timedelta(hours=1))
    assert browser.post(address).url == meeting.get_absolute_url()
    assert Meeting.objects.get().state == "scheduled"  # not without a word about the quorum
    confirmed = browser.post(address, {"despite_quorum": "1"})
    assert confirmed.url == meeting.get_absolute_url()
    closed = Meeting.objects.get()
    assert closed.state == "held"
    again = browser.post(address, follow=True)
    assert again.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "tidak dapat diubah lagi" in again.content.decode()
    assert Meeting.objects.get().closed_at == closed.closed_at


@pytest.mark.parametrize("page", ["ubah", "pindah", "batal", "selesai"])
def test_only_the_organiser_changes_a_meeting(client, meeting, heads, page):
    address = f"/pertemuan/{meeting.pk}/{page}/"
    assert client.post(address).status_code == 302  # to the sign-in

    client.force_login(heads[0].user)
    assert client.post(address, {"reason": "x"}).status_code == 403
    assert Meeting.objects.get().state == "scheduled"


@pytest.mark.parametrize("page", ["", "ubah/", "pindah/", "batal/", "selesai/", "jawab/"])
def test_a_closed_meeting_is_unknown_to_others(client, page):
    meeting = InvitationFactory(meeting__is_open=False).meeting
    client.force_login(MandateFactory().user)

    address = f"/pertemuan/{meeting.pk}/{page}"
    assert client.post(address).status_code in (404, 405)
    if page:
        return
    assert client.get(address).status_code == 404


def test_a_number_beyond_all_numbers_is_not_found(browser):
    assert browser.get(f"/pertemuan/{'9' * 40}/ubah/").status_code == 404
    assert browser.get(f"/pertemuan/{'9' * 40}/").status_code == 404
