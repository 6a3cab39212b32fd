"""The money of projects."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from projects.models import BackerReport, Budget, BudgetLine, Commitment
from projects.sharing import amount_of
from tests.factories.projects import ProjectFactory, head_of, in_days
from tests.factories.villages import OrganisationFactory, PartnerFactory
from villages.models import Mandate


def partner_of(organisation):
    """A verified representative, the one who is there or a new one."""
    there = Mandate.objects.valid_at().filter(organisation=organisation).order_by("pk").first()
    return there or PartnerFactory(organisation=organisation)


class BackingFactory(factory.django.DjangoModelFactory):
    """An organisation that supports the project; ``invited=True`` while it has not answered."""

    class Meta:
        model = "projects.Backing"

    class Params:
        invited = factory.Trait(
            state="invited", answered_at=None, answered_by=None, person_name="", office_title=""
        )

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = "accepted"
    words = "Mohon bantuan pipa."
    invited_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))
    answered_at = factory.LazyFunction(timezone.now)
    answered_by = factory.LazyAttribute(lambda o: partner_of(o.organisation))
    person_name = "Wakil"
    office_title = "Direktur"


class BackerReportFactory(factory.django.DjangoModelFactory):
    """Of an organisation that supports the project."""

    class Meta:
        model = "projects.BackerReport"

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    number = factory.LazyAttribute(
        lambda o: BackerReport.objects.filter(project=o.project).count() + 1
    )
    on = factory.LazyFunction(timezone.localdate)
    work = "Pipa sudah dikirim."
    token = factory.LazyFunction(uuid.uuid4)
    mandate = factory.LazyAttribute(lambda o: partner_of(o.organisation))
    organisation_name = factory.SelfAttribute("organisation.name")
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class BackerProofFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.BackerProof"

    report = factory.SubFactory(BackerReportFactory)
    number = 1
    file = factory.django.FileField(filename="bukti.pdf", data=b"%PDF-1.4 contoh")


class BudgetFactory(factory.django.DjangoModelFactory):
    """Published, with ``lines=[(year, volume, unit price, source)]``."""

    class Meta:
        model = "projects.Budget"
        skip_postgeneration_save = True

    project = factory.SubFactory(ProjectFactory)
    number = factory.LazyAttribute(lambda o: Budget.objects.filter(project=o.project).count() + 1)
    note = factory.LazyAttribute(lambda o: "" if o.number == 1 else "Harga semen naik.")
    mandate = factory.LazyAttribute(lambda o: head_of(o.project.lead))
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")

    @factory.post_generation
    def lines(self, create, extracted, **kwargs):
        rows = [(timezone.localdate().year, "2", 100_000, "")] if extracted is None else extracted
        BudgetLine.objects.bulk_create(
            BudgetLine(
                budget=self, number=number, year=year, description=f"Pipa {number}", volume=volume,
                unit="m", unit_price=price, amount=amount_of(volume, price), source=source,
            )
            for number, (year, volume, price, source) in enumerate(rows, 1)
        )  # fmt: skip


class BudgetDraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.BudgetDraft"

    project = factory.SubFactory(ProjectFactory)
    saved_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class CommitmentFactory(factory.django.DjangoModelFactory):
    """Planned for the lead; ``committed=True`` with the word of its head."""

    class Meta:
        model = "projects.Commitment"

    class Params:
        committed = factory.Trait(
            state="committed",
            committed_at=factory.LazyFunction(timezone.now),
            committed_by=factory.LazyAttribute(
                lambda o: (
                    partner_of(o.organisation)
                    if o.organisation
                    else head_of(o.region or o.project.lead)
                )
            ),
            person_name="Kepala",
            office_title="Kepala Desa",
        )

    project = factory.SubFactory(ProjectFactory)
    number = factory.LazyAttribute(
        lambda o: Commitment.objects.filter(project=o.project).count() + 1
    )
    region = factory.LazyAttribute(
        lambda o: None if o.party_name or o.organisation else o.project.lead
    )
    organisation = None
    party_name = ""
    kind = "cash"
    source = "apbdes"
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    worth = 50_000_000
    note = "APB Desa"
    token = factory.LazyFunction(uuid.uuid4)
    planned_by = factory.LazyAttribute(lambda o: head_of(o.project.lead))


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "projects.Offer"

    project = factory.SubFactory(ProjectFactory)
    region = factory.LazyAttribute(
        lambda o: (
            None
            if o.organisation
            else o.project.partnerships.exclude(region=o.project.lead).first().region
        )
    )
    organisation = None
    kind = "cash"
    source = "apbdes"
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    worth = 5_000_000
    is_word = True
    token = factory.LazyFunction(uuid.uuid4)
    mandate = factory.LazyAttribute(
        lambda o: partner_of(o.organisation) if o.organisation else head_of(o.region)
    )
    person_name = factory.LazyAttribute(lambda o: str(o.mandate.user))
    office_title = factory.SelfAttribute("mandate.title")


class FundingWindowFactory(factory.django.DjangoModelFactory):
    """Open since a month, for two months more, for all."""

    class Meta:
        model = "projects.FundingWindow"

    name = factory.Sequence(lambda n: f"Bantuan keuangan {n}")
    giver = "Pemerintah Kabupaten"
    source = "kabupaten"
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    closes_on = factory.LazyFunction(lambda: in_days(60))
