"""The lead replies to what partners want changed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.views import refusable
from projects import actions, rules
from projects.forms.answering import ReplyForm
from projects.models import ChangeRequest
from projects.views.deciding import project_or_404
from projects.views.typed import keeping


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(ReplyForm)
def reply(request, code, pk):
    """One request: what the partner wants, the words it is about, and yes or no."""
    project = project_or_404(request, code)
    if not rules.can_read_reasons(request.acting, project):
        raise Http404
    wish = get_object_or_404(ChangeRequest.objects.of_project(project), pk=pk)
    require(rules.can_reply(request.acting, project))
    back = project.requests_url
    if request.method != "POST" and wish.answered:
        raise Refusal(_("This request has been replied to already."), back=back)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.reply(wish, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your reply is recorded. The partner is told."))
            return redirect(back)
    page = {"form": form, "project": project, "wish": wish}
    return render(request, "projects/changerequest_reply.html", page)
