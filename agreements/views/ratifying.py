"""What the parties settle at home: the checklist of all, and the papers of one's own region."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import actions, ratification, rules
from agreements.forms import HomeForm
from agreements.models import HomePaper, Step
from agreements.views.reading import of_agreement
from core.access import require
from core.formats import day_in
from core.limits import limit
from core.uploads import paper_response
from projects.views.typed import keeping


def _involved(request, agreement):
    if not agreement.by_clauses or not rules.is_involved(request.acting, agreement):
        raise Http404


@require_safe
@of_agreement
def home(request, agreement):
    """Who has what, who is missing what: the same for all parties."""
    _involved(request, agreement)
    today = day_in(agreement.drafted_for_id)
    homes = ratification.checklists(agreement, today)
    own = request.acting.region_id
    context = {
        "agreement": agreement,
        "homes": sorted(homes, key=lambda home: home.party.region_id != own),
        "asked": any(home.items for home in homes),
        "own": own,
        "can_record": rules.can_record_home(request.acting, agreement, Step.ASSEMBLY),
        "can_report": rules.can_record_home(request.acting, agreement, Step.REPORT),
        "approval_due": ratification.approval_due(agreement),
        "missing": sum(bool(home.missing) for home in homes),
    }
    return render(request, "agreements/home_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(HomeForm)
def record(request, agreement, step):
    """Note the paper of one's own region for a step, or correct it."""
    _involved(request, agreement)
    if step not in Step.values:
        raise Http404
    acting = request.acting
    require(rules.can_record_home(acting, agreement, step))
    papers = HomePaper.objects.filter(party__agreement=agreement, party__region=acting.region)
    before = papers.filter(step=step).first()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = HomeForm(*sent, before=before, today=day_in(acting.region_id))
    if form.is_valid():
        limit("agreements.home", request.user.pk, times=60, seconds=3600)
        actions.record_home(agreement, step, by=acting, **form.cleaned_data)
        text = _("Recorded: %(step)s.") % {"step": Step(step).label}
        messages.success(request, text)
        return redirect("agreements:home", agreement.code)
    context = {"agreement": agreement, "form": form, "before": before, "step": Step(step)}
    return render(request, "agreements/home_form.html", context)


@require_safe
@of_agreement
def paper(request, agreement, pk):
    """The file, for the parties and the subdistricts in whose care they are."""
    _involved(request, agreement)
    found = get_object_or_404(HomePaper, party__agreement=agreement, pk=pk)
    return paper_response(found.paper, f"berkas-{agreement.code}-{pk}")
