"""The attachments of a proposal: put in and taken out while it is drafted, read by all once sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import Refusal
from core.limits import limit
from core.uploads import paper_response
from core.views import button, refusable
from projects import actions, pages, rules
from projects.forms.attachments import AttachmentForm
from projects.models import Attachment, Project
from projects.page import paper_of
from projects.views.drafting import draft_or_404, frame_of, next_of

HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def attachments(request, code):
    """The files of a draft, and one more."""
    draft = draft_or_404(request, code)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _added(request, draft, form):
        return redirect(_way_on(request, draft))
    held = [paper_of(each) for each in Attachment.objects.of_draft(draft.project)]
    context = frame_of(request, draft.project, pages.ATTACHMENTS) | {
        "form": form,
        "draft": draft,
        "attachments": held,
        "is_full": len(held) >= Attachment.MOST,
    }
    return render(request, "projects/draft_files.html", context)


def _added(request, draft, form):
    """Add what was put in, if anything; says whether all is well."""
    if form.is_blank and "tambah" in request.POST:
        form.add_error("file", _("Choose a file."))
        return False
    if form.is_blank:
        return True
    try:
        limit("projects.attachment", request.user.pk, times=60, seconds=HOUR)
        actions.attach(draft, by=request.acting, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The file is attached."))
    return True


def _way_on(request, draft):
    if "tambah" in request.POST:
        return _page_of(request, draft)
    if "simpan" in request.POST:
        messages.success(request, _("The draft is kept. You can go on at any time."))
        return "start"
    return next_of(request, draft, pages.ATTACHMENTS)


def _page_of(request, draft):
    address = reverse("projects:attachments", args=[draft.project.code])
    return f"{address}?periksa" if "periksa" in request.GET else address


@button
def detach(request, code, pk):
    """Take a file out of the draft."""
    draft = draft_or_404(request, code)
    actions.detach(draft, pk, by=request.acting)
    messages.success(request, _("The file is removed."))
    return redirect(_page_of(request, draft))


@require_safe
@login_not_required
def attachment(request, pk):
    """A file of a version for all who see the project, of a draft for those who write it."""
    visible = Project.objects.visible_to(request.user).select_related("lead")
    files = Attachment.objects.select_related("version", "project__lead")
    found = get_object_or_404(files.filter(project__in=visible), pk=pk)
    if not found.version and not rules.can_write(request.acting, found.project):
        raise Http404
    return paper_response(found.file, f"lampiran-{found.project.code}-{found.slot + 1}")
