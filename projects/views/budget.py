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
    if request.method != "POST":
        return _show(request, project)
    try:
        return _answer(request, project)
    except Conflict as conflict:
        return _show(request, project, request.POST, conflict=str(conflict))


def _typed(draft, last):
    """What the page begins with: the draft, else the budget that stands, else nothing."""
    if draft:
        return draft.values
    typed = BudgetForm.typed_of(list(last.lines.all())) if last else {}
    return BudgetDraft(typed=typed).values


def _answer(request, project):
    """Publish what is right where that is asked for; else keep it as it was typed."""
    sent = {
        "by": request.acting,
        "typed": BudgetForm.typed_in(request.POST),
        "revision": _number(request, "revision"),
        "after": _number(request, "after"),
    }
    if "terbit" in request.POST:
        form = _form_sent(request, project, sent["after"])
        if form.is_valid():
            return _publish(request, project, form, sent)
    budgeting.keep_budget(project, **sent)
    if "terbit" in request.POST:
        return _show(request, project, request.POST, judged=True)
    if {"tambah", "hapus"} & request.POST.keys():
        address = reverse("projects:budget", args=[project.code])
        return redirect(f"{address}#baris")
    messages.success(request, _("The draft is saved. Nobody else sees it yet."))
    return redirect("projects:budget", project.code)


def _number(request, name):
    """What the page sent along unseen; 0 where that is no number."""
    given = request.POST.get(name, "")
    return int(given[:9]) if given.isascii() and given.isdigit() else 0


def _form_sent(request, project, after):
    """As the page drew it, on the budget that stood then: so is a second click judged, too."""
    shown = project.budgets.filter(number=after).first()
    return BudgetForm(request.POST, project=project, last=shown)


def _publish(request, project, form, sent):
    given = form.cleaned_data
    budget = budgeting.publish_budget(
        project, lines=given["lines"], note=given.get("note", ""), **sent
    )
    said = _("Budget %(number)d is published. Everybody can read it.")
    messages.success(request, said % {"number": budget.number})
    return redirect(funds_address(project, "rab"))


def _show(request, project, typed=None, *, judged=False, conflict=""):
    """Draw the form; what was only kept is not complained about yet."""
    last = project.budgets.first()
    draft = BudgetDraft.objects.select_related("saved_by__user").filter(project=project).first()
    saved = _typed(draft, last)
    typed = saved if typed is None else typed
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
        "after": last.number if last else 0,
        "conflict": conflict,
        "saved": BudgetForm.words_of(saved) if conflict else [],
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
