"""The room of a meeting: the list that the minute taker keeps, and what state the meeting is in."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import formats, qr
from core.access import require
from core.errors import Refusal
from core.uploads import made_paper_response
from core.views import button, refusable, trail_for
from meetings import actions, doors, roll, room, rules, standing
from meetings.documents.attendance import attendance_pdf
from meetings.documents.attendance_docx import attendance_docx
from meetings.forms.attending import AdjournForm, PersonForm, StateForm, initial_of
from meetings.models import Attendance, Meeting
from meetings.views.warned import NOTHING, unread
from meetings.warnings import warnings_for_move

State = Meeting.State
GROUPS = 30  # regions on a page of the list
MOVES = {
    State.RUNNING: actions.begin,
    State.WAITING: actions.wait_for_quorum,
    State.SUSPENDED: actions.suspend,
}


def kept_meeting(request, pk):
    """A meeting that the person sees and whose list he keeps; 404 or 403 otherwise."""
    meetings = Meeting.objects.visible_to(request.user)
    meeting = get_object_or_404(meetings.select_related("forum", "project", "organiser"), pk=pk)
    require(room.keeps_room(request.acting, meeting))
    return meeting


@require_safe
@never_cache
def attendance(request, pk):
    """The list; with htmx only what changes by itself: the count and those who are to confirm."""
    meeting, now = kept_meeting(request, pk), timezone.now()
    invitations = list(meeting.invitations.select_related("region"))
    rows = roll.rows_of(meeting)
    context = now_of(request.acting, meeting, invitations, rows, now)
    if request.htmx:
        return render(request, "meetings/_room_now.html", context)
    groups = Paginator(roll.groups_of(meeting, invitations, rows, context["guests"]), GROUPS)
    context |= {
        "page_obj": groups.get_page(request.GET.get("page")),
        "is_over": meeting.state == State.HELD or meeting.ends_at < now,
    }
    return render(request, "meetings/room.html", context)


def now_of(acting, meeting, invitations, rows, now):
    """How it stands just now, and what the minute taker may do about it."""
    quorum = room.quorum_now(meeting, invitations, now)
    here = [row for row in rows if row.is_confirmed and row.is_here]
    can_close = rules.can_close(acting, meeting, now)
    guests = room.guests_among(meeting, quorum, invitations)
    undecided = standing.can_be_called_off(meeting)
    return {
        "meeting": meeting,
        "guests": guests,
        "noun": room.counted_noun(guests),
        "quorum": quorum,
        "warning": room.quorum_warning(meeting, quorum) if meeting.is_in_room else "",
        "people": len(here),
        "unconfirmed": [row for row in rows if not row.is_confirmed],
        "can_begin": room.can_begin(acting, meeting, quorum, now),
        "can_wait": room.can_wait(acting, meeting, now),
        "can_suspend": room.can_suspend(acting, meeting, now),
        "can_adjourn": undecided and room.can_adjourn(acting, meeting, quorum, now),
        "can_close": can_close,
        "lacking": room.lacks_quorum(meeting) if can_close and meeting.is_in_room else None,
        "can_take": room.can_take_attendance(acting, meeting, now),
        "waits_until": formats.moment(room.waits_until(meeting), meeting.zone),
    }


def back_to_list(request, meeting, fragment=""):
    """The same page of the list, at the same region."""
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() and len(page) < 4 else ""
    address = reverse("meetings:room", args=[meeting.pk])
    return redirect(f"{address}{query}{f'#{fragment}' if fragment else ''}")


def how_now(meeting):
    """By the list while the meeting lasts; afterwards what is typed in comes from paper."""
    is_over = meeting.state == State.HELD or meeting.ends_at < timezone.now()
    return Attendance.How.PAPER if is_over else Attendance.How.LIST


def expected_mandate(meeting, number):
    """A mandate of an invited region that is awaited here."""
    regions = list(meeting.invitations.values_list("region", flat=True))
    return get_object_or_404(rules.receivers_of(regions), pk=number)


@button
def mark(request, pk):
    """One tap: the expected person, or the substitute whom the region has named, is here."""
    meeting = kept_meeting(request, pk)
    number, _colon, state = request.POST.get("orang", "").partition(":")
    if not (number.isdecimal() and len(number) < 19):
        raise Refusal(_("Choose a person from the list."))
    mandate = expected_mandate(meeting, int(number))
    substitute = ""
    if state == Attendance.State.REPRESENTED:
        substitute = meeting.invitations.get(region=mandate.region_id).substitute
        if not substitute:
            return redirect("meetings:attendance_expected", meeting.pk, mandate.pk)
    elif state != Attendance.State.PRESENT:
        raise Refusal(_("Choose a person from the list."))
    row = actions.mark(
        meeting, mandate, by=request.acting, state=state, substitute=substitute,
        how=how_now(meeting),
    )  # fmt: skip
    messages.success(request, said_of(row))
    return back_to_list(request, meeting, f"w-{mandate.region_id}")


def said_of(row):
    """Sutrisno, Desa Sojokerto: hadir."""
    return f"{row.name}, {row.attends_for}: {row.get_state_display()}."


@require_http_methods(["GET", "POST"])
@refusable
def expected(request, pk, mandate):
    """All five states of somebody who is expected."""
    meeting = kept_meeting(request, pk)
    person = expected_mandate(meeting, mandate)
    require_list(request, meeting)
    invitation = meeting.invitations.get(region=person.region_id)
    form = StateForm(request.POST or None, initial={"substitute": invitation.substitute})
    if request.method == "POST" and form.is_valid():
        row = actions.mark(
            meeting, person, by=request.acting, how=how_now(meeting), **form.cleaned_data
        )
        messages.success(request, said_of(row))
        return back_to_list(request, meeting, f"w-{person.region_id}")
    context = {"meeting": meeting, "form": form, "name": person.user, "capacity": person.capacity}
    return render(request, "meetings/attendance_form.html", context)


@require_http_methods(["GET", "POST"])
@refusable
def add(request, pk):
    """Somebody who was not expected: by name."""
    meeting = kept_meeting(request, pk)
    require_list(request, meeting)
    initial = {"region": request.GET.get("wilayah", "")[:13]}
    form = PersonForm(request.POST or None, meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"how": how_now(meeting)}
        if row := tried(form, actions.add, meeting, by=request.acting, **facts):
            messages.success(request, said_of(row))
            if "another" in request.POST:
                return redirect("meetings:attendance_add", meeting.pk)
            return back_to_list(request, meeting, f"w-{row.region_id or ''}")
    context = {"meeting": meeting, "form": form, "is_new": True}
    return render(request, "meetings/attendance_form.html", context)


def require_list(request, meeting):
    """The list is open, or a sentence and the way back."""
    verdict = room.can_take_attendance(request.acting, meeting)
    if not verdict:
        raise Refusal(verdict.reason, back=reverse("meetings:room", args=[meeting.pk]))


def tried(form, act, *args, **facts):
    """What the action gives, or nothing and its refusal above the form."""
    try:
        return act(*args, **facts)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


@require_http_methods(["GET", "POST"])
def correct(request, pk, row):
    """One row of the list, with its history."""
    meeting = kept_meeting(request, pk)
    row = get_object_or_404(meeting.roll.select_related("region", "mandate"), pk=row)
    form = PersonForm(request.POST or None, meeting=meeting, row=row, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        saved = tried(form, actions.correct, row, by=request.acting, **form.cleaned_data)
        if saved:
            messages.success(request, said_of(saved))
            return back_to_list(request, meeting, f"w-{saved.region_id or ''}")
    context = {
        "meeting": meeting,
        "form": form,
        "can_take": room.can_take_attendance(request.acting, meeting),
        "row": row,
        "name": row.name,
        "capacity": f"{row.office}, {row.attends_for}" if row.office else row.attends_for,
        "trail": trail_for(request, row),
    }
    return render(request, "meetings/attendance_form.html", context)


@button
def confirm(request, pk, row):
    """Who typed his name at the door is there indeed."""
    meeting = kept_meeting(request, pk)
    saved = actions.confirm(get_object_or_404(meeting.roll, pk=row), by=request.acting)
    messages.success(request, said_of(saved))
    return back_to_list(request, meeting)


@button
def remove(request, pk, row):
    """Written on the list by mistake."""
    meeting = kept_meeting(request, pk)
    found = get_object_or_404(meeting.roll.select_related("region"), pk=row)
    actions.remove(found, by=request.acting)
    messages.success(request, _("%(name)s is off the list.") % {"name": found.name})
    return back_to_list(request, meeting)


@button
def move_room(request, pk):
    """Wait for the quorum, open, interrupt, go on."""
    meeting = kept_meeting(request, pk)
    act = MOVES.get(request.POST.get("to"))
    if act is None:
        raise Refusal(_("Choose what happens now."))
    moved = act(meeting, by=request.acting)
    text = _("The meeting is now: %(state)s.") % {"state": moved.get_state_display()}
    messages.success(request, text)
    return redirect("meetings:room", meeting.pk)


@require_http_methods(["GET", "POST"])
@refusable
def adjourn(request, pk):
    """A second sitting, for lack of a quorum."""
    meeting = kept_meeting(request, pk)
    verdict = room.can_adjourn(request.acting, meeting, room.quorum_now(meeting))
    if verdict and request.method != "POST":
        verdict = standing.can_be_called_off(meeting)
    if verdict.moved_on:
        raise Refusal(verdict.reason, back=meeting)
    require(verdict)
    form = AdjournForm(request.POST or None, meeting=meeting, initial=first_choice(meeting))
    warned = NOTHING
    if valid := request.method == "POST" and form.is_valid():
        warned = _before_postponing(request, meeting, form)
    if (
        valid
        and not warned.is_unread
        and tried(form, actions.adjourn, meeting, by=request.acting, **form.facts())
    ):
        messages.success(
            request,
            _("Postponed. All invited get a mail; the second sitting is valid with those present."),
        )
        return redirect(meeting)
    context = {"meeting": meeting, "form": form, "warned": warned}
    return render(request, "meetings/meeting_adjourn.html", context)


def _before_postponing(request, meeting, form):
    """What to say of the second sitting's time before all invited are told."""
    times = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
    return unread(request, warnings_for_move(meeting, *times, is_second_call=True), *times)


