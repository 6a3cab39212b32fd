import uuid
from datetime import UTC, datetime, timedelta

import factory
from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone

from projects.models import (
    ChangeReply,
    Consent,
    Contribution,
    HomeResult,
    Partnership,
    Project,
    assembly_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory, RegionFactory

S = Project.State
_OPEN = {S.DRAFT, S.PROPOSED, S.REVISING}
_CLOSED = {S.FINISHED, S.DECLINED, S.WITHDRAWN, S.MERGED}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class ProjectFactory(factory.django.DjangoModelFactory):
    """A proposal under deliberation, led by a village, with two partner villages.

    ``partners=[…]`` chooses them, ``state=`` another state (with the times that it needs),
    ``answers={region: "given"}`` who has said what to the current version, ``home_first=True``
    that the assemblies at home come before (those that consent have agreed).
    """

    class Meta:
        model = "projects.Project"
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Jaringan air bersih {n}")
    summary = "Pipa dan bak penampung untuk tiga desa."
    sectors = ["water"]
    lead = factory.SubFactory(RegionFactory)

    @classmethod
    def _create(
        cls, model_class, *args, state=S.PROPOSED, partners=None, home_first=False, **kwargs
    ):
        now = timezone.now()
        times = {}
        if state not in _OPEN | {S.DECLINED, S.WITHDRAWN, S.MERGED}:
            times["agreed_at"] = now
        if state in {S.RUNNING, S.FINISHED}:
            times["started_at"] = now
        if state in _CLOSED:
            times["closed_at"] = now
        if state == S.WITHDRAWN:
            times["close_reason"] = "Dana desa dialihkan."
        if state == S.DRAFT:
            project = super()._create(model_class, *args, **kwargs)
            Partnership.objects.create(project=project, region=project.lead, role="lead")
            DraftFactory(project=project)
            return project
        project = super()._create(model_class, *args, **kwargs)
        partners = [RegionFactory(), RegionFactory()] if partners is None else partners
        Partnership.objects.create(project=project, region=project.lead, role="lead")
        for region in partners:
            Partnership.objects.create(project=project, region=region)
        project.current = VersionFactory(
            project=project, number=1, partner_codes=[region.pk for region in partners],
            home_first=home_first,
        )  # fmt: skip
        project.proposed_at, project.answer_by = now, project.answer_by or in_days(14)
        project.state = state
        if state == S.MERGED:
            times["merged_into"] = ProjectFactory()
        if state == S.RUNNING:
            times.setdefault("report_due_on", in_days(30))
        for name, value in times.items():
            setattr(project, name, value)
        project.save()
        return project

    @factory.post_generation
    def answers(self, create, extracted, **kwargs):
        for region, answer in (extracted or {}).items():
            if self.current.home_first and answer == Consent.Answer.GIVEN:
                HomeResultFactory(version=self.current, region=region)
            ConsentFactory(version=self.current, region=region, answer=answer)


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Version"

    project = factory.SubFactory(ProjectFactory)
    number = 1
    title = factory.SelfAttribute("project.title")
    problem = "Mata air mengecil pada musim kemarau."
    aim = "Air bersih sepanjang tahun bagi 812 rumah."
    field = "development"
    sectors = factory.SelfAttribute("project.sectors")
    place = "Mata air Kali Bening, Dusun Krajan"
    cost = 412_500_000
    starts_on = factory.LazyFunction(lambda: in_days(30))
    ends_on = factory.LazyFunction(lambda: in_days(210))
    timetable = "Survei, pipa induk, sambungan rumah."
    partner_codes = factory.LazyFunction(list)
    made_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Draft"

    project = factory.SubFactory(ProjectFactory)
    begun_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))
    saved_by = factory.SelfAttribute("begun_by")


class FollowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Follow"

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Partnership"

    project = factory.SubFactory(ProjectFactory)
    region = factory.SubFactory(RegionFactory)


class ContributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Contribution"

    version = factory.LazyFunction(lambda: ProjectFactory().current)
    region = factory.LazyAttribute(lambda o: o.version.project.lead)
    kind = Contribution.Kind.CASH
    amount = 50_000_000
    note = "APB Desa"


