"""Where the due days of obligations stand when an agreement is, or was, suspended."""

from datetime import timedelta

from agreements import life_rules, obligation_notices, pauses, succession
from agreements.models import Fulfilment, Pause
from core import audit

BATCH = 500
NEAR = timedelta(days=14)  # only then can a letter about the day lie in the outbox


def move_days(agreement):
    """Every due day to where the suspensions put it now."""
    spans = life_rules.spans_of(agreement)
    rows = Fulfilment.objects.filter(obligation__agreement=agreement).only("due_on", "owed_on")
    moved = []
    for row in rows.iterator(chunk_size=BATCH):
        day = pauses.owed_on(row.due_on, spans, agreement.ends_on)
        if day != row.owed_on:
            row.owed_on = day
            moved.append(row)
    Fulfilment.objects.bulk_update(moved, ["owed_on"], batch_size=BATCH)
    today = life_rules.today_of(agreement)
    obligation_notices.moved(agreement, [row for row in moved if abs(row.due_on - today) <= NEAR])


def hand_on(before, after):
    """What is suspended stays so in the agreement that follows, with the same days as far as its term
    goes, where all who are bound by that one have agreed to it."""
    there = {row.proposal_id: row for row in after.pauses.all()}
    for row, last in succession.suspensions_within(before, after):
        if own := there.get(row.proposal_id):
            _shorten_too(after, own, last)
        elif succession.is_reached(after, last) and not pauses.overlaps(
            life_rules.spans_of(after), pauses.Span(row.starts_on, last)
        ):
            own = Pause.objects.create(
                agreement=after, proposal=row.proposal, starts_on=row.starts_on, ends_on=last
            )
            audit.record("agreements.suspension_carried", after, by=audit.SYSTEM, proves=own)


def _shorten_too(agreement, pause, last):
    is_shorter = last and (pause.ends_on is None or last < pause.ends_on)
    if is_shorter and not pause.resumed_by_id:
        pause.ends_on = last
        pause.save(update_fields=["ends_on"])
        audit.record("agreements.suspension_shortened", agreement, by=audit.SYSTEM, proves=pause)


def close_pause(agreement, last):
    """A suspension that runs when the agreement ends is over on that ``last`` day: what had fallen
    due in it is owed again, unless it would be due only after the end. Returns it, or None."""
    running = Pause.objects.filter(agreement=agreement, starts_on__lte=last)
    pause = (running.filter(ends_on=None) | running.filter(ends_on__gt=last)).first()
    if pause is None:
        return None
    pause.ends_on = last
    pause.save(update_fields=["ends_on"])
    move_days(agreement)
    return pause
