"""Asking for dates, answering, reminding once, and making one of the dates the meeting.

The poll's row is locked first by all of them; a meeting that comes of it is new, so nobody waits.
"""

import uuid as uuids
from datetime import timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.quiet import next_allowed
from meetings import poll_notices, ranking, rules, schedule
from meetings.actions.calling import call
from meetings.models import Meeting, Poll, PollAnswer, Slot
from notifications.actions import drop
from notifications.models import Mail
from villages.models import Forum

LOOK_BACK = timedelta(days=7)
CHANGING = ["choice", "answered_at", "answered_by", "updated_at"]


class Result(NamedTuple):
    """How the answers to a poll stand."""

    answered: int
    asked: int
    best: Slot | None
    tally: ranking.Tally | None


def locked_poll(pk):
    """The poll as it is now; whoever else wants to answer or settle it waits."""
    Poll.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    return Poll.objects.select_related("forum", "project", "organiser").get(pk=pk)


@transaction.atomic
def ask(*, by, held_for, regions, slots, closes_at, uid=None, **facts):
    """Ask ``regions`` which of ``slots`` (pairs of moments) suit them.

    ``facts``: title, kind, purpose, place, zone. ``uid`` is the form's own number: the same form
    sent twice asks once.
    """
    now = timezone.now()
    held_for = type(held_for).objects.get(pk=held_for.pk)
    require(rules.can_call_for(by, held_for))
    _check(held_for, regions, slots, closes_at, now)
    poll = Poll(
        uid=uid or uuids.uuid4(),
        forum=held_for if isinstance(held_for, Forum) else None,
        project=None if isinstance(held_for, Forum) else held_for,
        organiser=by.region,
        asked_by=by,
        closes_at=closes_at,
        chase_at=schedule.chase_time(now, closes_at),
        **facts,
    )
    try:
        with transaction.atomic():
            poll.save(force_insert=True)
    except IntegrityError as broken:
        if not Poll.objects.filter(uid=poll.uid).exists():
            raise
        raise Refusal(_("This date poll has been sent already.")) from broken
    poll.regions.set(regions)
    dates = Slot.objects.bulk_create(Slot(poll=poll, starts_at=a, ends_at=z) for a, z in slots)
    audit.record("meetings.poll_asked", poll, by=by, regions=sorted(r.pk for r in regions))
    for mandate in rules.receivers_of([region.pk for region in regions]):
        poll_notices.asked(poll, mandate, dates=dates)
    return poll


def _check(held_for, regions, slots, closes_at, now):
    """What a form has checked already, for whoever comes without one or too late."""
    if not Poll.FEWEST_SLOTS <= len(set(slots)) == len(slots) <= Poll.MOST_SLOTS:
        raise Refusal(
            _("Offer between %(fewest)d and %(most)d different dates.")
            % {"fewest": Poll.FEWEST_SLOTS, "most": Poll.MOST_SLOTS}
        )
    if not now < closes_at <= min(slots)[0]:
        raise Refusal(_("A date poll closes after now and before the first of its dates."))
    if not 0 < len(regions) <= Meeting.MAX_REGIONS:
        raise Refusal(_("Invite between 1 and %(limit)d regions.") % {"limit": Meeting.MAX_REGIONS})
    if strangers := set(regions).difference(rules.candidates_of(held_for)):
        names = ", ".join(sorted(region.full_name for region in strangers))
        raise Refusal(_("%(value)s does not take part here.") % {"value": names})


@transaction.atomic
def answer_poll(poll, *, by, choices):
    """Say what suits the region: ``choices`` maps each slot's pk to a choice. The last one counts.

    The same answers by the same mandate a second time change nothing.
    """
    now = timezone.now()
    poll = locked_poll(poll.pk)
    if not (verdict := rules.can_answer_poll(by, poll, now)):
        raise Refusal(verdict.reason)
    if set(choices) != set(poll.slots.values_list("pk", flat=True)):
        raise Refusal(_("Please choose an answer for each date."))
    there = PollAnswer.objects.filter(slot__poll=poll, region=by.region_id)
    if {a.slot_id: (a.choice, a.answered_by_id) for a in there} == {
        slot: (choice, by.pk) for slot, choice in choices.items()
    }:
        return poll
    PollAnswer.objects.bulk_create(
        [
            PollAnswer(
                slot_id=slot,
                region_id=by.region_id,
                choice=choice,
                answered_at=now,
                answered_by=by,
            )
            for slot, choice in choices.items()
        ],
        update_conflicts=True,
        unique_fields=["slot", "region"],
        update_fields=CHANGING,
    )
    audit.record("meetings.poll_answered", poll, by=by, region=by.region_id)
    speakers = [mandate.key for mandate in rules.receivers_of([by.region_id])]
    reminders = Mail.objects.about(poll.key).filter(kind=poll_notices.CHASED)
    drop(reminders.filter(on_behalf__in=speakers))
    if PollAnswer.objects.filter(slot__poll=poll).values("region").distinct().count() == (
        poll.regions.count()
    ):
        _report(poll, now, due_at=now)
    return poll


