"""The order of a region in a real browser: by number, by button, by arrow key."""

import pytest

from projects.models import Preference
from tests.factories.priorities import RankingFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import ForumFactory, RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_page, signed_in):
    region = RegionFactory()
    projects = [ProjectFactory(title=title) for title in ("Air", "Jalan", "Pasar")]
    ranking = RankingFactory(forum=ForumFactory(members=[region]), projects=projects)
    cookie = signed_in(head_of(region).user)
    return open_page(f"/proyek/prioritas/{ranking.pk}/urutkan/", user_cookie=cookie)


def titles(page):
    rows = page.locator("[data-agenda] > li")
    return rows.evaluate_all("rows => rows.map((row) => row.dataset.title)")


def places(page):
    fields = page.locator("[data-agenda] select")
    return fields.evaluate_all("fields => fields.map((field) => field.value)")


def test_a_chosen_number_a_button_and_a_key_move_a_row(page):
    page.locator("[data-agenda] select").nth(2).select_option("1")
    assert (titles(page), places(page)) == (["Pasar", "Air", "Jalan"], ["1", "2", "3"])
    assert "Pasar" in page.locator("[data-said]").inner_text()

    page.locator("[data-agenda] > li").nth(1).locator("[data-move='1']").click()
    assert titles(page) == ["Pasar", "Jalan", "Air"]

    page.locator("[data-agenda] > li").nth(2).locator("[data-handle]").focus()
    page.keyboard.press("ArrowUp")
    assert titles(page) == ["Pasar", "Air", "Jalan"]

    page.locator("main form button.btn").click()
    page.wait_for_url("**/prioritas/*/")
    given = Preference.objects.get()
    chosen = dict(given.ranking.candidates.values_list("project", "project__title"))
    assert [chosen[key] for key in given.order] == ["Pasar", "Air", "Jalan"]
