"""What adapts running projects, their risks, and programmes, for the table of permissions."""

from projects import actions
from projects.models import Placement
from tests.factories.projects import ProjectFactory
from tests.factories.running import (
    AdjustmentFactory,
    AssessmentFactory,
    PhaseFactory,
    PlacementFactory,
    ProgrammeFactory,
    RiskFactory,
)
from tests.projects.amending import amend


def running_places(a, b, offices):
    """A's running project with B, an amendment under deliberation, a risk that B has noted, and a
    programme of B for which A's project asks."""
    project = ProjectFactory(lead=a, partners=[b], state="running")
    asked = AdjustmentFactory(project=project, region=b)
    risk = AssessmentFactory(risk=RiskFactory(project=project, number=1, region=b)).risk
    of_a = RiskFactory(project=project, number=2, region=a)
    AssessmentFactory(risk=of_a)
    amend(project, by=offices["head A"])
    programme = ProgrammeFactory(owner=b)
    phase = PhaseFactory(programme=programme)
    place = PlacementFactory(project=ProjectFactory(lead=a, partners=[b]), phase=phase)
    member = PlacementFactory(
        project=ProjectFactory(lead=a, partners=[b]), phase=phase, asked_by=offices["head A"]
    )
    actions.accept_place(member, by=offices["head B"])
    assert Placement.objects.get(pk=member.pk).state == "accepted"
    whole = ("adjustments", "ask_adjustment", "take_back_amendment", "risks", "note_risk")
    return {
        **{f"projects:{name}": [project.code] for name in whole},
        "projects:answer amendment": [project.code],
        "projects:version amendment": [project.code, 2],
        "projects:reply_adjustment": [project.code, asked.pk],
        **{f"projects:{name}": [project.code, risk.number] for name in ("risk", "assess_risk")},
        "projects:assess_risk of the lead": [project.code, of_a.number],
        **{f"programmes:{name}": [programme.code] for name in ("detail", "change", "ask")},
        "programmes:place": [place.pk],
        "programmes:leave": [member.project.code],
    }
