"""What adapts running projects, their risks, and programmes of several years."""

import factory
from django.utils import timezone

from projects.models import Project
from tests.factories.projects import ProjectFactory, SaidFactory, VersionFactory, head_of, in_days
from tests.factories.villages import RegionFactory


def running_project():
    return ProjectFactory(state=Project.State.RUNNING)


class AmendmentFactory(factory.django.DjangoModelFactory):
    """Over and never in force; ``actions.propose`` makes one that is under deliberation."""

    class Meta:
        model = "projects.Amendment"

    version = factory.LazyFunction(lambda: VersionFactory(project=running_project(), number=2))
    state = "refused"
    ended_at = factory.LazyFunction(timezone.now)


class AdjustmentFactory(SaidFactory):
    class Meta:
        model = "projects.Adjustment"

    project = factory.LazyFunction(running_project)
    region = factory.SelfAttribute("project.lead")
    section = "biaya"
    text = "Ganti pipa besi dengan pipa HDPE."
    reason = "Harga pipa besi naik dua kali lipat."


class AdjustmentReplyFactory(SaidFactory):
    class Meta:
        model = "projects.AdjustmentReply"

    request = factory.SubFactory(AdjustmentFactory)
    answer = "accepted"
    reason = "Kami susun adendumnya."
    mandate = factory.LazyAttribute(lambda o: head_of(o.request.project.lead))


class RiskFactory(SaidFactory):
    class Meta:
        model = "projects.Risk"

    project = factory.LazyFunction(running_project)
    number = factory.Sequence(lambda n: n + 1)
    region = factory.SelfAttribute("project.lead")
    title = factory.Sequence(lambda n: f"Longsor di jalur pipa {n}")
    cause = "Hujan lebat di tebing."
    effect = "Pipa induk putus."


class AssessmentFactory(SaidFactory):
    class Meta:
        model = "projects.Assessment"

    risk = factory.SubFactory(RiskFactory)
    likelihood = 2
    impact = 3
    measure = "Bronjong di dua titik rawan."
    keeper = factory.SelfAttribute("risk.project.lead")
    review_on = factory.LazyAttribute(lambda o: in_days(30) if o.state == "open" else None)
    state = "open"
    note = factory.LazyAttribute(lambda o: "" if o.state == "open" else "Bronjong selesai.")
    mandate = factory.LazyAttribute(lambda o: head_of(o.risk.project.lead))


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Programme"

    owner = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda n: f"Air untuk lereng timur {n}")
    aim = "Air bersih bagi semua dusun."
    first_year = 2026
    last_year = 2030
    founded_by = factory.LazyAttribute(lambda o: head_of(o.owner))


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Phase"

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Tahap {n + 1}")
    first_year = 2026
    last_year = 2027


class PlacementFactory(factory.django.DjangoModelFactory):
    """Asked for; the founder has not answered."""

    class Meta:
        model = "projects.Placement"

    project = factory.SubFactory(ProjectFactory)
    phase = factory.SubFactory(PhaseFactory)
    asked_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))
