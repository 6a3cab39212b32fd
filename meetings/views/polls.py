"""A date poll: the answers of all at once, one's own, and what the asking region can do with them."""

from typing import NamedTuple

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.language import speaking
from core import formats
from core.access import require
from core.errors import Refusal
from core.views import button, refusable, trail_for
from meetings import actions, changes, links, ranking, rules
from meetings.forms.polling import CHOICES, ChoicesForm, WithdrawForm, typed_choices
from meetings.models import Poll, PollAnswer
from meetings.views.answering import behind_link, closed, private, verdict_of
from meetings.warnings import warnings_for_date
from villages.models import Mandate

LOOK = {CHOICES.YES: "check", CHOICES.IF_NEEDED: "hand", CHOICES.NO: "x"}
KINDS = {CHOICES.YES: "ok", CHOICES.IF_NEEDED: "wait", CHOICES.NO: "bad"}


class Option(NamedTuple):
    """One of the three answers to a date."""

    value: str
    label: str
    icon: str
    is_chosen: bool


class Date(NamedTuple):
    """One date as the page shows it, with the three answers of the reader's region."""

    pk: int
    name: str
    short: str
    shown: changes.Shown
    is_ahead: bool
    tally: ranking.Tally
    standing: str
    options: list
    mistakes: list
    warnings: list


class Cell(NamedTuple):
    """A region's word to a date; without ``kind`` it has said nothing yet."""

    word: str
    kind: str = ""
    icon: str = ""


class Row(NamedTuple):
    """What one region says to each date, in the order of the page."""

    name: str
    who: str
    cells: list


def polls():
    return Poll.objects.select_related(
        "forum", "project", "organiser", "asked_by__user", "asked_by__region", "meeting"
    )


@require_safe
def poll_detail(request, pk):
    """Open to the asked regions and the asking one."""
    poll = get_object_or_404(polls().visible_to(request.user), pk=pk)
    return _page(request, poll)


def _page(request, poll, form=None):
    context = shown(poll, request.acting, form)
    context |= {
        "manage": rules.can_settle(request.acting, poll),
        "trail": trail_for(request, poll),
    }
    return render(request, "meetings/poll_detail.html", context)


def shown(poll, acting, form=None, now=None):
    """What every page of a poll shows; ``form`` is one that was sent back."""
    now = now or timezone.now()
    slots, regions = list(poll.slots.all()), list(poll.regions.order_by("code"))
    answers = list(
        PollAnswer.objects.filter(slot__poll=poll).select_related("answered_by__user", "region")
    )
    said = {(answer.region_id, answer.slot_id): answer for answer in answers}
    tallies = [
        ranking.Tally.of(s.pk, s.starts_at, [a.choice for a in answers if a.slot_id == s.pk])
        for s in slots
    ]
    best = ranking.best(tallies)
    ranked = ranking.ranked(tallies)
    of = {slot.pk: slot for slot in slots}
    own = {slot: a.choice for (region, slot), a in said.items() if _is_own(acting, region)}
    form = form or ChoicesForm(initial={f"slot-{slot}": c for slot, c in own.items()}, slots=slots)
    answered = {answer.region_id for answer in answers}
    return {
        "poll": poll,
        "dates": [
            _date(of[t.slot], t, _standing(poll, of[t.slot], t == best), form, now) for t in ranked
        ],
        "rows": [
            _row(region, [said.get((region.pk, t.slot)) for t in ranked]) for region in regions
        ],
        "asked": len(regions),
        "answered": len(answered),
        "has_answered": bool(own),
        "can_answer": rules.can_answer_poll(acting, poll, now),
        "is_closed": poll.closes_at <= now,
        "form": form,
    }


def _is_own(acting, region_id):
    return acting is not None and acting.region_id == region_id


