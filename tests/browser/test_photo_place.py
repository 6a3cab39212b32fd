"""The place of a photo in a real browser: read from the original before it is made small."""

import pytest

from tests.factories.projects import ProjectFactory, head_of
from tests.papers import with_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_page, signed_in):
    project = ProjectFactory(state="running")
    cookie = signed_in(head_of(project.lead).user)
    return open_page(f"/proyek/{project.code}/kabar/tulis/", user_cookie=cookie)


def choose(page, content):
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("[name=photo_0]").set_input_files(file)
    page.wait_for_function("document.querySelector('[name=photo_0]').files[0].name === 'foto.jpg'")


def where(page):
    page.wait_for_timeout(300)
    return page.locator("[name=where_0]").input_value()


def test_only_with_the_tick_the_place_is_sent_beside_the_small_photo(page):
    choose(page, with_place(size=(1600, 1200)))
    assert where(page) == ""
    page.locator("[name=placed_0]").check()
    assert where(page) == "-7.350972,109.902222"
    page.locator("[name=placed_0]").uncheck()
    assert where(page) == ""


def test_a_photo_without_a_place_names_none(page):
    page.locator("[name=placed_0]").check()
    choose(page, b"\xff\xd8\xff\xd9")
    assert where(page) == ""
