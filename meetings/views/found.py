"""What the views of the floor share: rows that are there, and what a form has made already."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.access import require
from core.errors import Refusal
from meetings import rules
from meetings.models import Decision, Meeting


def need(verdict, back):
    """Go on; or lead back to the page that shows how things stand, or refuse with the reason."""
    if not verdict and verdict.moved_on:
        raise Refusal(verdict.reason, back=back)
    require(verdict)


def made_already(request, made):
    """Lead to what this form has made before; what was typed since is not saved, and that is said."""
    text = _("This form has been sent before. If you meant something else since, change it here.")
    messages.info(request, text)
    return redirect(made)


def minuted_meeting(request, pk, rule=rules.can_minute):
    """A meeting that the person sees and whose minutes he keeps now; or by another ``rule``."""
    meetings = Meeting.objects.visible_to(request.user)
    meeting = get_object_or_404(meetings.select_related("forum", "project", "organiser"), pk=pk)
    need(rule(request.acting, meeting), meeting)
    return meeting


def decision_or_404(request, code):
    """A decision of a meeting that the person sees, with its vote."""
    visible = Decision.objects.visible_to(request.user).select_related(
        "meeting__forum", "meeting__project", "meeting__organiser",
        "recorded_by__user", "recorded_by__region", "vote",
    )  # fmt: skip
    return get_object_or_404(visible, code=code)
