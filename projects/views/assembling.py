"""Results of the assemblies at home: recorded, taken over, and the file behind them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Refusal
from core.uploads import paper_response
from core.views import refusable
from projects import actions, rules
from projects.forms.assembling import CarryForm, ResultForm
from projects.models import HomeResult
from projects.talks import own_home
from projects.views.deciding import project_or_404
from projects.views.typed import keeping
from villages.titles import head_title

CARRY = "bawa"  # the name of the button, and the prefix of its form


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ResultForm)
def record(request, code):
    """What the assembly of the reader's own region says; or that an older result still counts."""
    project = project_or_404(request, code)
    require(rules.can_record_result(request.acting, project))
    is_carrying = CARRY in request.POST
    form, carry = _forms(request, project, is_carrying)
    sent = carry if is_carrying else form
    if sent.is_valid():
        try:
            _act(project, sent, is_carrying, by=request.acting)
        except Refusal as refusal:
            sent.add_error(None, str(refusal))
        else:
            text = _("Recorded: the result of the assembly of %(region)s for version %(number)d.")
            said = {"region": request.acting.region.full_name, "number": project.asked.number}
            messages.success(request, text % said)
            return redirect(f"{_page_of(project)}#musyawarah")
    own, before = own_home(project, request.acting)
    page = {
        "form": form, "carry": carry, "project": project, "own": own,
        "before": before, "version": project.asked, "office": head_title(own.region),
    }  # fmt: skip
    return render(request, "projects/homeresult_form.html", page)


def _page_of(project):
    """Where the results are shown."""
    page = "adjustments" if project.pending else "detail"
    return reverse(f"projects:{page}", args=[project.code])


def _forms(request, project, is_carrying):
    posted = request.method == "POST"
    typed = (request.POST, request.FILES) if posted and not is_carrying else (None, None)
    form = ResultForm.for_version(project.asked, request.acting.region_id, *typed)
    carry = CarryForm(
        request.POST if is_carrying else None,
        prefix=CARRY,
        initial={"number": project.asked.number},
    )
    return form, carry


def _act(project, form, is_carrying, *, by):
    if is_carrying:
        return actions.carry_result(project, by=by, number=form.cleaned_data["number"])
    return actions.record_result(project, by=by, **form.words)


@require_safe
def paper(request, code, pk):
    """The signed berita acara, for the partners and the officers in whose care they are."""
    project = project_or_404(request, code)
    if not rules.can_read_reasons(request.acting, project):
        raise Http404
    results = HomeResult.objects.filter(version__project=project).exclude(paper="")
    found = get_object_or_404(results, pk=pk)
    return paper_response(found.paper, f"berita-acara-{code}-{pk}")
