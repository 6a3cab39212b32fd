"""What the QR in the room leads to: the participant's own phone says "I am here"."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import formats
from core.errors import Refusal
from core.limits import limit
from meetings import actions, changes, doors, room
from meetings.forms.attending import WhoForm
from meetings.models import Meeting
from villages.roles import of_region

A_PHONE = {"times": 60, "seconds": 600}  # a village's phones share one address on the net


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request, pk, code):
    """A GET shows who one is and where; the POST says so. Whoever has no account types a name."""
    meeting = get_object_or_404(Meeting.objects.select_related("organiser"), pk=pk)
    for verdict, status in ((doors.opens(code, meeting), 404), (room.can_check_in(meeting), 410)):
        if not verdict:
            return closed(request, verdict.reason, meeting if status == 410 else None, status)
    if of_region(request.acting) and "lain" not in request.GET:
        return representative(request, meeting, code)
    return stranger(request, meeting, code)


def representative(request, meeting, code):
    """One button, in the capacity in which the person acts."""
    if request.method == "POST":
        try:
            row = actions.check_in(meeting, by=request.acting)
        except Refusal as refusal:
            return closed(request, str(refusal), meeting, 409)
        words = _("Welcome, %(name)s. You are on the list.")
        messages.success(request, words % {"name": formats.before_stop(row.name)})
        return redirect("meetings:check_in", meeting.pk, code)
    own = meeting.roll.select_related("region").filter(user=request.user).first()
    context = {
        "meeting": meeting,
        "code": code,
        "row": own if own and own.is_here and not own.substitute else None,
        "at": changes.shown(meeting),
    }
    return show(request, context)


def stranger(request, meeting, code):
    """A name, an office and a region; the minute taker confirms it."""
    is_known = request.user.is_authenticated and not of_region(request.acting)
    name = request.user.full_name if is_known else ""
    form = WhoForm(request.POST or None, meeting=meeting, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        try:
            limit("meetings.check_in", get_adapter().get_client_ip(request), **A_PHONE)
            row = actions.check_in_by_name(meeting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("%(name)s is on the list. The minute taker confirms it.") % {"name": row.name},
            )
            return redirect("meetings:check_in", meeting.pk, code)
    context = {"meeting": meeting, "code": code, "form": form, "at": changes.shown(meeting)}
    return show(request, context)


def show(request, context):
    response = render(request, "meetings/check_in.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def closed(request, reason, meeting, status):
    context = {"reason": reason, "meeting": meeting}
    return render(request, "meetings/check_in_closed.html", context, status=status)
