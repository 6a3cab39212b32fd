"""A running project is adapted: a request, the reply to it, and an amendment that is withdrawn."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, FormNumberField, LongTextField, TextField
from projects import pages
from projects.models import AdjustmentReply


class AdjustmentForm(forms.Form):
    """Which part, what should change, and why."""

    token = FormNumberField()
    section = forms.ChoiceField(
        label=_("Which part is it about?"),
        choices=[(step.slug, step.title) for step in pages.STEPS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the part that it is about.")},
    )
    text = LongTextField(
        label=_("What should change?"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Write what should change.")},
    )
    reason = LongTextField(
        label=_("Why?"),
        max_length=1000,
        rows=3,
        help_text=_("What has happened since the work began? Everybody can read it."),
        error_messages={"required": _("Give the reason.")},
    )


class AdjustmentReplyForm(forms.Form):
    """Yes or no, and why."""

    answer = forms.ChoiceField(
        label=_("Your reply"),
        choices=[(value, capfirst(label)) for value, label in AdjustmentReply.Answer.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two replies.")},
    )
    reason = LongTextField(
        label=_("Reason, and how you will do it"),
        max_length=1000,
        rows=3,
        help_text=_("Everybody can read it."),
        error_messages={"required": _("Give the reason.")},
    )


class TakeBackForm(forms.Form):
    """Why the amendment that the page showed is withdrawn."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=1, max_value=32767
    )
    reason = TextField(
        label=_("Why do you withdraw the amendment?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All partners are told; the version in force stays as it is."),
        error_messages={"required": _("Give the reason.")},
    )
