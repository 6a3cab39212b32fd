"""Organisations at the side of projects: who supports, invitations, and what they report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core.access import deny, require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.text import tidy
from core.uploads import paper_response
from core.views import button, refusable
from projects import backing_rules
from projects.actions import backing as actions
from projects.backers import backings_of, shown, supporting_since
from projects.cards import cards_of, for_cards
from projects.forms.backing import BackerReportForm, EndingForm, InviteForm
from projects.models import BackerProof, BackerReport, Backing, Commitment, Offer, Project
from projects.views.money import HOUR, proposed_or_404
from projects.views.money import shown as shown_commitments
from projects.views.typed import is_to_be_done, keeping
from villages.models import Organisation
from villages.roles import Permission, grants

FOUND = 20
SHOWN = 20  # offers and contributions on an organisation's own page


@method_decorator([login_not_required, require_safe], name="dispatch")
class Backers(ListView):
    """Who supports a project, and what the supporters report, newest first."""

    template_name = "projects/backing_list.html"
    paginate_by = 10
    paginator_class = CappedPaginator
    context_object_name = "reports"

    def get_queryset(self):
        self.project = proposed_or_404(self.request, self.kwargs["code"])
        return self.project.backer_reports.select_related("commitment", "correction", "corrects")

    def get_context_data(self, **kwargs):
        project, acting = self.project, self.request.acting
        standing, asked = backings_of(project, acting)
        context = super().get_context_data(**kwargs)
        for report in context["reports"]:
            report.project = project
        return context | {
            "project": project,
            "standing": standing,
            "asked": asked,
            "can_invite": backing_rules.can_invite(acting, project),
            "can_report": backing_rules.can_report(acting, project),
        }


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(InviteForm)
def invite(request, code):
    """Search an organisation, choose it, and say what is asked of it."""
    project = proposed_or_404(request, code)
    require(backing_rules.can_invite(request.acting, project))
    text = tidy(request.GET.get("q", ""))[:100]
    found = _found(project, text)
    form = InviteForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_valid():
        limit("projects.invite_backer", request.user.pk, times=30, seconds=HOUR)
        try:
            made = actions.invite(project, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form = _not_invited(request, form, refusal)
        else:
            messages.success(request, _("The organisation is invited, and told."))
            return redirect(made)
    page = {"form": form, "project": project, "text": text, "found": form.found}
    return render(request, "projects/backing_invite.html", page)


def _not_invited(request, form, refusal):
    """The form as it was sent; what was chosen stays a choice, though no search finds it any more."""
    chosen = form.cleaned_data["organisation"]
    found = [each for each in form.found if each != chosen]
    form = InviteForm(request.POST, found=[chosen, *found])
    form.add_error(None, str(refusal))
    return form


def _found(project, text):
    """Verified ones that do not stand beside the project yet; without words those of its sectors."""
    rows = Organisation.objects.public().exclude(
        pk__in=project.backings.live().values("organisation")
    )
    rows = rows.named(text) if text else rows.filter(sectors__overlap=project.sectors)
    return list(rows.select_related("home")[:FOUND])


def _seen(request, code, pk):
    """A backing that the person may see."""
    project = proposed_or_404(request, code)
    found = get_object_or_404(project.backings.select_related("organisation"), pk=pk)
    found.project = project
    if not backing_rules.sees(request.acting, found):
        raise Http404
    return found


@require_safe
@login_not_required
def backing(request, code, pk):
    """One organisation at the side of a project: what was asked, and what it said."""
    return _show(request, _seen(request, code, pk))


def _show(request, found, form=None):
    acting = request.acting
    own = acting is not None and acting.organisation_id == found.organisation_id
    page = {
        "backing": found,
        "project": found.project,
        "look": shown([found])[0][1:],
        "reads": backing_rules.sees_words(acting, found),
        "can_answer": backing_rules.can_answer(acting, found),
        "can_leave": backing_rules.can_leave(acting, found),
        "can_remove": backing_rules.can_remove(acting, found),
        "can_report": own and backing_rules.can_report(acting, found.project),
        "form": form,
        "ending": form or EndingForm(),
    }
    return render(request, "projects/backing_detail.html", page)


@button
def accept(request, code, pk):
    """Say yes in the name of the organisation."""
    found = actions.accept(_seen(request, code, pk), by=request.acting)
    messages.success(request, _("Recorded: your organisation supports this project."))
    return redirect(found)


def _ended(request, code, pk, may, act, said):
    """An ending with its reason; without one the page comes back."""
    found = _seen(request, code, pk)
    if request.method != "POST":
        return redirect(found)
    form = EndingForm(request.POST)
    if not is_to_be_done(form, may(request.acting, found)):
        return _show(request, found, form)
    found = act(found, by=request.acting, **form.cleaned_data)
    messages.success(request, said)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(EndingForm)
def decline(request, code, pk):
    """Say no in the name of the organisation, and why."""
    said = _("Declined. The lead is told.")
    return _ended(request, code, pk, backing_rules.can_answer, actions.decline, said)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(EndingForm)
def leave(request, code, pk):
    """End the organisation's support, and why."""
    said = _("Your support has ended. The lead is told.")
    return _ended(request, code, pk, backing_rules.can_leave, actions.leave, said)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(EndingForm)
