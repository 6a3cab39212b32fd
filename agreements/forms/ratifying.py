"""The paper behind a step at home."""

import uuid
from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.drafting import DayField
from core.forms import FormNumberField, TextField
from core.uploads import PaperField

LONG_AGO = timedelta(days=5 * 366)


class HomeForm(forms.Form):
    """Date, number and file; a correction may keep the file that is there."""

    token = FormNumberField()
    held_on = DayField(label=gettext_lazy("Date of the paper"))
    number = TextField(
        label=gettext_lazy("Number of the paper (may stay empty)"), max_length=80, required=False
    )
    paper = PaperField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. The parties and their "
            "subdistricts can open it, nobody else."
        ),
    )

    def __init__(self, data=None, files=None, *, before, today):
        self.before, self.today = before, today
        initial = {"token": uuid.uuid4()}
        if before:
            initial |= {"held_on": before.held_on, "number": before.number}
        super().__init__(data, files, initial=initial)

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."), "future")
        if day < self.today - LONG_AGO:
            raise forms.ValidationError(
                _("This is more than five years ago. Please check the year."), "far"
            )
        return day

    def clean(self):
        if not self.before and "paper" not in self.errors and not self.cleaned_data.get("paper"):
            self.add_error("paper", _("Add the file: a scan or a clear photo of the paper."))
        if self.errors and self.files.get("paper") and "paper" not in self.errors:
            self.add_error("paper", _("Please choose the file again; it was not kept."))
