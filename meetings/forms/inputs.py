"""Inputs and words that the forms of this floor share."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formats import ZONES
from core.forms import LongTextField, TextField

LONGEST = timedelta(days=14)  # from the first day to the last
TOO_LONG = _("The last day is the first one, or up to two weeks later.")
PASSED = _("This time lies in the past. Choose a later one.")
CLOCK = ["%H:%M", "%H.%M", "%H:%M:%S"]


def day_input():
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def clock_input():
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def needs(sentence):
    """What to say when the field is empty."""
    return {"required": sentence}


def raw(form):
    """What was typed, by field, to be shown again."""
    return {name: form[name].data for name in form.fields}


def title_field():
    return TextField(
        label=_("Title"),
        max_length=150,
        error_messages=needs(_("Write what the meeting is called.")),
    )


def purpose_field():
    return LongTextField(
        label=_("Purpose"),
        help_text=_("Why do you meet, and what shall stand at the end?"),
        max_length=2000,
        rows=4,
        required=False,
    )


def day_field(label=None):
    return forms.DateField(
        label=label or _("Day"), widget=day_input(), error_messages=needs(_("Choose the day."))
    )


def last_day_field():
    return forms.DateField(label=_("Last day, if not the same"), widget=day_input(), required=False)


def start_field():
    return _clock_field(_("Starts at"), _("Write when it starts."))


def end_field():
    return _clock_field(_("Ends at"), _("Write when it ends."))


def _clock_field(label, sentence):
    return forms.TimeField(
        label=label, widget=clock_input(), input_formats=CLOCK, error_messages=needs(sentence)
    )


def zone_field():
    choose = _("Choose WIB, WITA or WIT.")
    return forms.ChoiceField(
        label=_("Time zone"),
        choices=list(ZONES.items()),
        error_messages={"required": choose, "invalid_choice": choose},
    )
