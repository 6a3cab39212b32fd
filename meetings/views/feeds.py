"""Meetings for calendar programs: a person's own under a private address, a forum's open ones.

A program asks every few hours and is told "not modified" as long as nothing is: the rows are
fetched and written only when something has changed.
"""

import hashlib
import re
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.language import speaking
from core import formats
from core.errors import Refusal
from core.limits import limit
from core.views import button
from meetings import actions, calendars
from meetings.models import CalendarSubscription, Meeting
from villages.models import Forum, Mandate

WINDOW = timedelta(days=365)  # so far back and ahead
MOST = 500  # meetings in one calendar


@login_not_required
@require_safe
def personal(request, token):
    """What the person's mandates of today see; nothing without one, nothing once revoked.

    ``?forum=7`` narrows it to the sittings of one forum.
    """
    subscription = CalendarSubscription.objects.of_token(token)
    if subscription is None:
        raise Http404
    user = subscription.user
    with speaking(user):
        name = _("Meetings of %(name)s") % {"name": user}
        meetings = Meeting.objects.concerning(user)
        if forum := _wanted_forum(request):
            name, meetings = f"{forum.name}: {user}", meetings.filter(forum=forum)
        since = max([subscription.made_at, *_changes_of_mandates(user)])
        response = _feed(request, meetings, name, key=subscription.digest, since=since)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _wanted_forum(request):
    number = request.GET.get("forum", "")
    if not number:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", number):
        raise Http404
    return get_object_or_404(Forum, pk=int(number))


@login_not_required
@require_safe
def of_forum(request, pk):
    """The open meetings of a forum, for everybody."""
    forum = get_object_or_404(Forum, pk=pk)
    meetings = Meeting.objects.filter(forum=forum, is_open=True)
    response = _feed(request, meetings, forum.name, key=f"forum {pk}", since=forum.updated_at)
    response["Cache-Control"] = "public, no-cache"
    return response


def _changes_of_mandates(user):
    """The moments at which the person could see other meetings than before."""
    now = timezone.now()
    rows = Mandate.objects.filter(user=user).values_list("updated_at", "starts_on", "ends_on")
    moments = []
    for updated_at, starts_on, ends_on in rows:
        days = [starts_on, *([ends_on + timedelta(days=1)] if ends_on else [])]
        zone = timezone.get_default_timezone()
        moments += [updated_at, *(datetime.combine(day, time.min, zone) for day in days)]
    return [moment for moment in moments if moment <= now]


def _feed(request, meetings, name, *, key, since):
    now = timezone.now()
    near = meetings.between(now - WINDOW, now + WINDOW).order_by("-starts_at", "-pk")
    state = list(near.values_list("pk", "updated_at")[:MOST])
    known = repr((key, name, get_language(), state)).encode()
    etag = quote_etag(hashlib.sha256(known).hexdigest())
    changed_at = max([since, *(updated_at for _pk, updated_at in state)])
    seconds = int(changed_at.timestamp())
    response = get_conditional_response(request, etag, seconds)
    if response is None:
        rows = Meeting.objects.filter(pk__in=[pk for pk, _at in state]).select_related("organiser")
        content = calendars.feed(rows.order_by("starts_at", "pk"), name)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="pertemuan.ics"'
    response["ETag"] = etag
    response["Last-Modified"] = http_date(seconds)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request):
    """The person's own page: make the address, or a new one; it is shown this once."""
    address = ""
    if request.method == "POST":
        try:
            limit("meetings.subscribe", request.user.pk, times=20, seconds=3600)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect("meetings:subscription")
        token = actions.subscribe(request.user, by=request.acting or request.user)
        address = settings.SITE_URL + reverse("meetings:calendar_feed", args=[token])
    row = CalendarSubscription.objects.filter(user=request.user).first()
    context = {
        "subscription": row,
        "address": address,
        "webcal": formats.webcal(address),
        "forums": _by_forum(request.user, address) if address else [],
    }
    return render(request, "meetings/calendarsubscription_detail.html", context)


def _by_forum(user, address):
    """(forum, the same address narrowed to it) of those in which the person speaks."""
    forums = Forum.objects.spoken_for_by(user).order_by("name")[:20]
    return [(forum, f"{address}?forum={forum.pk}") for forum in forums]


@button
def unsubscribe(request):
    """Take the address back."""
    actions.unsubscribe(request.user, by=request.acting or request.user)
    messages.success(request, _("The address is revoked and opens nothing any more."))
    return redirect("meetings:subscription")
