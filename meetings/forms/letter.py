"""What the official letter says beyond the facts of the meeting."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import LongTextField, TextField
from meetings.models import Letter

NATURES = [(value, capfirst(label)) for value, label in Letter.Nature.choices]
LONGEST_COPY = 120


class LetterForm(forms.Form):
    """Its nature, a note, and who gets a copy."""

    letter_nature = forms.TypedChoiceField(
        label=_("Nature of the letter"),
        choices=NATURES,
        initial=Letter.Nature.IMPORTANT,
        empty_value=Letter.Nature.IMPORTANT,
        required=False,
    )
    letter_note = TextField(
        label=_("Note in the letter"),
        help_text=_("For example who or what to bring."),
        max_length=200,
        required=False,
    )
    letter_copies = LongTextField(
        label=_("Copies to (Tembusan)"),
        help_text=_("One a line, for example Camat Leksono."),
        max_length=Letter.MAX_COPIES * (LONGEST_COPY + 1),
        rows=2,
        required=False,
    )

    def clean_letter_copies(self):
        """The lines that say something."""
        lines = [line for line in self.cleaned_data["letter_copies"].splitlines() if line]
        if len(lines) > Letter.MAX_COPIES:
            limit = Letter.MAX_COPIES
            text = ngettext(
                "Name at most %(limit)d receiver.", "Name at most %(limit)d receivers.", limit
            )
            raise forms.ValidationError(text % {"limit": limit}, code="too_many")
        if any(len(line) > LONGEST_COPY for line in lines):
            raise forms.ValidationError(_("Write each receiver in a few words."), code="too_long")
        return lines

    @property
    def wishes(self):
        """What ``actions.call`` takes as ``letter``."""
        return {name: self.cleaned_data[f"letter_{name}"] for name in ("nature", "note", "copies")}
