"""Following a project, and its news while one looks at the page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.views import button
from projects import actions
from projects.models import Project
from projects.news import news_of, revision_of


@button
def follow(request, code):
    """From now on the person hears of it."""
    project = _project(request, code)
    actions.follow(project, by=request.user)
    messages.success(
        request,
        _(
            "You follow this project. Its news comes into your notifications, and once a day by mail."
        ),
    )
    return redirect(project)


@button
def unfollow(request, code):
    """No news any more; what was told stays."""
    project = _project(request, code)
    actions.unfollow(project, by=request.user)
    messages.success(request, _("You no longer follow this project."))
    return redirect(project)


def _project(request, code):
    return get_object_or_404(Project.objects.visible_to(request.user).public(), code=code)


@never_cache
@login_not_required
@require_safe
def news(request, code):
    """Milestones and reports as they stand now; nothing (204) where the page shows them already."""
    projects = Project.objects.visible_to(request.user).public().select_related("lead", "current")
    project = get_object_or_404(projects, code=code)
    if request.GET.get("sejak") == revision_of(project):
        return HttpResponse(status=204)
    page = {"project": project, "is_news": True} | news_of(project, request.acting)
    return render(request, "projects/_news.html", page)
