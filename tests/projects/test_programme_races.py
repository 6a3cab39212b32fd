"""Projects that enter and leave programmes at the same moment, with real threads."""

import pytest

from projects import actions
from projects.models import Phase, Placement, Project
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.running import PhaseFactory, PlacementFactory
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_acceptance_and_leaving_at_once_project_and_place_agree(project, head):
    placement = PlacementFactory(project=project)
    founder = head_of(placement.phase.programme.owner)
    at_once(
        [
            lambda: refused(lambda: actions.accept_place(placement, by=founder)),
            lambda: refused(lambda: actions.leave_programme(project, by=head)),
        ]
        * 2
    )
    stands = Placement.objects.get().state == "accepted"
    assert (Project.objects.get(pk=project.pk).phase_id is not None) == stands


def test_a_phase_is_never_fuller_than_it_may_be(monkeypatch, db):
    monkeypatch.setattr(Phase, "MOST_PROJECTS", 2)
    phase = PhaseFactory()
    founder = head_of(phase.programme.owner)
    places = [PlacementFactory(project=ProjectFactory(), phase=phase) for _each in range(5)]
    at_once(
        [
            lambda place=place: refused(lambda: actions.accept_place(place, by=founder))
            for place in places
        ]
    )
    assert phase.projects.count() == 2
    assert Placement.objects.filter(state="accepted").count() == 2


def test_one_project_asks_for_one_place_at_once(project, head):
    phases = PhaseFactory.create_batch(3)
    at_once(
        [
            lambda phase=phase: refused(lambda: actions.ask_place(project, phase, by=head))
            for phase in phases
        ]
    )
    assert Placement.objects.filter(state="asked").count() == 1
