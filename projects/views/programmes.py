"""Programmes of several years: open to everybody; founded, changed, and joined by projects."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Forbidden, Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import button, refusable, trail_for
from projects import actions, programme_rules
from projects.forms.programmes import PlaceAnswerForm, PlaceForm, ProgrammeForm
from projects.models import Placement, Programme, Project
from projects.programmes import view_of, with_project_count, words_of
from projects.views.typed import is_to_be_done, keeping, retyped, say_what_stands
from villages.models import Forum
from villages.roles import Permission, grants

HOUR = 3600
MOST_OWN = 60  # projects of one region that are offered to be placed
write = require_http_methods(["GET", "HEAD", "POST"])


def _programme(code):
    return get_object_or_404(Programme.objects.select_related("owner", "forum"), code=code)


def _sent(request):
    return request.POST if request.method == "POST" else None


@login_not_required
@require_safe
def programmes(request):
    """The newest first."""
    rows = with_project_count(Programme.objects.select_related("owner"))
    page = {
        "page_obj": CappedPaginator(rows, 20).get_page(request.GET.get("page")),
        "can_found": programme_rules.can_found(request.acting),
    }
    return render(request, "projects/programme_list.html", page)


@login_not_required
@require_safe
def programme(request, code):
    """The phases with their projects, and what they come to together."""
    found, acting = _programme(code), request.acting
    can_change = programme_rules.can_change(acting, found)
    view = view_of(found, timezone.localdate(), sees_requests=bool(can_change))
    page = {
        "programme": found,
        "view": view,
        "can_change": can_change,
        "can_ask": bool(view.steps) and grants(acting, Permission.PROPOSE),
        "trail": trail_for(request, found),
    }
    return render(request, "projects/programme_detail.html", page)


@write
@refusable
@keeping(ProgrammeForm)
def found(request):
    """Found a programme of one's own region."""
    require(programme_rules.can_found(request.acting))
    form = ProgrammeForm(_sent(request), forums=_forums(request.acting.region))
    if form.is_valid():
        limit("projects.programme", request.user.pk, times=20, seconds=HOUR)
        made = actions.found_programme(
            by=request.acting, token=form.cleaned_data["token"], **form.words
        )
        messages.success(request, _("The programme is founded. Leads of projects can join it now."))
        return redirect(made)
    return render(request, "projects/programme_form.html", {"form": form})


@write
@refusable
@keeping(ProgrammeForm)
def change(request, code):
    """Change the words and the phases."""
    programme = _programme(code)
    require(programme_rules.can_change(request.acting, programme))
    form = _change_form(_sent(request), programme)
    if form.is_valid():
        try:
            changes = form.cleaned_data["changes"]
            actions.change_programme(programme, by=request.acting, changes=changes, **form.words)
        except Refusal as refusal:
            form = _still_changing(form, _programme(code), refusal)
        else:
            messages.success(request, _("The programme is changed."))
            return redirect(programme)
    page = {"form": form, "programme": programme}
    return render(request, "projects/programme_form.html", page)


def _change_form(sent, programme):
    names = ("title", "aim", "first_year", "last_year", "changes")
    initial = {name: getattr(programme, name) for name in names}
    return ProgrammeForm(
        sent,
        forums=_forums(programme.owner),
        phases=programme.phases.all(),
        initial=initial | {"forum": str(programme.forum_id or "")},
    )


def _still_changing(form, programme, refusal):
    """The same words, on top of what the programme says now."""
    again = _change_form(retyped(form, changes=programme.changes), programme)
    again.add_error(None, str(refusal))
    if form.cleaned_data["changes"] != programme.changes:
        say_what_stands(again, words_of(programme))
    return again


def _forums(region):
    return Forum.objects.of_region(region).distinct().order_by("pk")[:MOST_OWN]


@write
@refusable
def ask(request, code):
    """One of the reader's own projects asks for a place in a phase."""
    programme, acting = _programme(code), request.acting
    if not grants(acting, Permission.PROPOSE):
        raise Forbidden(
            _("Only the head or secretary of a region that leads a project asks for it.")
        )
    projects = _own_projects(
        acting.region, placed_in=programme if request.method == "POST" else None
    )
    form = PlaceForm(_sent(request), phases=programme.phases.all(), projects=projects)
    if form.is_valid():
        try:
            limit("projects.place", request.user.pk, times=30, seconds=HOUR)
            given = form.cleaned_data
            asked = actions.ask_place(given["project"], given["phase"], by=acting)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(asked))
            return redirect(programme)
    page = {"form": form, "programme": programme}
    return render(request, "projects/programme_ask.html", page)


def _own_projects(region, *, placed_in):
    """Led by the region and without a place, or, for a second click, with one in that programme."""
    rows = Project.objects.filter(lead=region, state__in=programme_rules.SERVING)
    free = Q(phase=None) | Q(phase__programme=placed_in) if placed_in else Q(phase=None)
    return rows.filter(free).order_by("-pk")[:MOST_OWN]


def _said(placement):
    if placement.state == Placement.State.ACCEPTED:
        return _("The project belongs to the programme now.")
    return _("Your request is recorded. The region that founded the programme is told.")


@write
@refusable
@keeping(PlaceAnswerForm)
def place(request, pk):
    """The founder says yes or no to a project."""
    rows = Placement.objects.select_related("project__lead", "phase__programme__owner")
    placement = get_object_or_404(rows, pk=pk)
    verdict = programme_rules.can_answer(request.acting, placement)
    form = PlaceAnswerForm(_sent(request))
    if is_to_be_done(form, verdict):
        try:
            _act(placement, form.cleaned_data, by=request.acting)
        except Refusal as refusal:
            if not verdict:
                raise
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your reply is recorded. The lead is told."))
            return redirect(placement.phase.programme)
    page = {"form": form, "placement": placement, "programme": placement.phase.programme}
    return render(request, "projects/programme_place.html", page)


def _act(placement, given, *, by):
    if given["answer"] == Placement.State.ACCEPTED:
        return actions.accept_place(placement, by=by)
    return actions.decline_place(placement, by=by, reason=given["reason"])


@button
def leave(request, code):
    """Take a project out of its programme, or the request back."""
    visible = Project.objects.visible_to(request.user).select_related("lead")
    project = get_object_or_404(visible, code=code)
    left = actions.leave_programme(project, by=request.acting)
    messages.success(request, _("The project has left the programme."))
    return redirect(left.phase.programme)
