"""Editing what a region tells of itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from villages import rules
from villages.actions.profiles import change_profile
from villages.forms.profile import ProfileForm
from villages.models import Profile


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, code):
    """One page, everything may stay empty; two people at once do not overwrite each other."""
    profile = get_object_or_404(Profile.objects.select_related("region"), region=code)
    region = profile.region
    require(rules.can_edit_profile(request.acting, region))
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(profile))
    if form.is_valid():
        try:
            change_profile(profile, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Everybody can see it now."))
            return redirect(region)
    return render(request, "villages/profile_form.html", {"form": form, "region": region})