def remove(request, code, pk):
    """Take an invitation back or end a support, and why."""
    said = _("Ended. The organisation is told.")
    return _ended(request, code, pk, backing_rules.can_remove, actions.remove, said)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(BackerReportForm)
def report(request, code):
    """What the organisation has done for the project."""
    project = proposed_or_404(request, code)
    require(backing_rules.can_report(request.acting, project))
    return _report_page(request, project)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(BackerReportForm)
def correct(request, code, number):
    """A wrong report is followed by a right one; both stay to be read."""
    old = _report_or_404(request, code, number)
    verdict = backing_rules.can_correct(request.acting, old)
    if request.method != "POST" or not (verdict.moved_on and _is_own_correction(request, old)):
        require(verdict)
    initial = {
        "on": old.on, "work": old.work, "commitment": old.commitment_id, "worth": old.worth or None,
        "next_steps": old.next_steps,
    }  # fmt: skip
    return _report_page(request, old.project, corrects=old, initial=initial)


def _is_own_correction(request, old):
    """Has the person corrected it already by the form that is sent now?"""
    made = getattr(old, "correction", None)
    sent = request.POST.get("token")
    return made is not None and (made.mandate_id, str(made.token)) == (request.acting.pk, sent)


def _report_page(request, project, corrects=None, initial=None):
    own = project.commitments.filter(
        organisation=request.acting.organisation_id, state__in=backing_rules.GIVEN
    ).select_related("organisation")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    since = supporting_since(project, request.acting.organisation_id)
    since = min(since, corrects.on) if corrects else since
    form = BackerReportForm(*sent, project=project, commitments=own, since=since, initial=initial)
    if form.is_valid():
        try:
            limit("projects.backer_report", request.user.pk, times=30, seconds=HOUR)
            made = actions.report(project, by=request.acting, corrects=corrects, **form.words())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The report is published. Followers are told."))
            if made.commitment and 0 < made.commitment.worth < made.worth:
                messages.warning(request, _("You report more than you had promised."))
            return redirect(made)
    page = {"form": form, "project": project, "corrects": corrects}
    return render(request, "projects/backerreport_form.html", page)


def _report_or_404(request, code, number):
    project = proposed_or_404(request, code)
    rows = BackerReport.objects.select_related(
        "organisation", "commitment__organisation", "correction", "corrects", "receipt"
    )
    found = get_object_or_404(rows, project=project, number=number)
    found.project = project
    for other in (getattr(found, "correction", None), found.corrects, found.commitment):
        if other:
            other.project = project
    return found


@require_safe
@login_not_required
def told(request, code, number):
    """One report of a supporter; its proofs for those whom they concern."""
    found, acting = _report_or_404(request, code, number), request.acting
    page = {
        "report": found,
        "project": found.project,
        "proofs": found.proofs.all(),
        "reads_proof": backing_rules.can_read_proof(acting, found),
        "can_correct": backing_rules.can_correct(acting, found),
        "can_turn": backing_rules.can_turn(acting, found),
    }
    return render(request, "projects/backerreport_detail.html", page)


@require_safe
def proof(request, code, number, place):
    """A paper of a supporter's report."""
    found = _report_or_404(request, code, number)
    row = get_object_or_404(BackerProof, report=found, number=place)
    readable = backing_rules.can_read_proof(request.acting, found)
    if not readable or not row.file.storage.exists(row.file.name):
        raise Http404
    return paper_response(row.file, f"bukti-{code}-laporan-{number}-{place}")


@method_decorator(require_safe, name="dispatch")
class Supports(ListView):
    """What the organisation for which one acts is invited to and supports, the newest first."""

    template_name = "projects/support_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        acting = self.request.acting
        if not grants(acting, Permission.SUPPORT):
            require(deny(_("Only verified representatives of organisations have this page.")))
        rows = Backing.objects.filter(organisation=acting.organisation_id)
        return rows.select_related("project__lead", "organisation").order_by("-pk")

    def get_context_data(self, **kwargs):
        organisation = self.request.acting.organisation
        context = super().get_context_data(**kwargs)
        offers = Offer.objects.filter(organisation=organisation)
        given = Commitment.objects.filter(organisation=organisation).select_related("project")
        return context | {
            "organisation": organisation,
            "backings": shown(context["object_list"]),
            "offers": offers.select_related("project__merged_into")[:SHOWN],
            "commitments": shown_commitments(given.order_by("-pk")[:SHOWN]),
        }


@method_decorator([login_not_required, require_safe], name="dispatch")
class SupportedBy(ListView):
    """The projects that an organisation supports, for everybody."""

    template_name = "projects/support_public.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        public = Organisation.objects.public()
        self.organisation = get_object_or_404(public, pk=self.kwargs["pk"])
        projects = Project.objects.visible_to(self.request.user).public()
        return for_cards(projects.supported_by(self.organisation.pk)).order_by("-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "organisation": self.organisation,
            "cards": cards_of(context["object_list"]),
        }