def report_closed(now=None):
    """Tell who asked that the time for answers is over. Returns how many polls were due.

    Not of polls that closed longer ago, and not of those of which all answers were told before.
    """
    now = now or timezone.now()
    due = Poll.objects.to_report(now - LOOK_BACK, now).order_by("closes_at", "pk")
    keys = list(due.values_list("pk", flat=True))
    for pk in keys:
        with transaction.atomic():
            _report(locked_poll(pk), now)
    return len(keys)


def _report(poll, now, *, due_at=None):
    """Tell, once a poll, how the answers stand; ``reported_at`` is the claim."""
    claim = Poll.objects.filter(pk=poll.pk, state=Poll.State.OPEN, reported_at=None)
    if not claim.update(reported_at=now):
        return
    result = result_of(poll)
    for mandate in rules.askers_of(poll):
        wait_until = due_at or next_allowed(now, mandate.user.time_zone)
        poll_notices.reported(poll, mandate, result=result, due_at=wait_until)


def result_of(poll):
    """How the answers stand: (regions that have answered, asked, best date or None, its tally)."""
    slots = {slot.pk: slot for slot in poll.slots.all()}
    said = list(PollAnswer.objects.filter(slot__poll=poll).values_list("slot", "region", "choice"))
    best = ranking.best(
        ranking.Tally.of(pk, slot.starts_at, [choice for on, _region, choice in said if on == pk])
        for pk, slot in slots.items()
    )
    answered = len({region for _slot, region, _choice in said})
    return Result(answered, poll.regions.count(), slots[best.slot] if best else None, best)


def chase_silent(now=None):
    """Remind, once a poll, the regions that have said nothing. Returns how many polls were due."""
    now = now or timezone.now()
    due = list(Poll.objects.to_chase(now).order_by("chase_at", "pk").values_list("pk", flat=True))
    for pk in due:
        _chase_one(pk, now)
    return len(due)


@transaction.atomic
def _chase_one(pk, now):
    """``chased_at`` is the claim: of two workers one finds it empty."""
    poll = locked_poll(pk)
    if not Poll.objects.to_chase(now).filter(pk=pk).update(chased_at=now):
        return
    said = PollAnswer.objects.filter(slot__poll=poll).values("region")
    silent = poll.regions.exclude(pk__in=said).values_list("pk", flat=True)
    dates = list(poll.slots.all())
    for mandate in rules.receivers_of(list(silent)):
        due_at = next_allowed(now, mandate.user.time_zone)
        if due_at < poll.closes_at:
            poll_notices.chased(poll, mandate, dates=dates, due_at=due_at)


@transaction.atomic
def settle(poll, *, by, starts_at, ends_at, **meeting):
    """Call the meeting that the poll was for; who can on that date is noted as attending."""
    poll = locked_poll(poll.pk)
    require(rules.can_settle(by, poll))
    said = yes_by_region(poll, starts_at, ends_at)
    called = call(
        by=by, held_for=poll.held_for, starts_at=starts_at, ends_at=ends_at, said=said, **meeting
    )
    states.move(poll, "state", to=Poll.State.SETTLED, meeting=called)
    audit.record("meetings.poll_settled", poll, by=by, meeting=called.pk)
    if said:
        audit.record("meetings.answers_taken", called, by=by, regions=sorted(said))
    drop(Mail.objects.about(poll.key))
    return called


def yes_by_region(poll, starts_at, ends_at):
    """Region → its yes to a date within which the meeting lies. "If need be" is asked anew."""
    yes = PollAnswer.objects.filter(
        slot__poll=poll,
        slot__starts_at__lte=starts_at,
        slot__ends_at__gte=ends_at,
        choice=PollAnswer.Choice.YES,
    )
    return {answer.region_id: answer for answer in yes}


@transaction.atomic
def withdraw_poll(poll, *, by, reason):
    """Take the question back; nothing that still waits about it goes out."""
    poll = locked_poll(poll.pk)
    require(rules.can_settle(by, poll))
    states.move(poll, "state", to=Poll.State.WITHDRAWN, withdrawn_reason=reason)
    audit.record("meetings.poll_withdrawn", poll, by=by, reason=reason)
    drop(Mail.objects.about(poll.key))
    for mandate in rules.receivers_of(list(poll.regions.values_list("pk", flat=True))):
        poll_notices.withdrawn(poll, mandate)
    return poll
