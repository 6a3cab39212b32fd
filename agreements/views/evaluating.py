"""The yearly evaluation: all answers side by side, one's own, and the note of who supervises it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import actions, evaluations
from agreements import implementation_rules as rules
from agreements import obligations as owing
from agreements.forms import EvaluationForm, NoteForm
from agreements.rules import is_involved
from agreements.views.reading import of_agreement
from core.access import require
from core.limits import limit
from projects.views.typed import keeping


def _obligations(agreement):
    rows = agreement.obligations.in_text_order().select_related("party", "third_party")
    return [(row.pk, f"{row.owed_by.name}: {owing.promise_of(row)}") for row in rows]


@login_not_required
@require_safe
@of_agreement
def evaluations_of(request, agreement):
    """What the parties have said, year by year; their words are read by those involved."""
    return _page(request, agreement)


def _page(request, agreement, note=None):
    acting = request.acting
    years = evaluations.years_of(agreement, _obligations(agreement))
    context = {
        "agreement": agreement,
        "years": years,
        "involved": is_involved(acting, agreement) or rules.can_supervise(acting, agreement),
        "can_evaluate": rules.can_evaluate(acting, agreement),
        "answered": acting is not None and evaluations.has_answered(years, acting.region_id),
        "can_supervise": rules.can_supervise(acting, agreement),
        "note": note or NoteForm(initial={"year": rules.open_year(agreement)}),
    }
    return render(request, "agreements/evaluation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(EvaluationForm)
def evaluate(request, agreement):
    """Answer for one's region, or correct the answer."""
    acting = request.acting
    require(rules.can_evaluate(acting, agreement))
    year = rules.open_year(agreement)
    mine = agreement.evaluation_answers.filter(party__region=acting.region_id, year=year)
    before = mine.last()
    form = EvaluationForm(
        request.POST if request.method == "POST" else None,
        year=year, obligations=_obligations(agreement), before=before,
    )  # fmt: skip
    if form.is_valid():
        limit("agreements.evaluation", request.user.pk, times=60, seconds=3600)
        actions.evaluate(agreement, by=acting, **form.answers())
        messages.success(request, _("Recorded. Thank you."))
        return redirect("agreements:evaluations", agreement.code)
    context = {"agreement": agreement, "form": form, "before": before, "year": year}
    return render(request, "agreements/evaluation_form.html", context)


@require_POST
@of_agreement
@keeping(NoteForm)
def note(request, agreement):
    """The subdistrict or the regency adds a note."""
    require(rules.can_supervise(request.acting, agreement))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, agreement, note=form)
    actions.supervise(agreement, by=request.acting, **form.cleaned_data)
    messages.success(request, _("Recorded."))
    return redirect("agreements:evaluations", agreement.code)
