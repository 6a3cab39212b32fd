"""A region states whether its own plans hold the project."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import refusable
from projects import actions, fits, rules
from projects.forms.fits import FitForm
from projects.views.deciding import project_or_404
from projects.views.typed import keeping

HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(FitForm)
def state(request, code):
    """Where the project stands in the plans of the reader's own region."""
    project, acting = project_or_404(request, code), request.acting
    require(rules.can_state_fit(acting, project))
    now = fits.current_of(project, acting.region)
    initial = {part: getattr(now, part) for part in fits.PARTS} if now else {}
    form = FitForm(request.POST or None, region=acting.region, initial=initial)
    if form.is_valid():
        try:
            limit("projects.fit", request.user.pk, times=30, seconds=HOUR)
            actions.state_fit(project, by=acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The statement is saved. Everybody can read it."))
            return redirect(f"{project.get_absolute_url()}#rencana")
    context = {"form": form, "project": project, "region": acting.region}
    return render(request, "projects/fit_form.html", context)
