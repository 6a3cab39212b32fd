"""When the parties look back on their agreement: on each anniversary of its seal. Arithmetic only."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from core import ladder

LADDER = (14, 0, -14)  # days left when those who have not answered are reminded
LOOK_BACK = timedelta(days=3)
OPENS = timedelta(days=30)  # before its day the questions can be answered
YES, PARTLY, NO = "yes", "partly", "no"
CONTINUE, CHANGE, END = "continue", "change", "end"


def day_of(sealed_on, year):
    """The anniversary of that year, counted from 1; 29 February falls on the 28th."""
    return sealed_on + relativedelta(years=year)


def last_year(sealed_on, today, over_on=None):
    """The newest year whose questions are open on this day, or 0: they open before the anniversary
    and stay open until the next ones open. Anniversaries after ``over_on`` (the day on which the
    agreement ended, or its last one) are not held."""
    end = today + OPENS if over_on is None else min(today + OPENS, over_on)
    return max(relativedelta(end, sealed_on).years, 0)


def reminder_on(due_on, known_on, today):
    """The step of ``LADDER`` that is due on this day, or None."""
    return ladder.step_on(due_on, known_on, today, steps=LADDER, look_back=LOOK_BACK)


def outcome(wishes, parties):
    """What is proposed when all ``parties`` have answered, else empty: to end where one wants to
    end, to change where one wants to change, else to go on."""
    if len(wishes) < parties:
        return ""
    return next((wish for wish in (END, CHANGE) if wish in wishes), CONTINUE)
