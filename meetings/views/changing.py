"""Changing, moving, cancelling and closing a meeting that one's region has called."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import formats
from core.access import require
from core.errors import Refusal
from core.views import button, refusable
from meetings import actions, changes, rules, standing
from meetings.forms.agenda import agenda_rows, checked, edited, is_editing, typed_agenda
from meetings.forms.calling import CancelForm, ChangeForm, MoveForm, initial_times
from meetings.forms.inputs import raw
from meetings.models import Meeting
from meetings.views.matters import matters_of, rows_of
from meetings.views.warned import NOTHING, unread
from meetings.warnings import warnings_for_kind, warnings_for_move


def own_meeting(request, pk):
    """A meeting that the person sees and may change; 404 or 403 otherwise.

    Was it held or cancelled meanwhile, a page leads back to it. A form that was sent goes on:
    the action refuses it, and it is shown again with what was typed.
    """
    meetings = Meeting.objects.visible_to(request.user)
    meeting = get_object_or_404(meetings.select_related("forum", "project", "organiser"), pk=pk)
    verdict = rules.can_manage(request.acting, meeting)
    if verdict.moved_on and request.method == "POST":
        return meeting
    if verdict.moved_on:
        raise Refusal(verdict.reason, back=meeting.get_absolute_url())
    require(verdict)
    return meeting


def meeting_to_call_off(request, pk):
    """One that can still be moved or cancelled; a form that was sent is refused by the action."""
    meeting = own_meeting(request, pk)
    verdict = standing.can_be_called_off(meeting)
    if not verdict and request.method != "POST":
        raise Refusal(verdict.reason, back=meeting.get_absolute_url())
    return meeting


@require_http_methods(["GET", "POST"])
@refusable
def change(request, pk):
    """What, where and the agenda."""
    meeting = own_meeting(request, pk)
    matters = matters_of(request, meeting.held_for, meeting)
    if request.method == "GET":
        form = ChangeForm(initial=_facts(meeting), meeting=meeting)
        return _change_page(request, meeting, form, agenda_rows(rows_of(meeting) or [{}], matters))
    form, rows = ChangeForm(request.POST, meeting=meeting), typed_agenda(request, matters)
    if is_editing(step := request.POST.get("step", "")):
        form = ChangeForm(initial=raw(form), meeting=meeting)
        return _change_page(request, meeting, form, edited(rows, step))
    if not checked(form, rows):
        return _change_page(request, meeting, form, rows)
    warned = _before_changing(request, meeting, form)
    if warned.is_unread:
        return _change_page(request, meeting, form, rows, warned=warned)
    try:
        changed = actions.change(meeting, by=request.acting, agenda=rows.items, **form.facts())
    except Refusal as refusal:
        meeting = own_meeting(request, pk)
        form = refused(ChangeForm(newer(request, meeting), meeting=meeting), refusal)
        return _change_page(request, meeting, form, rows, stale=True)
    told = changed.sequence != meeting.sequence
    messages.success(
        request,
        _("Saved. All invited get one mail in a few minutes.") if told
        else _("Saved. No mail is sent for this."),
    )  # fmt: skip
    return redirect(meeting)


def _before_changing(request, meeting, form):
    """What to say before all invited are told that it is a meeting of another kind."""
    kind = form.cleaned_data["kind"]
    is_stale = form.cleaned_data["seen"] != meeting.seen or not meeting.is_changeable
    if kind == meeting.kind or is_stale:
        return NOTHING
    return unread(request, warnings_for_kind(meeting, kind), kind)


def _facts(meeting):
    names = ["title", "kind", "purpose", "place", "link", "is_open", "seen"]
    day = meeting.answer_by.astimezone(ZoneInfo(meeting.zone)).date()
    return {name: getattr(meeting, name) for name in names} | {"answer_day": day}


def newer(request, meeting):
    """What was typed, to be saved over the state that the page shows now."""
    data = request.POST.copy()
    data["seen"] = meeting.seen
    return data


def refused(form, refusal):
    """The form with the refusal above it."""
    form.add_error(None, str(refusal))
    return form


def as_it_is(meeting):
    """Every fact that saving a stale form would put away, as (label, text)."""
    facts = [
        (_("State"), "" if meeting.is_scheduled else meeting.get_state_display()),
        (_("Title"), meeting.title),
        (_("Kind"), meeting.get_kind_display()),
        (_("Time"), changes.when(meeting.starts_at, meeting.ends_at, meeting.zone)),
        (_("Answers wanted by"), formats.moment(meeting.answer_by, meeting.zone)),
        (_("Meeting place"), meeting.place),
        (_("Link for taking part online"), meeting.link),
        (_("Purpose"), meeting.purpose),
        (_("Agenda"), "\n".join(str(item) for item in meeting.agenda.all())),
        (
            _("Who may read it"),
            _("open to the public") if meeting.is_open else _("only those who take part"),
        ),
    ]
    return [(label, text) for label, text in facts if text]


def _change_page(request, meeting, form, rows, *, stale=False, warned=NOTHING):
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    context = {"meeting": meeting, "form": form, "rows": rows, "length": length}
    context |= {"now": as_it_is(meeting) if stale else None, "warned": warned}
    return render(request, "meetings/meeting_change.html", context)


@require_http_methods(["GET", "POST"])
@refusable
def move(request, pk):
    """Another time."""
    meeting = meeting_to_call_off(request, pk)
    initial = initial_times(meeting) | {"seen": meeting.seen, "answer_day": None}
    form, stale, warned = MoveForm(request.POST or None, initial=initial), False, NOTHING
    if request.method == "POST" and form.is_valid():
        _judge_second_sitting(meeting, form)
    if request.method == "POST" and form.is_valid():
        warned = _before_moving(request, meeting, form)
    if request.method == "POST" and form.is_valid() and not warned.is_unread:
        try:
            moved = actions.move(meeting, by=request.acting, **form.facts())
        except Refusal as refusal:
            meeting = own_meeting(request, pk)
            form, stale = refused(MoveForm(newer(request, meeting)), refusal), True
        else:
            messages.success(
                request,
                _("Moved. All invited get a mail and are asked again.")
                if moved.starts_at != meeting.starts_at
                else _("Moved. The invited get one mail in a few minutes; their answers stay."),
            )
            return redirect(meeting)
    now = as_it_is(meeting) if stale else None
    context = {"meeting": meeting, "form": form, "now": now, "warned": warned}
    return render(request, "meetings/meeting_move.html", context)


def _judge_second_sitting(meeting, form):
    """A second sitting stays within its days; what is wrong is said at the day."""
    if meeting.is_second_call:
        verdict = standing.can_sit_again(meeting, form.cleaned_data["starts_at"])
        if not verdict:
            form.add_error("day", verdict.reason)


def _before_moving(request, meeting, form):
    """What to say before all invited are told of the new time; a stale form hears that first."""
    facts = form.facts()
    if facts["seen"] != meeting.seen or not meeting.is_changeable:
        return NOTHING
    times = facts["starts_at"], facts["ends_at"]
    sentences = warnings_for_move(meeting, *times, zone=facts["zone"])
    return unread(request, sentences, *times)


@require_http_methods(["GET", "POST"])
@refusable
def cancel(request, pk):
    """It does not take place."""
    meeting = meeting_to_call_off(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(meeting, by=request.acting, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            if not _just_cancelled(meeting, form.cleaned_data["reason"]):
                form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, _("Cancelled. All invited get a mail."))
            return redirect(meeting)
    return render(request, "meetings/meeting_cancel.html", {"meeting": meeting, "form": form})


def _just_cancelled(meeting, reason):
    """What a second click finds: cancelled moments ago, and for the very same reason."""
    just_now = timezone.now() - timedelta(minutes=2)
    cancelled = Meeting.objects.filter(state=Meeting.State.CANCELLED, updated_at__gte=just_now)
    return cancelled.filter(pk=meeting.pk, cancel_reason=reason).exists()


@button
def close(request, pk):
    """It was held."""
    meetings = Meeting.objects.visible_to(request.user).select_related("organiser")
    meeting = get_object_or_404(meetings, pk=pk)
    if (verdict := rules.can_close(request.acting, meeting)).moved_on:
        raise Refusal(verdict.reason, back=meeting.get_absolute_url())
    require(verdict)
    despite_quorum = "despite_quorum" in request.POST
    try:
        actions.close(meeting, by=request.acting, despite_quorum=despite_quorum)
    except Refusal as refusal:
        raise Refusal(str(refusal), back=meeting.get_absolute_url()) from refusal
    messages.success(request, _("Marked as held."))
    return redirect(meeting)
