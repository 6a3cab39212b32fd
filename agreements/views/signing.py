"""Opening for signature, witnesses, and what was signed on paper or with a certificate."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from accounts.confirmation import confirmed_anew
from agreements import actions, annexes, documents, obligations, rules, signing, succession, wording
from agreements.actions.signing import first_day
from agreements.forms import CertifiedForm, PartyScanForm, ScanForm, SigningChoice, ThirdScanForm
from agreements.models import Agreement, Remark, SignedPaper, Witness
from agreements.standing import standing_of
from agreements.views import scans
from agreements.views.reading import of_agreement, seats_of
from core import seals
from core.access import require
from core.formats import day_in
from core.limits import limit
from core.uploads import made_paper_response, paper_response
from villages.middleware import act_as, act_as_drawn


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def open_for_approval(request, agreement):
    """Choose order and witnesses, then put it before the heads."""
    require(rules.can_open(request.acting, agreement))
    choice = SigningChoice(agreement, request.POST if request.method == "POST" else None)
    if choice.is_valid():
        actions.open_for_approval(agreement, by=request.acting, plan=choice.plan)
        messages.success(request, _said_open(choice.plan))
        return redirect(agreement)
    context = {
        "agreement": agreement,
        "choice": choice,
        "form": choice,
        "unanswered": Remark.objects.unanswered(agreement).count(),
        "left_out": obligations.left_out(agreement),
        "suspended": succession.suspensions_to_come(agreement),
    }
    return render(request, "agreements/agreement_open.html", context)


def _said_open(plan):
    if plan.in_order:
        return _(
            "Open for approval. The head of the first party has been told by e-mail; the next is "
            "told when the one before has signed."
        )
    return _("Open for approval. The heads of all parties have been told by e-mail.")


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def attest(request, agreement):
    """The whole text and one button for a witness; its press comes back after the fresh proof."""
    if request.method == "POST":
        return _attest(request, agreement)
    verdict = rules.can_attest(request.acting, agreement)
    witness = signing.witness_of(request.acting, agreement)
    if witness is None:
        require(verdict)
    seats = seats_of(agreement)
    context = {
        "agreement": agreement,
        "verdict": verdict,
        "witness": witness,
        "seats": seats,
        "way": signing.way_of(agreement, seats),
        "sides": obligations.sides(
            obligations.rows_of(agreement, day_in(agreement.drafted_for_id))
        ),
        "blocks": wording.blocks(agreement.text),
        "annexes": annexes.rows_of(agreement),
        "fingerprint": seals.short(agreement.current.sha256),
        "standing": standing_of(agreement, timezone.localdate()),
    }
    return render(request, "agreements/agreement_attest.html", context)


def _attest(request, agreement):
    """Of one who acts otherwise in another tab too: the page for the proof shows this capacity."""
    act_as_drawn(request)
    acting, shown = request.acting, request.POST.get("sha256", "")[:64]
    witness = signing.witness_of(acting, agreement)
    if not (witness and hasattr(witness, "attestation") and agreement.current.sha256 == shown):
        require(rules.can_attest(acting, agreement))
        actions.require_shown_text(agreement, shown)  # no proof is asked for in vain
        act_as(request, acting)
        subject = _("Attest version %(number)d of “%(title)s” as a witness.") % {
            "number": agreement.current.number,
            "title": agreement.title,
        }
        method = confirmed_anew(request, f"attest {agreement.pk} {shown} {acting.pk}", subject)
        actions.attest(agreement, by=acting, sha256=shown, method=method)
    agreement.refresh_from_db(fields=["state"])
    sealed = agreement.state == Agreement.State.IN_FORCE
    messages.success(request, _("Your attestation is recorded."))
    if sealed:
        messages.success(
            request, _("It was the last word that was wanted: the agreement is sealed.")
        )
    return redirect(agreement)


def _days(agreement):
    return {"first": first_day(agreement), "last": day_in(agreement.drafted_for_id)}


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def paper(request, agreement):
    """The scan that stands for the word of one's own region."""
    acting = request.acting
    verdict = rules.can_sign_on_paper(acting, agreement)
    late = scans.is_late(request, agreement, verdict)
    subject = _("Record the signature on paper of %(region)s under “%(title)s”.") % {
        "region": acting.region.full_name,
        "title": agreement.title,
    }
    sha256 = agreement.current.sha256
    party = agreement.parties.get(region=acting.region_id)
    form = PartyScanForm(
        *scans.sent(request), **_days(agreement),
        initial={"sha256": sha256, "name": party.signer_name, "title": party.signer_title},
    )  # fmt: skip
    if late:
        return scans.answered_before(request, agreement, form, actions.kept_signature, verdict)
    proved = scans.proved(request, f"paper {agreement.pk} {sha256} {acting.pk}", subject)
    if request.method == "POST" and not proved:
        form = scans.too_old(form)
    elif form.is_valid():
        try:
            actions.sign_on_paper(agreement, by=acting, **form.cleaned_data)
        except actions.WrongSigner as wrong:
            form.add_error("name", str(wrong))
            form = scans.without_file(form)
        else:
            return scans.recorded(request, agreement)
    return _paper_page(request, agreement, form, who=acting.region.full_name)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def witness_paper(request, agreement, number):
    """The scan of what a witness without an account has signed."""
    rows = Witness.objects.filter(signing__version=agreement.current_id)
    witness = get_object_or_404(rows.select_related("attestation"), position=number)
    acting = request.acting
    verdict = rules.can_record_attestation(acting, agreement, witness)
    late = scans.is_late(request, agreement, verdict)
    subject = _("Record the attestation of %(witness)s on paper under “%(title)s”.") % {
        "witness": witness,
        "title": agreement.title,
    }
    sha256 = agreement.current.sha256
    form = ScanForm(*scans.sent(request), **_days(agreement), initial={"sha256": sha256})
    if late:
        kept = partial(actions.kept_attestation, number=number)
        return scans.answered_before(request, agreement, form, kept, verdict)
    purpose = f"paper {agreement.pk} {sha256} {acting.pk} {number}"
    proved = scans.proved(request, purpose, subject)
    if request.method == "POST" and not proved:
        form = scans.too_old(form)
    elif form.is_valid():
        actions.attest_on_paper(agreement, number, by=acting, **form.cleaned_data)
        return scans.recorded(request, agreement)
    return _paper_page(request, agreement, form, who=str(witness))


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def third_paper(request, agreement, place):
    """The scan of what a third party has signed."""
    party = get_object_or_404(agreement.third_parties, position=place)
    acting = request.acting
    verdict = rules.can_record_third(acting, agreement, party)
    late = scans.is_late(request, agreement, verdict)
    subject = _("Record the signature on paper of %(region)s under “%(title)s”.") % {
        "region": party.name,
        "title": agreement.title,
    }
    sha256 = agreement.current.sha256
    initial = {"sha256": sha256, "name": party.signer_name, "title": party.signer_title}
    form = ThirdScanForm(*scans.sent(request), **_days(agreement), initial=initial)
    if late:
        kept = partial(actions.kept_third, place=place)
        return scans.answered_before(request, agreement, form, kept, verdict)
    purpose = f"paper {agreement.pk} {sha256} {acting.pk} third {place}"
    proved = scans.proved(request, purpose, subject)
    if request.method == "POST" and not proved:
        form = scans.too_old(form)
    elif form.is_valid():
        try:
            actions.sign_for_third(agreement, place, by=acting, **form.cleaned_data)
        except actions.WrongSigner as wrong:
            form.add_error("name", str(wrong))
            form = scans.without_file(form)
        else:
            return scans.recorded(request, agreement)
    return _paper_page(request, agreement, form, who=party.name)


