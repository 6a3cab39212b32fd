"""Live minutes: one item after the other, saved by script as one types, or by a button without."""

import uuid
from functools import wraps

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import formats, seals
from core.access import require
from core.errors import Refusal
from core.views import button, refusable
from meetings import actions
from meetings import minutes_rules as rules
from meetings.actions.minuting import Conflict, Taken
from meetings.forms.minutes import SaveForm
from meetings.models import AgendaItem, Meeting, Minutes

JSON = "application/json"
Mark = AgendaItem.State
MARKS = [
    (Mark.REACHED, pgettext_lazy("agenda", "Dealt with")),
    (Mark.MISSED, pgettext_lazy("agenda", "Not reached")),
    (Mark.POSTPONED, pgettext_lazy("agenda", "Postponed")),
]
TAKEN, MOVED_ON, CONFLICT, UNREADABLE = 423, 410, 409, 400


def meeting_of(request, pk):
    """A meeting that the person sees; 404 otherwise."""
    meetings = Meeting.objects.visible_to(request.user)
    return get_object_or_404(meetings.select_related("forum", "project", "organiser"), pk=pk)


def minutes_of(meeting):
    """Its minutes, or None."""
    found = Minutes.objects.select_related("writer__user").filter(meeting=meeting).first()
    if found:
        found.meeting = meeting
    return found


def written(request, pk):
    """The meeting and its minutes, for one who writes them now."""
    meeting = meeting_of(request, pk)
    minutes = minutes_of(meeting)
    verdict = rules.can_write_minutes(request.acting, meeting, minutes)
    if verdict.moved_on:
        raise Refusal(verdict.reason, back=minutes or meeting)
    require(verdict)
    return meeting, minutes


def opened(request, pk):
    """The same, where the minutes were opened before."""
    meeting, minutes = written(request, pk)
    if minutes is None:
        raise Refusal(_("There are no minutes yet. Open them first."), back=meeting)
    return meeting, minutes


def client_of(request):
    """The number of this browser, for the lease; it tells nothing about the session."""
    digest = salted_hmac("meetings.minutes", request.session.session_key or "").hexdigest()
    return uuid.UUID(digest[:32])


@never_cache
@refusable
@require_http_methods(["GET", "POST"])
def write(request, pk):
    """The page of the note taker; a POST opens the minutes or follows a changed agenda."""
    meeting, minutes = written(request, pk)
    if request.method == "POST":
        if minutes is None:
            actions.begin_minutes(meeting, by=request.acting)
        else:
            actions.follow_agenda(minutes, by=request.acting)
        return redirect("meetings:minuting", pk)
    if minutes is None:
        return render(request, "meetings/minutes_begin.html", {"meeting": meeting})
    return _page(request, minutes)


def _page(request, minutes, *, item=None, typed=None, loose="", note="", conflict=None, status=200):
    """``typed`` is what a save without script has sent and could not keep; ``loose`` the same, of an
    item that is gone."""
    items = list(minutes.items.select_related("agenda_item"))
    chosen = request.GET.get("butir", "0")
    place = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    current = item or items[min(place, len(items) - 1)]
    number = items.index(current)
    now, client = timezone.now(), client_of(request)
    initial = {
        "item": current.pk,
        "revision": current.revision,
        "key": uuid.uuid4(),
        "read": seals.digest(current.text),
        "text": current.text if typed is None else typed,
    }
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "form": SaveForm(initial=initial),
        "items": items,
        "current": current,
        "number": number,
        "after": number + 1 if number + 1 < len(items) else None,
        "before": number - 1 if number else None,
        "clock": formats.local(now, minutes.meeting.zone),
        "zone_label": formats.zone_label(minutes.meeting.zone),
        "writer": other_writer(minutes, client, now),
        "is_stale": is_stale(minutes, items),
        "note": note,
        "conflict": conflict,
        "loose": loose,
        "saved": saved_at(current, minutes.meeting.zone),
        "marks": MARKS,
        "for_script": [for_script(row, minutes.meeting.zone) for row in items],
    }
    return render(request, "meetings/minutes_write.html", context, status=status)


def is_stale(minutes, items):
    """Is the agenda another one than the items follow?"""
    agenda = [(item.pk, item.title) for item in minutes.meeting.agenda.all()]
    return agenda != [(row.agenda_item_id, row.title) for row in items if row.agenda_item_id]


def other_writer(minutes, client, now):
    """Who else writes just now, or nothing."""
    if minutes.is_held(now) and minutes.writer_client != client:
        return str(minutes.writer.user)
    return ""


def saved_at(item, zone):
    """Draf tersimpan pukul 10.42 WIB."""
    if item.saved_at is None:
        return ""
    return _("Draft saved %(time)s.") % {"time": formats.at_clock(item.saved_at, zone)}


def for_script(item, zone):
    return {
        "id": item.pk,
        "title": item.title,
        "text": item.text,
        "revision": item.revision,
        "note": saved_at(item, zone),
        "mark": item.agenda_item.state if item.agenda_item else None,
    }


def answered(view):
    """A refusal as JSON for a script, as a message and a way back for a form."""

    @wraps(view)
    def inner(request, pk):
        try:
            return view(request, pk)
        except Refusal as refusal:
            if _by_script(request):
                return JsonResponse({"message": str(refusal)}, status=MOVED_ON)
            raise

    return button(inner)


