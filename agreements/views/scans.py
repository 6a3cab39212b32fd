"""What the pages share on which a paper is handed in with a binding word: its fresh proof."""

import time

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.confirmation import confirmed_anew
from core.access import require

PROOF_KEY = "agreements.paper"
PROOF_GOOD_FOR = 900  # seconds in which the file is chosen and sent


def proved(request, purpose, subject):
    """Has the person proved anew who he is, for this paper? A chosen file does not survive the way
    to the page for the password, so the proof comes before the form and is good for a while."""
    proof = request.session.get(PROOF_KEY)
    if proof and proof["purpose"] == purpose and time.time() - proof["at"] < PROOF_GOOD_FOR:
        return True
    if request.method == "POST":
        return False
    confirmed_anew(request, purpose, subject)
    request.session[PROOF_KEY] = {"purpose": purpose, "at": time.time()}
    return True


def too_old(form):
    """The form of somebody whose proof has grown old, with a sentence at its top."""
    form.is_valid()
    form.add_error(
        None, _("Your proof is more than 15 minutes old. Please open this page again to renew it.")
    )
    return without_file(form)


def without_file(form):
    """A form that is shown again does not have the chosen file any more."""
    if form.files.get("paper") and "paper" not in form.errors:
        form.add_error("paper", _("Please choose the file again; it was not kept."))
    return form


def sent(request):
    """What a form is bound to; nothing where the page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def is_late(request, agreement, verdict):
    """Does a paper come too late to be recorded? Then it is compared with the one that is kept
    (``answered_before``). Who may not record one at all hears so at once."""
    if request.method != "POST" or not verdict.moved_on or agreement.current is None:
        require(verdict)
    return not verdict


def answered_before(request, agreement, form, kept, verdict):
    """The first click's answer where ``kept`` finds these words and this file recorded; else the
    reason why it is too late."""
    if not form.is_valid() or not kept(agreement, by=request.acting, **form.cleaned_data):
        require(verdict)
    return recorded(request, agreement)


def used_up(request):
    """The word is given; the next one asks for a proof of its own."""
    request.session.pop(PROOF_KEY, None)


def recorded(request, agreement):
    """The proof is used up; back to the agreement, or to the dispute."""
    used_up(request)
    messages.success(
        request, _("Recorded: signed on paper. The scan is kept with its fingerprint.")
    )
    return redirect(agreement)
