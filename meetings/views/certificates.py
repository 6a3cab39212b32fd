"""The check page behind a certificate's QR, open to all and throttled; the PDF; and its end."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.codes import is_secret_code, typed_code
from core.errors import Refusal
from core.limits import limit
from core.views import refusable
from meetings import actions, changes, training_rules
from meetings.documents import certificate as document
from meetings.forms.training import RevokeForm
from meetings.models import Certificate
from meetings.views.found import need


@login_not_required
@require_safe
def by_hand(request):
    """For those who cannot scan: type the code that stands on the certificate."""
    typed = typed_code(request.GET.get("kode", ""))
    if is_secret_code(typed):
        return redirect("trainings:certificate", typed)
    return render(request, "meetings/certificate_form.html", {"typed": typed})


@login_not_required
@require_safe
def check(request, code):
    """Genuine, with name, training, date and organiser; or unknown, in the same words for all."""
    certificate = _certificate(code)
    if certificate is None:
        return _unknown(request)
    reads = request.user.is_authenticated and training_rules.can_read_certificate(
        request.user, request.acting, certificate
    )
    context = {
        "certificate": certificate,
        "when": changes.when(certificate.starts_at, certificate.ends_at, certificate.zone),
        "domain": document.domain(),
        "may_download": reads and not certificate.is_revoked,
        "may_read_reason": reads and certificate.is_revoked,
        "can_revoke": reads and training_rules.can_revoke(request.acting, certificate),
    }
    return render(request, "meetings/certificate_check.html", context)


def _certificate(code):
    code = code.upper()
    if not is_secret_code(code):
        return None
    return certificates().filter(code=code).first()


def certificates():
    return Certificate.objects.select_related("enrolment__training__meeting__organiser")


def _unknown(request):
    """Only wrong codes count: a hall full of people may scan one certificate."""
    try:
        limit("certificate", get_adapter().get_client_ip(request), times=20, seconds=60)
    except Refusal:
        return render(request, "429.html", status=429)
    return render(request, "meetings/certificate_unknown.html", status=404)


@require_safe
@refusable
def download(request, code):
    """The PDF, set anew each time out of what was certified: always the same bytes.

    A revoked one is made no more: its sheet would still say that it is genuine.
    """
    found = get_object_or_404(certificates(), code=code.upper())
    require(training_rules.can_read_certificate(request.user, request.acting, found))
    if found.is_revoked:
        raise Refusal(_("This certificate was revoked; its PDF is given out no more."), back=found)
    response = HttpResponse(document.sheet(found), content_type="application/pdf")
    name = f"sertifikat-{found.enrolment.training.meeting_id}-{found.enrolment_id}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@refusable
def revoke(request, code):
    """Take it back, with the reason."""
    found = get_object_or_404(certificates(), code=code.upper())
    need(training_rules.can_revoke(request.acting, found), found)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_certificate(found, by=request.acting, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Revoked. Whoever checks the certificate reads it from now on.")
        )
        return redirect(found)
    return render(request, "meetings/certificate_revoke.html", {"certificate": found, "form": form})
