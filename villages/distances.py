"""How far before or after a moment, in words: 7 days before, 2 hours before, 3 days after."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAY, HOUR = 1440, 60


def said(minutes):
    """A negative distance lies after the moment."""
    if minutes < 0:
        return _after(-minutes)
    if minutes == 0:
        return _("on the day")
    if minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("%(n)d day before", "%(n)d days before", days) % {"n": days}
    if minutes % HOUR == 0:
        hours = minutes // HOUR
        return ngettext("%(n)d hour before", "%(n)d hours before", hours) % {"n": hours}
    return ngettext("%(n)d minute before", "%(n)d minutes before", minutes) % {"n": minutes}


def _after(minutes):
    """Rules of this kind count whole days."""
    days = -(-minutes // DAY)
    return ngettext("%(n)d day after", "%(n)d days after", days) % {"n": days}