def _standing(poll, slot, is_best):
    """ "best" while one still chooses; "chosen" is the date that became the meeting, if it stands."""
    if poll.is_open:
        return "best" if is_best else ""
    meeting = poll.meeting
    if meeting and (meeting.starts_at, meeting.ends_at) == (slot.starts_at, slot.ends_at):
        return "chosen"
    return ""


def _date(slot, tally, standing, form, now):
    field = form[f"slot-{slot.pk}"]
    chosen = field.value()
    return Date(
        pk=slot.pk,
        name=field.html_name,
        short=_short(slot),
        shown=changes.shown(slot, now),
        is_ahead=slot.starts_at > now,
        tally=tally,
        standing=standing,
        options=[
            Option(value, capfirst(label), LOOK[value], value == chosen)
            for value, label in CHOICES.choices
        ],
        mistakes=list(field.errors),
        warnings=warnings_for_date(slot),
    )


def _short(slot):
    """25 Nov, 09.00: enough for the head of a column beside the dates in full."""
    start = formats.local(slot.starts_at, slot.zone)
    return f"{start.day}{formats.NBSP}{formats.short_month(start)}, {start:%H.%M}"


def _row(region, answers):
    """``answers`` in the order of the dates, None where nothing was said yet."""
    silent = Cell(pgettext("poll", "No answer yet"))
    cells = [
        Cell(capfirst(a.get_choice_display()), KINDS[a.choice], LOOK[a.choice]) if a else silent
        for a in answers
    ]
    by = next((a.answered_by for a in answers if a), None)
    return Row(region.full_name, f"{by.user}, {by.title}" if by else "", cells)


def thanks(poll):
    """Saved, and until when it can be changed."""
    return _("Saved. You can change it until %(time)s.") % {
        "time": formats.moment(poll.closes_at, poll.zone)
    }


@button
def answer(request, pk):
    """The three answers to each date, for the region in whose capacity the person acts."""
    poll = get_object_or_404(polls().visible_to(request.user), pk=pk)
    require(rules.can_answer_poll(request.acting, poll))
    form = typed_choices(request, list(poll.slots.all()))
    if not form.is_valid():
        return _page(request, poll, form)
    actions.answer_poll(poll, by=request.acting, choices=form.choices())
    messages.success(request, thanks(poll))
    return redirect(poll)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def answer_by_link(request, token):
    """Signed link: a GET shows the dates and what all have said; the POST answers."""
    poll, mandate = _read(token)
    with speaking(mandate.user):
        verdict = verdict_of(mandate, rules.can_answer_poll(mandate, poll))
        if not verdict:
            return closed(request, verdict.reason, poll=poll, status=410)
        form = None
        if request.method == "POST":
            form = typed_choices(request, list(poll.slots.all()))
            if form.is_valid():
                return _answered(request, token, poll, mandate, form)
        context = shown(poll, mandate, form) | {"token": token, "mandate": mandate}
        return render(request, "meetings/poll_link.html", context)


def _read(token):
    poll_pk, mandate_pk = links.read(token, links.POLL_SALT)
    poll = get_object_or_404(polls(), pk=poll_pk)
    return poll, get_object_or_404(Mandate.objects.with_people(), pk=mandate_pk)


def _answered(request, token, poll, mandate, form):
    try:
        actions.answer_poll(poll, by=mandate, choices=form.choices())
    except Refusal as refusal:
        return closed(request, str(refusal), poll=poll, status=409)
    messages.success(request, thanks(poll))
    return redirect("meetings:poll_link", token)


@require_http_methods(["GET", "POST"])
@refusable
def withdraw(request, pk):
    """Take the question back, with the reason."""
    poll = get_object_or_404(polls().visible_to(request.user), pk=pk)
    require(rules.can_settle(request.acting, poll))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_poll(poll, by=request.acting, reason=form.cleaned_data["reason"])
        messages.success(request, _("Withdrawn. All asked regions get a mail."))
        return redirect(poll)
    return render(request, "meetings/poll_withdraw.html", {"poll": poll, "form": form})
