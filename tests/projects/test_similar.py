"""What exists already is shown after the first page, with the reason; it stops nobody."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from projects.similar import MOST, similar_to
from tests.factories.projects import ProjectFactory
from tests.factories.villages import RegionFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
PROPOSE = "/proyek/ajukan/"
FAR = {"code": "18.02.02.2001"}


@pytest.fixture
def draft(lead):
    return ProjectFactory(lead=lead, state="draft", title="")


def far_project(**options):
    return ProjectFactory(lead=RegionFactory(**FAR), partners=[], **options)


def found(draft, title="Jaringan air bersih Kali Bening", sectors=("water",)):
    return similar_to(draft, title=title, sectors=list(sectors))


def test_a_like_title_far_away_is_found(draft):
    project = far_project(title="Jaringan air bersih Kali Beningan", sectors=["health"])
    other = far_project_beside(title="Pasar malam bergilir", sectors=["water"])
    assert [(row.card.project, row.reason) for row in found(draft)] == [(project, "Nama mirip")]
    assert other.pk


def far_project_beside(**options):
    return ProjectFactory(lead=RegionFactory(code="18.02.02.2002"), partners=[], **options)


def test_the_same_sector_nearby_is_found_nearest_first(draft, lead):
    same_regency = RegionFactory(code="33.07.99.2001")
    wider = ProjectFactory(lead=same_regency, partners=[], title="Sumur", sectors=["water"])
    near = ProjectFactory(lead=RegionFactory(), partners=[lead], title="Bak", sectors=["water"])
    ProjectFactory(lead=RegionFactory(), partners=[], title="Pasar", sectors=["market"])
    assert [(row.card.project, row.reason) for row in found(draft, title="Pipa")] == [
        (near, "Bidang sama, kecamatan sama"),
        (wider, "Bidang sama, kabupaten sama"),
    ]


def test_drafts_of_others_and_ones_own_are_never_shown(draft):
    ProjectFactory(state="draft", title="Jaringan air bersih Kali Bening", sectors=["water"])
    assert found(draft) == []


def test_five_at_most_each_once_with_its_partners(draft, lead):
    partners = [RegionFactory(name=f"Mitra {n}") for n in range(5)]
    for _each in range(7):
        ProjectFactory(lead=lead, partners=partners, title="Jaringan air bersih Kali Bening")
    rows = found(draft)
    assert len(rows) == len({row.card.project.pk for row in rows}) == MOST
    assert rows[0].partners.startswith("Desa Sojokerto, Desa Mitra 0")
    assert rows[0].partners.endswith("dan 2 lainnya")


@pytest.mark.parametrize(
    "title", ["", "%", "_", "\\", "x" * 150, "' OR 1=1 --", "𝕵" * 100, "a b c d e f g h i"]
)
def test_any_title_may_be_asked_for(draft, title):
    far_project(title="Lain sama sekali", sectors=["health"])
    assert isinstance(found(draft, title=title, sectors=()), list)


def test_the_number_of_queries_does_not_grow(draft, lead):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            found(draft)
        return len(asked)

    ProjectFactory(lead=lead, title="Jaringan air bersih Kali Bening")
    few = queries()
    for _each in range(8):
        ProjectFactory(
            lead=lead,
            partners=[RegionFactory() for _n in range(6)],
            title="Jaringan air bersih Kali Bening",
        )
    assert queries() <= few


# --- the page


def test_it_comes_after_the_first_page_and_leads_on(as_, head, typed):
    there = ProjectFactory(title="Jaringan air bersih Kali Bening")
    client = as_(head)

    response = client.post(PROPOSE, typed["tujuan"] | {"token": str(uuid.uuid4())})

    project = Project.objects.get(state="draft")
    assert response["Location"] == url_of("similar", project)
    page = client.get(response["Location"]).content.decode()
    assert "Proyek serupa" in page
    assert there.get_absolute_url() in page
    assert "Nama mirip" in page
    assert url_of("page", project, "mitra") in page


def test_it_is_skipped_where_nothing_is_similar_and_when_answers_are_corrected(as_, head, typed):
    client = as_(head)
    response = client.post(PROPOSE, typed["tujuan"] | {"token": str(uuid.uuid4())})
    project = Project.objects.get()
    assert response["Location"] == url_of("page", project, "mitra")
    assert "Tidak ada proyek serupa" in client.get(url_of("similar", project)).content.decode()

    ProjectFactory(title="Jaringan air bersih Kali Bening")
    address = url_of("page", project, "tujuan") + "?periksa"
    assert client.post(address, typed["tujuan"])["Location"] == url_of("check", project)


def test_it_stands_on_what_is_kept_even_if_that_is_wrong(as_, head):
    client = as_(head)
    client.post(PROPOSE, {"title": "Jembatan", "sectors": ["gold", "\x00"], "token": "x"})
    assert client.get(url_of("similar", Project.objects.get())).status_code == 200


def test_nobody_else_sees_it(as_, draft, partner_heads):
    assert as_(partner_heads[0]).get(url_of("similar", draft)).status_code == 404
