"""Acknowledging a sealed agreement for the office above its parties: here, or by a scan."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.confirmation import confirmed_anew
from agreements import acknowledgement, actions, annexes, obligations, rules, signing, wording
from agreements import acknowledgement_rules as own_rules
from agreements.actions.acknowledging import early
from agreements.forms import AcknowledgedForm
from agreements.implementation_rules import sealed_on
from agreements.standing import standing_of
from agreements.views import scans
from agreements.views.reading import acknowledged_of, of_agreement, seats_of
from core import seals
from core.access import require
from core.formats import day_in
from core.uploads import paper_response
from villages.middleware import act_as, act_as_drawn


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def acknowledge(request, agreement):
    """The whole text and one button; its press comes back here after the fresh proof."""
    if request.method == "POST":
        return _acknowledge(request, agreement)
    verdict = own_rules.can_acknowledge(request.acting, agreement)
    acting = request.acting
    if not verdict and not (acting and acknowledgement.word_of(acting.region_id, agreement)):
        require(verdict)
    seats = seats_of(agreement)
    today = day_in(agreement.drafted_for_id)
    context = {
        "agreement": agreement,
        "verdict": verdict,
        "regent": acknowledgement.regent_over(acting.region),
        "seats": seats,
        "acknowledgements": acknowledged_of(agreement, seats),
        "way": signing.way_of(agreement, seats),
        "sides": obligations.sides(obligations.rows_of(agreement, today)),
        "blocks": wording.blocks(agreement.text),
        "annexes": annexes.rows_of(agreement),
        "fingerprint": seals.short(agreement.current.sha256),
        "standing": standing_of(agreement, timezone.localdate()),
    }
    return render(request, "agreements/agreement_acknowledge.html", context)


def _acknowledge(request, agreement):
    """Of one who acts otherwise in another tab too: the page for the proof shows this capacity."""
    act_as_drawn(request)
    acting, shown = request.acting, request.POST.get("sha256", "")[:64]
    earlier = acknowledgement.word_of(acting.region_id, agreement) if acting else None
    if earlier is None or (earlier.mandate_id, earlier.text_sha256) != (acting.pk, shown):
        require(own_rules.can_acknowledge(acting, agreement))
        actions.require_shown_text(agreement, shown)  # no proof is asked for in vain
        act_as(request, acting)
        subject = _("Acknowledge version %(number)d of “%(title)s” for %(region)s.") % {
            "number": agreement.current.number,
            "title": agreement.title,
            "region": acting.region.full_name,
        }
        purpose = f"acknowledge {agreement.pk} {shown} {acting.pk}"
        method = confirmed_anew(request, purpose, subject)
        actions.acknowledge_agreement(agreement, by=acting, sha256=shown, method=method)
    messages.success(request, _("Your acknowledgement is recorded."))
    return redirect(agreement)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def paper(request, agreement, region_code):
    """The scan of what the office above the parties has signed."""
    acting, region = request.acting, _region_of(agreement, region_code)
    verdict = own_rules.can_record(acting, agreement, region)
    late = scans.is_late(request, agreement, verdict)
    office, sha256 = acknowledgement.office_over(region), agreement.current.sha256
    subject = _("Record the acknowledgement of %(office)s on paper under “%(title)s”.") % {
        "office": office,
        "title": agreement.title,
    }
    form = AcknowledgedForm(
        *scans.sent(request), first=sealed_on(agreement), last=day_in(agreement.drafted_for_id),
        early=early(agreement), initial={"sha256": sha256, **_known(region, agreement)},
    )  # fmt: skip
    if late:
        kept = partial(actions.kept_acknowledgement, region=region)
        return scans.answered_before(request, agreement, form, kept, verdict)
    purpose = f"acknowledge on paper {agreement.pk} {sha256} {acting.pk} {region.pk}"
    proved = scans.proved(request, purpose, subject)
    if request.method == "POST" and not proved:
        form = scans.too_old(form)
    elif form.is_valid():
        try:
            actions.acknowledge_on_paper(agreement, region, by=acting, **form.cleaned_data)
        except actions.WrongSigner as wrong:
            form.add_error("name", str(wrong))
            form = scans.without_file(form)
        else:
            return scans.recorded(request, agreement)
    context = {"agreement": agreement, "form": form, "who": office, "acknowledges": True}
    context["fingerprint"] = seals.short(sha256)
    return render(request, "agreements/paper_form.html", context)


def _region_of(agreement, code):
    """The region above a party with this code; of another one there is no such page."""
    for row in acknowledgement.rows_of(agreement):
        if row.region.pk == code:
            return row.region
    raise Http404


def _known(region, agreement):
    """Who the portal knows to head the region today, to begin with."""
    head = next(iter(signing.heads_on(region, day_in(agreement.drafted_for_id))), None)
    return {"name": str(head.user), "title": head.title} if head else {}


@require_safe
@of_agreement
def scan(request, agreement, region_code):
    """The scan, for the parties and the regions in whose care they are."""
    word = acknowledgement.word_of(region_code, agreement)
    if word is None or not word.paper or not rules.is_involved(request.acting, agreement):
        raise Http404
    return paper_response(word.paper, f"mengetahui-{agreement.code}-{region_code}")
