"""One dispute: its page, what is said, the buttons of its stages, sessions and the result."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirmation import confirmed_anew
from agreements import dispute_page, dispute_record, signing
from agreements import dispute_rules as rules
from agreements.actions import Changed, disputing, hearing, resolving
from agreements.forms.disputing import CloseForm, ResultForm, SessionForm, StatementForm
from agreements.models import Dispute, Statement
from core.access import require, require_right
from core.errors import Refusal
from core.formats import day_in
from core.limits import limit
from core.uploads import made_paper_response, paper_response
from core.views import asking_again, trail_for
from projects.views.typed import is_to_be_done, keeping
from villages.middleware import act_as, act_as_drawn

PAGE_AND_FORM = ["GET", "HEAD", "POST"]


def of_dispute(view):
    """A view of one dispute, 404 for all who may not read it; a ``Refusal`` leads back to it."""

    view = asking_again(view)

    @wraps(view)
    def shown(request, code, **kwargs):
        disputes = Dispute.objects.visible_to(request.user).with_subject()
        dispute = get_object_or_404(disputes, code=code.upper())
        try:
            return view(request, dispute, **kwargs)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(dispute)

    return shown


def public_too(view):
    """As ``of_dispute``, but for everybody once the result is public; ``dispute.is_read`` tells those
    who read the case. A visitor may be one of them, so he is asked to sign in, whatever the code."""

    @wraps(view)
    def shown(request, code):
        read = Exists(Dispute.objects.visible_to(request.user).filter(pk=OuterRef("pk")))
        found = Dispute.objects.with_subject().annotate(is_read=read)
        dispute = found.filter(Q(is_read=True) | Q(published_at__isnull=False), code=code.upper())
        if row := dispute.first():
            return view(request, row)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return login_not_required(shown)


@require_safe
@public_too
def dispute(request, dispute):
    """What it is about, where it stands, what was said, and what one can do next; for others the
    result, once it is public."""
    if dispute.is_read:
        return _page(request, dispute)
    context = dispute_page.public_context_of(dispute)
    return render(request, "agreements/dispute_public.html", context)


def _page(request, dispute, **forms):
    context = dispute_page.context_of(dispute, request.acting, request.user)
    context |= {"trail": trail_for(request, dispute)}
    for name in ("withdraw", "hand_on", "fail"):
        form = forms.get(name) or CloseForm(auto_id=f"{name}_%s")
        context[f"{name}_form"] = form
    return render(request, "agreements/dispute_detail.html", context)


@require_http_methods(PAGE_AND_FORM)
@of_dispute
@keeping(StatementForm)
def say(request, dispute):
    """Make a statement, with a paper or without."""
    side = rules.side_of(request.acting, dispute)
    own = dispute.statements.filter(party=side)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = StatementForm(*sent, own=own if own.exists() else None)
    if is_to_be_done(form, rules.can_say(request.acting, dispute)):
        limit("agreements.statement", request.user.pk, times=60, seconds=3600)
        hearing.say(dispute, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Your statement is there for all who read the case."))
        return redirect(dispute)
    return render(request, "agreements/dispute_say.html", {"dispute": dispute, "form": form})


@require_safe
@of_dispute
def paper(request, dispute, pk):
    """The paper of a statement, for those who read the case."""
    papers = Statement.objects.filter(dispute=dispute).exclude(paper="")
    statement = get_object_or_404(papers, pk=pk)
    return paper_response(statement.paper, f"bukti-{dispute.code}-{pk}")


@require_POST
@of_dispute
def pass_on(request, dispute):
    """Say that the deliberation has failed."""
    require_right(rules.can_pass_on(request.acting, dispute))
    disputing.pass_on(dispute, by=request.acting)
    messages.success(request, _("Your word is recorded. The others have been told."))
    return redirect(dispute)


@require_POST
@of_dispute
def accept(request, dispute):
    """Accept the case as mediator."""
    require_right(rules.can_accept(request.acting, dispute))
    disputing.accept(dispute, by=request.acting)
    messages.success(request, _("Accepted. Call the parties to a session."))
    return redirect(dispute)


@require_POST
@of_dispute
@keeping(CloseForm)
def withdraw(request, dispute):
    """Take the own dispute back."""
    return _with_reason(
        request, dispute, "withdraw", rules.can_withdraw, disputing.withdraw_dispute,
        _("The dispute is withdrawn."),
    )  # fmt: skip


@require_POST
@of_dispute
@keeping(CloseForm)
def hand_on(request, dispute):
    """Hand the case on to the next office up."""
    return _with_reason(
        request, dispute, "hand_on", rules.can_hand_on, disputing.hand_on,
        _("The case was handed on. The next office has been told."),
    )  # fmt: skip


@require_POST
@of_dispute
@keeping(CloseForm)
def fail(request, dispute):
    """Say that there was no agreement."""
    return _with_reason(
        request, dispute, "fail", rules.can_fail, disputing.fail,
        _("The mediation has ended without agreement."),
    )  # fmt: skip


def _with_reason(request, dispute, name, rule, action, said):
    form = CloseForm(request.POST, auto_id=f"{name}_%s")
    if not is_to_be_done(form, rule(request.acting, dispute)):
        return _page(request, dispute, **{name: form})
    action(dispute, by=request.acting, **form.cleaned_data)
    messages.success(request, said)
    return redirect(dispute)


@require_http_methods(PAGE_AND_FORM)
@of_dispute
@keeping(SessionForm)
def session(request, dispute):
    """Call the parties to a private meeting."""
    form = SessionForm(request.POST if request.method == "POST" else None, zone=dispute.zone)
    if is_to_be_done(form, rules.can_call_session(request.acting, dispute)):
        limit("agreements.session", request.user.pk, times=20, seconds=3600)
        hearing.call_session(dispute, by=request.acting, **form.facts())
        messages.success(request, _("The parties are invited. Nobody else sees this meeting."))
        return redirect(dispute)
    return render(request, "agreements/dispute_session.html", {"dispute": dispute, "form": form})


@require_http_methods(PAGE_AND_FORM)
@of_dispute
@keeping(ResultForm)
def result(request, dispute):
    """Write down what was agreed; what somebody else has written meanwhile is shown, not replaced."""
    names = [party.name for party in rules.sides(dispute)]
    names += [dispute.third_party] if dispute.third_party else []
    form = ResultForm(
        request.POST if request.method == "POST" else None, dispute=dispute, names=names,
        led_by=_leader(dispute),
    )  # fmt: skip
    conflict = None
    if is_to_be_done(form, rules.can_write_result(request.acting, dispute)):
        try:
            resolving.write_result(dispute, by=request.acting, **form.words())
        except Changed as changed:
            conflict = dispute.outcomes.first()
            form.look_anew(conflict)
            form.add_error(None, str(changed))
        else:
            said = _("Written down. The heads of the parties are asked to confirm.")
            messages.success(request, said)
            return redirect(dispute)
    context = {"dispute": dispute, "form": form, "conflict": conflict}
    return render(request, "agreements/dispute_result.html", context)


def _leader(dispute):
    """The head of the region that mediates, where the portal knows him; nobody else is guessed."""
    if dispute.state != Dispute.State.MEDIATION or dispute.mediator is None:
        return ""
    heads = signing.heads_on(dispute.mediator, day_in(dispute.mediator_id))
    return f"{heads[0].user}, {heads[0].title}" if heads else ""


@require_http_methods(PAGE_AND_FORM)
@of_dispute
def confirm(request, dispute):
    """The record and one button: the head confirms, or the mediator signs, with a fresh proof."""
    if request.method == "POST":
        return _give_word(request, dispute)
    signs = rules.keeps(request.acting, dispute)
    rule = rules.can_sign if signs else rules.can_confirm
    verdict = rule(request.acting, dispute)
    if dispute.outcome is None:
        require(verdict)
    context = {"dispute": dispute, "outcome": dispute.outcome, "verdict": verdict, "signs": signs}
    return render(request, "agreements/dispute_confirm.html", context)


def _give_word(request, dispute):
    """Of one who acts otherwise in another tab too: the page for the proof shows this capacity."""
    act_as_drawn(request)
    acting, shown = request.acting, request.POST.get("sha256", "")[:64]
    signs = rules.keeps(acting, dispute)
    rule, act, subject = _SIGN if signs else _CONFIRM
    if not resolving.given(dispute, by=acting, sha256=shown):
        require(rule(acting, dispute))
        resolving.require_shown(dispute, shown)  # no proof is asked for in vain
        act_as(request, acting)
        purpose = f"dispute {dispute.pk} {shown} {acting.pk}"
        method = confirmed_anew(request, purpose, subject() % {"code": dispute.code})
        act(dispute, by=acting, sha256=shown, method=method)
    messages.success(request, _("Your word is recorded."))
    return redirect(dispute)


_CONFIRM = (
    rules.can_confirm, resolving.confirm_result,
    lambda: _("Confirm the result of the dispute %(code)s."),
)  # fmt: skip
_SIGN = (
    rules.can_sign, resolving.sign_result,
    lambda: _("Sign the result of the dispute %(code)s as mediator."),
)  # fmt: skip


@require_safe
@public_too
def sheet(request, dispute):
    """The signed record as a PDF, once it is final; for everybody once it is public."""
    if dispute.state != Dispute.State.SETTLED:
        messages.warning(request, _("There is a PDF when the result is final."))
        return redirect(dispute)
    return made_paper_response(dispute_record.sheet(dispute), f"berita-acara-{dispute.code}")
