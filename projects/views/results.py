"""What a project has brought: the page for everybody, and the forms of those who took part."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import formats
from core.access import ALLOW, require
from core.errors import Refusal
from core.views import refusable
from projects import actions, result_rules
from projects.actions.results import mark_of
from projects.cards import state_badge
from projects.forms.results import (
    BenefitForm,
    EvaluationForm,
    IndicatorsForm,
    MeasureForm,
    UpkeepForm,
)
from projects.models import Evaluation, Project
from projects.outcomes import result_of
from projects.people import inhabitants_of
from projects.views.deciding import project_or_404
from projects.views.typed import is_to_be_done, keeping, retyped, say_what_stands


@login_not_required
@require_safe
def result(request, code):
    """Indicators, benefit by region, savings, upkeep, evaluations: open to everybody."""
    visible = Project.objects.visible_to(request.user).select_related("lead__parent", "current")
    rows = visible.prefetch_related("partnerships__region", "current__contributions")
    project = get_object_or_404(rows, code=code)
    if not result_rules.has_result(project):
        raise Http404
    acting = request.acting
    context = {
        "project": project,
        "state": state_badge(project),
        "result": result_of(project),
        "can_set": result_rules.can_set_indicators(acting, project),
        "can_measure": result_rules.can_measure(acting, project),
        "can_state": result_rules.can_state_benefit(acting, project),
        "can_plan": result_rules.can_plan_upkeep(acting, project),
        "can_evaluate": result_rules.can_measure(acting, project),
    }
    return render(request, "projects/result_detail.html", context)


def _way_back(project, part):
    return redirect(f"{project.result_url}#{part}")


def _form_page(request, project, form, template):
    return render(request, f"projects/{template}.html", {"form": form, "project": project})


def _done(request, form, act, verdict=ALLOW):
    """Do it; what is refused stands above the form, which keeps what was typed, unless it was too
    late from the beginning (``verdict``)."""
    try:
        act()
    except Refusal as refusal:
        if not verdict:
            raise
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved. Everybody can read it."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(IndicatorsForm)
def indicators(request, code):
    """What is to be measured, a row each."""
    project = project_or_404(request, code)
    require(result_rules.can_set_indicators(request.acting, project))
    rows = list(project.indicators.with_measured())
    form = IndicatorsForm(request.POST or None, initial={"mark": mark_of(rows)}, indicators=rows)
    if form.is_valid():
        given = form.cleaned_data

        def act():
            actions.set_indicators(
                project, by=request.acting, rows=given["rows"], mark=given["mark"]
            )

        if _done(request, form, act):
            return _way_back(project, "ukuran")
        form = _still_setting(form, project)
    return _form_page(request, project, form, "indicator_plan")


def _still_setting(form, project):
    """The same rows, on top of what is to be measured now."""
    rows = list(project.indicators.with_measured())
    mark = mark_of(rows)
    again = IndicatorsForm(retyped(form, mark=mark), indicators=rows)
    for refusal in form.non_field_errors():
        again.add_error(None, refusal)
    if form.cleaned_data["mark"] != mark:
        say_what_stands(again, "; ".join(map(_standing_words, rows)) or "–")
    return again


def _standing_words(indicator):
    """Houses connected: 0 → 812 houses (count of the village)."""
    way = f"{formats.figure(indicator.baseline)} → {formats.figure(indicator.target)}"
    return f"{indicator}: {way} {indicator.unit} ({indicator.source})"


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(MeasureForm)
def measure(request, code):
    """The values of a day."""
    project = project_or_404(request, code)
    require(result_rules.can_measure(request.acting, project))
    rows = list(project.indicators.all())
    if not rows:
        raise Refusal(_("Nothing is to be measured yet. Set the indicators first."), back=project)
    form = MeasureForm(
        request.POST or None,
        initial={"token": uuid.uuid4(), "on": project.today},
        project=project,
        indicators=rows,
    )
    if form.is_valid():
        given = form.cleaned_data

        def act():
            actions.measure(
                project, by=request.acting, token=given["token"], on=given["on"],
                source=given["source"], values=given["values"],
            )  # fmt: skip

        if _done(request, form, act):
            return _way_back(project, "ukuran")
    return _form_page(request, project, form, "measure_form")


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(BenefitForm)
def benefit(request, code):
    """The own region's figures, with the last ones to go on from."""
    project, acting = project_or_404(request, code), request.acting
    require(result_rules.can_state_benefit(acting, project))
    last = project.benefits.filter(region=acting.region).first()
    names = ("people", "women", "poor", "youth", "alone", "source")
    initial = {name: getattr(last, name) for name in names} if last else {}
    form = BenefitForm(
        request.POST or None,
        initial=initial | {"token": uuid.uuid4()},
        cost=project.current.cost,
        inhabitants=inhabitants_of([acting.region]).get(acting.region_id),
    )
    if form.is_valid():

        def act():
            actions.state_benefit(project, by=acting, **form.cleaned_data)

        if _done(request, form, act):
            return _way_back(project, "manfaat")
    page = {
        "form": form,
        "project": project,
        "expects": project.state in result_rules.EXPECTING,
    }
    return render(request, "projects/benefit_form.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(UpkeepForm)
def upkeep(request, code):
    """Who keeps it up."""
    project = project_or_404(request, code)
    require(result_rules.can_plan_upkeep(request.acting, project))
    last = project.upkeeps.first()
    names = ("keeper", "work", "yearly_cost", "money_from")
    initial = {name: getattr(last, name) for name in names} if last else {}
    initial |= {"token": uuid.uuid4(), "owner": last.owner_id if last else project.lead_id}
    regions = [seat.region for seat in project.partnerships.all()]
    form = UpkeepForm(request.POST or None, initial=initial, regions=regions)
    if form.is_valid():

        def act():
            actions.plan_upkeep(project, by=request.acting, **form.cleaned_data)

        if _done(request, form, act):
            return _way_back(project, "perawatan")
    return _form_page(request, project, form, "upkeep_form")


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(EvaluationForm)
def evaluate(request, code, years):
    """A look back, written once."""
    project = project_or_404(request, code)
    evaluation = Evaluation.objects.filter(project=project, years=years).first()
    if evaluation is None:
        raise Http404
    evaluation.project = project
    verdict = result_rules.can_evaluate(request.acting, evaluation)
    form = EvaluationForm(request.POST or None)
    if is_to_be_done(form, verdict):

        def act():
            actions.evaluate(evaluation, by=request.acting, **form.cleaned_data)

        if _done(request, form, act, verdict):
            return _way_back(project, "evaluasi")
    context = {"form": form, "project": project, "evaluation": evaluation}
    return render(request, "projects/evaluation_form.html", context)
