"""Answering a proposal, starting and finishing the work, withdrawing it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require, require_right
from core.errors import Refusal
from core.views import button, refusable
from projects import actions, rules
from projects.actions.assembling import result_of
from projects.adjusting import leaves, regions_asked
from projects.answers import stand_of
from projects.changing import requests_to
from projects.finishing import loose_ends
from projects.forms import FinishForm, ReasonForm
from projects.forms.answering import AnswerForm
from projects.models import Consent, Project
from projects.people import heads_of
from projects.sheets import compare, gift_text, sections_of, sheet, words_of
from projects.views.typed import keeping


def project_or_404(request, code):
    """A project that the person sees, with what the rules look at."""
    visible = Project.objects.visible_to(request.user).select_related(
        "lead__parent", "current", "pending", "draft"
    )
    rows = visible.prefetch_related(
        "partnerships__region", "current__consents", "pending__consents"
    )
    return get_object_or_404(rows, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(AnswerForm)
def answer(request, code):
    """What is asked, what it would cost the region, and three answers; or who may answer."""
    project = project_or_404(request, code)
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, initial=_shown_number(project))
    if form.is_bound:
        require_right(rules.can_answer(request.acting, project))
        if "number" in form.errors:
            raise Refusal(_("This page was not complete. Please open the proposal again."))
        if form.is_valid():
            try:
                given = actions.answer(project, by=request.acting, **form.words)
            except Refusal as refusal:
                project = project_or_404(request, code)
                form = _still_typed(request, project, refusal)
            else:
                _say(request, given, form.cleaned_data["answer"])
                return redirect(project)
    return render(request, "projects/consent_form.html", _answer_page(request, project, form))


def _shown_number(project):
    return {"number": project.asked.number} if project.asked else {}


def _still_typed(request, project, refusal):
    """What was typed, with the refusal above it, now about the version that is shown."""
    form = AnswerForm(request.POST.dict() | _shown_number(project))
    form.add_error(None, str(refusal))
    return form


def _say(request, given, wanted):
    """The same words for the first click and the second; another answer than the one that
    stands is no second click."""
    if given.answer == wanted:
        messages.success(request, _recorded(given))
        return
    messages.warning(request, _standing(given))


def _standing(given):
    """What the region has said before, which stays."""
    return {
        Consent.Answer.GIVEN: _(
            "%(region)s has consented to version %(number)d already; your answer was not recorded."
        ),
        Consent.Answer.CHANGES: _(
            "%(region)s has asked for changes of version %(number)d already; your answer was not recorded."
        ),
        Consent.Answer.DECLINED: _(
            "%(region)s has declined version %(number)d already; your answer was not recorded."
        ),
    }[given.answer] % {"region": given.region.full_name, "number": given.version.number}


def _recorded(given):
    """What stands."""
    return {
        Consent.Answer.GIVEN: _("Recorded: %(region)s consents to version %(number)d."),
        Consent.Answer.CHANGES: _("Recorded: %(region)s asks for changes of version %(number)d."),
        Consent.Answer.DECLINED: _("Recorded: %(region)s declines version %(number)d."),
    }[given.answer] % {"region": given.region.full_name, "number": given.version.number}


def _answer_page(request, project, form):
    """The proposal in words, what the region would bring, what changed since its last answer."""
    acting, version = request.acting, project.asked
    words = words_of(version) if version else {}
    mine = [
        given
        for given in words.get("contributions", [])
        if acting and given["region"].pk == acting.region_id
    ]
    before = _last_answered(acting, project)
    changes = compare(words_of(before.version), words) if before else []
    verdict = rules.can_answer(acting, project)
    return {
        "form": form,
        "project": project,
        "version": version,
        "verdict": verdict,
        "home": _home_verdict(acting, project) if verdict else None,
        "lines": sheet(words | {"answer_by": project.answer_by}) if version else [],
        "mine": [(gift_text(given), given["amount"]) for given in mine],
        "mine_sum": sum(given["amount"] for given in mine),
        "before": before,
        "changes": sections_of(changes, _own_requests(acting, before)),
        "heads": heads_of(regions_asked(project)),
        "leaves": leaves(acting, project),
        "stand": stand_of(project, acting),
        "today": timezone.localdate(),
    }


def _home_verdict(acting, project):
    """May the region consent, as far as its own assembly is concerned?"""
    return rules.can_give_consent(acting, project, result_of(project, acting.region_id))


def _own_requests(acting, before):
    """What the region itself asked for when it answered the older version."""
    asked = requests_to(before.version) if before else []
    return [request for request in asked if request.consent.region_id == acting.region_id]


def _last_answered(acting, project):
    """The region's answer to an older version, newest first."""
    if acting is None or not project.asked:
        return None
    given = Consent.objects.filter(version__project=project, region=acting.region_id)
    older = given.exclude(version=project.asked).select_related("version")
    return older.order_by("-version__number").first()


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ReasonForm)
def withdraw(request, code):
    """Take a proposal or project back, with the reason."""
    project = project_or_404(request, code)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        require(rules.can_withdraw(request.acting, project))
    else:
        actions.withdraw(project, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The project has been withdrawn. The partners are told."))
        return redirect(project)
    page = {"form": form, "project": project, "merged": project.merged_from.count()}
    return render(request, "projects/project_withdraw.html", page)


@button
def start(request, code):
    """Begin the work."""
    project = actions.start(project_or_404(request, code), by=request.acting)
    messages.success(request, _("The work has begun."))
    return redirect(project)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def finish(request, code):
    """Close the project; what is open is named, and ticked to be so."""
    project = project_or_404(request, code)
    require(rules.can_finish(request.acting, project))
    loose = loose_ends(project)
    form = FinishForm(request.POST if request.method == "POST" else None, loose=loose)
    if form.is_valid():
        actions.finish(project, by=request.acting)
        messages.success(request, _("The project is finished."))
        return redirect(project)
    page = {"form": form, "project": project, "loose": loose}
    return render(request, "projects/project_finish.html", page)
