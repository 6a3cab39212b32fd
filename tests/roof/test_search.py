"""Search over all floors shows the first few of each, and only what the reader may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum_portal import search
from tests.factories.agreements import AgreementFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def page_of(client, **query):
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_without_words_it_explains_itself(client):
    assert "Tulis sebagian nama" in page_of(client)


def test_each_floor_answers(client):
    region = RegionFactory(name="Kalibening")
    organisation = OrganisationFactory(name="Yayasan Kalibening")
    project = ProjectFactory(title="Pasar Kalibening")
    meeting = MeetingFactory(title="Rapat Kalibening")
    agreement = AgreementFactory(title="Aturan Kalibening", state="in_force")

    page = page_of(client, q="kalibening")

    for found in (region, organisation, project, meeting, agreement):
        assert found.get_absolute_url() in page
    assert f"{reverse('projects:list')}?q=kalibening" in page
    assert f"{reverse('villages:organisations')}?q=kalibening" in page


def test_what_one_may_not_see_is_not_found(client):
    draft = ProjectFactory(title="Rahasia Kalibening", state="draft")
    MeetingFactory(title="Rahasia Kalibening", is_open=False)
    AgreementFactory(title="Rahasia Kalibening", state="open")

    assert "Rahasia" not in page_of(client, q="Kalibening")

    client.force_login(head_of(draft.lead).user)
    assert draft.get_absolute_url() in page_of(client, q="Kalibening")


def test_nothing_found_offers_a_way_on(client):
    page = page_of(client, q="tidakadasamasekali")

    assert "Tidak ada yang ditemukan" in page
    assert reverse("villages:list") in page


@pytest.mark.parametrize(
    "words",
    ["\x00", "%", "_", "'", '"><script>', "a" * 5000, "\u202eabc", "🙂", "33.07", "  ", "\\"],
)
def test_hostile_words_are_only_words(client, words):
    RegionFactory()

    assert "<script>alert" not in page_of(client, q=words)
    assert '"><script>' not in page_of(client, q=words)


def test_the_price_and_the_length_have_a_bound(client):
    def fill(count):
        for number in range(count):
            OrganisationFactory(name=f"Kalibening {number} {count}")
            ProjectFactory(title=f"Kalibening {number}")
            MeetingFactory(title=f"Kalibening {number}")
            AgreementFactory(title=f"Kalibening {number}", state="in_force")

    def price():
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, q="Kalibening")
        return len(queries), page

    fill(1)
    small, _page = price()
    fill(search.SHOWN + 1)
    big, page = price()

    assert small == big <= 8
    assert page.count('<li class="li">') == 4 * search.SHOWN
