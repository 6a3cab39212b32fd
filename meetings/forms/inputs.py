"""Inputs and words that the forms of this floor share."""

from django import forms


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
