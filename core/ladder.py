"""Which reminder before a day (or after it) has come: plain arithmetic, no Django."""


def step_on(due_on, known_on, today, *, steps, look_back):
    """The nearest of ``steps`` (days left, negative afterwards) whose day has come; else None.

    What became known on that day or later needs no reminder of the step, nor does what lies more
    than ``look_back`` behind: after a standstill nobody is told of what was long ago.
    """
    for days_left in sorted(steps):
        away = (due_on - today).days - days_left
        if away <= 0:
            known_before = (due_on - known_on).days > days_left
            return days_left if known_before and -away <= look_back.days else None
    return None
