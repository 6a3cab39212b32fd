"""Officers enter and change the funding windows of their own region."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import refusable
from projects import window_rules as rules
from projects.actions import windows as actions
from projects.forms.windows import WindowForm
from projects.models import FundingWindow
from projects.views.typed import keeping

HOUR = 3600
write = require_http_methods(["GET", "HEAD", "POST"])


@write
@refusable
@keeping(WindowForm)
def add(request):
    """A new one."""
    require(rules.can_add_window(request.acting))
    form = WindowForm(
        request.POST if request.method == "POST" else None,
        initial={"giver": request.acting.region.full_name},
    )
    if form.is_valid():
        limit("projects.window", request.user.pk, times=60, seconds=HOUR)
        token = form.cleaned_data["token"]
        window = actions.add_window(by=request.acting, token=token, **form.words)
        messages.success(request, _("The funding window is entered."))
        return redirect(window)
    page = {"form": form, "heading": _("Enter a funding window"), "window": None}
    return render(request, "projects/window_form.html", page)


@write
@refusable
@keeping(WindowForm)
def change(request, pk):
    """Change it, hide it, or show it again."""
    rows = FundingWindow.objects.shown_to(request.acting).select_related("region")
    window = get_object_or_404(rows, pk=pk)
    require(rules.can_change_window(request.acting, window))
    form = _form(request, window)
    if form.is_valid():
        limit("projects.window", request.user.pk, times=60, seconds=HOUR)
        mark = form.cleaned_data["mark"]
        try:
            actions.change_window(window, by=request.acting, mark=mark, **form.words)
        except Refusal as refusal:
            form = _form(request, FundingWindow.objects.get(pk=pk), renewed=True)
            form.add_error(None, str(refusal))
            form.add_error(None, _("Your text stands below; saved again it takes its place."))
        else:
            messages.success(request, _("The funding window is saved."))
            return redirect(window)
    page = {"form": form, "heading": _("Change the funding window"), "window": window}
    return render(request, "projects/window_form.html", page)


def _form(request, window, *, renewed=False):
    """``renewed``: what was typed, on top of what has been saved in between."""
    mark = actions.mark_of(window)
    if request.method == "POST":
        typed = request.POST.copy()
        if renewed:
            typed["mark"] = mark
        return WindowForm(typed)
    return WindowForm(
        initial={name: getattr(window, name) for name in actions.WORDS} | {"mark": mark}
    )
