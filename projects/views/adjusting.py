"""How a running project is adapted: requests of the regions, and amendments. Open to everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import refusable
from projects import actions, adjusting, rules
from projects import amendment_rules as own_rules
from projects.forms.adjusting import AdjustmentForm, AdjustmentReplyForm, TakeBackForm
from projects.views.deciding import project_or_404
from projects.views.typed import is_to_be_done, keeping

HOUR = 3600
write = require_http_methods(["GET", "HEAD", "POST"])


def _project(request, code):
    """Of a proposal that is still a draft there is nothing to adapt."""
    project = project_or_404(request, code)
    if not project.current:
        raise Http404
    return project


def _sent(request):
    return request.POST if request.method == "POST" else None


@login_not_required
@require_safe
def adjustments(request, code):
    """What was asked for and what the lead said to it; the amendment under deliberation."""
    project, acting = _project(request, code), request.acting
    asked = project.adjustments.select_related("region", "reply")
    amendments = adjusting.amendments_of(project)
    newest = adjusting.deliberation_of(project, amendments, acting)
    page = {
        "project": project,
        "newest": newest,
        "over": [each for each in amendments if each.ended_at],
        "page_obj": CappedPaginator(asked, 20).get_page(request.GET.get("page")),
        "can_ask": own_rules.can_ask(acting, project),
        "can_reply": own_rules.can_reply(acting, project),
        "can_write": rules.can_write(acting, project),
        "can_answer": rules.can_answer(acting, project),
        "can_take_back": own_rules.can_take_back(acting, project),
    }
    return render(request, "projects/adjustment_list.html", page)


@write
@refusable
@keeping(AdjustmentForm)
def ask(request, code):
    """Ask the lead to adapt the running work."""
    project = _project(request, code)
    require(own_rules.can_ask(request.acting, project))
    form = AdjustmentForm(_sent(request))
    if form.is_valid():
        try:
            limit("projects.adjust", request.user.pk, times=30, seconds=HOUR)
            actions.ask_adjustment(project, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            text = _("Your request is recorded. %(lead)s is told.")
            messages.success(request, text % {"lead": project.lead.full_name})
            return redirect("projects:adjustments", code)
    page = {"form": form, "project": project}
    return render(request, "projects/adjustment_form.html", page)


@write
@refusable
@keeping(AdjustmentReplyForm)
def reply(request, code, pk):
    """The lead says yes or no to one request."""
    project = _project(request, code)
    asked = get_object_or_404(project.adjustments.select_related("region", "reply"), pk=pk)
    require(own_rules.can_reply(request.acting, project))
    if request.method != "POST" and asked.answered:
        raise Refusal(_("This request has been replied to already."), back=project.requests_url)
    form = AdjustmentReplyForm(_sent(request))
    if form.is_valid():
        try:
            actions.reply_adjustment(asked, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your reply is recorded. The partner is told."))
            return redirect("projects:adjustments", code)
    page = {"form": form, "project": project, "asked": asked}
    return render(request, "projects/adjustment_reply.html", page)


@write
@refusable
@keeping(TakeBackForm)
def take_back(request, code):
    """Withdraw the amendment that is under deliberation, with the reason."""
    project = _project(request, code)
    initial = {"number": project.pending.number} if project.pending else {}
    form = TakeBackForm(_sent(request), initial=initial)
    if is_to_be_done(form, own_rules.can_take_back(request.acting, project)):
        actions.take_amendment_back(project, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The amendment is withdrawn. The partners are told."))
        return redirect("projects:adjustments", code)
    page = {"form": form, "project": project, "version": project.pending}
    return render(request, "projects/amendment_withdraw.html", page)
