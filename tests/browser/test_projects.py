"""Projects in a real browser: the map that moves, and news that come by themselves."""

import pytest
from django.urls import reverse

from projects.models import Project
from tests.browser.test_design import too_wide
from tests.factories.projects import ProjectFactory, VersionFactory
from tests.factories.villages import MandateFactory, ProfileFactory, RegionFactory
from tests.projects.reports import running, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Words of tags and tables that stand on two lines.
BROKEN = """() => [...document.querySelectorAll('main .tag, main td')].filter(each => each.checkVisibility())
  .flatMap(each => [...each.childNodes].filter(node => node.nodeType === Node.TEXT_NODE))
  .flatMap(text => [...text.data.matchAll(/\\S+/g)].filter(word => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map(word => word[0]))"""


@pytest.fixture
def lead():
    return ProfileFactory(
        region=RegionFactory(name="Sojokerto"), latitude="-7.4101", longitude="109.8713"
    ).region


@pytest.fixture
def partner():
    return ProfileFactory(
        region=RegionFactory(name="<b>Besani</b>"), latitude="-7.3883", longitude="109.8796"
    ).region


def test_the_map_that_moves_opens_by_a_tap_and_asks_nobody_else(
    open_page, live_server, lead, partner
):
    running(lead, [partner])
    ProjectFactory(lead=partner, partners=[])
    page, asked = open_page("/proyek/?tampilan=peta"), []
    page.on("request", lambda request: asked.append(request.url))
    assert page.locator("svg.peta .dot").count() == 2

    page.get_by_role("button", name="Buka peta bergerak").click()
    page.locator(".live-map path.dot").nth(1).wait_for()

    assert page.locator(".live-map path.tie.run").count() == 1
    assert set(page.locator(".live-map .place-name").all_inner_texts()) == {
        "Sojokerto",
        partner.name,
    }
    assert all(url.startswith((live_server.url, "data:")) for url in asked)
    page.locator(".live-map path.dot").last.click()
    popup = page.locator(".leaflet-popup-content a")
    assert popup.get_attribute("href").startswith("/proyek/?wilayah=")
    page.locator(".live-map").focus()
    assert page.evaluate("document.activeElement.className").startswith("live-map")


def test_a_new_report_comes_onto_the_open_page(open_page, lead, partner):
    head = MandateFactory(region=lead)
    project = running(lead, [partner])
    page = open_page()
    page.clock.install()
    page.goto(project.get_absolute_url())
    assert page.get_by_text("Pipa sudah sampai.").count() == 0

    send(project, head, work="Pipa sudah sampai.")
    page.clock.fast_forward(21_000)

    page.get_by_text("Pipa sudah sampai.").wait_for()
    assert "Ada kabar baru" in page.locator("#ada-kabar").inner_text()

    send(Project.objects.get(pk=project.pk), head, work="Air mengalir.", percent=60)
    page.clock.fast_forward(21_000)
    page.get_by_text("Air mengalir.").wait_for()


def test_the_address_of_a_project_is_copied_by_a_tap(open_page, lead):
    page = open_page(
        ProjectFactory(lead=lead).get_absolute_url(),
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.get_by_role("button", name="Salin alamat").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith(
        page.url.partition("/proyek")[2]
    )


def test_a_word_without_end_makes_no_page_wider(open_page, signed_in, lead, partner):
    cookie = signed_in(MandateFactory(region=partner).user)
    project = ProjectFactory(lead=lead, partners=[partner])
    project.current = VersionFactory(
        project=project, number=2, partner_codes=[partner.pk], problem="x" * 1500,
        aim="https://contoh.example/" + "y" * 1400,
    )  # fmt: skip
    project.save()
    for name, more in (("answer", []), ("version", [2])):
        address = reverse(f"projects:{name}", args=[project.code, *more])
        assert too_wide(open_page(address, user_cookie=cookie)) == []


def test_a_title_of_one_long_word_makes_the_choice_of_projects_no_wider(open_page, lead, partner):
    project = ProjectFactory(lead=lead, partners=[partner], title="P" * 150)
    compare = reverse("projects:compare")
    for address in (compare, f"{compare}?p={project.code}"):
        assert too_wide(open_page(address)) == []


def test_the_words_of_tags_and_tables_stay_whole(open_page, lead, partner):
    codes = [ProjectFactory(lead=lead, partners=[partner]).code for _ in range(2)]
    compare = reverse("projects:compare") + "?" + "&".join(f"p={code}" for code in codes)
    for address in ("/proyek/?tampilan=papan", compare):
        for width in (390, 640, 1280):
            page = open_page(address, width=width)
            assert page.evaluate(BROKEN) == []
            assert too_wide(page) == []


def test_the_ways_to_risks_and_amendments_are_large_enough_for_a_thumb(
    open_page, signed_in, lead, partner
):
    cookie = signed_in(MandateFactory(region=lead).user)
    project = running(lead, [partner])
    page = open_page(project.get_absolute_url(), user_cookie=cookie)
    heights = page.locator(".li > a.cover").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert len(heights) == 2
    assert min(heights) >= 44
