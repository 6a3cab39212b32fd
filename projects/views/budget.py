"""Writing and reading the budget of a project, line by line."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.views import button, refusable
from projects import money_rules
from projects.actions import Conflict, budgeting
from projects.forms.budget import BudgetForm
from projects.models import Budget, BudgetDraft
from projects.views.money import funds_address, lines_by_year, proposed_or_404
from projects.views.typed import keeping


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(BudgetForm)
def edit(request, code):
    """The next budget, kept as typed; published when it is right and that is asked for."""
    project = proposed_or_404(request, code)
    require(money_rules.can_budget(request.acting, project))
    last = project.budgets.first()
    draft = BudgetDraft.objects.select_related("saved_by__user").filter(project=project).first()
    if request.method == "POST":
        return _keep(request, project, draft, last)
    return _show(request, project, draft, last, _typed(draft, last))


def _typed(draft, last):
    """What the page begins with: the draft, else the budget that stands, else nothing."""
    if draft:
        return draft.values
    typed = BudgetForm.typed_of(list(last.lines.all())) if last else {}
    return BudgetDraft(typed=typed).values


def _keep(request, project, draft, last):
    """Keep what was typed, then do what the button says."""
    typed = BudgetForm.typed_in(request.POST)
    given = request.POST.get("revision", "")
    revision = int(given[:9]) if given.isascii() and given.isdigit() else 0
    try:
        draft = budgeting.keep_budget(project, by=request.acting, typed=typed, revision=revision)
    except Conflict as conflict:
        return _show(request, project, draft, last, request.POST, conflict=str(conflict))
    if {"tambah", "hapus"} & request.POST.keys():
        address = reverse("projects:budget", args=[project.code])
        return redirect(f"{address}#baris")
    if "terbit" not in request.POST:
        messages.success(request, _("The draft is saved. Nobody else sees it yet."))
        return redirect("projects:budget", project.code)
    form = BudgetForm(request.POST, project=project, last=last)
    if not form.is_valid():
        return _show(request, project, draft, last, request.POST, judged=True)
    return _publish(request, draft, form)


def _publish(request, draft, form):
    given = form.cleaned_data
    budget = budgeting.publish_budget(
        draft, by=request.acting, lines=given["lines"], note=given.get("note", "")
    )
    said = _("Budget %(number)d is published. Everybody can read it.")
    messages.success(request, said % {"number": budget.number})
    return redirect(funds_address(budget.project, "rab"))


def _show(request, project, draft, last, typed, *, judged=False, conflict=""):
    """Draw the form; what was only kept is not complained about yet."""
    form = BudgetForm(typed, project=project, last=last)
    form.is_valid()
    amounts, total = form.amounts, form.total
    if not judged:
        initial = {name: typed.get(name) for name in typed}
        form = BudgetForm(initial=initial, project=project, last=last)
    page = {
        "project": project,
        "draft": draft,
        "last": last,
        "form": form,
        "rows": list(zip(form.rows, amounts, strict=True)),
        "total": total,
        "above": max(0, total - project.current.cost),
        "below": max(0, project.current.cost - total),
        "most": Budget.MOST_LINES,
        "revision": draft.revision if draft else 0,
        "conflict": conflict,
    }
    return render(request, "projects/money_budget_form.html", page)


@button
def discard(request, code):
    """Throw the draft away."""
    project = proposed_or_404(request, code)
    budgeting.discard_budget(project, by=request.acting)
    messages.success(request, _("The draft has been thrown away."))
    return redirect(funds_address(project))


@require_safe
@login_not_required
def budget(request, code, number):
    """One budget as it was published."""
    project = proposed_or_404(request, code)
    found = get_object_or_404(project.budgets, number=number)
    lines = list(found.lines.all())
    page = {
        "project": project,
        "budget": found,
        "lines": lines_by_year(lines),
        "total": sum(line.amount for line in lines),
    }
    return render(request, "projects/money_budget.html", page)
