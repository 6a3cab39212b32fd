"""Days within which the parties settle an agreement at home. Arithmetic only.

The clock is that of a village regulation: what was agreed is dealt with at home within 7 days, the
head gives his word within 15, and what was promulgated goes to the regent within 7. The first and
the last are rows that operators change (``HomeRule.days``).
"""

from datetime import timedelta

from core import ladder

APPROVAL_DAYS = 15
LADDER = (3, 0, -3)  # days left when those who are late are told
LOOK_BACK = timedelta(days=2)
LONGEST = timedelta(days=120)  # nobody is told of what began earlier; no rule has more days


def due_on(began_on, days):
    return began_on + timedelta(days=days)


def reminder_on(due, began_on, today):
    """The step of ``LADDER`` that is due on this day, or None."""
    return ladder.step_on(due, began_on, today, steps=LADDER, look_back=LOOK_BACK)
