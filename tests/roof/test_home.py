"""The front page: true figures, only what is public, a constant price."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum_portal import figures
from projects.models import Project
from tests.factories.agreements import AgreementFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ContributionFactory, ProjectFactory, VersionFactory
from tests.factories.villages import MandateFactory, ProfileFactory, RegionFactory

pytestmark = pytest.mark.django_db
S = Project.State


def page_of(client):
    return client.get(reverse("home")).content.decode()


def joined(number):
    """A village on the map."""
    region = RegionFactory(code=f"33.07.05.2{number:03d}", name=f"Mekarsari {number}")
    ProfileFactory(region=region, latitude=-7.4 - number / 100, longitude=109.8 + number / 200)
    return region


def test_a_new_site_invites_the_first_subdistrict_and_shows_no_empty_sections(client):
    page = page_of(client)

    assert "Jadilah kecamatan pertama" in page
    for left_out in (
        'class="stats',
        '<svg class="peta',
        "Proyek bersama</h2>",
        "Pertemuan terbuka",
    ):
        assert left_out not in page


def test_the_figures_count_what_there_is(client):
    ProfileFactory(region=joined(1).parent)
    agreed = ProjectFactory(state=S.AGREED)
    ContributionFactory(version=agreed.current, amount=150_000_000)
    ContributionFactory(version=ProjectFactory().current, amount=900_000_000)  # only proposed
    ProjectFactory(state=S.DRAFT)
    AgreementFactory()
    AgreementFactory(state="in_force")

    counted = figures.figures()

    assert (counted.villages, counted.subdistricts) == (1, 1)
    assert counted.agreements == 1
    assert counted.projects == Project.objects.public().count() == 4  # two agreements bring two
    assert counted.committed == 150_000_000
    assert "Rp150 juta" in page_of(client)


def test_an_older_version_s_contributions_do_not_count():
    project = ProjectFactory(state=S.RUNNING)
    ContributionFactory(version=project.current, amount=70)
    project.current = VersionFactory(project=project, number=2)
    project.save()
    ContributionFactory(version=project.current, amount=5)

    assert figures.figures().committed == 5


def test_the_map_ties_the_lead_to_its_partners(client):
    a, b, c = joined(1), joined(2), joined(3)
    ProjectFactory(lead=a, partners=[b], state=S.RUNNING)
    ProjectFactory(lead=b, partners=[a, c], state=S.AGREED)
    ProjectFactory(lead=a, partners=[c], state=S.PROPOSED)

    picture = figures.picture()

    assert (picture.running, picture.agreed) == (1, 1)
    page = page_of(client)
    assert "Peta jejaring: 3 desa, dengan 1 hubungan" in page
    assert not re.search(r' [dxyr]="[^"]*\d,\d', page)  # decimal points in any language


def test_figures_are_some_minutes_old(client, django_assert_num_queries):
    joined(1)
    page_of(client)
    joined(2)

    assert figures.figures().villages == 1
    cache.clear()
    assert figures.figures().villages == 2


def test_three_living_projects_are_shown_those_at_work_first(client):
    running = ProjectFactory(state=S.RUNNING, title="Sedang bekerja")
    for state in (S.PROPOSED, S.AGREED, S.PROPOSED):
        ProjectFactory(state=state)
    hidden = [ProjectFactory(state=state) for state in (S.DRAFT, S.DECLINED, S.FINISHED)]

    page = page_of(client)

    assert page.count('class="card pc"') == 3
    assert page.index(running.title) < page.index('class="card pc"', page.index(running.title))
    assert not any(project.get_absolute_url() in page for project in hidden)


def test_only_open_coming_meetings_are_shown_the_soonest_first(client):
    late = MeetingFactory(title="Nanti", starts_at=timezone.now() + timedelta(days=20))
    soon = MeetingFactory(title="Segera", starts_at=timezone.now() + timedelta(days=2))
    hidden = [
        MeetingFactory(title="Tertutup", is_open=False),
        MeetingFactory(title="Batal", cancelled=True),
        MeetingFactory(title="Sudah lewat", held=True),
    ]

    page = page_of(client)

    assert page.index(soon.title) < page.index(late.title)
    assert not any(meeting.title in page for meeting in hidden)


def test_everybody_sees_the_same_and_members_a_way_to_their_tasks(client):
    assert reverse("account_signup") in page_of(client)

    client.force_login(MandateFactory().user)
    assert f'href="{reverse("start")}"' in page_of(client)


@pytest.mark.parametrize("warm", [False, True])
def test_the_price_is_the_same_for_two_villages_and_for_twenty(client, warm):
    def price():
        cache.clear()
        if warm:
            page_of(client)
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        return len(queries)

    def grow(numbers):
        for number in numbers:
            region = joined(number)
            ProjectFactory(lead=region, state=S.RUNNING)
            MeetingFactory(invited=[region])

    grow(range(2))
    small = price()
    grow(range(2, 9))

    assert price() == small
    assert small <= (4 if warm else 11)
