"""Fields and words that the forms of this floor share."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LONGEST_TYPED = 8000
YEARS = 20  # no project of villages is planned further ahead


def sentence_case(choices):
    """Labels of an enum begin in lower case; as the words of an option they do not."""
    return [(value, capfirst(label)) for value, label in choices]


class DayField(forms.DateField):
    """A date, as browsers send it or as people write it."""

    default_error_messages = {"invalid": _("Write a date such as 31/12/2026.")}

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
