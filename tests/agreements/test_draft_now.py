"""When all have agreed to a project, its agreement is one tap away, with everything filled in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions, sources
from agreements.models import Agreement
from agreements.waiting import waiting_for
from core.errors import Forbidden, Refusal
from notifications.models import Mail
from projects import notices
from tests.factories.agreements import in_days
from tests.factories.projects import ProjectFactory
from tests.factories.villages import RegencyFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(people, villages):
    return ProjectFactory(lead=villages[0], partners=villages[1:], state="agreed")


def waiting(mandate):
    return [
        task for task in waiting_for(mandate, mandate.user) if task.title.startswith("Susun kes")
    ]


def address(project):
    return reverse("agreements:draft_now", args=[project.code])


def test_it_waits_for_those_who_draft_for_the_lead(people, project):
    for who in ("drafting head", "drafting secretary"):
        (task,) = waiting(people[who])
        assert project.title in task.title
        assert task.url == f"/kesepakatan/susun/?proyek={project.code}"
    for who in ("other head", "drafting council", "stranger head", "own officer"):
        assert waiting(people[who]) == []


def test_it_waits_no_more_once_a_draft_was_begun_even_if_that_was_withdrawn(people, project):
    agreement = actions.draft_of_project(project, by=people["drafting head"])
    assert waiting(people["drafting head"]) == []
    actions.withdraw(agreement, by=people["drafting head"], reason="Belum diperlukan.")
    assert waiting(people["drafting head"]) == []


@pytest.mark.parametrize("state", ["proposed", "running", "withdrawn"])
def test_it_waits_in_no_other_state(people, villages, state):
    ProjectFactory(lead=villages[0], partners=villages[1:], state=state)

    assert waiting(people["drafting head"]) == []


def test_many_projects_cost_no_more_queries(people, villages, project):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            waiting_for(people["drafting head"], people["drafting head"].user)
        return len(captured)

    before = queries()
    for _ in range(4):
        ProjectFactory(lead=villages[0], partners=villages[1:], state="agreed")
    assert queries() == before
    assert len(waiting(people["drafting head"])) == 5


def test_one_tap_makes_the_draft_with_everything_that_is_known(client, people, villages, project):
    client.force_login(people["drafting secretary"].user)

    answer = client.post(address(project))

    agreement = Agreement.objects.get()
    assert answer.url == reverse("agreements:clauses", args=[agreement.code])
    assert (agreement.kind, agreement.title) == ("permakades", project.title)
    assert [party.region for party in agreement.parties.all()] == villages
    assert agreement.project == project and agreement.drafted_for == villages[0]
    assert agreement.ends_on > agreement.starts_on >= timezone.localdate()
    assert agreement.clauses.count() > 8
    assert client.post(address(project)).url == answer.url  # once more: the one that is there
    assert Agreement.objects.count() == 1


def test_the_page_of_the_project_has_the_button_for_those_who_may(client, people, project):
    for who, shown in (
        ("drafting secretary", True),
        ("other head", True),
        ("stranger head", False),
    ):
        client.force_login(people[who].user)
        page = client.get(project.get_absolute_url()).content.decode()
        assert (address(project) in page) is shown


def test_the_form_is_filled_in_as_well(client, people, villages, project):
    client.force_login(people["drafting head"].user)
    form = client.get(f"/kesepakatan/susun/?proyek={project.code}").context["form"]

    assert form.initial["kind"] == "permakades"
    assert form.initial["parties"] == [village.pk for village in villages]
    assert form.initial["starts_on"] >= timezone.localdate()


def test_strangers_and_early_birds_are_refused(client, people, villages, project):
    with pytest.raises(Forbidden):
        actions.draft_of_project(project, by=people["stranger head"])
    early = ProjectFactory(lead=villages[0], partners=villages[1:], state="proposed")
    with pytest.raises(Refusal):
        actions.draft_of_project(early, by=people["drafting head"])
    client.force_login(people["drafting head"].user)
    client.post(address(early))
    client.get(address(project))  # a link alone does nothing
    assert not Agreement.objects.exists()


def test_where_the_parties_are_too_few_the_form_says_so(client, people, villages):
    alone = ProjectFactory(lead=villages[0], partners=[RegencyFactory()], state="agreed")
    client.force_login(people["drafting head"].user)

    answer = client.post(address(alone))

    assert answer.url == f"/kesepakatan/susun/?proyek={alone.code}"
    assert not Agreement.objects.exists()


def test_the_term_is_that_of_the_proposal_or_a_year(project):
    version, today = project.current, timezone.localdate()
    source = sources.of_project(project)
    inside = version.starts_on + timedelta(days=1)
    assert sources.suggested(source, inside)["starts_on"] == inside
    assert sources.suggested(source, inside)["ends_on"] == version.ends_on
    later = version.ends_on + timedelta(days=3)
    assert sources.suggested(source, later)["ends_on"] == later + timedelta(days=364)
    assert in_days(0) == today


def test_the_letter_that_all_have_agreed_leads_the_lead_to_the_draft(people, project):
    notices.settled(project)

    link = f"/kesepakatan/susun/?proyek={project.code}"
    for who, led in (("drafting head", True), ("drafting secretary", True), ("other head", False)):
        mail = Mail.objects.get(recipient=people[who].user, kind="projects.agreed")
        assert (link in mail.text) is led


@pytest.mark.django_db(transaction=True)
def test_two_representatives_at_once_get_one_draft(people, project):
    taps = [
        lambda who=who: actions.draft_of_project(project, by=people[who]).pk
        for who in ("drafting head", "drafting secretary") * 4
    ]

    assert len(set(at_once(taps))) == 1
