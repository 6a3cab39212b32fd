"""To suspend, take up again or end an agreement together: the proposal and each head's word."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirmation import confirmed_anew
from agreements import actions, life_notices, life_rules
from agreements.forms import ProposalForm, ReasonForm
from agreements.models import LifeProposal
from agreements.rules import heads, is_involved
from agreements.views.reading import of_agreement
from agreements.views.scans import without_file
from core.access import require, require_right
from core.errors import Refusal
from core.limits import limit
from core.uploads import paper_response
from projects.views.typed import is_to_be_done, keeping
from villages.middleware import act_as, act_as_drawn

K, S = LifeProposal.Kind, LifeProposal.State
# What the address says: to suspend, to take up again, to end.
WISHES = {"tunda": K.SUSPEND, "lanjut": K.RESUME, "akhiri": K.END}


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ProposalForm)
def propose(request, agreement):
    """Say what, from when and why; the heads of all parties are asked."""
    acting = request.acting
    kind = WISHES.get(request.GET.get("hal", ""), K.END)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ProposalForm(*sent, kind=kind, thirds=agreement.third_parties.all())
    if is_to_be_done(form, life_rules.can_propose(acting, agreement)):
        limit("agreements.life", request.user.pk, times=30, seconds=3600)
        try:
            proposal = actions.propose(agreement, by=acting, **(form.cleaned_data | {"kind": kind}))
        except actions.WrongDays as wrong:
            form.add_error(wrong.field, str(wrong))
        else:
            messages.success(
                request, _("Proposed. Now say the word of your own region, as all heads do.")
            )
            return redirect(proposal)
    elif kind not in life_rules.kinds_now(agreement):
        raise Refusal(_("This cannot be proposed now. Please look at the page again."))
    form = without_file(form)
    context = {"agreement": agreement, "form": form, "kind": K(kind), "wishes": _wishes(agreement)}
    return render(request, "agreements/life_propose.html", context)


def _wishes(agreement):
    """What can be proposed now, as addresses and words."""
    now = life_rules.kinds_now(agreement)
    return [(address, kind.label) for address, kind in WISHES.items() if kind in now]


def of_proposal(view):
    """A view of one proposal, of the involved until all have agreed; a ``Refusal`` leads back."""

    @of_agreement
    @wraps(view)
    def shown(request, agreement, pk):
        rows = agreement.life_proposals.select_related("party__region")
        proposal = get_object_or_404(rows, pk=pk)
        proposal.agreement = agreement
        if proposal.state != S.AGREED and not is_involved(request.acting, agreement):
            raise Http404
        try:
            return view(request, proposal)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(proposal)

    return shown


@login_not_required
@require_safe
@of_proposal
def proposal(request, proposal):
    """What is proposed, and the word of each party."""
    return _page(request, proposal)


def _page(request, proposal, form=None):
    agreement, acting = proposal.agreement, request.acting
    words = {word.party_id: word for word in proposal.words.all()}
    parties = agreement.parties.select_related("region").order_by("position")
    thirds = agreement.third_parties.all()
    context = {
        "agreement": agreement,
        "proposal": proposal,
        "what": life_notices.what_of(proposal),
        "seats": [(party, words.get(party.pk)) for party in parties],
        "thirds": thirds,
        "asked": len(parties) + len(thirds),
        "agreed": sum(word.agrees for word in words.values()) + len(thirds) * bool(proposal.paper),
        "involved": is_involved(acting, agreement),
        "pause": proposal.pauses.filter(agreement=agreement).first(),
        "can_say": life_rules.can_say(acting, proposal),
        "can_agree": life_rules.can_agree(acting, proposal),
        "can_withdraw": life_rules.can_withdraw(acting, proposal),
        "form": form or ReasonForm(),
    }
    return render(request, "agreements/life_detail.html", context)


def _proved(request, proposal, says, subject):
    """The fresh proof for this word; of one who acts otherwise in another tab too."""
    act_as(request, request.acting)
    purpose = f"{says} {proposal.pk} {request.acting.pk}"
    return confirmed_anew(request, purpose, subject)


@require_POST
@of_proposal
def agree(request, proposal):
    """The head's yes for his region."""
    act_as_drawn(request)
    if not _has_agreed(request.acting, proposal):
        _agree(request, proposal)
        proposal.refresh_from_db(fields=["state"])
    messages.success(
        request,
        _("All parties have agreed; it is in effect.")
        if proposal.state == S.AGREED
        else _("Your agreement is recorded. It counts when all parties have agreed."),
    )
    return redirect(proposal)


def _has_agreed(acting, proposal):
    """A second click of a head gets the first one's answer, while that holds."""
    if proposal.state not in (S.OPEN, S.AGREED) or not heads(acting, proposal.agreement):
        return False
    return proposal.words.filter(party__region=acting.region_id, agrees=True).exists()


def _agree(request, proposal):
    require(life_rules.can_agree(request.acting, proposal))
    subject = _("Agree for %(region)s: %(what)s.") % {
        "region": request.acting.region.full_name,
        "what": life_notices.what_of(proposal),
    }
    method = _proved(request, proposal, "agree", subject)
    actions.agree(proposal, by=request.acting, method=method)


@require_POST
@of_proposal
@keeping(ReasonForm)
def refuse(request, proposal):
    """The head's no, with the reason."""
    act_as_drawn(request)
    verdict, form = life_rules.can_say(request.acting, proposal), ReasonForm(request.POST)
    if not is_to_be_done(form, verdict):
        return _page(request, proposal, form)
    if not _has_refused(request.acting, proposal, **form.cleaned_data):
        require(verdict)
        _refuse(request, proposal, **form.cleaned_data)
    messages.success(request, _("Your reason has been told to all parties."))
    return redirect(proposal)


def _has_refused(acting, proposal, reason):
    """A second click of a head gets the first one's answer."""
    said = proposal.words.filter(party__region=acting.region_id, agrees=False, reason=reason)
    return heads(acting, proposal.agreement) and said.exists()


def _refuse(request, proposal, reason):
    subject = _("Refuse for %(region)s: %(what)s.") % {
        "region": request.acting.region.full_name,
        "what": life_notices.what_of(proposal),
    }
    method = _proved(request, proposal, "refuse", subject)
    actions.refuse(proposal, by=request.acting, method=method, reason=reason)


@require_POST
@of_proposal
def take_back(request, proposal):
    """The head who proposed it withdraws it."""
    require_right(life_rules.can_withdraw(request.acting, proposal))
    actions.take_back_proposal(proposal, by=request.acting)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect(proposal)


@require_safe
@of_proposal
def paper(request, proposal):
    """The file of a proposal, for the parties and their subdistricts."""
    if not proposal.paper or not is_involved(request.acting, proposal.agreement):
        raise Http404
    return paper_response(proposal.paper, f"usul-{proposal.agreement.code}-{proposal.pk}")


@require_safe
@of_agreement
def end_paper(request, agreement):
    """The record of the deliberation that ended it, for the parties and their subdistricts."""
    if not agreement.end_paper or not is_involved(request.acting, agreement):
        raise Http404
    return paper_response(agreement.end_paper, f"berita-acara-{agreement.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ReasonForm)
def object_to_breach(request, agreement):
    """A party says why the agreement was not broken."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, life_rules.can_object(request.acting, agreement)):
        actions.object_to_breach(agreement, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Your objection stands beside the end of the agreement."))
        return redirect(agreement)
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/breach_form.html", context)
