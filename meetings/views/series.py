"""A series of meetings: begun, its dates, one or all from a day on changed, one left out, ended."""

import uuid
from datetime import timedelta
from typing import NamedTuple

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import formats
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import button, refusable, trail_for
from meetings import actions, changes, recurrence, rhythm, rules
from meetings.forms.agenda import agenda_rows, checked, edited, is_editing, typed_agenda
from meetings.forms.calling import initial_span
from meetings.forms.inputs import raw
from meetings.forms.recurring import (
    ChangeSeriesForm,
    LeaveOutForm,
    OccurrenceForm,
    SeriesForm,
)
from meetings.models import Meeting, Occurrence, Series
from meetings.views.found import made_already, need
from meetings.views.occasions import choices, held_for_of
from meetings.views.warned import NOTHING, unread
from meetings.warnings import warnings_for_date, warnings_for_move

ROWS = 3  # empty rows of the agenda at the beginning
SHOWN = 20  # dates on the page; three months of weeks are fourteen
LOOK = {
    Occurrence.State.PLANNED: ("", "clock"),
    Occurrence.State.CALLED: ("ok", "check"),
    Occurrence.State.CANCELLED: ("bad", "x"),
}


class Date(NamedTuple):
    """One coming date as the page shows it."""

    occurrence: Occurrence
    shown: changes.Shown
    place: str
    label: str
    kind: str
    icon: str
    moved_from: str
    warnings: list
    meeting: Meeting | None
    is_planned: bool


def all_series():
    return Series.objects.select_related(
        "forum", "project", "organiser", "started_by__user", "started_by__region"
    )


@require_safe
def series_detail(request, pk):
    """Open to those who sit in the forum or project."""
    series = get_object_or_404(all_series().visible_to(request.user), pk=pk)
    now = timezone.now()
    coming = series.occurrences.coming(now).select_related("meeting")[:SHOWN]
    context = {
        "series": series,
        "rhythm": rhythm.in_words(series.rule),
        "clock": formats.span(*series.span(series.first_day), series.zone),
        "dates": [_date(occurrence, now) for occurrence in coming],
        "manage": rules.can_manage_series(request.acting, series),
        "trail": trail_for(request, series),
    }
    return render(request, "meetings/series_detail.html", context)


def _date(occurrence, now):
    """What has been called is shown as it is now, wherever it was moved to since."""
    meeting = occurrence.meeting
    state = Occurrence.State(occurrence.state)
    label, look = state.label, LOOK[state]
    if meeting and not meeting.is_scheduled:
        is_off = meeting.state == Meeting.State.CANCELLED
        label, look = meeting.get_state_display(), LOOK["cancelled" if is_off else "called"]
    is_planned = state == Occurrence.State.PLANNED and occurrence.series.is_running
    date = meeting or occurrence
    moved = formats.local(date.starts_at, date.zone).date() != occurrence.day
    return Date(
        occurrence=occurrence,
        shown=changes.shown(date, now),
        place=meeting.where if meeting else occurrence.place,
        label=capfirst(label),
        kind=look[0],
        icon=look[1],
        moved_from=formats.long_day(occurrence.day) if moved else "",
        warnings=warnings_for_date(date) if is_planned else [],
        meeting=meeting,
        is_planned=is_planned,
    )


@require_http_methods(["GET", "POST"])
def start(request):
    """For which forum or project, then what recurs and how."""
    require(rules.can_call(request.acting))
    held_for = held_for_of(request)
    if held_for is None:
        context = choices(request.acting) | {"title": _("Begin a series of meetings")}
        return render(request, "meetings/meeting_choose.html", context)
    if request.method == "GET":
        initial = {
            "uid": uuid.uuid4(),
            "kind": Meeting.Kind.COORDINATION,
            "zone": request.acting.region.zone,
            "is_open": True,
        }
        return _form_page(
            request,
            held_for,
            SeriesForm(initial=initial, held_for=held_for),
            agenda_rows([{}] * ROWS),
        )
    form, rows = SeriesForm(request.POST, held_for=held_for), typed_agenda(request)
    if is_editing(step := request.POST.get("step", "")):
        return _form_page(
            request, held_for, SeriesForm(initial=raw(form), held_for=held_for), edited(rows, step)
        )
    if not checked(form, rows):
        return _form_page(request, held_for, form, rows)
    return _started(request, held_for, form, rows)


def _form_page(request, held_for, form, rows):
    context = {"form": form, "rows": rows, "held_for": held_for}
    return render(request, "meetings/series_form.html", context)


def _started(request, held_for, form, rows):
    """Begin it; the same form a second time leads to the series that it has begun."""
    usual = [
        {name: row[name] for name in ("title", "kind", "minutes", "speaker")} for row in rows.items
    ]
    try:
        limit("meetings.series", request.user.pk, times=20, seconds=3600)
        series = actions.start_series(
            by=request.acting, held_for=held_for, agenda=usual, **form.facts()
        )
    except Refusal as refusal:
        own = Series.objects.filter(uid=form.cleaned_data["uid"], started_by=request.acting)
        if begun := own.first():
            return made_already(request, begun)
        messages.warning(request, str(refusal))
        return _form_page(request, held_for, form, rows)
    messages.success(
        request,
        _("The dates of the next three months stand below. No invitation is sent by itself."),
    )
    return redirect(series)


