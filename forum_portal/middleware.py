"""What holds for all pages of signed-in people, and what more for those with power."""

import time

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from core.views import page_above
from forum_portal import errors

SEEN_KEY = "admin_seen"
# Who checks others must prove himself twice.
VERIFYING = {"villages:queue", "villages:check"}


class WrongMethodMiddleware:
    """No empty page for the address of a button: it leads to the page on which the button stands.

    People come there by signing in again, by changing the language, or by the browser's history.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        if request.method in ("GET", "HEAD"):
            messages.info(request, _("Nothing was sent. Please press the button once more."))
            return redirect(page_above(request.path))
        page = errors.not_allowed(request)
        page["Allow"] = response["Allow"]
        return page


class BodyMiddleware:
    """A request that is too large altogether is answered in words before anything is kept of it.

    It is read to the end and thrown away piece by piece, for a browser that is still sending does not
    see the answer; but no further than twice what is allowed.
    """

    PIECE = 64 * 1024

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _announced(request) <= settings.REQUEST_MAX_BYTES:
            return self.get_response(request)
        left = 2 * settings.REQUEST_MAX_BYTES
        while left > 0 and (piece := request.read(self.PIECE)):
            left -= len(piece)
        return errors.too_large(request)


def _announced(request):
    """How long the body is; without a readable length Django reads nothing of it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class PrivatePagesMiddleware:
    """A page made for one reader is kept by no cache on the way or on a shared phone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class PowerMiddleware:
    """Operators are signed out after half an hour without a click; power needs a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        in_admin = match.app_name == "admin"
        if not request.user.is_authenticated or not (in_admin or match.view_name in VERIFYING):
            return None
        if in_admin and self._idle(request):
            logout(request)
            return redirect_to_login(request.get_full_path())
        if settings.REQUIRE_SECOND_FACTOR and not is_mfa_enabled(request.user):
            messages.info(request, _("Please add a passkey or a code app first: you check others."))
            return redirect("mfa_index")
        return None

    def _idle(self, request):
        """Too long since the last click in the admin site? Notes this one."""
        now = time.time()
        seen, request.session[SEEN_KEY] = request.session.get(SEEN_KEY, now), now
        return now - seen > settings.ADMIN_IDLE_SECONDS
