"""The note taker's page in a real browser: nothing typed is lost, whatever the signal does."""

import pytest
from django.urls import reverse

from meetings.models import MinutesItem
from tests.browser.reader import too_wide, violations
from tests.factories.minutes import MinutesFactory, lead_of, send
from tests.factories.villages import MandateFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SECONDS = 1000
MARK = "/notulen/tandai/"
NETWORK = ("ERR_INTERNET_DISCONNECTED", "status of 409", "status of 410", "status of 423")


@pytest.fixture
def minutes():
    return MinutesFactory()


@pytest.fixture
def sit_down(open_page, signed_in, minutes):
    """``sit_down(mandate)`` opens the page at a browser of its own."""

    def opened(mandate, **options):
        address = reverse("meetings:minuting", args=[minutes.meeting_id])
        page = open_page(
            f"{address}?butir=1", user_cookie=signed_in(mandate.user), expects=NETWORK, **options
        )
        page.set_default_timeout(30 * SECONDS)
        page.emulate_media(reduced_motion="reduce")  # axe looks at a page at rest, not on the way
        return page

    return opened


def item_of(minutes):
    return MinutesItem.objects.get(minutes=minutes, position=1)


def settled(page):
    """Until the page says that the server has what was typed."""
    page.locator("[data-status]", has_text="Draf tersimpan").wait_for()


def write(page, text):
    page.locator("textarea").fill(text)


