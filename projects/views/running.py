"""While the work runs: its milestones, its progress reports and their photos."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core.access import require
from core.errors import Refusal
from core.paging import CappedPaginator
from core.photos import photo_response
from core.views import refusable
from projects import actions, rules
from projects.forms.planning import PlanForm
from projects.forms.reporting import ReportForm
from projects.models import Photo, Project, Report, ReportDraft
from projects.places import shots_of
from projects.plan import fingerprint, words_of
from projects.progress import entries_of
from projects.views.deciding import project_or_404
from projects.views.typed import keeping, retyped, say_what_stands

SIZES = {"besar": "large", "kecil": "small"}


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(PlanForm)
def plan(request, code):
    """The milestones with weights, owners and days, and how often is reported."""
    project = project_or_404(request, code)
    require(rules.can_plan(request.acting, project))
    form = _plan_form(request.POST if request.method == "POST" else None, project)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.plan_work(
                project, by=request.acting,
                rows=given["rows"], rhythm=given["rhythm"], mark=given["mark"],
            )  # fmt: skip
        except Refusal as refusal:
            form = _still_planning(form, project_or_404(request, code), refusal)
        else:
            messages.success(request, _("The milestones are saved. Everybody can read them."))
            return redirect(f"{project.get_absolute_url()}#tonggak")
    page = {"form": form, "project": project}
    return render(request, "projects/milestone_plan.html", page)


def _still_planning(form, project, refusal):
    """The same rows, on top of the plan that stands now."""
    milestones = list(project.milestones.select_related("owner"))
    mark = fingerprint(milestones, project.rhythm)
    again = _plan_form(retyped(form, mark=mark), project)
    again.add_error(None, str(refusal))
    again.add_error(None, _("Your text stands below and is not saved yet."))
    if form.cleaned_data["mark"] != mark:
        say_what_stands(again, words_of(milestones, project.get_rhythm_display()))
    return again


def _plan_form(sent, project):
    milestones = list(project.milestones.select_related("owner"))
    mark = fingerprint(milestones, project.rhythm)
    return PlanForm(
        sent,
        initial={"mark": mark, "rhythm": project.rhythm},
        project=project,
        milestones=milestones,
        regions=[seat.region for seat in project.partnerships.all()],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ReportForm)
def report(request, code):
    """Write a report; what is not right yet is kept, with the photos."""
    project, acting = project_or_404(request, code), request.acting
    require(rules.can_report(acting, project))
    draft = ReportDraft.objects.filter(project=project, mandate=acting).first()
    form = _report_form(request, project, draft)
    if form.is_bound:
        answer = _send(request, project, form) if _is_to_be_sent(request, form) else None
        answer = answer or _keep(request, project, form)
        if answer:
            return answer
    page = {"form": form, "project": project, "draft": draft, "last": form.last}
    return render(request, "projects/report_form.html", page)


def _report_form(request, project, draft):
    about = {
        "project": project,
        "acting": request.acting,
        "draft": draft,
        "last": project.reports.of_lead().first(),
    }
    if request.method == "POST":
        return ReportForm(request.POST, request.FILES, **about)
    initial = {"token": draft.token if draft else uuid.uuid4(), "on": project.today}
    if draft:
        typed = MultiValueDict(draft.typed)
        initial |= {name: typed.get(name) for name in typed} | {"reached": typed.getlist("reached")}
    return ReportForm(initial=initial, **about)


def _is_to_be_sent(request, form):
    return form.is_valid() and "simpan" not in request.POST


def _send(request, project, form):
    """The way on, or None where the action refuses; its reason then stands above the form."""
    try:
        sent = actions.send_report(
            project, by=request.acting, token=form.number, pictures=form.pictures(), **form.report()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The report is sent. The partners are told."))
    _tell_placeless(request, form)
    if sent.spent is not None and sent.spent > project.current.cost:
        messages.warning(request, _("The spending is above the cost that the partners agreed to."))
    return redirect(f"{project.get_absolute_url()}#kabar")


def _tell_placeless(request, form):
    """Which photos are kept without the place that was wished for."""
    for number in form.placeless():
        text = _("Photo %(number)d names no place in Indonesia; it is kept without one.")
        messages.warning(request, text % {"number": number})


def _keep(request, project, form):
    """Keep what was typed; the way on where that was all, or where the report is sent already."""
    draft = actions.keep_report(
        project, by=request.acting, token=form.number,
        typed=form.typed(), pictures=form.pictures(),
    )  # fmt: skip
    if draft is None:
        messages.info(request, _("This report has been sent already."))
        return redirect(project)
    form.keep(draft)
    _tell_placeless(request, form)
    if "simpan" not in request.POST:
        return None
    messages.success(request, _("The draft is saved. Nobody else sees it until you send it."))
    return redirect("projects:report", project.code)


@method_decorator([login_not_required, require_safe], name="dispatch")
class ReportList(ListView):
    """All reports of a project, newest first."""

    template_name = "projects/report_list.html"
    paginate_by = 10
    paginator_class = CappedPaginator

    def get_queryset(self):
        projects = Project.objects.visible_to(self.request.user).select_related("lead", "current")
        self.project = get_object_or_404(projects, code=self.kwargs["code"])
        return self.project.reports.with_photos()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        reports = list(context["object_list"])
        is_placed = any(photo.place for report in reports for photo in report.photos.all())
        return context | {
            "project": self.project,
            "entries": entries_of(reports, self.project),
            "shots": shots_of(self.project) if is_placed else None,
        }


@require_safe
@login_not_required
def photo(request, pk, size):
    """A photo of a report for everybody, of a draft for its writer only."""
    found = get_object_or_404(Photo.objects.select_related("draft__mandate"), pk=pk)
    if size not in SIZES or not _sees(request, found):
        raise Http404
    return photo_response(getattr(found, SIZES[size]), public=found.report_id is not None)


def _sees(request, found):
    if found.draft:
        return found.draft.mandate.user_id == request.user.pk
    visible = Project.objects.visible_to(request.user)
    return Report.objects.filter(pk=found.report_id, project__in=visible).exists()
