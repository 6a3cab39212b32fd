"""Fields and words that the forms of this floor share."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import UNSEEN, ask_twice

LONGEST_TYPED = 8000
YEARS = 20  # no project of villages is planned further ahead
MOST_COSTS = 2  # of a project; beyond that it may be a slip of the zeros


def sentence_case(choices):
    """Labels of an enum begin in lower case; as the words of an option they do not."""
    return [(value, capfirst(label)) for value, label in choices]


def key_field():
    """The number of what stands in a row, unseen; empty in a new row."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput,
        error_messages=UNSEEN,
    )  # fmt: skip


def rows_sent(form, name, most):
    """How many rows the page had that was sent: up to the last one with a cell ``name``."""
    numbers = range(most, 0, -1)
    return next((n for n in numbers if form.add_prefix(f"{name}_{n - 1}") in form.data), 0)


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
