"""What lists say of a project's money, on the basis of its page: ``funds.funds_of`` says the same of
one project, this of many in one question."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from projects.models import Budget, Commitment, Contribution
from projects.models.money import WORTH_NOW


@dataclass(frozen=True)
class Basis:
    """``funds.Funds.cost`` and ``funds.Funds.covered``, in whole rupiah."""

    cost: int
    covered: int


def with_sums(projects):
    """``budgeted``, ``committed`` and ``named``: the newest budget, what is committed, and what the
    version in force names for regions that have no word yet; None where there is no budget and no
    contribution. What is only planned is no word: what the proposal names for a region counts until
    the region has committed or withdrawn something, offers apart. What was withdrawn counts
    nothing, and brings no name back."""
    own = {"project": OuterRef("pk")}
    budgets = Budget.objects.filter(**own).order_by("-number")
    budgets = budgets.annotate(total=Coalesce(Sum("lines__amount"), 0)).values("total")
    answered = Commitment.objects.exclude(state=Commitment.State.PLANNED)
    committed = (
        answered.filter(**own)
        .order_by()
        .values("project")
        .annotate(total=Sum(WORTH_NOW))
        .values("total")
    )
    of_region = {"project": OuterRef("version__project"), "region": OuterRef("region")}
    named = Contribution.objects.filter(version=OuterRef("current")).order_by()
    named = named.filter(~Exists(answered.filter(**of_region, offer=None)))
    named = named.values("version").annotate(total=Sum("amount")).values("total")
    return projects.annotate(
        budgeted=Subquery(budgets[:1]), committed=Subquery(committed), named=Subquery(named)
    )


def cost_of(project):
    """Of a row ``with_sums``; None of a draft, which has neither budget nor version."""
    rough = project.current.cost if project.current else None
    return rough if project.budgeted is None else project.budgeted


def covered_of(project):
    """Of a row ``with_sums``."""
    return (project.committed or 0) + (project.named or 0)


def basis_of(project):
    """Of a row ``with_sums``; None of a draft."""
    return Basis(cost_of(project), covered_of(project)) if project.current_id else None


def covered_by_all(projects):
    """What covers the cost of all of them together."""
    rows = with_sums(projects.order_by()).annotate(
        covered=Coalesce(F("committed"), 0) + Coalesce(F("named"), 0)
    )
    return rows.aggregate(total=Sum("covered"))["total"] or 0
