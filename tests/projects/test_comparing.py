"""Projects side by side on equal criteria."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects import comparing
from projects.models import Project
from tests.factories.money import BudgetFactory
from tests.factories.projects import (
    AttachmentFactory,
    BenefitFactory,
    PlanFitFactory,
    PlanStatementFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db
S = Project.State


def words_of(client, *projects, codes=()):
    query = {"p": [*(project.code for project in projects), *codes]}
    response = client.get(reverse("projects:compare"), query)
    assert response.status_code == 200
    lines = {line.name: line.words for line in response.context["criteria"]}
    return lines, response.content.decode()


def test_each_project_is_measured_by_the_same_criteria(client, lead, partners):
    ready = ProjectFactory(
        lead=lead, partners=partners, answers=dict.fromkeys([lead, *partners], "given")
    )
    for region in (lead, *partners):
        PlanFitFactory(version=ready.current, region=region)
    AttachmentFactory(project=ready, version=ready.current)
    BenefitFactory(project=ready, region=lead, people=500, women=0, poor=0, youth=0)
    BenefitFactory(project=ready, region=lead, people=900, women=0, poor=0, youth=0)
    vague = ProjectFactory(partners=partners[:1])
    lines, page = words_of(client, ready, vague)
    assert lines["Penduduk yang menerima manfaat"] == [
        "900 (diharapkan) (disampaikan 1 dari 3 wilayah)", "belum disampaikan",
    ]  # fmt: skip
    assert lines["Biaya per orang"] == [
        "Rp458.334 (dihitung dari 1 di antara 3 wilayah)", "belum disampaikan",
    ]  # fmt: skip
    assert lines["Biaya"] == ["Rp412.500.000 (perkiraan)"] * 2
    assert lines["Wilayah yang ikut"] == ["3", "2"]
    assert lines["Persetujuan"] == ["3 dari 3", "0 dari 2"]
    assert lines["Dalam rencana tahunan"] == ["3 dari 3", "0 dari 2"]
    assert lines["Kesiapan"] == ["3 dari 3 poin", "0 dari 3 poin"]
    assert ready.title in page


def test_a_regions_own_word_on_its_plans_counts(client, lead, partners):
    project = ProjectFactory(lead=lead, partners=partners)
    PlanFitFactory(version=project.current, region=partners[0])
    PlanStatementFactory(project=project, region=partners[0], standing="absent")
    lines, _page = words_of(client, project, ProjectFactory())
    assert lines["Dalam rencana tahunan"][0] == "0 dari 3"


def test_nobody_gains_is_no_division_by_nothing(project):
    BenefitFactory(project=project, people=0, women=0, poor=0, youth=0)
    assert comparing.people_of(project) == 0
    assert comparing.cost_per_person(project, {}) is None


def test_the_newest_budget_counts_before_the_rough_cost(client, project, work):
    BudgetFactory(project=project, lines=[(2027, "1", 100_000_000, "")])
    lines = [(2027, "2", 30_000_000, ""), (2028, "1", 30_000_000, "")]
    BudgetFactory(project=project, lines=lines)
    for seat in project.partnerships.all():
        BenefitFactory(project=project, region=seat.region, people=100, women=0, poor=0, youth=0)
    lines, _page = words_of(client, project, work)
    assert lines["Biaya"][0] == "Rp90.000.000 (RAB)"
    assert lines["Biaya per orang"][0] == "Rp300.000"
    assert lines["Penduduk yang menerima manfaat"][0] == "300 (diharapkan)"


def test_what_was_told_since_the_start_takes_the_place_of_what_was_expected(client, work, lead):
    for seat in work.partnerships.all():
        BenefitFactory(project=work, region=seat.region, people=500, women=0, poor=0, youth=0)
    Project.objects.filter(pk=work.pk).update(started_at=timezone.now())
    work = Project.objects.get(pk=work.pk)
    assert all(each.is_expected for each in work.benefits.all())
    assert comparing.people_of(work) == 1500
    BenefitFactory(project=work, region=lead, people=70, women=0, poor=0, youth=0)
    assert comparing.people_of(Project.objects.get(pk=work.pk)) == 70
    lines, _page = words_of(client, work, ProjectFactory())
    told = lines["Penduduk yang menerima manfaat"][0]
    assert told == "70 (disampaikan 1 dari 3 wilayah)"


@pytest.mark.parametrize("codes", [[], ["TIDAKADA"], ["\x00"], ["x" * 5000], ["' OR 1=1"]])
def test_with_fewer_than_two_there_is_only_the_choice(client, project, codes):
    lines, page = words_of(client, codes=codes)
    assert not lines
    assert project.title in page
    assert ("Pilih paling sedikit dua proyek" in page) == (codes not in ([], ["\x00"]))


def test_what_is_compared_stands_apart_from_the_proposals_to_choose_from(client, lead):
    done = ProjectFactory(lead=lead, state=S.FINISHED, title="Sudah selesai")
    asked = ProjectFactory(lead=lead, title="Masih ditanyakan")
    _lines, page = words_of(client, done, codes=["TIDAKADA"])
    compared, offered = page.index("Sedang dibandingkan"), page.index("Usulan yang dimusyawarah")
    assert compared < page.index(f"p-{done.code}") < offered < page.index(f"p-{asked.code}")


def test_a_draft_and_more_than_six_are_not_compared(client, as_, head, lead):
    draft = ProjectFactory(lead=lead, state=S.DRAFT, title="Rahasia")
    projects = ProjectFactory.create_batch(7)
    lines, page = words_of(as_(head), draft, *projects)
    assert len(lines["Keadaan"]) == 6
    assert "Rahasia" not in page
    assert "Hanya 6 yang pertama" in page
    assert "tidak ditemukan" in page


def test_the_queries_do_not_grow(client):
    def count(projects):
        with CaptureQueriesContext(connection) as context:
            words_of(client, *projects)
        return len(context)

    projects = ProjectFactory.create_batch(6)
    assert count(projects[:2]) == count(projects)
