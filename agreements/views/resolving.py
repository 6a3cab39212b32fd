"""Who has no account here signs the result of a dispute on paper: the sheet, its scan, and the file."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import dispute_record
from agreements import dispute_rules as rules
from agreements.actions import resolving_on_paper as acts
from agreements.dispute_notices import mediator_of
from agreements.forms.disputing import ResultPaperForm
from agreements.models import OutcomePaper, ThirdParty
from agreements.views import scans
from agreements.views.mediating import PAGE_AND_FORM, of_dispute
from core import seals
from core.access import require
from core.formats import day_in
from core.limits import limit
from core.uploads import made_paper_response, paper_response


@require_http_methods(PAGE_AND_FORM)
@of_dispute
def third_paper(request, dispute):
    """The scan of the record that the third party has signed."""
    named = ThirdParty.objects.filter(agreement=dispute.agreement_id, name=dispute.third_party)
    known = named.first()
    initial = {"name": known.signer_name, "title": known.signer_title} if known else {}
    return _page(
        request, dispute, acts.record_third, rules.can_record_third(request.acting, dispute),
        who=dispute.third_party, initial=initial,
        office=_("As it was on that day, for example director."),
    )  # fmt: skip


@require_http_methods(PAGE_AND_FORM)
@of_dispute
def mediator_paper(request, dispute):
    """The scan of the record that the mediator has signed: with it the result is final."""
    return _page(
        request, dispute, acts.record_mediator, rules.can_record_mediator(request.acting, dispute),
        who=mediator_of(dispute), initial={},
        office=_("As it was on that day, for example governor."),
    )  # fmt: skip


def _page(request, dispute, act, verdict, *, who, initial, office):
    """The fresh proof comes before the form, as a chosen file does not survive the way to it. Who
    comes too late hears so, unless it is the second click on the same paper."""
    is_late = request.method == "POST" and verdict.moved_on and dispute.outcome is not None
    if not is_late:
        require(verdict)
    acting, sha256 = request.acting, dispute.outcome.sha256
    subject = _("Record the signature on paper of %(who)s under the result of %(code)s.") % {
        "who": who, "code": dispute.code,
    }  # fmt: skip
    purpose = f"result {dispute.pk} {sha256} {acting.pk} {act.__name__}"
    form = ResultPaperForm(
        *scans.sent(request), first=acts.first_day(dispute), last=day_in(dispute.desk_id),
        office=office, initial=initial | {"sha256": sha256},
    )  # fmt: skip
    if is_late:
        return _answered_before(request, dispute, act, form, verdict)
    proved = scans.proved(request, purpose, subject)
    if request.method == "POST" and not proved:
        form = scans.too_old(form)
    elif form.is_valid():
        act(dispute, by=acting, **form.cleaned_data)
        return scans.recorded(request, dispute)
    context = {
        "dispute": dispute, "form": form, "who": who, "is_last": act is acts.record_mediator,
        "fingerprint": seals.short(sha256),
    }  # fmt: skip
    return render(request, "agreements/dispute_paper.html", context)


def _answered_before(request, dispute, act, form, verdict):
    """The first click's answer where the same paper is recorded; else why it is too late."""
    if not form.is_valid() or not acts.has_recorded(
        act, dispute, by=request.acting, paper=form.cleaned_data["paper"]
    ):
        require(verdict)
    return scans.recorded(request, dispute)


@require_safe
@of_dispute
def signed_file(request, dispute, pk):
    """The scan, for those who read the case."""
    row = get_object_or_404(OutcomePaper, outcome__dispute=dispute, pk=pk)
    return paper_response(row.paper, f"tanda-tangan-{dispute.code}-{pk}")


@require_safe
@of_dispute
def signing_sheet(request, dispute):
    """The record that stands as a PDF with room for the signatures on paper."""
    if not rules.is_signed_on_paper(dispute):
        raise Http404
    limit("agreements.signing_sheet", request.user.pk, times=30, seconds=3600)
    content = dispute_record.signing_sheet(dispute)
    return made_paper_response(content, f"lembar-berita-acara-{dispute.code}")
