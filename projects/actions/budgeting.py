"""The budget of a project: kept while it is written, published once, then fixed; and how the
partners share the cost."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from projects import funding_notices, money_rules
from projects.actions import Conflict
from projects.actions.funding import note_gap
from projects.actions.locking import locked
from projects.models import Budget, BudgetDraft, BudgetLine, Share, SharingRule
from projects.sharing import amount_of


@transaction.atomic
def keep_budget(project, *, by, typed, revision, after):
    """Keep what was typed of the next budget, right or not yet right; returns the draft.

    ``revision`` is the one that the page showed (0: there was no draft), ``after`` the number of
    the budget that stood then (0: there was none). If somebody has saved or published something
    else since, ``Conflict`` is raised and nothing overwritten.
    """
    project = locked(project)
    require(money_rules.can_budget(by, project))
    draft = _draft_of(project, typed=typed, revision=revision, after=after)
    if draft is None:
        return BudgetDraft.objects.create(project=project, typed=typed, saved_by=by)
    if draft.typed == typed:
        return draft
    draft.typed, draft.saved_by, draft.revision = typed, by, draft.revision + 1
    draft.save(update_fields=["typed", "saved_by", "revision", "updated_at"])
    return draft


def _draft_of(project, *, typed, revision, after):
    """The draft to go on with, if there is one; nobody else has moved it or the budget on."""
    last = project.budgets.first()
    standing = last.number if last else 0
    if standing != after:
        text = _("Budget %(number)d has been published in the meantime.")
        raise Conflict(text % {"number": standing})
    draft = BudgetDraft.objects.filter(project=project).first()
    if draft is None and revision:
        raise Conflict(_("This draft has been published or thrown away in the meantime."))
    if draft and draft.typed != typed and draft.revision != revision:
        raise Conflict(_("Somebody else has changed the budget in the meantime."))
    return draft


@transaction.atomic
def discard_budget(project, *, by):
    """Throw the draft of a budget away; the published one stands."""
    project = locked(project)
    require(money_rules.can_budget(by, project))
    BudgetDraft.objects.filter(project=project).delete()


@transaction.atomic
def publish_budget(project, *, by, lines, typed, revision, after, note=""):
    """Make what was typed the next budget, fixed from now on; the draft of it goes.

    ``lines`` are mappings with the fields of ``BudgetLine`` without number and amount; ``typed``,
    ``revision`` and ``after`` are those of ``keep_budget``. The same form sent twice is one budget.
    """
    project = locked(project)
    require(money_rules.can_budget(by, project))
    note = note if after else ""
    if sent := _published_before(project, lines, by=by, after=after, note=note):
        return sent
    if draft := _draft_of(project, typed=typed, revision=revision, after=after):
        draft.delete()
    budget = Budget.objects.create(
        project=project, number=after + 1, note=note,
        mandate=by, person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    BudgetLine.objects.bulk_create(
        BudgetLine(
            budget=budget, number=number, amount=amount_of(line["volume"], line["unit_price"]),
            **line,
        )
        for number, line in enumerate(lines, 1)
    )  # fmt: skip
    note_gap(project)
    audit.record("projects.budget_published", project, by=by, budget=budget.number)
    funding_notices.budget_published(budget, by=by)
    return budget


def _published_before(project, lines, *, by, after, note):
    """The budget that this form has made already: it follows the same one, in the same words."""
    made = project.budgets.filter(number=after + 1, mandate=by, note=note).first()
    return made if made and list(made.lines.values(*lines[0])) == lines else None


@transaction.atomic
def set_sharing(project, *, by, method, weights):
    """Set how the partners share the cost; ``weights`` maps regions to their weight under the
    method. The same rule sent twice is one rule."""
    project = locked(project)
    require(money_rules.can_budget(by, project))
    seats = {seat.region_id for seat in project.partnerships.all()}
    if seats != {region.pk for region in weights}:
        raise Refusal(
            _("The partners have changed in the meantime. Please look at the page again.")
        )
    last = project.sharing_rules.first()
    if last and last.method == method and _weights_of(last) == _bare(weights):
        return last
    rule = SharingRule.objects.create(
        project=project, number=last.number + 1 if last else 1, method=method,
        mandate=by, person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    Share.objects.bulk_create(
        Share(rule=rule, region=region, weight=weight) for region, weight in weights.items()
    )
    audit.record("projects.sharing_set", project, by=by, method=str(method))
    funding_notices.sharing_set(rule, by=by)
    return rule


def _weights_of(rule):
    return dict(rule.shares.values_list("region", "weight"))


def _bare(weights):
    return {region.pk: weight for region, weight in weights.items()}
