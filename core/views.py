"""What all views share: the button that changes state, and one safe way back."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core.errors import Refusal


def safe_next(request, default):
    """Where to go next: the form's ``next`` if it lies on this site, else ``default``."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=settings.SECURE
    ):
        return target
    return default


def way_back(request):
    """The page the person came from if it lies on this site, else the start page.

    Reading a page never leads back to the same page: that would go round in circles.
    """
    target = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=settings.SECURE
    )
    if ours and (request.method == "POST" or urlsplit(target).path != request.path):
        return target
    return "start"


def refusable(view):
    """A view in which a ``Refusal`` becomes a message and a way back."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(refusal.back or way_back(request))

    return answered


def button(view):
    """A view behind a button: POST only, and refusable."""
    return require_POST(refusable(view))
