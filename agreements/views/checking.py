"""The check page behind the QR: open to all, without login, throttled against guessing."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements import annexes, documents, signing, succession
from agreements.models import Agreement
from agreements.standing import standing_of
from agreements.views.reading import acknowledged_of, breach_objections_of, seats_of
from core.codes import is_secret_code, typed_code
from core.errors import Refusal
from core.limits import limit
from meetings.models import Minutes


@login_not_required
@require_safe
def by_hand(request):
    """For those who cannot scan: type the code that stands on the sheet."""
    typed = typed_code(request.GET.get("kode", ""))
    if is_secret_code(typed):
        return redirect("agreements:check", typed)
    return render(request, "agreements/check_form.html", {"typed": typed})


@login_not_required
@require_safe
def check(request, check_code):
    """Valid, replaced, ended, incomplete; or unknown, in the same words for every wrong code."""
    agreement = _agreement_of(check_code.upper())
    if agreement is None:
        if Minutes.objects.filter(check_code=check_code.upper()).exclude(sha256="").exists():
            return redirect("meetings:minutes_verify", check_code.upper())
        return _unknown(request)
    sealed = agreement.sealed_at is not None
    seats = seats_of(agreement) if sealed else []
    context = {
        "agreement": agreement,
        "standing": standing_of(agreement, timezone.localdate()),
        "sealed": sealed,
        "seats": seats,
        "acknowledgements": acknowledged_of(agreement, seats),
        "annexes": annexes.rows_of(agreement) if sealed else [],
        "way": signing.way_of(agreement, seats) if sealed else None,
        "latest": succession.latest_of([agreement]).get(agreement.pk),
        "breach_objections": breach_objections_of(agreement),
        "domain": documents.domain(),
    }
    return render(request, "agreements/check.html", context)


def _agreement_of(code):
    """A sheet's agreement; one that was never opened has no sheet."""
    if not is_secret_code(code):
        return None
    agreements = Agreement.objects.filter(current__isnull=False).with_approvals()
    agreements = agreements.with_pause(timezone.localdate())
    return agreements.with_signing().select_related("drafted_for").filter(check_code=code).first()


def _unknown(request):
    """Only wrong codes count: a hall full of people may scan one poster."""
    try:
        limit("check", get_adapter().get_client_ip(request), times=20, seconds=60)
    except Refusal:
        return render(request, "429.html", status=429)
    return render(request, "core/check_unknown.html", status=404)