def first_choice(meeting):
    """The last day that the rule allows, at the same hours, over as many days."""
    start, end = (formats.local(at, meeting.zone) for at in (meeting.starts_at, meeting.ends_at))
    day = standing.postponed_until(meeting).date()
    further = end.date() - start.date()
    return {
        "day": day,
        "start": start.time(),
        "end": end.time(),
        "last_day": day + further if further else None,
        "reason": _("The quorum was not reached."),
    }


@require_safe
@never_cache
def door(request, pk):
    """The QR for the screen in the room."""
    meeting = kept_meeting(request, pk)
    address = doors.address_of(meeting)
    context = {
        "meeting": meeting,
        "address": address,
        "drawing": qr.svg(address, _("QR code to check in")),
        "can_check_in": room.can_check_in(meeting),
        "people": meeting.roll.confirmed().here().count(),
        "site": settings.SITE_URL.partition("://")[2],
    }
    name = "meetings/_door_count.html" if request.htmx else "meetings/door.html"
    return render(request, name, context)


@require_safe
@never_cache
def sheet(request, pk, ending="pdf"):
    """The list as PDF or DOCX: as it is, or with ``kosong`` the empty form for paper."""
    meeting = kept_meeting(request, pk)
    empty = "kosong" in request.GET
    make = attendance_docx if ending == "docx" else attendance_pdf
    content = make(meeting, empty=empty, moment=timezone.now())
    name = "daftar-hadir-kosong" if empty else "daftar-hadir"
    return made_paper_response(content, f"{name}-{meeting.pk}", ending)
