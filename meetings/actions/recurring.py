"""Series of meetings: begun, their dates laid out ahead, one date changed alone, ended.

No invitation goes out by itself: a letter speaks for an office, carries a number and an agenda,
and holidays are named before it is sent. So a date waits as "planned", the start page says from
when on, and the secretary sends it with one tap.
"""

import uuid as uuids
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, formats, states
from core.access import require
from core.errors import Refusal
from meetings import recurrence, rules
from meetings.actions.calling import call
from meetings.models import Occurrence, Series
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
    days = recurrence.days(series.rule, series.first_day, today, today + AHEAD)
    spans = [(day, *series.span(day)) for day in days]
    Occurrence.objects.bulk_create(
        (
            Occurrence(series=series, day=day, starts_at=start, ends_at=end, place=series.place)
            for day, start, end in spans
        ),
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
    return len(running)


def locked_occurrence(pk, by):
    """A date of a series as it is now, for one who may still change it."""
    Occurrence.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    occurrence = Occurrence.objects.select_related(
        "series__forum", "series__project", "series__organiser"
    ).get(pk=pk)
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
    series = Series.objects.select_for_update(no_key=True).get(pk=series.pk)
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
