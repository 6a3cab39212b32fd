"""The rows of an agenda in a real browser: by button, by arrow key, by dragging."""

import pytest

from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_page, signed_in):
    meeting = MeetingFactory()
    for position, title in enumerate(("Pembukaan", "Tarif", "Penutup"), 1):
        AgendaItemFactory(meeting=meeting, position=position, title=title)
    cookie = signed_in(meeting.called_by.user)
    page = open_page(f"/pertemuan/{meeting.pk}/ubah/", user_cookie=cookie)
    page.meeting = meeting
    return page


def titles(page):
    return page.locator("[data-agenda] [name$='-title']").evaluate_all(
        "fields => fields.map((field) => field.value)"
    )


def saved(page):
    page.locator("button[name=step][value=save]").last.click()
    page.wait_for_url(f"**/pertemuan/{page.meeting.pk}/")
    return list(page.meeting.agenda.values_list("title", flat=True))


def test_buttons_and_arrow_keys_move_a_row_and_say_so(page):
    page.locator("[data-agenda] > li").nth(2).locator("[data-move='-1']").click()
    assert titles(page) == ["Pembukaan", "Penutup", "Tarif"]
    assert "Penutup" in page.locator("[data-said]").inner_text()

    page.locator("[data-agenda] > li").nth(1).locator("[data-handle]").focus()
    page.keyboard.press("ArrowUp")
    assert titles(page) == ["Penutup", "Pembukaan", "Tarif"]
    assert saved(page) == ["Penutup", "Pembukaan", "Tarif"]


def test_a_row_is_dragged_to_the_end(page):
    handle = page.locator("[data-agenda] > li").first.locator("[data-handle]")
    handle.hover()
    page.mouse.down()
    box = page.locator("[data-agenda] > li").last.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] + 10, steps=5)
    page.mouse.up()

    assert titles(page) == ["Tarif", "Penutup", "Pembukaan"]
    assert saved(page) == ["Tarif", "Penutup", "Pembukaan"]


def test_the_sum_of_minutes_follows_the_typing(page):
    minutes = page.locator("[data-agenda] [name$='-minutes']").first
    minutes.fill("200")

    assert page.locator("[data-sum]").inner_text() == "260"
    assert page.locator("[data-over]").is_visible()
