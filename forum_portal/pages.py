"""Pages that stand still, and the few addresses that machines ask for."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from forum_portal import showcase


@login_not_required
@require_safe
def about(request):
    """Who runs the forum, what it is for, what its records are and are not."""
    return render(request, "forum_portal/about.html")


@login_not_required
@require_safe
def accessibility(request):
    """What was checked, with what, and whom to tell."""
    return render(request, "forum_portal/accessibility.html")


@login_not_required
@require_safe
def privacy(request):
    """What is kept about a person, who sees it, and his rights (UU 27/2022)."""
    return render(request, "forum_portal/privacy.html")


@login_not_required
@require_safe
def style_guide(request):
    """Every component, live."""
    return render(request, "forum_portal/style_guide.html", showcase.context())


@login_not_required
@require_safe
def robots(request):
    """Open pages may be indexed; a person's own and the operators' may not."""
    closed = "".join(f"Disallow: /{place}/\n" for place in ("admin", "akun", "saya", "gaya"))
    return HttpResponse(f"User-agent: *\n{closed}", content_type="text/plain")


@login_not_required
@require_safe
def favicon(request):
    """For browsers that ask without reading the page."""
    return redirect(static("favicon.svg"), permanent=True)
