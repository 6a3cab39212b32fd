"""The page of the official record: who reads what, and every button."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from tests.factories.meetings import MeetingFactory
from tests.factories.minutes import MinutesFactory, again, held_meeting
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.meetings.pages.typed import mistakes
from tests.papers import paper, upload

pytestmark = pytest.mark.django_db
TEXT = "Pembahasan berjalan lancar."


@pytest.fixture
def regions(camat):
    return [camat.region, RegionFactory(name="Besani"), RegionFactory(name="Timbang")]


def made(regions, state="review"):
    return MinutesFactory(regions=regions, state=state)


def address(minutes, name, *more):
    return reverse(f"meetings:minutes_{name}", args=[minutes.meeting_id, *more])


def page_of(browser, minutes):
    return browser.get(minutes.get_absolute_url()).content.decode()


@pytest.fixture
def villager(regions):
    """The head of an invited village, at a browser of his own."""
    other = Client()
    other.force_login(head_of(regions[1]).user)
    return other


@pytest.fixture
def visitor():
    return Client()


def test_a_visitor_reads_approved_minutes_and_only_the_state_before(visitor, regions):
    under_review = made(regions)
    sealed = made(regions, "sealed")

    before = visitor.get(under_review.get_absolute_url()).content.decode()
    assert TEXT not in before and "Belum menanggapi" in before and "Diperiksa" in before
    assert TEXT in visitor.get(sealed.get_absolute_url()).content.decode()


def test_minutes_of_a_closed_meeting_are_for_those_who_take_part(visitor, villager, regions):
    sealed = MinutesFactory(meeting=held_meeting(regions, is_open=False), state="sealed")

    assert visitor.get(sealed.get_absolute_url()).status_code == 404
    assert villager.get(sealed.get_absolute_url()).status_code == 200


def test_a_draft_is_read_by_the_region_that_writes_it(browser, villager, regions):
    draft = made(regions, "draft")

    assert TEXT in page_of(browser, draft)
    assert TEXT not in page_of(villager, draft)


def test_no_minutes_no_page(browser, regions):
    meeting = held_meeting(regions)

    assert browser.get(reverse("meetings:minutes", args=[meeting.pk])).status_code == 404


def test_the_draft_is_checked_named_and_sent(browser, regions):
    draft = made(regions, "draft")
    draft.items.filter(position=2).update(text="")
    page = address(draft, "check")
    assert "Belum ada tulisan" in browser.get(page).content.decode()

    names = {"chair": "Ibu Camat", "note_taker": "Pak Carik", "until": "2026-11-09"}
    assert browser.post(page, names | {"step": "save"}).url == page
    assert again(draft).chair == "Ibu Camat" and again(draft).state == "draft"
    assert browser.post(page, names | {"step": "send"}).url == draft.get_absolute_url()

    sent = again(draft)
    assert sent.state == "review" and "Pimpinan: Ibu Camat" in sent.text
    assert timezone.localtime(sent.review_until).strftime("%d %H.%M") == "09 23.59"
    assert browser.get(page).url == draft.get_absolute_url()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"until": "2026-11-02"}, "until"),
        ({"until": "2027-11-02"}, "until"),
        ({"until": "besok"}, "until"),
        ({"chair": ""}, "chair"),
        ({"note_taker": "a" * 151}, "note_taker"),
    ],
)
def test_a_wrong_answer_is_named_beside_its_field(browser, regions, facts, field):
    draft = made(regions, "draft")
    good = {"chair": "Ibu Camat", "note_taker": "Pak Carik", "until": "2026-11-09", "step": "send"}

    answer = browser.post(address(draft, "check"), good | facts)

    assert list(mistakes(answer)) == [field]
    assert again(draft).state == "draft"


def test_a_region_confirms_what_it_was_shown(villager, regions):
    minutes = made(regions)
    assert "Ya, notulen ini benar" in page_of(villager, minutes)

    villager.post(address(minutes, "confirm"), {"sha256": minutes.sha256})

    page = page_of(villager, minutes)
    assert "Ya, notulen ini benar" not in page and "Membenarkan" in page
    assert minutes.confirmations.get().region == regions[1]


def test_an_old_page_confirms_nothing(villager, regions):
    minutes = made(regions)

    answer = villager.post(address(minutes, "confirm"), {"sha256": "x"}, follow=True)

    assert "Naskah berubah" in answer.content.decode()
    assert not minutes.confirmations.exists()


def test_a_remark_stands_at_its_item_and_is_answered(browser, villager, visitor, regions):
    minutes = made(regions)
    item = minutes.items.get(position=1)

    villager.post(address(minutes, "remark"), {"item": item.pk, "text": "45, bukan 40."})
    row = minutes.remarks.get()
    assert "45, bukan 40." in page_of(browser, minutes)
    assert "45, bukan 40." not in page_of(visitor, minutes)

    browser.post(address(minutes, "reply", row.pk), {"reply": "Sudah diperbaiki."})
    assert "Sudah diperbaiki." in page_of(villager, minutes)


def test_an_empty_remark_or_reply_is_asked_for(browser, villager, regions):
    minutes = made(regions)
    item = minutes.items.get(position=1)

    answer = villager.post(address(minutes, "remark"), {"item": item.pk, "text": " "})
    assert "Tulis apa yang perlu diperbaiki." in answer.content.decode()
    assert villager.post(address(minutes, "remark"), {"item": 0, "text": "x"}).status_code == 200
    assert villager.post(address(minutes, "remark"), {"item": 9999, "text": "x"}).status_code == 404

    row = actions.remark(item, by=head_of(regions[1]), text="Keliru")
    answer = browser.post(address(minutes, "reply", row.pk), {"reply": ""}, follow=True)
    assert "Tulis bagaimana catatan itu" in answer.content.decode()


def test_minutes_are_taken_back_with_a_word(browser, regions):
    minutes = made(regions)

    answer = browser.post(address(minutes, "take_back"), {"reason": ""})
    assert "Tulis dengan singkat" in answer.content.decode()
    answer = browser.post(address(minutes, "take_back"), {"reason": "Angka relawan"})

    assert answer.url == reverse("meetings:minuting", args=[minutes.meeting_id])
    assert again(minutes).state == "draft"


def test_a_later_sitting_approves(browser, camat, regions, clock):
    minutes = made(regions)
    sitting = MeetingFactory(
        forum=minutes.meeting.forum, called_by=camat, title="Rapat berikutnya", state="held",
        starts_at=minutes.review_until + timedelta(hours=2),
    )  # fmt: skip
    clock.move_to(sitting.starts_at + timedelta(minutes=10))
    assert "Rapat berikutnya" in page_of(browser, minutes)

    answer = browser.post(address(minutes, "approve"), {"sitting": ""})
    assert "Pilih rapat yang mengesahkan" in answer.content.decode()
    browser.post(address(minutes, "approve"), {"sitting": sitting.pk})

    assert again(minutes).approved_in == sitting
    assert "Disahkan dalam rapat" in page_of(browser, minutes)


def test_approved_minutes_are_sealed_added_to_and_signed(browser, villager, visitor, regions):
    minutes = made(regions, "approved")
    browser.post(address(minutes, "seal"))
    assert again(minutes).state == "sealed"

    answer = browser.post(address(minutes, "add"), {"text": ""})
    assert "Tulis apa yang ditambahkan" in answer.content.decode()
    browser.post(address(minutes, "add"), {"text": "Ralat: 45 relawan."})
    assert "Ralat: 45 relawan." in page_of(visitor, minutes)

    answer = browser.post(address(minutes, "upload"), {"file": upload(b"bukan berkas")})
    assert "Pilih berkas PDF" in answer.content.decode()
    browser.post(address(minutes, "upload"), {"file": paper()})
    copy = minutes.signed_copies.get()
    download = address(minutes, "signed_copy", copy.pk)
    assert copy.sha256 in page_of(villager, minutes)
    assert b"".join(villager.get(download).streaming_content).startswith(b"%PDF")
    assert visitor.get(download).status_code in (302, 404)
    visitor.force_login(MandateFactory().user)
    assert visitor.get(minutes.get_absolute_url()).status_code == 200
    assert visitor.get(download).status_code == 404  # signatures are for those who take part


@pytest.mark.parametrize("state", ["draft", "review", "approved", "sealed"])
def test_the_page_takes_the_same_queries_with_two_regions_and_with_ten(browser, camat, state):
    counts = []
    for number in (2, 10):
        regions = [camat.region, *(RegionFactory() for _n in range(number - 1))]
        minutes = made(regions, state)
        browser.get(minutes.get_absolute_url())
        with CaptureQueriesContext(connection) as taken:
            browser.get(minutes.get_absolute_url())
        counts.append(len(taken))
    assert counts[0] == counts[1]
