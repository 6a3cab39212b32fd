"""What a person sees and changes of himself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.forms import LanguageForm, ProfileForm
from core.views import safe_next

A_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """Name, phone, language and time zone."""
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(request.user))
    if form.is_valid():
        actions.change_profile(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/user_profile.html", {"form": form})


@require_safe
def security(request):
    """Where to change address, password, second factor, and end sessions."""
    return render(request, "accounts/user_security.html")


@login_not_required
@require_POST
def language(request):
    """The switch in the footer: for a visitor in a cookie, for a person in the account."""
    form = LanguageForm(request.POST)
    response = redirect(safe_next(request, "home"))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SECURE,
        )
        if request.user.is_authenticated:
            actions.choose_language(request.user, chosen, by=request.user)
    return response