def test_what_is_typed_saves_itself_and_the_page_is_sound(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    write(page, "Iuran dua ribu rupiah.")
    settled(page)

    assert (item_of(minutes).text, item_of(minutes).revision) == ("Iuran dua ribu rupiah.", 2)
    assert not too_wide(page) and violations(page) == []


def test_a_lost_signal_loses_nothing_and_doubles_nothing(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    page.context.set_offline(True)
    write(page, "Ditulis tanpa sinyal.")
    page.locator("[data-offline]").wait_for(state="visible")
    assert item_of(minutes).revision == 1

    page.context.set_offline(False)
    settled(page)

    item = item_of(minutes)
    assert (item.text, item.revision, item.saves.count()) == ("Ditulis tanpa sinyal.", 2, 1)


def test_what_was_typed_without_signal_is_there_when_the_page_is_opened_again(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    page.context.set_offline(True)
    write(page, "Sebelum baterai habis.")
    page.locator("[data-offline]").wait_for(state="visible")
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(reverse("meetings:minuting", args=[minutes.meeting_id]) + "?butir=1")
    settled(page)

    assert page.locator("textarea").input_value() == "Sebelum baterai habis."
    assert item_of(minutes).text == "Sebelum baterai habis."


def test_what_was_typed_before_the_minutes_were_sent_is_not_out_of_sight(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    page.context.set_offline(True)
    write(page, "Ditulis saat dikirim orang lain.")
    page.locator("[data-offline]").wait_for(state="visible")
    send(minutes)
    page.context.set_offline(False)
    page.locator("[data-closed] a").click()

    shelf = page.locator("[data-unsent]")
    assert shelf.locator("textarea").input_value() == "Ditulis saat dikirim orang lain."
    assert shelf.locator("h3").inner_text() == item_of(minutes).title
    assert not too_wide(page) and violations(page) == []
    page.reload()
    shelf.locator("[data-take]").click()
    assert shelf.locator("[role=status]").inner_text()
    shelf.locator("[data-discard]").click()
    shelf.wait_for(state="hidden")
    page.reload()
    assert shelf.is_hidden()


def test_what_is_pasted_and_too_long_is_said_to_be_cut(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    page.evaluate("""() => {
        const data = new DataTransfer();
        data.setData("text/plain", "a".repeat(20001));
        document.querySelector("textarea").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data }));
    }""")

    assert page.locator("[data-full]").is_visible()
    assert page.locator("[data-full]").inner_text()


def test_signing_in_again_leads_back_to_the_item(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    page.locator("[data-items] [data-item]").nth(2).click()

    address = page.locator("[data-signin] a").get_attribute("href")

    assert address.endswith("/notulen/%3Fbutir%3D2")


def test_a_second_writer_reads_along_and_takes_over(sit_down, minutes):
    lead = lead_of(minutes)
    secretary = MandateFactory(region=lead.region, office="secretary")
    first = sit_down(lead)
    write(first, "Dari yang pertama.")
    settled(first)

    second = sit_down(secretary)
    second.locator("[data-reader]").wait_for(state="visible")
    assert str(lead.user) in second.locator("[data-reader]").inner_text()
    second.locator("[data-reader] button").click()
    second.locator("[data-reader]").wait_for(state="hidden")
    write(second, "Dari yang kedua.")
    settled(second)

    assert item_of(minutes).text == "Dari yang kedua."


def test_two_versions_are_both_shown(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    item = item_of(minutes)
    MinutesItem.objects.filter(pk=item.pk).update(text="Dari layar lain.", revision=2)
    write(page, "Dari layar ini.")

    page.locator("[data-theirs]", has_text="Dari layar lain.").wait_for()
    assert page.locator("textarea").input_value() == "Dari layar ini."
    page.locator("[data-keep]").click()
    settled(page)

    assert item_of(minutes).text == "Dari layar ini."


def test_items_follow_each_other_without_waiting(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    write(page, "Satu.")
    page.locator("[data-next]").click()
    write(page, "Dua.")
    settled(page)

    texts = list(minutes.items.values_list("text", flat=True))
    assert texts[1:3] == ["Satu.", "Dua."]


def test_without_scripts_the_buttons_do_the_same(sit_down, minutes):
    page = sit_down(lead_of(minutes), java_script_enabled=False)
    write(page, "Tanpa skrip.")
    page.locator("button[name=next]").click()
    page.wait_for_url("**butir=2")

    assert item_of(minutes).text == "Tanpa skrip."


def test_a_button_says_what_became_of_an_item_without_losing_words(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    write(page, "Waktu habis.")
    with page.expect_response(f"**{MARK}"):
        page.locator("[data-marks] [value=missed]").click()
    page.locator("[data-marks] [value=missed][aria-pressed=true]").wait_for()
    settled(page)

    item = item_of(minutes)
    assert (item.text, item.agenda_item.state) == ("Waktu habis.", "missed")
    page.locator("[data-items] [data-item]").first.click()  # the opening is no item of the agenda
    assert page.locator("[data-marks]").is_hidden()


def test_a_mark_set_without_signal_waits_and_goes_out_later(sit_down, minutes):
    page = sit_down(lead_of(minutes))
    page.context.set_offline(True)
    page.locator("[data-marks] [value=postponed]").click()
    page.locator("[data-offline]").wait_for(state="visible")
    assert page.locator("[data-marks] [value=postponed][aria-pressed=true]").count() == 1
    assert item_of(minutes).agenda_item.state == "open"

    with page.expect_response(f"**{MARK}"):
        page.context.set_offline(False)
    page.locator("[data-offline]").wait_for(state="hidden")

    assert item_of(minutes).agenda_item.state == "postponed"


LEAVE = {
    "a button of the page": "nav.row a.btn >> nth=0",
    "the way back": ".crumb a",
    "the mark of the portal": "header a >> nth=0",
    "the menu": "header nav a >> nth=0",
    "the foot": "footer a >> nth=0",
}


@pytest.mark.parametrize("place", LEAVE.values(), ids=LEAVE)
def test_without_signal_no_link_of_the_page_or_its_frame_loses_what_was_typed(
    sit_down, minutes, place
):
    page = sit_down(lead_of(minutes), width=1280)
    address = page.url
    page.context.set_offline(True)
    write(page, "Ditulis tanpa sinyal.")

    page.locator(place).click()

    page.locator("[data-offline]").wait_for(state="visible")
    assert page.url == address
    assert page.locator("textarea").input_value() == "Ditulis tanpa sinyal."
    page.context.set_offline(False)
    settled(page)
    assert item_of(minutes).text == "Ditulis tanpa sinyal."


def test_without_signal_no_form_of_the_frame_is_sent(sit_down, minutes):
    page = sit_down(lead_of(minutes), width=1280)
    address = page.url
    page.context.set_offline(True)
    write(page, "Ditulis tanpa sinyal.")

    page.evaluate("document.querySelector('header form, footer form').requestSubmit()")

    page.locator("[data-offline]").wait_for(state="visible")
    assert page.url == address
    assert page.locator("textarea").input_value() == "Ditulis tanpa sinyal."
