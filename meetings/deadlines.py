"""When one is reminded of a task: plain arithmetic, no Django.

Three days before its day, on the day, and three days after it.
"""

from datetime import timedelta

BEFORE, ON_THE_DAY, AFTER = 3, 0, -3  # days left
STEPS = (BEFORE, ON_THE_DAY, AFTER)
LOOK_BACK = timedelta(days=2)  # after a standstill nobody is reminded of what was long ago
FIRST, LAST = timedelta(days=BEFORE), timedelta(days=-AFTER) + LOOK_BACK  # around the day


def step_on(due_on, created_on, today):
    """The reminder for ``today``: the nearest step whose day has come; None where there is none.

    A task that was given on that day or later needs no reminder of the step.
    """
    for days_left in reversed(STEPS):
        day = due_on - timedelta(days=days_left)
        if day <= today:
            wanted = created_on < day and today - day <= LOOK_BACK
            return days_left if wanted else None
    return None
