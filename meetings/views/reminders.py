"""The reminders of a meeting: seen, stopped and sent again by those who call it; a forum's rules."""

from contextlib import contextmanager
from typing import NamedTuple

from django.contrib import messages
from django.db.models import Case, Count, F, Q, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import formats
from core.access import require
from core.errors import Refusal
from core.paging import CappedPaginator
from core.text import whole_number
from core.views import button, safe_next
from meetings import actions, rules
from meetings.forms.reminders import ReminderRulesForm
from meetings.models import Meeting, Reminder
from notifications.models import Mail
from villages.distances import said
from villages.models import Forum
from villages.rules import can_change_forum

Kind, State, Why = Reminder.Kind, Reminder.State, Reminder.Why
A_PAGE = 20
SHOWN = 3  # on the meeting's own page


class Line(NamedTuple):
    """One reminder, ready to show: whom, of what, when, and how it stands."""

    pk: int
    who: str
    office: str
    what: str
    when: str
    label: str
    kind: str
    icon: str
    why: str
    along: str
    stop: bool
    resend: bool
    seen: int | None


class Choice(NamedTuple):
    """One kind of reminder above the list."""

    value: str
    label: str
    count: int
    to_stop: int


def tended_meeting(request, pk):
    """A meeting that the person sees and whose reminders he looks after."""
    meetings = Meeting.objects.visible_to(request.user)
    meeting = get_object_or_404(meetings.select_related("forum", "project", "organiser"), pk=pk)
    require(rules.can_tend_reminders(request.acting, meeting))
    return meeting


@require_safe
def reminders(request, pk):
    """All of one meeting; ``jenis`` narrows them to a kind."""
    meeting = tended_meeting(request, pk)
    kind = request.GET.get("jenis", "")
    kind = kind if kind in Kind.values else ""
    rows = _in_order(meeting.reminders.all())
    page = CappedPaginator(rows.of_kind(kind) if kind else rows, A_PAGE)
    page = page.get_page(request.GET.get("page"))
    choices = _choices(meeting)
    chosen = next((choice for choice in choices if choice.value == kind), None)
    context = {
        "meeting": meeting,
        "page_obj": page,
        "lines": lines_of(page.object_list, meeting),
        "choices": choices,
        "chosen": chosen,
        "total": sum(choice.count for choice in choices),
        "may_set": meeting.forum and can_change_forum(request.acting, meeting.forum),
    }
    return render(request, "meetings/reminder_list.html", context)


def section_of(meeting, acting):
    """The reminders on the meeting's own page, for those who look after them."""
    if not rules.can_tend_reminders(acting, meeting):
        return None
    return {"lines": lines_of(_in_order(meeting.reminders.unsent())[:SHOWN], meeting)}


def _in_order(rows):
    """What is planned, the next first; then what was, the last first."""
    ahead = Case(When(state=State.PLANNED, then=F("due_at")))
    return rows.with_letters().order_by(ahead.asc(nulls_last=True), "-due_at", "pk")


def _choices(meeting):
    """The kinds that this meeting has, each with how many there are and could be stopped."""
    unsent = Q(state=State.PLANNED) | Q(state=State.QUEUED, mail__state=Mail.State.WAITING)
    rows = meeting.reminders.order_by().values("kind")
    counted = {
        row["kind"]: row for row in rows.annotate(n=Count("pk"), to_stop=Count("pk", filter=unsent))
    }
    return [
        Choice(kind.value, capfirst(kind.label), counted[kind]["n"], counted[kind]["to_stop"])
        for kind in Kind
        if kind in counted
    ]


def lines_of(rows, meeting):
    """How many other matters a letter holds is asked once for all."""
    letters = Reminder.objects.filter(mail__in={row.mail_id for row in rows if row.mail_id})
    shared = dict(letters.order_by().values_list("mail").annotate(n=Count("pk")))
    return [_line(row, meeting, shared.get(row.mail_id, 1) - 1) for row in rows]


