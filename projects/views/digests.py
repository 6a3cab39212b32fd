"""News by mail, on or off: for whoever is signed in, and by the link in each letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.errors import Refusal
from core.forms import INCOMPLETE
from core.views import refusable
from projects import actions
from projects.links import read_digest
from projects.models import Digest, Follow, Project

MOST = 200  # followed projects on the page, the newest first


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def choices(request):
    """For the person who is signed in."""
    return _choices(request, request.user)


@csrf_exempt  # a mail program has no cookie; the signed address names the person and acts for no other
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def choices_by_link(request, token):
    """For the receiver of the letter, whoever is signed in; nothing changes before the button, which
    his mail program may press for him (RFC 8058)."""
    user = get_object_or_404(User, pk=read_digest(token), is_active=True)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        actions.want_digests(user, wanted=False)
        return HttpResponse(_("No news come by mail any more."), content_type="text/plain")
    return _choices(request, user)


def _choices(request, user):
    if request.method == "POST":
        _choose(request, user)
        return redirect(request.path)
    rows = Follow.objects.filter(user=user).exclude(project__state=Project.State.DRAFT)
    page = {
        "reader": user,
        "follows": rows.select_related("project__lead")[:MOST],
        "is_wanted": not Digest.objects.filter(pk=user.pk, is_wanted=False).exists(),
    }
    return render(request, "projects/digest_choices.html", page)


def _choose(request, user):
    """``kirim`` is "ya" or "tidak"; ``proyek`` names one project, nothing means all."""
    wanted = {"ya": True, "tidak": False}.get(request.POST.get("kirim"))
    code = request.POST.get("proyek", "").replace("\0", "?")
    project = Project.objects.followed_by(user).filter(code=code).first() if code else None
    if wanted is None or (code and project is None):
        raise Refusal(INCOMPLETE, back=request.path)
    if project is None:
        actions.want_digests(user, wanted=wanted)
        text = _("News come by mail again.") if wanted else _("No news come by mail any more.")
    else:
        actions.want_news_of(project, user, wanted=wanted)
        text = _("By mail again: %(title)s") if wanted else _("No longer by mail: %(title)s")
        text %= {"title": project.title}
    messages.success(request, text)