class PlanFitFactory(factory.django.DjangoModelFactory):
    """What the version says; ``standing="absent"`` names no plan."""

    class Meta:
        model = "projects.PlanFit"

    version = factory.LazyFunction(lambda: ProjectFactory().current)
    region = factory.LazyAttribute(lambda o: o.version.project.lead)
    standing = "annual"
    reference = factory.LazyAttribute(lambda o: "" if o.standing == "absent" else "hlm. 41")
    year = factory.LazyAttribute(lambda o: in_days(30).year if o.standing == "annual" else None)


class PlanStatementFactory(factory.django.DjangoModelFactory):
    """What a region itself has said."""

    class Meta:
        model = "projects.PlanStatement"

    project = factory.SubFactory(ProjectFactory)
    region = factory.LazyAttribute(lambda o: o.project.lead)
    standing = "absent"
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A file of the project's draft; of its current version with ``version=``."""

    class Meta:
        model = "projects.Attachment"

    project = factory.SubFactory(ProjectFactory)
    slot = 0
    title = "Peta pipa"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", "peta.pdf"))
    size = 8
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    added_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Consent"

    version = factory.LazyFunction(lambda: ProjectFactory().current)
    region = factory.LazyAttribute(lambda o: o.version.project.lead)
    answer = Consent.Answer.GIVEN
    reason = factory.LazyAttribute(lambda o: "" if o.answer == "given" else "Biaya terlalu besar.")
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Indicator"

    project = factory.LazyFunction(lambda: ProjectFactory(state=S.RUNNING))
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Rumah tersambung {n}")
    unit = "rumah"
    baseline = 0
    target = 812
    source = "Pendataan desa"


class FiguresFactory(factory.django.DjangoModelFactory):
    """What all rows of figures share: who gave them."""

    class Meta:
        abstract = True

    token = factory.LazyFunction(uuid.uuid4)
    mandate = factory.LazyAttribute(lambda o: head_of(o.project.lead))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class ChangeRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.ChangeRequest"

    consent = factory.SubFactory(ConsentFactory, answer=Consent.Answer.CHANGES)
    section = "biaya"
    text = "Kurangi biaya pipa, pakai ukuran 3 inci."


class ChangeReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.ChangeReply"

    request = factory.SubFactory(ChangeRequestFactory)
    answer = ChangeReply.Answer.ACCEPTED
    reason = factory.LazyAttribute(
        lambda o: "" if o.answer == "accepted" else "Pipa 3 inci kurang."
    )
    mandate = factory.LazyAttribute(lambda o: head_of(o.request.consent.version.project.lead))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class MeasurementFactory(FiguresFactory):
    class Meta:
        model = "projects.Measurement"

    indicator = factory.SubFactory(IndicatorFactory)
    mandate = factory.LazyAttribute(lambda o: head_of(o.indicator.project.lead))
    on = factory.LazyFunction(timezone.localdate)
    value = 214
    source = "Daftar pelanggan"


class BenefitFactory(FiguresFactory):
    class Meta:
        model = "projects.Benefit"

    project = factory.LazyFunction(lambda: ProjectFactory(state=S.RUNNING))
    region = factory.SelfAttribute("project.lead")
    people, women, poor, youth = 900, 450, 120, 200
    source = "Daftar pelanggan"


class UpkeepFactory(FiguresFactory):
    class Meta:
        model = "projects.Upkeep"

    project = factory.LazyFunction(lambda: ProjectFactory(state=S.RUNNING))
    owner = factory.SelfAttribute("project.lead")
    keeper = "Kelompok pengelola air"
    work = "Menguras bak tiap bulan."
    yearly_cost = 6_000_000
    money_from = "Iuran Rp5.000 per rumah"


class EvaluationFactory(factory.django.DjangoModelFactory):
    """Still to be written."""

    class Meta:
        model = "projects.Evaluation"

    project = factory.LazyFunction(lambda: ProjectFactory(state=S.FINISHED))
    years = 0
    due_on = factory.LazyFunction(lambda: in_days(30))


class HomeResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.HomeResult"

    version = factory.LazyFunction(lambda: ProjectFactory(home_first=True).current)
    region = factory.LazyAttribute(lambda o: o.version.project.lead)
    kind = factory.LazyAttribute(lambda o: HomeResult.Kind(assembly_of(o.region)))
    held_on = factory.LazyFunction(lambda: in_days(-3))
    number = "140/07/BA/2026"
    agrees = True
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class SaidFactory(factory.django.DjangoModelFactory):
    """What all rows of a talk share: who said it."""

    class Meta:
        abstract = True

    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class QuestionFactory(SaidFactory):
    class Meta:
        model = "projects.Question"

    project = factory.SubFactory(ProjectFactory)
    region = factory.SelfAttribute("project.lead")
    title = factory.Sequence(lambda n: f"Bagaimana iuran dibagi? {n}")
    text = "Menurut jumlah rumah atau sama rata?"