def _line(row, meeting, others):
    label, kind, icon, at = _standing(row)
    words = ngettext("with %(n)d other reminder, letter %(letter)d",
                     "with %(n)d other reminders, letter %(letter)d", others)  # fmt: skip
    return Line(
        pk=row.pk,
        who=row.mandate.region.full_name,
        office=row.mandate.title,
        what=f"{capfirst(row.get_kind_display())}, {said(row.minutes_before)}",
        when=formats.moment(at, meeting.zone),
        label=capfirst(label),
        kind=kind,
        icon=icon,
        why=capfirst(row.get_why_display()) if row.state == State.DROPPED else "",
        along=words % {"n": others, "letter": row.mail_id} if others and row.mail_id else "",
        stop=row.state == State.PLANNED
        or (row.state == State.QUEUED and _mail_is(row, Mail.State.WAITING)),
        resend=row.state == State.QUEUED and _mail_is(row, *actions.OUT),
        seen=row.mail_id,
    )


def _mail_is(row, *states):
    return row.mail is not None and row.mail.state in states


def _standing(row):
    """(word, colour, icon, moment): the letter says how it went, once there is one."""
    if row.state == State.PLANNED:
        return _("planned"), "", "clock", row.due_at
    if _mail_is(row, Mail.State.SENT):
        return _("sent"), "ok", "check", row.mail.sent_at
    if row.state == State.DROPPED:
        stopped = row.why == Why.STOPPED
        return (_("stopped") if stopped else _("not needed")), "", "x", row.updated_at
    if _mail_is(row, Mail.State.FAILED):
        return _("failed"), "bad", "alert", row.mail.updated_at
    if _mail_is(row, *Mail.UNDELIVERED):
        return _("held back"), "wait", "clock", row.mail.due_at
    return (_("stopped") if row.mail else row.get_state_display()), "", "x", row.updated_at


def _row(request, pk):
    """(reminder, way back) for one that the person looks after."""
    row = get_object_or_404(Reminder.objects.with_letters(), pk=pk)
    tended_meeting(request, row.meeting_id)
    return row, safe_next(request, reverse("meetings:reminders", args=[row.meeting_id]))


@contextmanager
def _leading(back):
    """A refusal leads back to the list that shows how things stand."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(str(refusal), back=back) from refusal


@button
def stop(request, pk):
    """One reminder."""
    row, back = _row(request, pk)
    with _leading(back):
        actions.stop_reminder(row, by=request.acting)
    messages.success(request, _("Stopped. %(region)s is not reminded.") % _names(row))
    return redirect(back)


@button
def resend(request, pk):
    """One that went out; the letter that the page showed guards against a second click."""
    row, back = _row(request, pk)
    seen = whole_number(request.POST.get("surat", ""))
    with _leading(back):
        actions.resend_reminder(row, by=request.acting, seen=seen)
    messages.success(request, _("It is sent again to %(region)s, by day.") % _names(row))
    return redirect(back)


def _names(row):
    return {"region": row.mandate.region.full_name}


@button
def stop_kind(request, pk):
    """All of a kind."""
    meeting, kind = tended_meeting(request, pk), request.POST.get("jenis", "")
    back = reverse("meetings:reminders", args=[meeting.pk])
    if kind not in Kind.values:
        raise Refusal(_("Choose a kind of reminder."), back=back)
    with _leading(back):
        stopped = actions.stop_reminders(meeting, by=request.acting, kind=kind)
    text = ngettext("%(n)d reminder stopped.", "%(n)d reminders stopped.", stopped)
    messages.success(request, text % {"n": stopped})
    return redirect(f"{back}?jenis={kind}")


@require_http_methods(["GET", "HEAD", "POST"])
def rules_of_forum(request, pk):
    """How long before and after, a field or two a kind."""
    forum = get_object_or_404(Forum.objects.select_related("home"), pk=pk)
    require(can_change_forum(request.acting, forum))
    form = ReminderRulesForm(request.POST or None, initial=ReminderRulesForm.initial_of(forum))
    if request.method == "POST" and form.is_valid():
        actions.change_reminder_rules(forum, by=request.acting, **form.rules())
        messages.success(request, _("Saved. Planned reminders follow the new rules."))
        return redirect(forum)
    return render(request, "meetings/reminder_rules.html", {"form": form, "forum": forum})
