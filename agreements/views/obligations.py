"""What the parties owe: drafted with the text, read by all, and how it adds up."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import actions, obligation_rules, obligations
from agreements.forms import ObligationForm
from agreements.models import Fulfilment
from agreements.obligations import Standing
from agreements.views.reading import of_agreement
from core.access import require
from core.errors import Refusal
from core.formats import day_in
from core.paging import CappedPaginator
from projects.views.typed import keeping

DAYS_A_PAGE = 24


@dataclass(frozen=True)
class Day:
    """One due day of the page."""

    fulfilment: Fulfilment
    standing: Standing


@login_not_required
@require_safe
@of_agreement
def index(request, agreement):
    """All of them by party: what is promised and given; while it is a draft, they are written here."""
    rows = obligations.rows_of(agreement, day_in(agreement.drafted_for_id))
    acting = request.acting
    can_draft = obligation_rules.can_draft(acting, agreement)
    context = {
        "agreement": agreement,
        "sides": obligations.sides(rows),
        "can_draft": can_draft,
        "can_take_over": obligation_rules.can_take_over(acting, agreement)
        and obligations.not_taken(agreement).exists(),
        "elsewhere": _elsewhere(agreement) if can_draft else 0,
        "left_out": obligations.left_out(agreement),
    }
    return render(request, "agreements/obligation_list.html", context)


def _elsewhere(agreement):
    """How many contributions of the parties another agreement of the project has taken over."""
    if agreement.project_id is None:
        return 0
    regions = agreement.parties.values("region")
    return obligations.held_elsewhere(agreement).filter(region__in=regions).count()


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ObligationForm)
def add(request, agreement):
    """One more."""
    require(obligation_rules.can_draft(request.acting, agreement))
    form = ObligationForm(request.POST if request.method == "POST" else None, agreement=agreement)
    if form.is_valid():
        try:
            actions.add_obligation(
                agreement, by=request.acting, token=form.cleaned_data["token"], **form.words()
            )
        except actions.TooMany as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("agreements:obligations", agreement.code)
    return _form_page(request, agreement, form)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ObligationForm)
def change(request, agreement, pk):
    """Other words for one; what somebody else has saved meanwhile is shown and not overwritten."""
    require(obligation_rules.can_draft(request.acting, agreement))
    row = _row_of(request, agreement, pk)
    data = request.POST if request.method == "POST" else None
    form = ObligationForm(data, agreement=agreement, row=row)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            actions.change_obligation(agreement, pk, by=request.acting, seen=seen, **form.words())
        except actions.Changed:
            row = _row_of(request, agreement, pk)
            form.look_anew(row)
            return _form_page(request, agreement, form, conflict=row)
        messages.success(request, _("Saved."))
        return redirect("agreements:obligations", agreement.code)
    return _form_page(request, agreement, form)


def _row_of(request, agreement, pk):
    """The obligation; who has written on one that is gone hears that it was left out."""
    row = agreement.obligations.with_sources().filter(pk=pk).first()
    if row is None and request.method == "POST":
        raise Refusal(
            _("This obligation has been left out in the meantime."),
            back=resolve_url("agreements:obligations", agreement.code),
        )
    if row is None:
        raise Http404
    return row


def _form_page(request, agreement, form, conflict=None):
    context = {
        "agreement": agreement,
        "form": form,
        "row": form.row,
        "conflict": conflict,
        "saved": obligations.promise_of(conflict) if conflict else "",
    }
    return render(request, "agreements/obligation_form.html", context)


@require_POST
@of_agreement
def remove(request, agreement, pk):
    """Leave one out."""
    actions.remove_obligation(agreement, pk, by=request.acting)
    messages.success(request, _("The obligation is left out."))
    return redirect("agreements:obligations", agreement.code)


@require_POST
@of_agreement
def take_over(request, agreement):
    """What the parties bring to the project, each as an obligation."""
    made = actions.take_over_commitments(agreement, by=request.acting)
    text = ngettext("%(n)d contribution taken over.", "%(n)d contributions taken over.", made)
    none = _("There is no further contribution of the parties to take over.")
    messages.success(request, text % {"n": made} if made else none)
    return redirect("agreements:obligations", agreement.code)


@login_not_required
@require_safe
@of_agreement
def detail(request, agreement, pk):
    """One that is due again and again, day by day."""
    if agreement.sealed_at is None:
        raise Http404
    today = day_in(agreement.drafted_for_id)
    rows = obligations.rows_of(agreement, today)
    row = next((row for row in rows if row.obligation.pk == pk), None)
    if row is None:
        raise Http404
    row.obligation.agreement = agreement
    days = row.obligation.fulfilments.with_next().order_by("due_on")
    page = CappedPaginator(days, DAYS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "agreement": agreement,
        "row": row,
        "page_obj": page,
        "days": [_day(row.obligation, each, today) for each in page],
        "line": obligations.sides([row])[0].lines[0],
    }
    return render(request, "agreements/obligation_detail.html", context)


def _day(obligation, fulfilment, today):
    fulfilment.obligation = obligation
    return Day(fulfilment, obligations.standing_of_day(fulfilment, today))
