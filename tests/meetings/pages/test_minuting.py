"""The note taker's page: with script and without, and nothing typed is lost."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import seals
from meetings import actions
from meetings.models import Minutes, MinutesItem
from tests.factories.meetings import AgendaItemFactory
from tests.factories.minutes import MinutesFactory, held_meeting
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def minutes(camat):
    return MinutesFactory(regions=[camat.region, RegionFactory()])


@pytest.fixture
def item(minutes):
    return minutes.items.get(position=1)


def address(minutes, name="meetings:minuting"):
    return reverse(name, args=[minutes.meeting_id])


def typed(row, **facts):
    return {"item": row.pk, "revision": row.revision, "key": uuid.uuid4(), "text": "Baru"} | facts


def save(browser, row, *, script=False, **facts):
    return browser.post(
        address(row.minutes, "meetings:minutes_save"),
        typed(row, **facts),
        headers=SCRIPT if script else {},
    )


def elsewhere(minutes, text="Dari tempat lain", item=None):
    """Somebody else of the region writes at another device."""
    other = MandateFactory(region=minutes.meeting.organiser, office="kecamatan")
    client = uuid.uuid4()
    if item:
        actions.save_item(
            item, by=other, client=client, key=uuid.uuid4(), revision=item.revision, text=text
        )
    else:
        actions.take_pen(minutes, by=other, client=client)
    return other


def test_the_minutes_are_opened_with_a_button(browser, camat):
    meeting = held_meeting([camat.region, RegionFactory()])
    page = reverse("meetings:minuting", args=[meeting.pk])

    assert b"Buka notulen" in browser.get(page).content
    assert browser.post(page).url == page
    assert Minutes.objects.get().items.count() == 4
    assert b"Butir 1 dari 4" in browser.get(page).content


def test_a_save_leads_back_to_the_item_or_to_the_next(browser, minutes, item):
    assert save(browser, item).url == f"{address(minutes)}?butir=1"
    item.refresh_from_db()
    assert (item.text, item.revision) == ("Baru", 2)

    assert save(browser, item, next="1").url == f"{address(minutes)}?butir=2"
    last = minutes.items.last()
    assert save(browser, last, next="1").url == f"{address(minutes)}?butir=3"


def test_a_script_gets_the_revision_and_the_time(browser, item):
    answer = save(browser, item, script=True)

    assert answer.json() == {"revision": 2, "saved": "Draf tersimpan pukul\xa010.00\xa0WIB."}


def test_the_same_save_twice_gives_the_same_answer(browser, item):
    key = uuid.uuid4()

    answers = [save(browser, item, script=True, key=key).json() for _n in range(2)]

    assert answers[0] == answers[1]


def test_a_conflict_shows_both_texts(browser, minutes, item):
    save(browser, item, text="Sudah tersimpan")

    for script in (True, False):
        answer = save(browser, item, script=script, text="Layar lama", revision=0)
        assert answer.status_code == 409
        if script:
            assert answer.json()["item"]["text"] == "Sudah tersimpan"
        else:
            page = answer.content.decode()
            assert "Sudah tersimpan" in page and "Layar lama" in page
            assert answer.context["form"]["revision"].value() == 2
    assert MinutesItem.objects.get(pk=item.pk).text == "Sudah tersimpan"


def test_after_a_conflict_the_page_saves_over_what_it_has_shown(browser, item):
    save(browser, item, text="Sudah tersimpan")
    page = save(browser, item, text="Layar lama", revision=0)

    form = page.context["form"]
    save(browser, item, text="Gabungan", revision=form["revision"].value())

    assert MinutesItem.objects.get(pk=item.pk).text == "Gabungan"


def test_while_another_writes_the_typed_text_is_shown_again(browser, minutes, item):
    other = elsewhere(minutes)

    answer = save(browser, item, text="Tulisan saya")

    page = answer.content.decode()
    assert answer.status_code == 423
    assert "Tulisan saya" in page and f"{other.user} sedang menulis" in page
    told = save(browser, item, script=True, text="Tulisan saya")
    assert (told.status_code, told.json()["writer"]) == (423, str(other.user))


def test_the_pen_is_taken_over_with_a_button(browser, minutes, item):
    elsewhere(minutes)
    pen = address(minutes, "meetings:minutes_pen")

    assert browser.post(pen, headers=SCRIPT).status_code == 423
    row = minutes.items.get(position=2)
    taken = browser.post(pen, {"take_over": "1", "item": row.pk})
    assert taken.url == f"{address(minutes)}?butir=2"
    assert browser.post(pen, headers=SCRIPT).json() == {"writer": ""}
    assert save(browser, item, script=True).status_code == 200


def test_taking_over_keeps_what_was_typed(browser, minutes, item):
    elsewhere(minutes)
    pen = address(minutes, "meetings:minutes_pen")
    facts = typed(item, text="Tulisan saya", read=seals.digest(item.text), take_over="1")

    assert browser.post(pen, facts).url == f"{address(minutes)}?butir=1"
    assert MinutesItem.objects.get(pk=item.pk).text == "Tulisan saya"


def test_taking_over_shows_both_texts_where_the_other_has_written(browser, minutes, item):
    elsewhere(minutes, item=item)
    pen = address(minutes, "meetings:minutes_pen")
    facts = typed(item, text="Tulisan saya", read=seals.digest(item.text), take_over="1")

    answer = browser.post(pen, facts)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan saya" in page and "Dari tempat lain" in page
    assert not answer.context["writer"]
    assert MinutesItem.objects.get(pk=item.pk).text == "Dari tempat lain"


def test_who_was_refused_sees_what_the_other_wrote_before_he_takes_over(browser, minutes, item):
    elsewhere(minutes, item=item)

    answer = save(browser, item, text="Tulisan saya")

    page = answer.content.decode()
    assert answer.status_code == 423 and answer.context["conflict"] == item
    assert "Tulisan saya" in page and "Dari tempat lain" in page


def test_text_of_an_item_that_is_gone_is_not_put_into_another_one(browser, item):
    answer = save(browser, item, item=999999, text="Tulisan saya")

    assert "Tulisan saya" in answer.content.decode()
    assert "Tulisan saya" not in str(answer.context["form"]["text"])


def test_a_text_that_is_too_long_stays_at_its_item(browser, item):
    answer = save(browser, item, text="a" * 20001)

    assert answer.context["current"] == item
    assert "a" * 20001 in str(answer.context["form"]["text"])


def test_taking_over_without_typing_leads_to_the_newest_text(browser, minutes, item):
    elsewhere(minutes, item=item)
    pen = address(minutes, "meetings:minutes_pen")
    facts = typed(item, text=item.text, read=seals.digest(item.text), take_over="1")

    assert browser.post(pen, facts).url == f"{address(minutes)}?butir=1"
    assert "Dari tempat lain" in browser.get(f"{address(minutes)}?butir=1").content.decode()


def test_a_mark_keeps_what_was_typed(browser, minutes, item):
    facts = typed(item, text="Tulisan saya", mark="missed")

    answer = browser.post(address(minutes, "meetings:minutes_mark"), facts)

    item.refresh_from_db()
    assert answer.url == f"{address(minutes)}?butir=1"
    assert (item.text, item.agenda_item.state) == ("Tulisan saya", "missed")


def test_a_mark_that_comes_too_late_shows_the_typed_text_again(browser, minutes, item):
    facts = typed(item, item=999999, text="Tulisan saya", mark="missed")

    answer = browser.post(address(minutes, "meetings:minutes_mark"), facts)

    assert answer.status_code == 400 and "Tulisan saya" in answer.content.decode()


def test_every_button_of_the_page_sends_the_typed_text(browser, minutes):
    elsewhere(minutes)
    page = browser.get(address(minutes), {"butir": "1"}).content.decode()

    for name in ("meetings:minutes_pen", "meetings:minutes_mark"):
        assert f'form="tulis" formaction="{address(minutes, name)}"' in page


def test_who_reads_along_gets_what_he_does_not_know(browser, minutes, item):
    other = elsewhere(minutes, item=item)
    state = address(minutes, "meetings:minutes_state")

    answer = browser.get(state, {"tahu": "1.1.1.1"}).json()
    assert answer["writer"] == str(other.user)
    assert [row["text"] for row in answer["items"]] == ["Dari tempat lain"]
    assert len(browser.get(state).json()["items"]) == 4


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"text": "a" * 20001}, "20.000 huruf"),
        ({"key": "kunci"}, ""),
        ({"revision": "-1"}, ""),
        ({"item": "0"}, ""),
        ({"item": "999999"}, "Butir ini tidak ada lagi"),
        ({"item": ""}, ""),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_written(browser, item, facts, why):
    for script in (True, False):
        answer = save(browser, item, script=script, **facts)
        assert answer.status_code == 400
        assert why in (answer.json()["message"] if script else answer.content.decode())
    assert MinutesItem.objects.get(pk=item.pk).revision == 1


def test_a_page_that_is_left_open_after_sending_is_told(browser, camat, minutes, item, clock):
    actions.send_minutes(minutes, by=camat, review_until=minutes.created_at + timedelta(days=7))

    answer = save(browser, item, script=True)
    assert answer.status_code == 410 and "dikirim" in answer.json()["message"]
    assert browser.get(address(minutes)).url == minutes.get_absolute_url()
    assert browser.get(address(minutes, "meetings:minutes_state")).status_code == 410
    assert browser.post(address(minutes, "meetings:minutes_pen"), headers=SCRIPT).status_code == 410


def test_saving_before_the_minutes_are_opened_leads_to_the_meeting(browser, camat):
    meeting = held_meeting([camat.region])

    for name in ("meetings:minutes_save", "meetings:minutes_pen"):
        answer = browser.post(reverse(name, args=[meeting.pk]), {"text": "Halo"}, headers=SCRIPT)
        assert answer.status_code == 410


def test_a_changed_agenda_is_named_and_followed(browser, minutes):
    assert b"Ikuti acara yang baru" not in browser.get(address(minutes)).content
    AgendaItemFactory(meeting=minutes.meeting, position=9, title="Lain-lain")

    assert b"Ikuti acara yang baru" in browser.get(address(minutes)).content
    browser.post(address(minutes))
    assert minutes.items.filter(title="Lain-lain").exists()


@pytest.mark.parametrize("place", ["99", "-1", "x", "9" * 30])
def test_an_odd_item_number_shows_some_item(browser, minutes, place):
    assert browser.get(address(minutes), {"butir": place}).status_code == 200


def test_the_meeting_page_leads_to_the_minutes(browser, minutes):
    page = browser.get(minutes.meeting.get_absolute_url()).content.decode()

    assert "Lanjutkan menulis" in page and minutes.get_absolute_url() in page


def test_the_page_takes_the_same_queries_with_two_items_and_with_ten(browser, camat):
    counts = []
    for items in (2, 10):
        minutes = MinutesFactory(meeting=held_meeting([camat.region], items=items))
        browser.get(address(minutes))
        with CaptureQueriesContext(connection) as taken:
            browser.get(address(minutes))
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 15
