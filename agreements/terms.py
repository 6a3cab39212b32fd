"""Which terms an agreement can have: its first and its last day."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

EARLIEST = date(2000, 1, 1)
LONGEST = timedelta(days=50 * 366)
AHEAD = relativedelta(years=10)  # no agreement of villages begins further ahead


def furthest_start(today):
    """The last day on which a term can begin."""
    return today + AHEAD


def start_problem(starts_on, today):
    """Why a term cannot begin on this day, or empty."""
    if starts_on < EARLIEST:
        return _("This date lies too far back.")
    if starts_on > furthest_start(today):
        return _("More than ten years ahead cannot be right. Please check the year.")
    return ""


def end_problem(starts_on, ends_on, today):
    """Why a term that begins so cannot end on this day, or empty."""
    if ends_on < starts_on:
        return _("The end lies before the start.")
    if ends_on < today:
        return _("The term is over already. Choose a later end.")
    if ends_on - starts_on > LONGEST:
        return _("A term of more than fifty years cannot be right. Please check the year.")
    return ""


def problem(agreement, today):
    """Why an agreement cannot have its term, or empty."""
    start, end = agreement.starts_on, agreement.ends_on
    return start_problem(start, today) or end_problem(start, end, today)
