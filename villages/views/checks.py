"""Checking applications: the queue, one page a claim with its decree beside it, the decree itself."""

import logging

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core.access import require
from core.errors import Refusal
from core.paging import CappedPaginator
from core.pdf_pictures import FIRST_PAGES, Undrawable
from core.uploads import page_response, paper_response, picture_response
from core.views import trail_for
from villages import rules
from villages.actions import mandates as actions
from villages.decrees import PICTURES, shown_decree
from villages.forms.mandates import DecisionForm
from villages.models import Mandate
from villages.roles import Permission, grants

log = logging.getLogger("forum.security")
CHANGED = _("The applicant has changed this application since you opened it. Look at it again.")
DONE = {
    DecisionForm.VERIFY: _("%(name)s is verified and has been told."),
    DecisionForm.RETURN: _("%(name)s was asked for a correction."),
    DecisionForm.REFUSE: _("The application of %(name)s was refused."),
}


class Queue(ListView):
    """What waits for my check, oldest first."""

    template_name = "villages/mandate_queue.html"
    paginate_by = 20
    paginator_class = CappedPaginator
    context_object_name = "mandates"

    def get_queryset(self):
        claims = rules.queue_of(self.request.acting, self.request.user)
        return claims.with_people().order_by("submitted_at", "pk")

    def get_context_data(self, **kwargs):
        acting, user = self.request.acting, self.request.user
        checks = user.is_staff or grants(acting, Permission.VERIFY)
        return super().get_context_data(**kwargs) | {"checks": checks}


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, pk):
    """One application: what it says, its decree, who holds the office now, and the three answers."""
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user).with_people(), pk=pk)
    by = rules.checker(request.acting, request.user, mandate)
    verdict = rules.can_decide(by or request.acting or request.user, mandate)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if mandate.state == Mandate.State.WITHDRAWN:
            messages.warning(request, _("The applicant has withdrawn this application."))
        elif mandate.state != Mandate.State.SUBMITTED:
            messages.warning(request, _("This application has been decided already."))
        else:
            require(verdict)
            if request.POST.get("seen") != mandate.seen:
                form.add_error(None, CHANGED)
            elif form.is_valid():
                return _answer(request, mandate, by, form)
        if not verdict and not form["reason"].data:
            return redirect("villages:check", mandate.pk)
    return _page(request, mandate, form, verdict)


def _page(request, mandate, form, verdict):
    holders = Mandate.objects.verified().filter(
        region=mandate.region, organisation=mandate.organisation, office=mandate.office
    )
    return render(
        request,
        "villages/mandate_check.html",
        {
            "mandate": mandate,
            "form": form,
            "verdict": verdict,
            "decree": shown_decree(mandate),
            "holders": holders.exclude(pk=mandate.pk).with_people().order_by("-starts_on")[:5],
            "waiting": rules.queue_of(request.acting, request.user).count(),
            "trail": trail_for(request, mandate),
        },
    )


def _answer(request, mandate, by, form):
    """Do what was decided, say so, and offer the next one; or show again what was typed."""
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    try:
        if decision == DecisionForm.VERIFY:
            actions.verify(mandate, by=by)
        elif decision == DecisionForm.RETURN:
            actions.return_for_correction(mandate, by=by, reason=reason)
        else:
            actions.refuse(mandate, by=by, reason=reason)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        fresh = Mandate.objects.with_people().get(pk=mandate.pk)
        return _page(request, fresh, form, rules.can_decide(by, fresh))
    messages.success(request, DONE[decision] % {"name": mandate.user})
    following = rules.queue_of(request.acting, request.user).order_by("submitted_at", "pk").first()
    return redirect("villages:check", following.pk) if following else redirect("villages:queue")


def _opened(request, pk):
    """The mandate whose decree somebody may open; every opening leaves a line in the log."""
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user).with_people(), pk=pk)
    if not mandate.decree or not mandate.decree.storage.exists(mandate.decree.name):
        raise Http404
    log.info("decree of mandate %d opened by user %d", mandate.pk, request.user.pk)
    by = rules.checker(request.acting, request.user, mandate) or request.user
    actions.note_opening(mandate, by=by)
    return mandate


@require_safe
def decree(request, pk):
    """The paper as a download."""
    return paper_response(_opened(request, pk).decree, _("Decree"))


@require_safe
def decree_picture(request, pk):
    """The paper within the page, where it is a picture."""
    mandate = _opened(request, pk)
    if not mandate.decree.name.endswith(PICTURES):
        raise Http404
    return picture_response(mandate.decree)


@require_safe
def decree_page(request, pk, page):
    """One of the first pages of a PDF as a picture."""
    mandate = _opened(request, pk)
    if mandate.decree.name.endswith(PICTURES) or not 1 <= page <= FIRST_PAGES:
        raise Http404
    try:
        return page_response(mandate.decree, page)
    except Undrawable:
        raise Http404 from None
