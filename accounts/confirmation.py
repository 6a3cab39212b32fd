"""Who gives a binding word proves anew who he is, after the click and for exactly that text.

allauth asks for the password or passkey, then repeats the request. We ask it for each such word:
a proof from before the click, or for another text, does not count.
"""

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.utils.translation import gettext as _

from core.errors import Refusal

SESSION_KEY = "confirmation"
STRONG = {"password", "webauthn"}
STRONG_PAGES = {"reauthenticate", "mfa_reauthenticate:webauthn"}
GOOD_FOR = 300  # seconds from the proof to its use


def confirmed_anew(request, purpose, subject):
    """How the person has just proved himself ("password" or "webauthn") for this ``purpose``.

    Without a fresh proof allauth's middleware leads to its page, which names the ``subject`` (a
    sentence to the reader), and then repeats this request. The proof is used up.
    """
    asked = request.session.pop(SESSION_KEY, None)
    if asked and asked["purpose"] == purpose and (method := _proof_since(request, asked["at"])):
        return method
    pages = get_adapter().get_reauthentication_methods(request.user)
    if STRONG_PAGES.isdisjoint(page["id"] for page in pages):
        raise Refusal(
            _("Your account has neither a password nor a passkey. Please set one up first.")
        )
    request.session[SESSION_KEY] = {
        "purpose": purpose,
        "at": time.time(),
        "subject": subject,
        "path": request.get_full_path(),
    }
    raise ReauthenticationRequired


def subject_of(request):
    """What the proof that this page asks for is good for; empty when it is asked for otherwise."""
    asked = request.session.get(SESSION_KEY)
    leads_to = request.POST.get("next") or request.GET.get("next")
    return asked["subject"] if asked and asked["path"] == leads_to else ""


def _proof_since(request, moment):
    records = get_authentication_records(request, request.user)
    fresh = [
        record.get("type", record["method"])
        for record in records
        if record.get("reauthenticated") and record["at"] >= max(moment, time.time() - GOOD_FOR)
    ]
    return next((how for how in reversed(fresh) if how in STRONG), "")
