"""What a person fills in to begin a series of meetings, and to change one of its dates."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, LongTextField, TextField
from meetings import recurrence, rhythm
from meetings.forms.calling import FARTHEST, WhatForm, WhereForm
from meetings.forms.inputs import day_field, day_input, end_field, needs, start_field, zone_field
from meetings.forms.polling import SlotForm


class HowOften(forms.Form):
    """How often and at what time; the first day says which weekday is meant."""

    pattern = forms.ChoiceField(label=_("How often"), choices=rhythm.CHOICES)
    first_day = day_field(_("First day"))
    start = start_field()
    end = end_field()

    def clean(self):
        data = super().clean()
        if data.get("start") is not None and data.get("end") is not None:
            first, last = (60 * data[name].hour + data[name].minute for name in ("start", "end"))
            data["minutes"] = last - first
            if data["minutes"] <= 0:
                self.add_error("end", _("The end must be later than the start."))
        day = data.get("first_day")
        is_last = data.get("pattern") == recurrence.MONTHLY_LAST
        if day and is_last and not recurrence.is_last_of_month(day):
            self.add_error("first_day", _("This is not the last of its weekday in the month."))
        return data


class SeriesForm(HowOften, WhatForm):
    """What recurs, and how."""

    zone = zone_field()
    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages=UNSEEN)

    def clean_first_day(self):
        day, today = self.cleaned_data["first_day"], timezone.localdate()
        if not today <= day <= today + FARTHEST:
            raise forms.ValidationError(
                _("Choose a day between today and two years from now."), code="out_of_range"
            )
        return day

    def facts(self):
        """What ``actions.start_series`` takes besides the agenda."""
        names = [
            "title", "kind", "purpose", "pattern", "first_day", "start", "minutes", "zone",
            "place", "link", "is_open", "uid",
        ]  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class ChangeSeriesForm(HowOften, WhereForm):
    """Another rhythm, time, place or last day from a day on. ``seen`` is what the person looked at."""

    until = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty: the series goes on until you end it."),
        widget=day_input(),
        required=False,
    )
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput, error_messages=UNSEEN)

    field_order = ["first_day", "pattern", "start", "end", "place", "link", "until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_day"].label = _("From this day on")
        self.fields["first_day"].help_text = _(
            "The first day to which the change applies. It says which weekday is meant."
        )

    def clean(self):
        data = super().clean()
        first, until = data.get("first_day"), data.get("until")
        if first and until and not first <= until <= first + FARTHEST:
            self.add_error("until", _("Choose a day between the first day and two years later."))
        return data

    def facts(self):
        """What ``actions.change_series`` takes."""
        names = [
            "pattern", "first_day", "start", "minutes", "place", "link", "until", "seen",
        ]  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class OccurrenceForm(SlotForm):
    """Another time or place for one date."""

    place = TextField(label=_("Meeting place"), max_length=200, required=False)

    def clean(self):
        data = super().clean()
        if not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose the day."))
        return data

    def facts(self):
        start, end = self.cleaned_data["slot"]
        return {"starts_at": start, "ends_at": end, "place": self.cleaned_data["place"]}


class LeaveOutForm(forms.Form):
    """Why a date is left out."""

    reason = LongTextField(
        label=_("Reason"),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why this date is left out.")),
    )
