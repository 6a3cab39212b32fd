"""Fields and words that the forms of this floor share."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import ask_twice

LONGEST_TYPED = 8000
YEARS = 20  # no project of villages is planned further ahead
MOST_COSTS = 2  # of a project; beyond that it may be a slip of the zeros


def sentence_case(choices):
    """Labels of an enum begin in lower case; as the words of an option they do not."""
    return [(value, capfirst(label)) for value, label in choices]


def ask_above_cost(form, amount, cost):
    """Ask once more about an amount that is far above the cost of the whole project."""
    if amount > MOST_COSTS * cost:
        text = _(
            "The whole project costs %(cost)s, and this is far more. Please check the zeros; "
            "tick this if it is so."
        )
        ask_twice(form, amount, text % {"cost": formats.rupiah(cost)})


class DayField(forms.DateField):
    """A date, as browsers send it or as people write it."""

    default_error_messages = {"invalid": _("Write a date such as 31/12/2026.")}

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