def own_occurrence(request, pk):
    """A planned date of a series that the person may change; 404 or 403 otherwise."""
    found = Occurrence.objects.filter(series__in=Series.objects.visible_to(request.user))
    occurrence = get_object_or_404(
        found.select_related("series__forum", "series__project", "series__organiser"), pk=pk
    )
    require(rules.can_manage_series(request.acting, occurrence.series))
    if occurrence.state != Occurrence.State.PLANNED:
        raise Refusal(
            _("This date has been called or cancelled. Please look at the page again."),
            back=occurrence.series,
        )
    return occurrence


@require_http_methods(["GET", "POST"])
@refusable
def change_occurrence(request, pk):
    """Another time or place for one date."""
    occurrence = own_occurrence(request, pk)
    initial = initial_span(occurrence) | {"place": occurrence.place}
    form = OccurrenceForm(request.POST or None, initial=initial, zone=occurrence.zone)
    if request.method == "POST" and form.is_valid():
        actions.change_occurrence(occurrence, by=request.acting, **form.facts())
        messages.success(request, _("Saved. The other dates stay as they are."))
        return redirect(occurrence.series)
    context = {"occurrence": occurrence, "series": occurrence.series, "form": form}
    context["title"] = _("Change this date")
    return render(request, "meetings/occurrence_form.html", context)


@require_http_methods(["GET", "POST"])
@refusable
def cancel_occurrence(request, pk):
    """Leave one date out."""
    occurrence = own_occurrence(request, pk)
    form = LeaveOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_occurrence(occurrence, by=request.acting, reason=form.cleaned_data["reason"])
        messages.success(request, _("Left out. The other dates stay as they are."))
        return redirect(occurrence.series)
    context = {"occurrence": occurrence, "series": occurrence.series, "form": form}
    context["title"] = _("Leave this date out")
    return render(request, "meetings/occurrence_form.html", context)


@require_http_methods(["GET", "POST"])
@refusable
def change(request, pk):
    """Another rhythm, time, place or last day from a day on."""
    series = get_object_or_404(all_series().visible_to(request.user), pk=pk)
    need(rules.can_manage_series(request.acting, series), series)
    form, warned = ChangeSeriesForm(request.POST or None, initial=_as_it_goes_on(series)), NOTHING
    if request.method == "POST" and form.is_valid():
        try:
            warned = _before_changing(request, series, form)
            if not warned.is_unread:
                outcome = actions.change_series(series, by=request.acting, **form.facts())
                messages.success(request, _in_words(outcome))
                return redirect(series)
        except Refusal as refusal:
            series.refresh_from_db()
            data = request.POST.copy()
            data["seen"] = series.seen  # what the page shows now, to be changed knowingly
            form = ChangeSeriesForm(data)
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "warned": warned,
        "series": series,
        "rhythm": rhythm.in_words(series.rule),
        "clock": formats.span(*series.span(series.first_day), series.zone),
    }
    return render(request, "meetings/series_change.html", context)


def _before_changing(request, series, form):
    """What to say of each called meeting that goes along, before its invited are told; a stale form
    hears that first."""
    if form.cleaned_data["seen"] != series.seen:
        return NOTHING
    moves = actions.called_meetings_to_move(series, by=request.acting, **form.facts())
    sentences = [
        f"{changes.when(starts_at, ends_at, meeting.zone)}: {sentence}"
        for meeting, starts_at, ends_at in moves
        for sentence in warnings_for_move(meeting, starts_at, ends_at)
    ]
    return unread(request, sentences)


def _as_it_goes_on(series):
    """The rhythm as it is, from the next day that the rule knows."""
    tomorrow = formats.local(timezone.now(), series.zone).date() + timedelta(days=1)
    coming = series.days(tomorrow, tomorrow + actions.AHEAD)
    start, end = series.span(series.first_day)
    return {
        "pattern": recurrence.pattern_of(series.rule),
        "first_day": coming[0] if coming else tomorrow,
        "start": start.time(),
        "end": end.time(),
        **{name: getattr(series, name) for name in ("place", "link", "until", "seen")},
    }


def _in_words(outcome):
    """What follows the change, who is told, and what stays."""
    said = [
        _("Saved."),
        ngettext(
            "%(number)d planned date follows.", "%(number)d planned dates follow.", outcome.planned
        )
        % {"number": outcome.planned},
    ]
    if outcome.moved:
        text = ngettext(
            "%(number)d called meeting moves along; its invited get one mail.",
            "%(number)d called meetings move along; their invited get one mail each.",
            outcome.moved,
        )
        said.append(text % {"number": outcome.moved})
    if outcome.kept:
        text = ngettext(
            "%(number)d date stays as it is.", "%(number)d dates stay as they are.", outcome.kept
        )
        said.append(text % {"number": outcome.kept})
    return " ".join(said)


@button
def end(request, pk):
    """No more dates."""
    series = get_object_or_404(all_series().visible_to(request.user), pk=pk)
    require(rules.can_manage_series(request.acting, series))
    actions.end_series(series, by=request.acting)
    messages.success(request, _("The series has ended. Meetings that were called stay."))
    return redirect(series)