def _by_script(request):
    return request.headers.get("Accept") == JSON


@answered
def save(request, pk):
    """Keep one item's text; what cannot be kept is shown again, never lost."""
    _meeting, minutes = opened(request, pk)
    return _save(request, minutes, SaveForm(request.POST))


def _save(request, minutes, form):
    item = None
    if form.is_valid():
        item = minutes.items.filter(pk=form.cleaned_data.pop("item")).first()
    if item is None:
        return _unreadable(request, minutes, form)
    facts = form.cleaned_data
    facts.pop("read")
    try:
        revision = actions.save_item(item, by=request.acting, client=client_of(request), **facts)
    except Taken as taken:
        return _taken(request, minutes, item, facts, taken)
    except Conflict as conflict:
        return _conflict(request, minutes, facts["text"], conflict)
    item.refresh_from_db()
    if _by_script(request):
        return JsonResponse({"revision": revision, "saved": saved_at(item, minutes.meeting.zone)})
    return redirect(_place(minutes, item, further="next" in request.POST))


def _typed(request, minutes):
    """What a save of the typed text answers to another button; nothing where nothing was typed."""
    form = SaveForm(request.POST)
    if "text" in request.POST and not (form.is_valid() and form.is_as_read()):
        return _save(request, minutes, form)
    return None


def _item_of(request, items):
    """The item that the page showed, if it is among these."""
    number = request.POST.get("item", "")
    return items.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None


def _place(minutes, item, *, further):
    """The page of this item, or of the next one."""
    last = minutes.items.count() - 1
    place = min(item.position + further, last)
    return f"{reverse('meetings:minuting', args=[minutes.meeting_id])}?butir={place}"


def _unreadable(request, minutes, form):
    errors = [str(text) for texts in form.errors.values() for text in texts]
    note = errors[0] if errors else _("This item is no longer in the minutes.")
    if _by_script(request):
        return JsonResponse({"message": note}, status=UNREADABLE)
    item, typed = _item_of(request, minutes.items), form.data.get("text", "")
    kept = {"item": item, "typed": typed} if item else {"loose": typed}
    return _page(request, minutes, **kept, note=note, status=UNREADABLE)


def _taken(request, minutes, item, facts, taken):
    """Who then takes over has seen what the other wrote meanwhile."""
    if _by_script(request):
        writer = str(taken.minutes.writer.user)
        return JsonResponse({"writer": writer, "message": str(taken)}, status=TAKEN)
    return _page(
        request, minutes_of(minutes.meeting), item=item, typed=facts["text"], note=str(taken),
        conflict=item if item.revision != facts["revision"] else None, status=TAKEN,
    )  # fmt: skip


def _conflict(request, minutes, typed, conflict):
    item = conflict.item
    if _by_script(request):
        answer = {"message": str(conflict), "item": for_script(item, minutes.meeting.zone)}
        return JsonResponse(answer, status=CONFLICT)
    return _page(
        request, minutes, item=item, typed=typed,
        note=str(conflict), conflict=item, status=CONFLICT,
    )  # fmt: skip


@answered
def mark(request, pk):
    """Say what became of an item of the agenda."""
    _meeting, minutes = opened(request, pk)
    items = minutes.items.filter(agenda_item__isnull=False).select_related("agenda_item")
    item, state = _item_of(request, items), request.POST.get("mark", "")
    if item is None or state not in dict(MARKS):
        if shown_again := _typed(request, minutes):
            return shown_again
        raise Refusal(_("This item is no longer in the minutes."))
    marked = actions.mark_item(item.agenda_item, by=request.acting, state=state)
    if _by_script(request):
        return JsonResponse({"mark": marked.state})
    return _typed(request, minutes) or redirect(_place(minutes, item, further=False))


@answered
def pen(request, pk):
    """Begin to write, go on, or take over from somebody else."""
    meeting, minutes = opened(request, pk)
    try:
        actions.take_pen(
            minutes,
            by=request.acting,
            client=client_of(request),
            take_over="take_over" in request.POST,
        )
    except Taken as taken:
        if not _by_script(request):
            raise
        writer = str(taken.minutes.writer.user)
        return JsonResponse({"writer": writer, "message": str(taken)}, status=TAKEN)
    if _by_script(request):
        return JsonResponse({"writer": ""})
    minutes = minutes_of(meeting)  # with its new writer
    item = _item_of(request, minutes.items) or minutes.items.first()
    return _typed(request, minutes) or redirect(_place(minutes, item, further=False))


@never_cache
@require_safe
def state(request, pk):
    """For those who read along: who writes, and the items that are other than they know."""
    meeting = meeting_of(request, pk)
    minutes = minutes_of(meeting)
    require(rules.can_write_minutes(request.acting, meeting))
    if minutes is None or not minutes.is_draft:
        text = _("The minutes were sent for review and are no longer written.")
        return JsonResponse({"message": text}, status=MOVED_ON)
    known = request.GET.get("tahu", "").split(".")
    items = list(minutes.items.select_related("agenda_item"))
    seen = dict(zip((row.pk for row in items), known, strict=False))
    return JsonResponse(
        {
            "writer": other_writer(minutes, client_of(request), timezone.now()),
            "items": [
                for_script(row, meeting.zone)
                for row in items
                if seen.get(row.pk) != str(row.revision)
            ],
        }
    )
