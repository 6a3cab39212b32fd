"""A person's own mandates: apply, correct, withdraw, resign, and choose in which to act."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.text import tidy
from core.views import button, refusable, safe_next, trail_for
from villages import rules
from villages.actions import mandates as actions
from villages.forms.mandates import ClaimForm, CorrectionForm, EndForm
from villages.middleware import act_as, mandates_of
from villages.models import LocalTerms, Mandate, Region
from villages.models.region import AT_MOST
from villages.titles import acting_part, position_part

A_MOMENT = timedelta(minutes=2)  # within which the same application is a second click


class Mandates(ListView):
    """All my mandates and applications, with their state."""

    template_name = "villages/mandate_list.html"
    context_object_name = "mandates"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        mine = Mandate.objects.filter(user=self.request.user)
        return mine.with_people().with_first_officers()


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request):
    """First which region (a search, a list), then the application itself."""
    region = _chosen_region(request)
    if region is None:
        return _choose_region(request)
    terms = LocalTerms.objects.of(region)
    form = ClaimForm(request.POST or None, request.FILES or None, region=region, terms=terms)
    if form.is_valid():
        try:
            limit("claim", request.user.pk, times=20, seconds=3600)
            mandate = actions.claim(by=request.user, region=region, **form.cleaned_data)
        except Refusal as refusal:
            mandate = _just_claimed(request, region, form.cleaned_data)
            if mandate is None:
                form.add_error(None, str(refusal))
        if mandate:
            messages.success(request, _("Sent. You are told as soon as it has been checked."))
            return redirect(mandate)
    return render(request, "villages/mandate_claim.html", {"form": form, "region": region})


def _just_claimed(request, region, claimed):
    """What a second click finds: the same application, sent by the same person moments ago."""
    same = ("office", "starts_on", "ends_on", "decree_number")
    return Mandate.objects.filter(
        user=request.user,
        region=region,
        state=Mandate.State.SUBMITTED,
        submitted_at__gte=timezone.now() - A_MOMENT,
        **{name: claimed[name] for name in same},
    ).first()


def _chosen_region(request):
    code = request.GET.get("wilayah", "")
    if len(code) > 13 or "\0" in code:
        return None
    return Region.objects.can_take_part().with_ancestors().filter(pk=code).first()


def _choose_region(request):
    text = tidy(request.GET.get("q", ""))[:100]
    regions = Region.objects.search(text) if text else []
    missing = "wilayah" in request.GET
    return render(
        request,
        "villages/mandate_region.html",
        {"text": text, "regions": regions, "full": len(regions) == AT_MOST, "missing": missing},
    )


def _own(request, pk):
    return get_object_or_404(Mandate.objects.filter(user=request.user).with_people(), pk=pk)


@require_safe
def mandate(request, pk):
    """One mandate: its state, what can be done, and what happened. For those who may see it."""
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user).with_people(), pk=pk)
    own = mandate.user_id == request.user.pk
    checks = rules.checker(request.acting, request.user, mandate)
    return render(
        request,
        "villages/mandate_detail.html",
        {
            "mandate": mandate,
            "own": own,
            "can_check": checks and rules.can_decide(checks, mandate),
            "can_correct": rules.can_correct(request.user, mandate),
            "can_withdraw": rules.can_withdraw(request.user, mandate),
            "can_end": mandate.state == Mandate.State.VERIFIED
            and rules.ender(request.acting, request.user, mandate),
            "trail": trail_for(request, mandate),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def correct(request, pk):
    """Mend what the check asked for; what was written is there."""
    mandate = _own(request, pk)
    require(rules.can_correct(request.user, mandate))
    form = CorrectionForm(
        request.POST or None, request.FILES or None,
        region=mandate.region, office=mandate.office,
        initial={
            "acting": acting_part(mandate.title),
            "position": position_part(mandate.title, mandate.office),
            "starts_on": mandate.starts_on,
            "ends_on": mandate.ends_on,
            "decree_number": mandate.decree_number,
        },
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.correct(mandate, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sent again. You are told as soon as it was checked."))
            return redirect(mandate)
    return render(request, "villages/mandate_correct.html", {"form": form, "mandate": mandate})


@button
def withdraw(request, pk):
    mandate = _own(request, pk)
    require(rules.can_withdraw(request.user, mandate))
    actions.withdraw(mandate, by=request.user)
    messages.success(request, _("The application was withdrawn."))
    return redirect("villages:mandates")


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def end(request, pk):
    """End a mandate, one's own or one in one's care, with a reason."""
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user).with_people(), pk=pk)
    by = rules.ender(request.acting, request.user, mandate)
    require(rules.can_end(by or request.user, mandate))
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end(mandate, by=by, reason=form.cleaned_data["reason"])
            messages.success(request, _("The mandate has ended."))
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        return redirect(mandate)
    own = mandate.user_id == request.user.pk
    return render(
        request, "villages/mandate_end.html", {"form": form, "mandate": mandate, "own": own}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def capacities(request):
    """In which office do I act? Kept in the session; the right itself is asked at each request."""
    mine = mandates_of(request)
    if request.method == "POST":
        chosen = next((m for m in mine if str(m.pk) == request.POST.get("mandate")), None)
        if chosen is None:
            raise PermissionDenied
        act_as(request, chosen)
        messages.success(request, _("You now act as %(capacity)s.") % {"capacity": chosen.capacity})
        return redirect(safe_next(request, "start"))
    return render(request, "villages/capacity_list.html", {"mandates": mine})
