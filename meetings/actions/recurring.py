"""Series of meetings: begun, their dates laid out ahead, changed from a day on or one alone, ended.

No invitation goes out by itself: a letter speaks for an office, carries a number and an agenda,
and holidays are named before it is sent. So a date waits as "planned", the start page says from
when on, and the secretary sends it with one tap.

Locks are taken in one order: series, date, meeting and what hangs on it.
"""

import uuid as uuids
from datetime import timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, formats, states
from core.access import require
from core.errors import Refusal
from meetings import recurrence, rules
from meetings.actions.calling import call, move
from meetings.actions.reminding import locked
from meetings.models import Meeting, Occurrence, Series
from villages.models import Forum

AHEAD = timedelta(days=92)


@transaction.atomic
def start_series(*, by, held_for, pattern, first_day, uid=None, **facts):
    """Begin a series; its dates of the next three months are there at once.

    ``facts``: title, kind, purpose, start, minutes, zone, place, link, is_open, agenda.
    """
    held_for = type(held_for).objects.get(pk=held_for.pk)
    require(rules.can_call_for(by, held_for))
    series = Series(
        uid=uid or uuids.uuid4(),
        forum=held_for if isinstance(held_for, Forum) else None,
        project=None if isinstance(held_for, Forum) else held_for,
        organiser=by.region,
        started_by=by,
        rule=recurrence.rule_for(pattern, first_day),
        first_day=first_day,
        **facts,
    )
    try:
        with transaction.atomic():
            series.save(force_insert=True)
    except IntegrityError as broken:
        if not Series.objects.filter(uid=series.uid).exists():
            raise
        raise Refusal(_("This series has been started already.")) from broken
    audit.record("meetings.series_started", series, by=by, rule=series.rule)
    lay_out(series)
    return series


def lay_out(series, now=None):
    """Lay out the dates of the next three months; those that are there stay as they are."""
    today = formats.local(now or timezone.now(), series.zone).date()
    spans = [(day, *series.span(day)) for day in series.days(today, today + AHEAD)]
    Occurrence.objects.bulk_create(
        (
            Occurrence(
                series=series,
                day=day,
                starts_at=start,
                ends_at=end,
                place=series.place,
                link=series.link,
            )
            for day, start, end in spans
        ),  # fmt: skip
        ignore_conflicts=True,
    )


def lay_out_all(now=None):
    """The same for every running series, from the clock. Safe to run twice. Returns how many."""
    running = list(Series.objects.running().order_by("pk").values_list("pk", flat=True))
    for pk in running:
        with transaction.atomic():
            series = Series.objects.select_for_update(no_key=True).get(pk=pk)
            if series.is_running:
                lay_out(series, now)
                _close_when_over(series, now)
    return len(running)


def _close_when_over(series, now):
    """Behind its last day, and nothing is planned any more: the series has ended."""
    now = now or timezone.now()
    if not series.until or formats.local(now, series.zone).date() <= series.until:
        return
    if series.occurrences.filter(state=Occurrence.State.PLANNED).coming(now).exists():
        return
    states.move(series, "state", to=Series.State.ENDED)
    audit.record("meetings.series_over", series, by=audit.SYSTEM)


def locked_series(pk):
    """The series as it is now; whoever else wants to change it waits."""
    Series.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    return Series.objects.select_related("forum", "project", "organiser").get(pk=pk)


class Outcome(NamedTuple):
    """What came of a change: planned dates and called meetings that follow it, and those that stay."""

    planned: int
    moved: int
    kept: int


@transaction.atomic
def change_series(
    series, *, by, pattern, first_day, start, minutes, place, link, until=None, seen=None
):
    """Another rule, time, place or last day from ``first_day`` on.

    What lies before stays, and so does each date that was changed alone. A called meeting moves
    along where its day stays a day of the series, and its invited get one mail; on another day it
    stays, for they hold a letter with that date. ``seen`` is ``series.seen`` as the form showed it.
    """
    now = timezone.now()
    series = locked_series(series.pk)
    require(rules.can_manage_series(by, series))
    if seen and seen != series.seen:
        raise Refusal(_("This series was changed since you opened it. Please look at it again."))
    today = formats.local(now, series.zone).date()
    _require_near(first_day, today)
    lay_out(series, now)  # the days before, of which the rule speaks no more
    follow, kept = _following(series, first_day)
    if (pattern, first_day) != (recurrence.pattern_of(series.rule), series.first_day):
        _give_rule(series, pattern, first_day)
    series.start, series.minutes, series.until = start, minutes, until
    series.place, series.link = place, link
    series.save()
    audit.record(
        "meetings.series_changed", series, by=by, rule=series.rule, since=first_day.isoformat()
    )
    days = set(series.days(first_day, max([today + AHEAD, *(row.day for row in follow)])))
    moved = 0
    for occurrence in follow:
        fits = occurrence.day in days
        if occurrence.meeting is not None and fits:
            moved += _move_along(occurrence, series, by)
        elif occurrence.meeting is not None:
            kept += 1
        elif fits:
            _write_span(occurrence, series)
        else:
            occurrence.delete()
    lay_out(series, now)
    planned = series.occurrences.filter(state=Occurrence.State.PLANNED, day__gte=first_day)
    return Outcome(planned=planned.filter(is_alone=False).count(), moved=moved, kept=kept)