def _paper_page(request, agreement, form, *, who):
    context = {"agreement": agreement, "form": form, "who": who}
    context["fingerprint"] = seals.short(agreement.current.sha256)
    return render(request, "agreements/paper_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def certified(request, agreement):
    """The slot for a PDF with certified signatures."""
    require(rules.can_add_certified(request.acting, agreement))
    form = CertifiedForm(*scans.sent(request))
    if form.is_valid():
        limit("agreements.certified", request.user.pk, times=20, seconds=3600)
        actions.add_certified(agreement, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Kept beside the agreement, with its fingerprint."))
        return redirect(agreement)
    return render(request, "agreements/certified_form.html", {"agreement": agreement, "form": form})


@require_safe
@of_agreement
def signed_file(request, agreement, pk):
    """A scan or a certified file, for the parties and the subdistricts in whose care they are."""
    if not rules.is_involved(request.acting, agreement):
        raise Http404
    found = get_object_or_404(SignedPaper, version__agreement=agreement, pk=pk)
    return paper_response(found.paper, f"tanda-tangan-{agreement.code}-{pk}")


@require_safe
@of_agreement
def signing_sheet(request, agreement):
    """The current version as a PDF with a place for each signature on paper."""
    if agreement.state != Agreement.State.OPEN or not rules.is_involved(request.acting, agreement):
        raise Http404
    limit("agreements.signing_sheet", request.user.pk, times=30, seconds=3600)
    with override("id"):
        content = documents.signing_sheet(agreement)
    return made_paper_response(content, f"lembar-tanda-tangan-{agreement.code}")
