"""The papers of an agenda: added and removed by who may change the meeting, read by who sees it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.uploads import paper_response
from core.views import button, refusable
from meetings import actions, agenda_page, backlog_rules
from meetings.forms.backlog import PaperForm
from meetings.models import AgendaPaper, Meeting
from meetings.views.changing import own_meeting


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request, pk):
    """All papers by item, and one more."""
    meeting = own_meeting(request, pk)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        meeting=meeting,
        initial={"item": request.GET.get("butir")},
    )
    if form.is_valid():
        try:
            limit("meetings.paper", request.user.pk, times=60, seconds=3600)
            actions.add_paper(by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is there for all who see the meeting."))
            return redirect("meetings:papers", pk)
    context = {
        "meeting": meeting,
        "form": form,
        "items": agenda_page.running_agenda(meeting, request.user),
        "can_remove": backlog_rules.can_remove_paper(request.acting, meeting),
    }
    return render(request, "meetings/agenda_papers.html", context)


def _paper(request, pk, paper):
    meetings = Meeting.objects.visible_to(request.user)
    papers = AgendaPaper.objects.filter(item__meeting__in=meetings, item__meeting=pk)
    return get_object_or_404(papers.select_related("item__meeting__organiser"), pk=paper)


@login_not_required
@require_safe
def paper(request, pk, paper):
    """One paper, for whoever may see the meeting."""
    found = _paper(request, pk, paper)
    return paper_response(found.file, f"bahan-{pk}-{found.pk}")


@button
def remove(request, pk, paper):
    """Take a paper away."""
    found = _paper(request, pk, paper)
    if (verdict := backlog_rules.can_remove_paper(request.acting, found.item.meeting)).moved_on:
        raise Refusal(verdict.reason, back=found.item.meeting.get_absolute_url())
    require(verdict)
    actions.remove_paper(found, by=request.acting)
    messages.success(request, _("The paper is removed."))
    return redirect("meetings:papers", pk)