@transaction.atomic
def called_meetings_to_move(
    series, *, by, pattern, first_day, start, minutes, until=None, **_where
):
    """(meeting, start, end) of each called meeting to which ``change_series`` gives another time.

    Nothing is written; this is looked at before.
    """
    series = locked_series(series.pk)
    require(rules.can_manage_series(by, series))
    _require_near(first_day, formats.local(timezone.now(), series.zone).date())
    follow, _kept = _following(series, first_day)
    if (pattern, first_day) != (recurrence.pattern_of(series.rule), series.first_day):
        _give_rule(series, pattern, first_day)
    series.start, series.minutes, series.until = start, minutes, until
    called = [row for row in follow if row.meeting is not None]
    days = set(series.days(first_day, max((row.day for row in called), default=first_day)))
    spans = [(row.meeting, *series.span(row.day)) for row in called if row.day in days]
    return [
        (meeting, starts_at, ends_at)
        for meeting, starts_at, ends_at in spans
        if (starts_at, ends_at) != (meeting.starts_at, meeting.ends_at)
    ]


def _require_near(first_day, today):
    if not today < first_day <= today + AHEAD:
        raise Refusal(_("Choose a day between tomorrow and three months from now."))


def _following(series, first_day):
    """The dates from a day on that are as the series says, held; and how many keep their own."""
    rows = series.occurrences.filter(day__gte=first_day).exclude(state=Occurrence.State.CANCELLED)
    held = list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    follow, kept = [], 0
    for occurrence in Occurrence.objects.filter(pk__in=held).order_by("pk"):
        occurrence.series = series
        if occurrence.meeting_id:
            occurrence.meeting = locked(occurrence.meeting_id)
        stands = occurrence.meeting is None or occurrence.meeting.state == Meeting.State.SCHEDULED
        if stands and not occurrence.is_own:
            follow.append(occurrence)
        else:
            kept += 1
    return follow, kept


def _give_rule(series, pattern, first_day):
    """Count anew from the day; a day that the old rule knows already leaves it as it is."""
    goes_on = first_day in recurrence.days(series.rule, series.first_day, first_day, first_day)
    if goes_on and pattern == recurrence.pattern_of(series.rule):
        return
    series.rule, series.first_day = recurrence.rule_for(pattern, first_day), first_day


def _write_span(occurrence, series):
    occurrence.starts_at, occurrence.ends_at = series.span(occurrence.day)
    occurrence.place, occurrence.link = series.place, series.link
    occurrence.save()


def _move_along(occurrence, series, by):
    """The called meeting gets the time and place of the series; 1 if they are others."""
    meeting = occurrence.meeting
    _write_span(occurrence, series)
    if not occurrence.is_own:
        return 0
    answer_by = meeting.answer_by + (occurrence.starts_at - meeting.starts_at)
    move(
        meeting, by=by, starts_at=occurrence.starts_at, ends_at=occurrence.ends_at,
        zone=meeting.zone, place=series.place, link=series.link,
        answer_by=answer_by if answer_by > timezone.now() else occurrence.starts_at,
    )  # fmt: skip
    return 1


def locked_occurrence(pk, by):
    """A date of a series as it is now, for one who may still change it."""
    Occurrence.objects.select_for_update(no_key=True).only("pk").filter(pk=pk).first()
    occurrence = (
        Occurrence.objects.select_related("series__forum", "series__project", "series__organiser")
        .filter(pk=pk)
        .first()
    )
    if occurrence is None:
        raise Refusal(_("The series was changed and this date is gone. Please look at it again."))
    require(rules.can_manage_series(by, occurrence.series))
    if occurrence.state != Occurrence.State.PLANNED:
        raise Refusal(_("This date has been called or cancelled. Please look at the page again."))
    return occurrence


@transaction.atomic
def change_occurrence(occurrence, *, by, starts_at, ends_at, place):
    """Give one date another time or place; the rule and the other dates stay."""
    occurrence = locked_occurrence(occurrence.pk, by)
    if starts_at <= timezone.now():
        raise Refusal(_("The start lies in the past by now. Please choose a later time."))
    before = occurrence.starts_at
    occurrence.starts_at, occurrence.ends_at, occurrence.place = starts_at, ends_at, place
    series = occurrence.series
    occurrence.is_alone = (starts_at, ends_at, place) != (
        *series.span(occurrence.day),
        series.place,
    )
    occurrence.save()
    audit.record("meetings.occurrence_changed", occurrence.series, by=by, before=before.isoformat())
    return occurrence


@transaction.atomic
def cancel_occurrence(occurrence, *, by, reason):
    """Leave one date out. Nobody has been invited to it, so nobody is told."""
    occurrence = locked_occurrence(occurrence.pk, by)
    states.move(occurrence, "state", to=Occurrence.State.CANCELLED, reason=reason)
    audit.record(
        "meetings.occurrence_cancelled", occurrence.series, by=by,
        reason=reason, day=occurrence.day.isoformat(),
    )  # fmt: skip
    return occurrence


@transaction.atomic
def call_occurrence(occurrence, *, by, **meeting):
    """Call the meeting of one date: an ordinary meeting from then on, moved and answered alone."""
    occurrence = locked_occurrence(occurrence.pk, by)
    called = call(by=by, held_for=occurrence.series.held_for, **meeting)
    states.move(occurrence, "state", to=Occurrence.State.CALLED, meeting=called)
    audit.record("meetings.occurrence_called", occurrence.series, by=by, meeting=called.pk)
    return called


@transaction.atomic
def end_series(series, *, by):
    """No more dates. What has been called stays; what is only planned is left out."""
    series = locked_series(series.pk)
    require(rules.can_manage_series(by, series))
    planned = series.occurrences.filter(state=Occurrence.State.PLANNED)
    held = planned.select_for_update(no_key=True).order_by("pk")
    Occurrence.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(
        state=Occurrence.State.CANCELLED,
        reason=_("The series has ended."),
        updated_at=timezone.now(),
    )
    states.move(series, "state", to=Series.State.ENDED)
    audit.record("meetings.series_ended", series, by=by)
    return series
