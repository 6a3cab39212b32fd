"""How a series recurs, in words: "setiap Rabu kedua"."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings import recurrence

CHOICES = [
    (recurrence.WEEKLY, gettext_lazy("Every week")),
    (recurrence.FORTNIGHTLY, gettext_lazy("Every two weeks")),
    (recurrence.MONTHLY, gettext_lazy("Every month, like the first day (the second Wednesday)")),
    (recurrence.MONTHLY_LAST, gettext_lazy("Every month, the last of this weekday")),
    (recurrence.QUARTERLY, gettext_lazy("Every three months, like the first day")),
]
_ORDINALS = {
    1: pgettext_lazy("of the month", "first"),
    2: pgettext_lazy("of the month", "second"),
    3: pgettext_lazy("of the month", "third"),
    4: pgettext_lazy("of the month", "fourth"),
    recurrence.LAST: pgettext_lazy("of the month", "last"),
}


def in_words(rule):
    """The rule as a person says it."""
    rhythm = recurrence.rhythm_of(rule)
    weekday = WEEKDAYS[rhythm.weekday]
    if not rhythm.is_monthly:
        text = (
            _("every %(weekday)s") if rhythm.interval == 1 else _("every two weeks on %(weekday)s")
        )
        return text % {"weekday": weekday}
    text = (
        _("every %(nth)s %(weekday)s of the month")
        if rhythm.interval == 1
        else _("every three months on the %(nth)s %(weekday)s")
    )
    return text % {"nth": _ORDINALS[rhythm.nth], "weekday": weekday}
