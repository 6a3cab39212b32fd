"""Giving one's region's word: read, approve the exact text with a fresh proof, or decline."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.confirmation import confirmed_anew
from agreements import actions, annexes, obligations, rules, signing, succession, wording
from agreements.forms import DeclineForm
from agreements.models import Agreement, Remark
from agreements.standing import standing_of
from agreements.views.lines import differences_of
from agreements.views.reading import of_agreement, seats_of, visible
from core import formats, seals
from core.access import require
from projects.views.typed import is_to_be_done, keeping
from villages.middleware import act_as, act_as_drawn, mandates_of


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
def approve(request, agreement):
    """The whole text and one button; its press comes back here after the fresh proof."""
    if request.method == "POST":
        return _give_word(request, agreement)
    if agreement.current is None:  # a draft; there is no text to read here yet
        require(rules.can_approve(request.acting, agreement))
    return _page(request, agreement, DeclineForm(initial={"sha256": agreement.current.sha256}))


def _page(request, agreement, form):
    seats = seats_of(agreement)
    own = request.acting.region_id if request.acting else None
    verdict = rules.can_approve(request.acting, agreement)
    context = {
        "agreement": agreement,
        "verdict": verdict,
        "other": None if verdict else _other_capacity(request, agreement),
        "can_decline": rules.can_decline(request.acting, agreement),
        "can_sign_on_paper": rules.can_sign_on_paper(request.acting, agreement),
        "way": signing.way_of(agreement, seats),
        "own": next((seat for seat in seats if seat.party.region_id == own), None),
        "seats": seats,
        "sides": obligations.sides(
            obligations.rows_of(agreement, formats.day_in(agreement.drafted_for_id))
        ),
        "blocks": wording.blocks(agreement.text),
        "annexes": annexes.rows_of(agreement),
        "fingerprint": seals.short(agreement.current.sha256),
        "standing": standing_of(agreement, timezone.localdate()),
        "differences": differences_of(agreement),
        "unanswered": Remark.objects.unanswered(agreement).count(),
        "left_out": obligations.left_out(agreement),
        "suspended": succession.suspensions_to_come(agreement),
        "form": form,
    }
    return render(request, "agreements/agreement_approve.html", context)


def _other_capacity(request, agreement):
    """Of one with several offices: the one in which he could approve, or None."""
    others = (each for each in mandates_of(request) if each != request.acting)
    return next((each for each in others if rules.can_approve(each, agreement)), None)


def _give_word(request, agreement):
    """Of one who acts otherwise in another tab too: the page for the proof shows this capacity."""
    act_as_drawn(request)
    acting, shown = request.acting, request.POST.get("sha256", "")[:64]
    require(rules.heads(acting, agreement))
    earlier = rules.approval_of(acting.region_id, agreement)
    if earlier is None or earlier.text_sha256 != shown:
        require(rules.can_approve(acting, agreement))
        actions.require_shown_text(agreement, shown)  # no proof is asked for in vain
        act_as(request, acting)
        purpose = f"approve {agreement.pk} {shown} {acting.pk}"
        method = confirmed_anew(request, purpose, _subject(acting, agreement))
        actions.approve(agreement, by=acting, sha256=shown, method=method)
    messages.success(request, _said(agreement))
    return redirect(agreement)


def _subject(acting, agreement):
    return _("Approve version %(number)d of “%(title)s” for %(region)s.") % {
        "number": agreement.current.number,
        "title": agreement.title,
        "region": acting.region.full_name,
    }


def _said(agreement):
    agreement.refresh_from_db(fields=["state"])
    if agreement.state == Agreement.State.IN_FORCE:
        text = _(
            "Your approval is recorded. All parties have approved: it applies from %(day)s on."
        )
        return text % {"day": formats.day(agreement.starts_on)}
    if signing.is_up_to_thirds(agreement):
        return _(
            "Your approval is recorded. All villages have approved; the third party's signature is awaited."
        )
    if not signing.unsigned(agreement).exists():
        return _("Your approval is recorded. All parties have approved; witnesses are awaited.")
    return _("Your approval is recorded. We tell you when all parties have approved.")


@require_POST
@of_agreement
@keeping(DeclineForm)
def decline(request, agreement):
    """Say why not; the agreement stays open. Of a text that has changed meanwhile the new one is shown."""
    form = DeclineForm(request.POST)
    if not is_to_be_done(form, rules.can_decline(request.acting, agreement)):
        return _page(request, agreement, form)
    said = dict(form.cleaned_data)
    wish = said.pop("wish") or "decline"
    try:
        actions.decline(agreement, by=request.acting, wish=wish, **said)
    except actions.Changed as changed:
        agreement = visible(request, agreement.code)
        form.look_anew(agreement.current)
        form.add_error(None, str(changed))
        return _page(request, agreement, form)
    messages.success(request, _("Your reason has been told to all parties."))
    return redirect(agreement)
