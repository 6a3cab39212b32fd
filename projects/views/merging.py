"""Two proposals that want the same: the offer to merge, and its answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import button, refusable
from projects import actions, rules
from projects.forms.merging import MergeAnswerForm, MergeForm
from projects.models import MergeOffer
from projects.views.deciding import project_or_404
from projects.views.typed import is_to_be_done, keeping

HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(MergeForm)
def offer(request, code):
    """Find the other proposal and offer its lead to go on together."""
    project = project_or_404(request, code)
    require(rules.can_offer_merge(request.acting, project))
    form = _offer_form(request, project)
    if form.is_bound and not form.is_searching and form.is_valid():
        limit("projects.merge", request.user.pk, times=30, seconds=HOUR)
        words = {"message": form.cleaned_data["message"]}
        try:
            actions.offer_merge(project, form.chosen, by=request.acting, **words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The offer is sent. We will tell you what they answer."))
            return redirect(f"{project.get_absolute_url()}#gabung")
    return render(request, "projects/mergeoffer_form.html", {"form": form, "project": project})


def _offer_form(request, project):
    """Who only searches keeps what was typed and hears of no mistakes."""
    if request.method != "POST":
        return MergeForm(project=project)
    form = MergeForm(request.POST, project=project)
    if form.is_searching:
        form.errors.clear()
    return form


@button
def take_back(request, code):
    """Take the open offer back."""
    project = project_or_404(request, code)
    actions.take_offer_back(project, by=request.acting)
    messages.success(request, _("The offer is taken back."))
    return redirect(project)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(MergeAnswerForm)
def answer(request, pk):
    """What is offered, what follows from it, and yes or no; for the two leads."""
    offers = MergeOffer.objects.select_related(
        "project__lead", "project__current", "target__lead", "target__current", "made_by__user"
    )
    found = get_object_or_404(offers, pk=pk)
    acting = request.acting
    if acting is None or acting.region_id not in (found.project.lead_id, found.target.lead_id):
        raise Http404
    form = MergeAnswerForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, rules.can_answer_merge(acting, found)):
        return _answer(request, found, form)
    partners = [seat.region for seat in found.project.partnerships.select_related("region")]
    page = {"form": form, "offer": found, "partners": partners}
    return render(request, "projects/mergeoffer_answer.html", page)


def _answer(request, found, form):
    target = found.target
    if form.accepts:
        actions.accept_merge(found, by=request.acting)
        text = _("The proposals are merged. Now send a new version that names the new partners.")
        messages.success(request, text)
    else:
        actions.decline_merge(found, by=request.acting, reason=form.cleaned_data["reason"])
        messages.success(request, _("The offer is declined. The other lead is told why."))
    return redirect(f"{target.get_absolute_url()}#gabung")
