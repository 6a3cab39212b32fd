"""The talk of the partners about what is not settled yet; for those who take part in it and the
officers in whose care they are."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Forbidden, Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import refusable
from projects import actions, rules
from projects import negotiation_rules as talk_rules
from projects.forms.negotiating import CloseForm, FacilitatorForm, PositionForm, QuestionForm
from projects.models import Outcome
from projects.negotiating import facilitator_of, matters_of_round, round_at_work, talk_of
from projects.views.deciding import project_or_404
from projects.views.typed import keeping, left_words, retyped

HOUR = 3600
write = require_http_methods(["GET", "HEAD", "POST"])


def _project(request, code):
    """What one may not read is not there; who sends something from a region that takes part no
    more hears so."""
    project, acting = project_or_404(request, code), request.acting
    if project.current and rules.can_read_reasons(acting, project):
        return project
    if request.method == "POST" and (left := left_words(acting, code)):
        raise Forbidden(left)
    raise Http404


def _sent(request):
    return request.POST if request.method == "POST" else None


@require_safe
def negotiation(request, code):
    """What is settled and what not, where each region stands, and earlier rounds."""
    project, acting = _project(request, code), request.acting
    facilitator = facilitator_of(project)
    page_obj = CappedPaginator(project.rounds.all(), 10).get_page(request.GET.get("page"))
    page = {
        "project": project,
        "talk": talk_of(project),
        "page_obj": page_obj,
        "facilitator": facilitator,
        "can_ask": talk_rules.can_ask(acting, project),
        "is_talked_about": project.state in rules.DELIBERATED,
        "can_take_position": talk_rules.can_take_position(acting, project),
        "can_name": talk_rules.can_name_facilitator(acting, project),
        "can_close": talk_rules.can_close_round(acting, project, facilitator),
    }
    return render(request, "projects/negotiation.html", page)


@require_safe
def past_round(request, code, number):
    """A closed round: its summary, what it brought, and who stood where."""
    project = _project(request, code)
    closed = get_object_or_404(project.rounds.all(), number=number)
    page = {"project": project, "round": closed, "matters": matters_of_round(closed)}
    return render(request, "projects/negotiation_round.html", page)


@write
@refusable
@keeping(QuestionForm)
def ask(request, code):
    """Put a question to the partners."""
    project = _project(request, code)
    require(talk_rules.can_ask(request.acting, project))
    form = QuestionForm(_sent(request))
    if form.is_valid():
        try:
            limit("projects.ask", request.user.pk, times=30, seconds=HOUR)
            actions.ask(project, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your question is put to the partners; they are told."))
            return redirect("projects:negotiation", code)
    return render(request, "projects/negotiation_ask.html", {"form": form, "project": project})


@write
@refusable
@keeping(PositionForm)
def position(request, code, pk):
    """Where the reader's region stands on one question in this round."""
    project = _project(request, code)
    question = get_object_or_404(project.questions.select_related("region"), pk=pk)
    require(talk_rules.can_take_position(request.acting, project))
    form = PositionForm(_sent(request), initial={"number": round_at_work(project)})
    if form.is_valid():
        try:
            actions.take_position(question, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form = _still_typed(form, project, refusal)
        else:
            messages.success(request, _("The position of your region is recorded."))
            return redirect("projects:negotiation", code)
    own = question.positions.filter(region=request.acting.region)
    page = {
        "form": form, "project": project, "question": question, "own": own.last(),
        "number": round_at_work(project),
        "settled": Outcome.objects.settling(question).first(),
    }  # fmt: skip
    return render(request, "projects/negotiation_position.html", page)


def _still_typed(form, project, refusal):
    """The same words for the round at work now, with what has happened in between."""
    form = PositionForm(retyped(form, number=round_at_work(project)))
    form.add_error(None, str(refusal))
    return form


@write
@refusable
def facilitator(request, code):
    """Ask one of the regions to lead the talk."""
    project = _project(request, code)
    require(talk_rules.can_name_facilitator(request.acting, project))
    named = facilitator_of(project)
    regions = [seat.region for seat in project.partnerships.all()]
    form = FacilitatorForm(
        _sent(request), regions=regions, initial={"region": named.pk if named else None}
    )
    if form.is_valid():
        actions.name_facilitator(project, form.chosen, by=request.acting)
        text = _("%(region)s leads the talk from now on and is told.")
        messages.success(request, text % {"region": form.chosen.full_name})
        return redirect("projects:negotiation", code)
    page = {"form": form, "project": project}
    return render(request, "projects/negotiation_facilitator.html", page)


@write
@refusable
@keeping(CloseForm)
def close(request, code):
    """Close the round at work: a summary, and what of each question is settled."""
    project = _project(request, code)
    require(talk_rules.can_close_round(request.acting, project, facilitator_of(project)))
    talk = talk_of(project)
    if not talk.open and request.method != "POST":
        raise Refusal(_("No question is open; there is nothing to close."))
    form = CloseForm(_sent(request), matters=talk.open, initial={"number": talk.number})
    if form.is_valid():
        try:
            closed = actions.close_round(project, by=request.acting, **form.words)
        except Refusal as refusal:
            talk, form = _still_closing(form, project, refusal)
        else:
            text = _("Round %(number)d is closed. The partners are told.")
            messages.success(request, text % {"number": closed.number})
            return redirect("projects:negotiation", code)
    page = {"form": form, "project": project, "talk": talk}
    return render(request, "projects/negotiation_close.html", page)


def _still_closing(form, project, refusal):
    """The talk as it stands now, and the same words for its round at work and its open questions."""
    before, talk = form.cleaned_data["number"], talk_of(project)
    form = CloseForm(retyped(form, number=talk.number), matters=talk.open)
    form.add_error(None, str(refusal))
    if talk.number != before and talk.open:
        text = _("What you typed stands below; sent again it closes round %(now)d.")
        form.add_error(None, text % {"now": talk.number})
    return talk, form
