"""Where the due days of obligations stand when an agreement is, or was, suspended."""

from datetime import timedelta

from agreements import life_rules, obligation_notices, pauses
from agreements.models import Fulfilment, Pause

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


def close_pause(agreement, last):
    """A suspension that runs when the agreement ends is over on that ``last`` day: what had fallen
    due in it is owed again, unless it would be due only after the end."""
    running = Pause.objects.filter(agreement=agreement, starts_on__lte=last)
    lasting = running.filter(ends_on=None) | running.filter(ends_on__gt=last)
    if lasting.update(ends_on=last):
        move_days(agreement)
