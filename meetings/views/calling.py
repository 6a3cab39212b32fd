"""Calling a meeting in two pages: what, when and whom; then look at it and send.

Nothing is kept between the pages but what the form itself carries, so going back loses nothing.
"""

import uuid

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core import formats
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.long_lists import shortens
from core.views import refusable
from meetings import notices, rules
from meetings.documents import letters as documents
from meetings.forms.agenda import (
    agenda_rows,
    checked,
    edited,
    filled_agenda,
    is_editing,
    typed_agenda,
)
from meetings.forms.calling import CallForm
from meetings.forms.inputs import raw
from meetings.models import AgendaItem, Guest, Letter, Meeting
from meetings.share import whatsapp_text
from meetings.views.found import made_already
from meetings.views.letters import draft
from meetings.views.matters import carried, matters_of
from meetings.views.occasions import choices, occasion_of
from meetings.warnings import warnings_for
from notifications.letters import letter
from villages.models import Forum
from villages.speakers import receivers_among

ROWS = 3  # empty rows of the agenda at the beginning


@shortens(Meeting.MAX_REGIONS, "regions", "also")
@require_http_methods(["GET", "POST"])
@refusable
def call(request):
    """For which forum or project, then the form, then the preview, then sent."""
    require(rules.can_call(request.acting))
    occasion = occasion_of(request)
    if occasion is None:
        context = choices(request.acting) | {"title": _("Call a meeting")}
        return render(request, "meetings/meeting_choose.html", context)
    held_for = occasion.held_for
    if request.method == "GET":
        return _first_page(request, occasion)
    step = request.POST.get("step", "preview")
    if step == "send" and (called := _called_by_this_form(request)):
        return made_already(request, called)
    form, rows = _typed_forms(request, held_for)
    if step in ("edit", "guest") or is_editing(step) or form.is_searching:
        return _page(request, held_for, _unjudged(form, held_for, step), edited(rows, step))
    if not checked(form, rows):
        return _page(request, held_for, form, rows)
    if step == "send":
        return _send(request, occasion, form, rows)
    if step == "letter":
        return _draft(request, held_for, form, rows)
    context = _preview(request, held_for, form, rows)
    return render(request, "meetings/meeting_preview.html", context)


def _page(request, held_for, form, rows):
    """The first page, with what was typed."""
    context = {"form": form, "rows": rows, "held_for": held_for}
    return render(request, "meetings/meeting_call.html", context)


def _first_page(request, occasion):
    """The form with what is known; the preview at once where nothing is missing."""
    held_for = occasion.held_for
    matters = matters_of(request, held_for)
    agenda = [*occasion.agenda, *carried(matters)][: AgendaItem.MAX_ITEMS]
    initial = _usual(request, rules.candidates_of(held_for)) | occasion.facts
    if occasion.facts:
        data = {name: field.initial for name, field in CallForm.base_fields.items()} | initial
        form, rows = CallForm(data, held_for=held_for), filled_agenda(agenda, matters)
        if checked(form, rows):
            context = _preview(request, held_for, form, rows)
            return render(request, "meetings/meeting_preview.html", context)
    rows = agenda_rows(agenda if occasion.agenda else [*agenda, *[{}] * ROWS], matters)
    return _page(request, held_for, CallForm(initial=initial, held_for=held_for), rows)


def _usual(request, candidates):
    """What is usual: the region's own zone, everybody invited, open to all."""
    return {
        "uid": uuid.uuid4(),
        "kind": Meeting.Kind.COORDINATION,
        "zone": request.acting.region.zone,
        "regions": list(candidates.values_list("pk", flat=True)),
        "is_open": True,
        "letter_copies": "\n".join(documents.usual_copies(request.acting.region)),
    }


def _typed_forms(request, held_for):
    rows = typed_agenda(request, matters_of(request, held_for))
    return CallForm(request.POST, held_for=held_for), rows


def _called_by_this_form(request):
    """What a second click finds, before its agenda is looked at: the topics on it are taken now."""
    try:
        uid = uuid.UUID(request.POST.get("uid", ""))
    except ValueError:
        return None
    return Meeting.objects.filter(uid=uid, called_by=request.acting).first()


def _unjudged(form, held_for, step):
    """The same values without a word about mistakes; "guest" adds a row for one."""
    guests = [raw(row) for row in form.guests]
    more = int(step == "guest" and len(guests) < Guest.MAX_GUESTS)
    return CallForm(initial=raw(form), held_for=held_for, guests=guests + [{}] * more)


