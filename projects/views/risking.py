"""What may happen to a project: the register, open to everybody, and what is written into it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import refusable
from projects import actions, risk_rules
from projects.forms.risking import AssessmentForm, RiskForm
from projects.register import history_of, register_of
from projects.views.deciding import project_or_404
from projects.views.typed import keeping

HOUR = 3600
write = require_http_methods(["GET", "HEAD", "POST"])


def _project(request, code):
    project = project_or_404(request, code)
    if not project.current:
        raise Http404
    return project


def _risk(project, number):
    """With its history, newest first; the first row is the one that counts."""
    risk = get_object_or_404(project.risks.select_related("region"), number=number)
    risk.project = project
    return risk, list(risk.assessments.select_related("keeper"))


def _sent(request):
    return request.POST if request.method == "POST" else None


def _regions(project):
    return [seat.region for seat in project.partnerships.all()]


@login_not_required
@require_safe
def register(request, code):
    """All risks, the gravest first, and the picture of the open ones."""
    project = _project(request, code)
    page = {
        "project": project,
        "register": register_of(project),
        "can_note": risk_rules.can_note(request.acting, project),
    }
    return render(request, "projects/risk_list.html", page)


@login_not_required
@require_safe
def risk(request, code, number):
    """One risk, and how it was assessed before."""
    project = _project(request, code)
    found, rows = _risk(project, number)
    page = {
        "project": project,
        "risk": found,
        "lines": history_of(rows, project),
        "can_assess": risk_rules.can_assess(request.acting, found, rows[0]),
    }
    return render(request, "projects/risk_detail.html", page)


@write
@refusable
@keeping(RiskForm)
def note(request, code):
    """Note what may happen."""
    project = _project(request, code)
    require(risk_rules.can_note(request.acting, project))
    keeper = {"keeper": request.acting.region_id}
    form = RiskForm(_sent(request), regions=_regions(project), initial=keeper)
    if form.is_valid():
        try:
            limit("projects.risk", request.user.pk, times=60, seconds=HOUR)
            noted = actions.note_risk(project, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The risk is noted."))
            return redirect("projects:risk", code, noted.number)
    return render(request, "projects/risk_form.html", {"form": form, "project": project})


@write
@refusable
@keeping(AssessmentForm)
def assess(request, code, number):
    """Assess a risk anew; it begins with what was said last."""
    project = _project(request, code)
    found, rows = _risk(project, number)
    standing = rows[0]
    require(risk_rules.can_assess(request.acting, found, standing))
    names = ("state", "likelihood", "impact", "measure", "review_on")
    initial = {name: getattr(standing, name) for name in names}
    initial |= {"before": standing.pk, "keeper": project.in_charge(standing.keeper).pk}
    form = AssessmentForm(_sent(request), regions=_regions(project), initial=initial)
    if form.is_valid():
        try:
            limit("projects.risk", request.user.pk, times=60, seconds=HOUR)
            actions.assess(found, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form = _still_typed(form, standing, refusal)
        else:
            messages.success(request, _("The assessment is recorded."))
            return redirect("projects:risk", code, number)
    page = {"form": form, "project": project, "risk": found, "standing": standing}
    return render(request, "projects/risk_form.html", page)


def _still_typed(form, standing, refusal):
    """The same words about the assessment that stands now, with what has happened in between."""
    typed = form.data.copy()
    typed["before"] = standing.pk
    form = AssessmentForm(typed, regions=form.regions.values())
    form.add_error(None, str(refusal))
    return form
