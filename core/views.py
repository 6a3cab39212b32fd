"""What all views share: the button that changes state, one safe way back, and the trail."""

import re
import uuid
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core import audit
from core.errors import Refusal
from core.forms import OtherWords
from core.sending import SentOtherwise

_STAND_IN = re.compile(r"<[^>]*>")
TRAIL_SHORT, TRAIL_WHOLE = 20, 500  # lines of "Riwayat" on a page, and after asking for all


def safe_next(request, default):
    """Where to go next: the form's ``next`` if it is a path of this site, else ``default``."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if is_path(target) else default


def is_path(target):
    """Is it an address on this site, from its root on: /proyek/? "proyek" or a whole URL is not."""
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


def page_above(path):
    """The nearest page above: /proyek/K7M2/mulai/ lies below /proyek/K7M2/.

    A word of the address is nobody's code: above /proyek/gabung/7/ lies /proyek/.
    """
    here = _shape(path)
    while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/":
        if (above := _shape(path)) and here.startswith(above):
            return path
    return "/"


def _shape(path):
    """The address without what stands in for a code or a number; empty where there is none."""
    try:
        return _STAND_IN.sub("<>", resolve(path).route)
    except Resolver404:
        return ""


def way_back(request):
    """The page the person came from if it lies on this site, else the start page.

    Never the same page again, which would refuse again: from a form it leads to the page above.
    """
    target = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=settings.SECURE
    )
    if not ours:
        return "start"
    if urlsplit(target).path != request.path:
        return target
    return page_above(request.path) if request.method == "POST" else "start"


def asking_again(view):
    """A view whose form, sent before with other words, comes back with these and a new number."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except SentOtherwise as said:
            request.POST = _numbered_anew(request.POST, said)
            return view(request, *args, **kwargs)

    return answered


def _numbered_anew(sent, said):
    typed = sent.copy()
    for name, value in sent.items():
        if _is_number(value, said.token):
            typed[name] = OtherWords(said)
    return typed


def _is_number(text, token):
    """Is this the number of the form, in whatever way it was written?"""
    try:
        return uuid.UUID(text.strip()) == token
    except ValueError:
        return False


def refusable(view):
    """A view in which a ``Refusal`` becomes a message and a way back."""
    view = asking_again(view)

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


@dataclass(frozen=True)
class Trail:
    """The lines of "Riwayat" on a page; ``more``: older ones are a link away; ``cut``: at the cap."""

    lines: list
    more: bool = False
    cut: int = 0


def trail_for(request, target, **choice):
    """The trail of ``target``, short, or whole where ``?riwayat=semua`` asks for it.

    ``choice`` goes to ``audit.trail_of``. A form that came back with mistakes offers no link to
    the older lines: following it would lose what was typed.
    """
    whole = request.GET.get("riwayat") == "semua"
    shown = TRAIL_WHOLE if whole else TRAIL_SHORT
    lines = audit.trail_of(target, limit=shown + 1, **choice)
    older = len(lines) > shown
    return Trail(
        lines=lines[:shown],
        more=older and not whole and request.method != "POST",
        cut=shown if older and whole else 0,
    )