def _unsaved(request, held_for, form):
    """The meeting as it would be called."""
    facts = {name: value for name, value in form.facts().items() if name != "uid"}
    is_forum = isinstance(held_for, Forum)
    return Meeting(
        forum=held_for if is_forum else None,
        project=None if is_forum else held_for,
        organiser=request.acting.region,
        called_by=request.acting,
        **Meeting.rules_of(held_for),
        **facts,
    )


def _letter_content(meeting, form, rows):
    """The letter as it would be written now; its number is given when it is sent."""
    dated = formats.local(timezone.now(), meeting.zone).date()
    return documents.content_of(
        meeting,
        agenda=rows.items,
        number=documents.number_of(meeting, None, dated),
        dated=dated,
        wishes=form.wishes,
    )


def _draft(request, held_for, form, rows):
    """The letter as PDF, one for each of the invited, before it is sent."""
    try:
        limit("meetings.draft", request.user.pk, times=60, seconds=3600)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return _page(request, held_for, form, rows)
    meeting = _unsaved(request, held_for, form)
    content = _letter_content(meeting, form, rows)
    return draft(*_addressees(meeting, form), content)


def _addressees(meeting, form):
    """The first line of each letter: of the regions' that vote, of those that do not, and of the
    guests'."""
    guests = [str(Guest(**guest)) for guest in form.guests.guests]
    regions = form.cleaned_data["invited"]
    apart = _without_vote(meeting, regions)
    voting = documents.addressees_of([region for region in regions if region not in apart])
    return voting, documents.addressees_of(apart), guests


def _preview(request, held_for, form, rows):
    """The mail as the first of the invited gets it, the letter, the text for WhatsApp, warnings."""
    meeting, acting = _unsaved(request, held_for, form), request.acting
    regions = form.cleaned_data["invited"]
    url = settings.SITE_URL + reverse("meetings:list")
    reader = rules.receivers_of([region.pk for region in regions]).first() or acting
    context = notices.invitation_context(
        meeting, reader, agenda=rows.items, url=url, letter_url=url
    )
    region = reader.region if reader != acting else regions[0]
    guests = [each.full_name for each in _without_vote(meeting, regions)]
    context |= {
        "invited": region.full_name,
        "is_own": region == acting.region,
        "is_guest": region.full_name in guests,
    }
    mail = letter("meetings/mail/invitation", None, context)
    return {
        "form": form,
        "rows": rows,
        "held_for": held_for,
        "meeting": meeting,
        "regions": regions,
        "without_vote": guests,
        "receivers": receivers_among(regions),
        "warnings": warnings_for(
            meeting, regions, rows.items, is_urgent=form.wishes["nature"] == Letter.Nature.URGENT
        ),
        "mail": mail,
        "letter": _letter_content(meeting, form, rows),
        "addressees": [to for part in _addressees(meeting, form) for to in part],
        "whatsapp_text": whatsapp_text(meeting, url),
    }


def _without_vote(meeting, regions):
    """Those who would be guests of an assembly."""
    if not meeting.counts_members:
        return []
    members = set(rules.candidates_of(meeting.forum))
    return [region for region in regions if region not in members]


def _send(request, occasion, form, rows):
    """Call it; the same form a second time leads to the meeting that it has called."""
    try:
        limit("meetings.call", request.user.pk, times=20, seconds=3600)
        if form.guests.guests:  # strangers get mail from us
            limit("meetings.guests", request.user.pk, times=10, seconds=86400)
        meeting = occasion.send(
            by=request.acting,
            **form.addressed,
            agenda=rows.items,
            letter=form.wishes,
            **form.facts(),
        )
    except Refusal as refusal:
        if called := _called_by_this_form(request):
            return made_already(request, called)
        messages.warning(request, str(refusal))
        return _page(request, occasion.held_for, form, rows)
    count = len(form.cleaned_data["invited"])
    text = ngettext(
        "The invitation is on its way to %(count)d region. Answers appear on this page.",
        "The invitation is on its way to %(count)d regions. Answers appear on this page.",
        count,
    )
    messages.success(request, text % {"count": count})
    if meeting.kind == Meeting.Kind.TRAINING:
        return redirect("trainings:open", meeting.pk)
    return redirect(meeting)
