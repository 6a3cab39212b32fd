"""Projects in a real browser: the map that moves, and news that come by themselves."""

import pytest

from projects.models import Project
from tests.factories.projects import ProjectFactory
from tests.factories.villages import MandateFactory, ProfileFactory, RegionFactory
from tests.projects.reports import running, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    page.clock.fast_forward(61_000)

    page.get_by_text("Pipa sudah sampai.").wait_for()
    assert "Ada kabar baru" in page.locator("#ada-kabar").inner_text()

    send(Project.objects.get(pk=project.pk), head, work="Air mengalir.", percent=60)
    page.clock.fast_forward(61_000)
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
