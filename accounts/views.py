"""What a person sees and changes of himself."""

from http import HTTPStatus

from allauth.account.views import ConfirmEmailVerificationCodeView, SignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.forms import LanguageForm, ProfileForm
from core.views import safe_next, trail_for

A_YEAR = 365 * 24 * 3600


class EmailCode(ConfirmEmailVerificationCodeView):
    """allauth's page for the code from the first mail; an empty field is no wrong code."""

    def form_invalid(self, form):
        if self.request.POST.get("code", "").strip() or self._action != "verify":
            return super().form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form))


class SignUp(SignupView):
    """allauth's page; where too many sign up from one place, what was typed stays."""

    was_just_written_to = False  # the address has its own limit, whether it has an account or not

    def form_valid(self, form):
        response = super().form_valid(form)
        self.was_just_written_to = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        return response

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code != HTTPStatus.TOO_MANY_REQUESTS or request.method != "POST":
            return response
        form = self.get_form()
        form.add_error("email" if self.was_just_written_to else None, self._reason())
        return self.render_to_response(
            self.get_context_data(form=form), status=HTTPStatus.TOO_MANY_REQUESTS
        )

    def _reason(self):
        if self.was_just_written_to:
            return _(
                "We have just written to this address. Please look into its mailbox. If nothing is "
                "there after half a minute, type the password again and send it once more."
            )
        return _(
            "Too many people have registered from here within a short time. Please wait a "
            "few minutes, type the password again, and send it once more."
        )


sign_up = login_not_required(SignUp.as_view())
email_code = login_not_required(EmailCode.as_view())


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """Name, phone, language and time zone."""
    form = ProfileForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.change_profile(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/user_profile.html", {"form": form})


@require_safe
def security(request):
    """Where to change address, password, second factor, and end sessions; what happened to it."""
    context = {"trail": trail_for(request, request.user)}
    return render(request, "accounts/user_security.html", context)


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
