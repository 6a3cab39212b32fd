"""One day on which something is due: what was given, its proof, and what the others say to it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import actions, obligation_rules, obligations
from agreements.forms import DisputeForm, ReleaseForm, ReportForm, SeenForm
from agreements.models import Fulfilment, FulfilmentAct
from agreements.proofs import receipts_for
from agreements.views.reading import of_agreement
from core.access import require_right
from core.errors import Refusal
from core.formats import day_in
from core.limits import limit
from core.uploads import paper_response
from projects.views.typed import is_to_be_done, keeping


def of_fulfilment(view):
    """A view of one due day; what has moved on leads back to its page."""

    @of_agreement
    @wraps(view)
    def shown(request, agreement, pk):
        fulfilment = _fulfilment_or_404(agreement, pk)
        try:
            return view(request, fulfilment)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(fulfilment)

    return shown


def _fulfilment_or_404(agreement, pk):
    days = Fulfilment.objects.with_subject().filter(obligation__agreement=agreement)
    found = get_object_or_404(days, pk=pk)
    found.obligation.agreement = agreement
    return found


@login_not_required
@require_safe
@of_fulfilment
def fulfilment(request, fulfilment):
    """What is due and what was said to it; the buttons of those who may."""
    return _page(request, fulfilment)


def _page(request, fulfilment, *, dispute=None, release=None):
    acting, obligation = request.acting, fulfilment.obligation
    agreement = obligation.agreement
    acts = list(
        fulfilment.acts.with_given().select_related("party", "receipt__commitment__project")
    )
    seen = {"seen": acts[-1].pk if acts else 0}
    agreed = [act for act in acts if act.kind == FulfilmentAct.Kind.RELEASED]
    can = _verdicts(acting, fulfilment)
    context = {
        "agreement": agreement,
        "fulfilment": fulfilment,
        "obligation": obligation,
        "promise": obligations.promise_of(obligation),
        "standing": obligations.standing_of_day(fulfilment, day_in(agreement.drafted_for_id)),
        "said": [(act, _given(obligation, act)) for act in acts],
        "agreed": len(agreed),
        "can": can,
        "reads": obligation_rules.can_read_proof(acting, agreement),
        "answer": SeenForm(initial=seen),
        "dispute": dispute or DisputeForm(initial=seen),
        "release": release or ReleaseForm(is_first=not agreed),
        "source": obligation.commitment if obligation.counts_in_project else None,
        "came": obligations.came_in_project(obligation) if obligation.counts_in_project else "",
        "rest": _rest(fulfilment),
    }
    return render(request, "agreements/fulfilment_detail.html", context)


def _given(obligation, act):
    """What a report counts, in words; empty for all that cannot be counted."""
    if act.kind != FulfilmentAct.Kind.REPORTED or not obligation.amount:
        return ""
    measure = obligations.measure_of(obligation.kind, obligation.amount, obligation.unit)
    return obligations.counted(measure, act.counts)


def _rest(fulfilment):
    """What is still owed where a part was confirmed, in words."""
    row = fulfilment.obligation
    if fulfilment.state == Fulfilment.State.RELEASED or not row.amount:
        return ""
    rest = obligations.rest_of(fulfilment)
    if not 0 < rest < row.amount:
        return ""
    return obligations.counted(obligations.measure_of(row.kind, row.amount, row.unit), rest)


def _verdicts(acting, fulfilment):
    """What this person may do next; a visitor is asked nothing."""
    names = ("report", "take_back", "confirm", "dispute", "release")
    if acting is None:
        return {}
    return {name: getattr(obligation_rules, f"can_{name}")(acting, fulfilment) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
@of_fulfilment
@keeping(ReportForm)
def report(request, fulfilment):
    """Say what was given, with its proof."""
    obligation = fulfilment.obligation
    rest = obligations.rest_of(fulfilment)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(*sent, obligation=obligation, receipts=receipts_for(fulfilment), rest=rest)
    if is_to_be_done(form, obligation_rules.can_report(request.acting, fulfilment)):
        limit("agreements.fulfilment", request.user.pk, times=60, seconds=3600)
        try:
            actions.report(fulfilment, by=request.acting, **form.cleaned_data)
        except actions.NoProof as refusal:
            form.add_error(None, str(refusal))
        else:
            alone = obligations.is_alone(fulfilment)
            text = (
                _("Reported. Your head can now confirm it.") if alone
                else _("Reported. The other parties can now confirm it.")
            )  # fmt: skip
            messages.success(request, text)
            return redirect(fulfilment)
    context = {
        "agreement": obligation.agreement,
        "fulfilment": fulfilment,
        "obligation": obligation,
        "promise": obligations.promise_of(obligation),
        "form": form,
    }
    return render(request, "agreements/fulfilment_form.html", context)


@require_POST
@of_fulfilment
def take_back(request, fulfilment):
    """Take the own report back."""
    require_right(obligation_rules.can_take_back(request.acting, fulfilment))
    actions.take_back(fulfilment, by=request.acting, seen=_seen(request))
    messages.success(request, _("Your report is taken back."))
    return redirect(fulfilment)


@require_POST
@of_fulfilment
def confirm(request, fulfilment):
    """It is so."""
    require_right(obligation_rules.can_confirm(request.acting, fulfilment))
    actions.confirm(fulfilment, by=request.acting, seen=_seen(request))
    messages.success(request, _("Confirmed. The party has been told."))
    return redirect(fulfilment)


def _seen(request):
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Refusal(str(form.errors["seen"][0]))
    return form.cleaned_data["seen"]


@require_POST
@of_fulfilment
@keeping(DisputeForm)
def dispute(request, fulfilment):
    """It is not so, and why; what was said meanwhile is shown first."""
    form = DisputeForm(request.POST)
    if not is_to_be_done(form, obligation_rules.can_dispute(request.acting, fulfilment)):
        return _page(request, fulfilment, dispute=form)
    try:
        actions.dispute(fulfilment, by=request.acting, **form.cleaned_data)
    except actions.Changed as changed:
        fulfilment = _fulfilment_or_404(fulfilment.obligation.agreement, fulfilment.pk)
        form.look_anew(fulfilment.acts.last())
        form.add_error(None, str(changed))
        return _page(request, fulfilment, dispute=form)
    messages.success(request, _("Your reason has been told to the party."))
    return redirect(fulfilment)


@require_POST
@of_fulfilment
@keeping(ReleaseForm)
def release(request, fulfilment):
    """Agree to release the party from it."""
    agreed = fulfilment.acts.filter(kind=FulfilmentAct.Kind.RELEASED).exists()
    form = ReleaseForm(request.POST, is_first=not agreed)
    if not is_to_be_done(form, obligation_rules.can_release(request.acting, fulfilment)):
        return _page(request, fulfilment, release=form)
    try:
        act = actions.release(fulfilment, by=request.acting, **form.cleaned_data)
    except actions.Unsaid as refusal:
        form.add_error("reason", str(refusal))
        return _page(request, fulfilment, release=form)
    is_released = act.fulfilment.state == Fulfilment.State.RELEASED
    text = (
        _("All parties have agreed: it is released.") if is_released
        else _("Your word is recorded. It counts when all parties have agreed.")
    )  # fmt: skip
    messages.success(request, text)
    return redirect(fulfilment)


@require_safe
@of_agreement
def proof(request, agreement, pk):
    """The file behind a report, for the parties and the subdistricts in whose care they are."""
    if not obligation_rules.can_read_proof(request.acting, agreement):
        raise Http404
    acts = FulfilmentAct.objects.filter(fulfilment__obligation__agreement=agreement)
    act = get_object_or_404(acts.exclude(file=""), pk=pk)
    return paper_response(act.file, f"bukti-{agreement.code}-{pk}")
