"""Projects side by side: open to everybody, made to be printed for a meeting."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects import comparing


@login_not_required
@require_safe
def comparison(request):
    """``?p=CODE&p=CODE``: two to six projects; with fewer, only the form to choose them."""
    codes = list(
        dict.fromkeys(code[:8] for code in request.GET.getlist("p")[:100] if "\0" not in code)
    )
    projects = comparing.chosen(request.user, codes)
    shown = projects[: comparing.MOST]
    is_enough = len(shown) >= comparing.FEWEST
    page = {
        "projects": shown,
        "criteria": comparing.criteria_of(shown) if is_enough else [],
        "offered": comparing.offered(request.user, [project.code for project in shown]),
        "too_few": bool(codes) and not is_enough,
        "too_many": len(projects) > comparing.MOST,
        "unknown": len(codes) - len(projects),
        "most": comparing.MOST,
    }
    return render(request, "projects/project_compare.html", page)