class PositionFactory(SaidFactory):
    class Meta:
        model = "projects.Position"

    question = factory.SubFactory(QuestionFactory)
    region = factory.SelfAttribute("question.project.lead")
    round = 1
    stance = "support"
    reason = factory.LazyAttribute(
        lambda o: "" if o.stance == "support" else "Iuran terlalu berat."
    )


class RoundFactory(SaidFactory):
    class Meta:
        model = "projects.Round"

    project = factory.SubFactory(ProjectFactory)
    number = factory.LazyAttribute(lambda o: o.project.rounds.count() + 1)
    summary = "Semua setuju iuran dibagi menurut jumlah rumah."
    mandate = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Outcome"

    question = factory.SubFactory(QuestionFactory)
    round = factory.LazyAttribute(lambda o: RoundFactory(project=o.question.project))
    is_settled = True
    how = "Menurut jumlah rumah."


class FacilitatorFactory(SaidFactory):
    class Meta:
        model = "projects.Facilitator"

    project = factory.SubFactory(ProjectFactory)
    region = factory.SelfAttribute("project.lead")
    mandate = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class MergeOfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.MergeOffer"

    project = factory.SubFactory(ProjectFactory)
    target = factory.SubFactory(ProjectFactory)
    message = "Kedua usulan memakai mata air yang sama."
    made_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class WorkDayFactory(factory.django.DjangoModelFactory):
    """In ten days, for four hours; ``held=True`` three days ago."""

    class Meta:
        model = "projects.WorkDay"

    class Params:
        held = factory.Trait(starts_at=factory.LazyFunction(lambda: in_ten_days(-13)))

    project = factory.LazyFunction(lambda: ProjectFactory(state=S.RUNNING))
    region = factory.SelfAttribute("project.lead")
    starts_at = factory.LazyFunction(lambda: in_ten_days())
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=4))
    sign_up_until = factory.LazyAttribute(lambda o: o.starts_at - timedelta(days=1))
    place = "Balai Dusun Krajan"
    work = "Menggali parit pipa 300 meter"
    wanted = 40
    announced_by = factory.LazyAttribute(lambda o: head_of(o.region))


class SignUpFactory(factory.django.DjangoModelFactory):
    """The places of the day are counted as well."""

    class Meta:
        model = "projects.SignUp"
        skip_postgeneration_save = True

    day = factory.SubFactory(WorkDayFactory)
    booked_by = factory.SubFactory(UserFactory)
    name = "Warga RT 02"
    people = 1

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        type(self.day).objects.filter(pk=self.day_id).update(taken=F("taken") + self.people)


class LabourFactory(FiguresFactory):
    class Meta:
        model = "projects.Labour"

    day = factory.SubFactory(WorkDayFactory, held=True)
    region = factory.SelfAttribute("day.region")
    people = 20
    hours = 4
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))


def in_ten_days(more=0):
    """Seven o'clock in Jakarta, in ten days and some ``more``."""
    day = in_days(10 + more)
    return datetime(day.year, day.month, day.day, 0, tzinfo=UTC)


class EscalationFactory(factory.django.DjangoModelFactory):
    """Sent to the subdistrict of the lead; ``steps`` are made by the actions only."""

    class Meta:
        model = "projects.Escalation"

    project = factory.SubFactory(ProjectFactory)
    version = factory.LazyAttribute(lambda o: o.project.current)
    receiver = factory.LazyAttribute(lambda o: o.project.lead.parent)
    ask = "fund"


class EscalationStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.EscalationStep"

    escalation = factory.SubFactory(EscalationFactory)
    kind = "sent"
    text = "Biayanya di atas kemampuan desa."
    mandate = factory.LazyAttribute(lambda o: head_of(o.escalation.project.lead))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")
    region_name = factory.LazyAttribute(lambda o: o.mandate.region.full_name)


def head_of(region):
    """The head's mandate: the one that is there, or a new one."""
    found = region.mandates.filter(office__in=["head", "camat"], state="verified").first()
    if found:
        return found
    if region.is_village:
        return MandateFactory(region=region)
    return MandateFactory(region=region, office="camat", title="Camat")
