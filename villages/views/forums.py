"""Forums: what they are, who sits in them, and their rules."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import formats
from core.access import require
from core.errors import Refusal
from core.views import button, trail_for
from villages import rules
from villages.actions import forums as actions
from villages.distances import said
from villages.forms.forum import FoundForumForm, MemberForm, RulesForm
from villages.models import Forum, Membership
from villages.views.places import representatives_of

LABELS = {
    "answer": gettext_lazy("Missing answer"),
    "meeting": gettext_lazy("Meeting is near"),
    "remarks": gettext_lazy("Minutes to confirm"),
    "task": gettext_lazy("Tasks"),
    "minutes": gettext_lazy("Missing minutes"),
}


def _context(request, forum, form):
    today = timezone.localdate()
    seats = forum.memberships.on(today).select_related("region__parent__parent__parent")
    return {
        "forum": forum,
        "seats": seats.order_by("region__code"),
        "meetings": forum.meetings.visible_to(request.user).coming().order_by("starts_at")[:5],
        "webcal": formats.webcal(
            settings.SITE_URL + reverse("meetings:forum_feed", args=[forum.pk])
        ),
        "reminders": _reminders(forum),
        "letter_number": forum.letter_number(1, today),
        "series": forum.series.running().visible_to(request.user),
        "proposals": _proposals(request, forum),
        "officers": representatives_of(forum.home),
        "can_change": rules.can_change_forum(request.acting, forum),
        "form": form,
        "trail": trail_for(request, forum),
    }


def _proposals(request, forum):
    """How many topics wait for a sitting, told to the members; nothing for others."""
    if not Forum.objects.spoken_for_by(request.user).filter(pk=forum.pk).exists():
        return ""
    waiting = forum.agenda_topics.waiting().count()
    text = ngettext("%(n)d topic waits for a sitting.", "%(n)d topics wait for a sitting.", waiting)
    return text % {"n": waiting} if waiting else _("No topic waits for a sitting.")


def _reminders(forum):
    """Each kind with its distances in words."""
    return [
        (LABELS[kind], ", ".join(map(said, distances)) or "–")
        for kind, distances in forum.reminder_rules.items()
    ]


@login_not_required
@require_safe
def forum(request, pk):
    """Members, rules, coming meetings."""
    forum = get_object_or_404(Forum.objects.select_related("home__parent"), pk=pk)
    form = MemberForm() if rules.can_change_forum(request.acting, forum) else None
    return render(request, "villages/forum_detail.html", _context(request, forum, form))


@require_http_methods(["GET", "HEAD", "POST"])
def found(request):
    """A new forum, at home in the region for which the officer acts."""
    require(rules.can_found_forum(request.acting))
    home = request.acting.region
    form = FoundForumForm(request.POST or None, request.FILES or None, home=home)
    if form.is_valid():
        try:
            forum = actions.found_forum(by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The forum is founded. Call its first meeting."))
            return redirect(forum)
    return render(request, "villages/forum_form.html", {"form": form, "home": home})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """The forum's rules."""
    forum = get_object_or_404(Forum.objects.select_related("home"), pk=pk)
    require(rules.can_change_forum(request.acting, forum))
    form = RulesForm(
        request.POST or None,
        request.FILES or None,
        initial=RulesForm.initial_of(forum),
        has_logo=bool(forum.letter_logo),
    )
    if form.is_valid():
        try:
            actions.change_rules(forum, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved. It holds for meetings called from now on."))
            return redirect(forum)
    context = {"form": form, "forum": forum, "home": forum.home}
    return render(request, "villages/forum_form.html", context)


@require_http_methods(["POST"])
def add_member(request, pk):
    """One more member; the form stands on the forum's page."""
    forum = get_object_or_404(Forum.objects.select_related("home__parent"), pk=pk)
    require(rules.can_change_forum(request.acting, forum))
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            seat = actions.add_member(forum, form.cleaned_data["region"], by=request.acting)
            messages.success(request, _("%(region)s is a member now.") % {"region": seat.region})
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        return redirect(forum)
    return render(request, "villages/forum_detail.html", _context(request, forum, form))


@button
def remove_member(request, pk, seat):
    """End a seat."""
    seats = Membership.objects.select_related("forum__home", "region")
    seat = get_object_or_404(seats, pk=seat, forum=pk)
    require(rules.can_change_forum(request.acting, seat.forum))
    actions.remove_member(seat, by=request.acting)
    messages.success(request, _("The seat of %(region)s has ended.") % {"region": seat.region})
    return redirect(seat.forum)
