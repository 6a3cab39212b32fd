"""Asking for dates in two pages: what, when and whom; then look at it and send."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.long_lists import shortens
from meetings import actions, changes, poll_notices, rules
from meetings.forms.inputs import raw
from meetings.forms.polling import PollForm, checked, slot_rows, typed_again, typed_slots
from meetings.models import Meeting, Poll, Slot
from meetings.views.found import made_already
from meetings.views.occasions import choices, held_for_of
from meetings.warnings import warnings_for_date
from notifications.letters import letter
from villages.models import Forum
from villages.speakers import receivers_among

ROWS = 3  # empty dates at the beginning


@shortens(Meeting.MAX_REGIONS, "regions")
@require_http_methods(["GET", "POST"])
def ask(request):
    """For which forum or project, then the form, then the preview, then sent."""
    require(rules.can_call(request.acting))
    held_for = held_for_of(request)
    if held_for is None:
        context = choices(request.acting) | {"title": _("Ask for a date")}
        return render(request, "meetings/meeting_choose.html", context)
    if request.method == "GET":
        return _page(request, held_for, *_new_forms(request, held_for))
    form, rows = PollForm(request.POST, held_for=held_for), typed_slots(request)
    step = request.POST.get("step", "preview")
    if step in ("add", "edit"):
        typed = raw(form)
        form = PollForm(initial=typed, held_for=held_for)
        rows = typed_again(rows, typed["zone"], more=int(step == "add"))
        return _page(request, held_for, form, rows)
    if not checked(form, rows):
        return _page(request, held_for, form, rows)
    if step == "send":
        return _send(request, held_for, form, rows)
    return render(request, "meetings/poll_preview.html", _preview(request, held_for, form, rows))


def _page(request, held_for, form, rows):
    context = {"form": form, "rows": rows, "held_for": held_for}
    return render(request, "meetings/poll_ask.html", context)


def _new_forms(request, held_for):
    """Empty but for what is usual: the region's own zone, everybody asked."""
    zone = request.acting.region.zone
    initial = {
        "uid": uuid.uuid4(),
        "kind": Meeting.Kind.COORDINATION,
        "zone": zone,
        "regions": list(rules.candidates_of(held_for).values_list("pk", flat=True)),
    }
    return PollForm(initial=initial, held_for=held_for), slot_rows([{}] * ROWS, zone)


def _unsaved(request, held_for, form):
    """The poll as it would be sent."""
    facts = {name: value for name, value in form.facts().items() if name != "uid"}
    of = {"forum": held_for} if isinstance(held_for, Forum) else {"project": held_for}
    return Poll(organiser=request.acting.region, asked_by=request.acting, **of, **facts)


def _preview(request, held_for, form, rows):
    """The mail as the first of the asked gets it, and what speaks against each date."""
    poll, acting = _unsaved(request, held_for, form), request.acting
    regions = list(form.cleaned_data["regions"])
    dates = [Slot(poll=poll, starts_at=start, ends_at=end) for start, end in rows.slots]
    reader = rules.receivers_of([region.pk for region in regions]).first() or acting
    url = settings.SITE_URL + reverse("meetings:list")
    context = poll_notices.asked_context(poll, reader, dates=dates, url=url)
    context["asked"] = reader.region.full_name if reader != acting else regions[0].full_name
    return {
        "form": form,
        "rows": rows,
        "held_for": held_for,
        "poll": poll,
        "regions": regions,
        "receivers": receivers_among(regions),
        "dates": [
            (changes.when(date.starts_at, date.ends_at, poll.zone), warnings_for_date(date))
            for date in dates
        ],
        "mail": letter("meetings/mail/poll_asked", None, context),
    }


def _send(request, held_for, form, rows):
    """Ask; the same form a second time leads to the poll that it has sent."""
    regions = list(form.cleaned_data["regions"])
    try:
        limit("meetings.ask", request.user.pk, times=20, seconds=3600)
        poll = actions.ask(
            by=request.acting, held_for=held_for, regions=regions, slots=rows.slots, **form.facts()
        )
    except Refusal as refusal:
        own = Poll.objects.filter(uid=form.cleaned_data["uid"], asked_by=request.acting)
        if sent := own.first():
            return made_already(request, sent)
        messages.warning(request, str(refusal))
        return _page(request, held_for, form, rows)
    count = len(regions)
    text = ngettext(
        "The question is on its way to %(count)d region. Answers appear on this page.",
        "The question is on its way to %(count)d regions. Answers appear on this page.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect(poll)
