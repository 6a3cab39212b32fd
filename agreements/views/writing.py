"""From a source to a text that can be opened, and what ends it."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements import actions, rules, sources
from agreements.forms import DraftForm, EndForm, ReasonForm, WordsForm, WordsOnPaper
from agreements.models import Agreement
from agreements.views import scans
from agreements.views.reading import of_agreement, visible
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import button, refusable
from meetings.models import Decision, Meeting
from projects.models import Project
from projects.views.typed import is_to_be_done, keeping
from villages.roles import Permission, grants

CHOICES_SHOWN = 20
_CODE = re.compile(r"[0-9A-Za-z]{1,8}")
_NUMBER = re.compile(r"[0-9]{1,12}")


def _posted(request):
    """What was sent, empty or not; None while the page is only read."""
    return request.POST if request.method == "POST" else None


def _source_of(request):
    """The project, meeting or decision that the address names, None without a name, 404 if hidden."""
    if code := request.GET.get("proyek"):
        if not _CODE.fullmatch(code):
            raise Http404
        projects = Project.objects.visible_to(request.user)
        return sources.of_project(get_object_or_404(projects, code=code.upper()))
    if number := request.GET.get("pertemuan"):
        if not _NUMBER.fullmatch(number):
            raise Http404
        meetings = Meeting.objects.visible_to(request.user).public_matter()
        meetings = meetings.select_related("organiser", "project")
        return sources.of_meeting(get_object_or_404(meetings, pk=int(number)))
    if code := request.GET.get("keputusan"):
        if not _CODE.fullmatch(code):
            raise Http404
        decisions = Decision.objects.visible_to(request.user).select_related(
            "meeting__organiser", "meeting__project"
        )
        return sources.of_decision(get_object_or_404(decisions, code=code.upper()))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(DraftForm)
def draft(request):
    """Kind, title, parties and term; the rest of the words comes on the next page."""
    source = _source_of(request)
    if source is None:
        return _choose_source(request)
    acting = request.acting
    require(rules.can_draft(acting, source))
    must_hold = acting.region if rules.must_be_party(acting) else None
    form = DraftForm(_posted(request), source=source, must_hold=must_hold)
    if form.is_valid():
        limit("agreements.draft", request.user.pk, times=30, seconds=3600)
        words = dict(form.cleaned_data)
        regions = words.pop("parties")
        try:
            agreement = actions.draft(by=acting, source=source, regions=regions, **words)
        except actions.TooMuch as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Draft saved. Now fill in the clauses."))
            return redirect("agreements:clauses", agreement.code)
    return render(request, "agreements/agreement_draft.html", {"form": form, "source": source})


@button
def draft_now(request, code):
    """One tap on the page of an agreed project: the draft with all that is known filled in."""
    project = get_object_or_404(Project.objects.visible_to(request.user), code=code.upper())
    require(rules.can_draft(request.acting, sources.of_project(project)))
    limit("agreements.draft", request.user.pk, times=30, seconds=3600)
    try:
        agreement = actions.draft_of_project(project, by=request.acting)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse('agreements:draft')}?proyek={project.code}")
    messages.success(request, _("This is the draft of the agreement. Now fill in the clauses."))
    return redirect("agreements:clauses", agreement.code)


def _choose_source(request):
    """Projects, meetings and decisions out of which the person may draft."""
    able = grants(request.acting, Permission.RECORD_AGREEMENT)
    region = request.acting.region if able else None
    context = {
        "able": able,
        "projects": sources.projects_of(region)[:CHOICES_SHOWN] if able else [],
        "meetings": sources.meetings_of(region)[:CHOICES_SHOWN] if able else [],
        "decisions": sources.decisions_of(region)[:CHOICES_SHOWN] if able else [],
    }
    return render(request, "agreements/draft_source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(WordsForm)
def edit(request, agreement):
    """The words. While it is open, saving makes a new version: said before and after."""
    require(rules.can_change(request.acting, agreement))
    paper = WordsOnPaper(agreement, _posted(request))
    conflict = None
    if request.method == "POST" and paper.is_valid():
        try:
            after = actions.change(agreement, by=request.acting, **paper.cleaned)
        except actions.Changed:
            conflict = paper.show_other_words(visible(request, agreement.code))
        except (actions.Lacking, actions.StillOwes, actions.TooMuch) as lacking:
            paper.words.add_error(None, str(lacking))
        else:
            messages.success(request, _said(agreement, after))
            return redirect(agreement)
    context = {"agreement": agreement, "paper": paper, "form": paper, "conflict": conflict}
    return render(request, "agreements/agreement_edit.html", context)


def _said(before, after):
    if after.state == Agreement.State.DRAFT or after.current_id == before.current_id:
        return _("Saved.")
    return _(
        "Version %(number)d is open for approval. Earlier approvals no longer count; all parties "
        "have been told."
    ) % {"number": after.current.number}


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ReasonForm)
def withdraw(request, agreement):
    """Give it up, with a reason."""
    form = ReasonForm(_posted(request))
    if is_to_be_done(form, rules.can_withdraw(request.acting, agreement)):
        actions.withdraw(agreement, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The agreement is withdrawn."))
        return redirect(agreement)
    return _reason_page(request, agreement, form, "withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(EndForm)
def end(request, agreement):
    """Record that it has ended, with the reason; it cannot be taken back, so with a fresh proof."""
    acting, form = request.acting, EndForm(*scans.sent(request))
    if is_to_be_done(form, rules.can_end(acting, agreement)) and actions.has_ended(
        agreement, by=acting, **form.cleaned_data
    ):
        return _ended(request, agreement)
    require(rules.can_end(acting, agreement))
    subject = _("End “%(title)s” for %(region)s.") % {
        "region": acting.region.full_name,
        "title": agreement.title,
    }
    proved = scans.proved(request, f"end {agreement.pk} {acting.pk}", subject)
    if request.method == "POST" and not proved:
        form = scans.too_old(form)
    elif form.is_valid():
        actions.end(agreement, by=acting, **form.cleaned_data)
        return _ended(request, agreement)
    return _reason_page(request, agreement, scans.without_file(form), "end")


def _ended(request, agreement):
    scans.used_up(request)
    messages.success(request, _("The agreement has ended. All parties have been told."))
    return redirect(agreement)


def _reason_page(request, agreement, form, how):
    context = {"agreement": agreement, "form": form, "ending": how == "end"}
    return render(request, "agreements/agreement_finish.html", context)
