"""What lists say of a project's money, on the basis of its page: ``funds.funds_of`` says the same of
one project, this of many in one question."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Sum
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
    version in force names; None where there is no budget and no contribution. What is only planned
    is no word yet: the names of the proposal count until the first contribution is committed or
    withdrawn. What was withdrawn counts nothing, and brings no name back."""
    own = {"project": OuterRef("pk")}
    budgets = Budget.objects.filter(**own).order_by("-number")
    budgets = budgets.annotate(total=Coalesce(Sum("lines__amount"), 0)).values("total")
    answered = Commitment.objects.filter(**own).exclude(state=Commitment.State.PLANNED)
    committed = answered.order_by().values("project").annotate(total=Sum(WORTH_NOW)).values("total")
    named = Contribution.objects.filter(version=OuterRef("current")).order_by()
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
    return (project.named or 0) if project.committed is None else project.committed


def basis_of(project):
    """Of a row ``with_sums``; None of a draft."""
    return Basis(cost_of(project), covered_of(project)) if project.current_id else None


def covered_by_all(projects):
    """What covers the cost of all of them together."""
    rows = with_sums(projects.order_by()).annotate(covered=Coalesce(F("committed"), F("named"), 0))
    return rows.aggregate(total=Sum("covered"))["total"] or 0
