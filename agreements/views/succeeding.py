"""Drafting what follows an agreement, and what it changes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import actions, comparing, rules, sources, succession, succession_rules
from agreements.forms import SuccessorForm
from agreements.views.reading import of_agreement
from core.access import require
from core.errors import Refusal
from core.limits import limit


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def succeed(request, agreement):
    """First the way, with a sentence on each; then title, term and, to replace it, the parties."""
    acting, today = request.acting, timezone.localdate()
    verdict = succession_rules.can_succeed(acting, agreement, today)
    way = succession.WAYS.get(request.GET.get("cara", ""))
    if way is None or not verdict and not verdict.moved_on:
        require(verdict)
        context = {"agreement": agreement, "ways": succession.open_ways(agreement, today)}
        return render(request, "agreements/successor_way.html", context)
    form = _form(request, agreement, way, today)
    if form.is_valid():  # the action tells what has moved on
        try:
            return _drafted(request, agreement, form)
        except actions.Untimely as refusal:
            form.add_error(None, str(refusal))
    require(verdict)
    context = {"agreement": agreement, "way": way, "form": form}
    return render(request, "agreements/successor_form.html", context)


def _form(request, agreement, way, today):
    if agreement.sealed_at and way not in succession.open_ways(agreement, today):
        raise Refusal(_("It has ended, so it can only be renewed."))
    acting = request.acting
    return SuccessorForm(
        request.POST if request.method == "POST" else None,
        way=way, before=agreement, regions=sources.of_agreement(agreement).regions, today=today,
        must_hold=acting.region if rules.must_be_party(acting) else None,
    )  # fmt: skip


def _drafted(request, agreement, form):
    limit("agreements.draft", request.user.pk, times=30, seconds=3600)
    after = actions.succeed(agreement, by=request.acting, **form.words())
    messages.success(request, _("Draft saved. Look at the words that were copied."))
    return redirect("agreements:clauses" if after.by_clauses else "agreements:edit", after.code)


@login_not_required
@require_safe
@of_agreement
def differences(request, agreement):
    """What an agreement changes of the one that it follows."""
    if agreement.follows_id is None:
        raise Http404
    context = {
        "agreement": agreement,
        "before": agreement.follows,
        "changes": comparing.with_predecessor(agreement),
        "suspended": succession.suspensions_to_come(agreement),
    }
    return render(request, "agreements/successor_differences.html", context)
