"""The money of projects."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from projects.models import Budget, BudgetLine, Commitment
from projects.sharing import amount_of
from tests.factories.projects import ProjectFactory, head_of, in_days


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
            committed_by=factory.LazyAttribute(lambda o: head_of(o.region or o.project.lead)),
            person_name="Kepala",
            office_title="Kepala Desa",
        )

    project = factory.SubFactory(ProjectFactory)
    number = factory.LazyAttribute(
        lambda o: Commitment.objects.filter(project=o.project).count() + 1
    )
    region = factory.LazyAttribute(lambda o: None if o.party_name else o.project.lead)
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
        lambda o: o.project.partnerships.exclude(region=o.project.lead).first().region
    )
    kind = "cash"
    source = "apbdes"
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    worth = 5_000_000
    is_word = True
    token = factory.LazyFunction(uuid.uuid4)
    mandate = factory.LazyAttribute(lambda o: head_of(o.region))
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
