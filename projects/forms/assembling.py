"""The result of the assembly at home."""

import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import UNSEEN, FormNumberField, TextField
from core.uploads import PaperField
from projects import rules
from projects.forms import DayField

LONG_AGO = timedelta(days=2 * 366)


class ResultForm(forms.Form):
    """When it was held, what proves it, and what it said to the version that the page showed."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=32767, error_messages=UNSEEN
    )
    token = FormNumberField()
    agrees = forms.TypedChoiceField(
        label=_("What did the assembly decide?"),
        choices=[("ya", _("It agrees")), ("tidak", _("It does not agree"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the assembly decided.")},
    )
    held_on = DayField(label=_("Held on"), error_messages={"required": _("Say when it was held.")})
    paper_number = TextField(
        label=_("Number of the berita acara"),
        max_length=60,
        required=False,
        help_text=_("For example 140/07/BA/2026. The number or the file is needed; both are best."),
    )
    paper = PaperField(
        label=_("Signed berita acara (may stay empty)"),
        required=False,
        help_text=_(
            "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. The partners and their "
            "officers can open it; everybody sees that there is one."
        ),
    )

    def __init__(self, *args, earliest, of_lead=False, **kwargs):
        """``earliest`` is the first day that counts; ``of_lead`` whether that of the lead's own."""
        super().__init__(*args, **kwargs)
        self.earliest, self.of_lead = earliest, of_lead

    @classmethod
    def for_version(cls, version, region_id, data=None, files=None):
        project = version.project
        return cls(
            data,
            files,
            initial={"number": version.number, "token": uuid.uuid4()},
            earliest=rules.first_assembly_day(project, region_id),
            of_lead=region_id == project.lead_id,
        )

    def clean_held_on(self):
        day, today = self.cleaned_data["held_on"], timezone.localdate()
        if day > today:
            raise forms.ValidationError(
                _("This day has not come yet. Record the result after the assembly."), "future"
            )
        if day < today - LONG_AGO:
            raise forms.ValidationError(
                _("This is more than two years ago. Please check the year."), "far"
            )
        if day < self.earliest:
            raise forms.ValidationError(
                self._too_old, "before", {"day": formats.day(self.earliest)}
            )
        return day

    @property
    def _too_old(self):
        if self.of_lead:
            return _(
                "The lead's own assembly may come before the proposal, but by a year at most: from "
                "%(day)s. Please check the date."
            )
        return _(
            "The proposal was first sent out on %(day)s; an assembly before that day has not "
            "decided about it. Please check the date."
        )

    def clean(self):
        if not {"paper_number", "paper"} & self.errors.keys() and not (
            self.cleaned_data.get("paper_number") or self.cleaned_data.get("paper")
        ):
            text = _("Write the number of the berita acara, or add the file.")
            self.add_error("paper_number", text)
        if self.errors and self.files.get("paper") and "paper" not in self.errors:
            self.add_error("paper", _("Please choose the file again; it was not kept."))

    @property
    def words(self):
        """What ``actions.record_result`` takes."""
        return dict(self.cleaned_data)


class CarryForm(forms.Form):
    """An earlier result counts for the version that the page showed."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=32767, error_messages=UNSEEN
    )
    untouched = forms.BooleanField(
        label=_("The changes since then do not touch what our assembly decided."),
        error_messages={
            "required": _("Tick this if it is so; else record the result of a new assembly.")
        },
    )
