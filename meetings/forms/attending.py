"""What is written about somebody who came, by the minute taker or by himself at the door."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import PhoneField, TextField
from meetings import standing
from meetings.forms.inputs import (
    LONGEST,
    PASSED,
    TOO_LONG,
    day_field,
    end_field,
    last_day_field,
    needs,
    start_field,
)
from meetings.models import Attendance, Invitation
from villages.models import Region

STATES = [(value, capfirst(label)) for value, label in Attendance.State.choices]
SEXES = [
    ("", _("not said")),
    *[(value, capfirst(label)) for value, label in Attendance.Sex.choices],
]


class RegionField(forms.ModelChoiceField):
    def label_from_instance(self, region):
        return region.full_name


class WhoForm(forms.Form):
    """A person by name, for one of the meeting's regions or as a guest of an institution."""

    name = TextField(
        label=_("Name"), max_length=120, error_messages=needs(_("Write the full name."))
    )
    office = TextField(
        label=_("Office or element"),
        help_text=_("For example Kepala Dusun, BPD, PKK, tokoh masyarakat."),
        max_length=120,
        required=False,
    )
    region = RegionField(
        Region.objects.none(), label=_("Region"), required=False, empty_label=_("none: a guest")
    )
    institution = TextField(
        label=_("Institution"), help_text=_("Only for guests."), max_length=120, required=False
    )
    sex = forms.ChoiceField(label=_("Male or female"), choices=SEXES, required=False)
    phone = PhoneField(
        label=_("Phone number"),
        help_text=_("Only the region that called the meeting sees it."),
        required=False,
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        if "region" in self.fields:
            invited = Invitation.objects.filter(meeting=meeting).values("region")
            regions = Region.objects.filter(Q(pk__in=invited) | Q(pk=meeting.organiser_id))
            self.fields["region"].queryset = regions.order_by("code")

    def clean(self):
        data = super().clean()
        if {"region", "institution"} <= data.keys():
            if data["region"] and data["institution"]:
                self.add_error("institution", _("Leave this empty: the person is of a region."))
            elif not data["region"] and not data["institution"]:
                self.add_error("region", _("Choose the region, or write a guest's institution."))
        return data


class StateForm(forms.Form):
    """One of the five states; a substitute has a name."""

    state = forms.ChoiceField(
        label=_("How was it?"),
        choices=STATES,
        widget=forms.RadioSelect,
        initial=Attendance.State.PRESENT,
        error_messages=needs(_("Choose one of the five.")),
    )
    substitute = TextField(
        label=_("Who sits in this person's place?"),
        help_text=_("Name and office; only if represented."),
        max_length=120,
        required=False,
    )

    def clean(self):
        data = super().clean()
        is_represented = data.get("state") == Attendance.State.REPRESENTED
        if is_represented and "substitute" in data and not data["substitute"]:
            self.add_error("substitute", _("Write who sits in this person's place."))
        return data


class PersonForm(WhoForm, StateForm):
    """A whole row of the list. Whom a mandate names keeps his name and region."""

    field_order = ["name", "office", "region", "institution", "state", "substitute", "sex", "phone"]

    def __init__(self, *args, meeting, row=None, **kwargs):
        super().__init__(*args, meeting=meeting, **kwargs)
        if row and row.user_id:
            for name in ("name", "region", "institution"):
                del self.fields[name]


def initial_of(row):
    """A row as ``PersonForm`` shows it."""
    names = ["name", "office", "region", "institution", "state", "substitute", "sex", "phone"]
    return {name: getattr(row, name) for name in names}


class AdjournForm(forms.Form):
    """When the second sitting is, within the days that the forum allows."""

    day = day_field()
    start = start_field()
    end = end_field()
    last_day = last_day_field()
    reason = TextField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean(self):
        data = super().clean()
        if {"day", "start", "end", "last_day"} <= data.keys():
            zone, now = ZoneInfo(self.meeting.zone), timezone.now()
            last_day = data["last_day"] or data["day"]
            if not data["day"] <= last_day <= data["day"] + LONGEST:
                self.add_error("last_day", TOO_LONG)
                return data
            data["starts_at"] = datetime.combine(data["day"], data["start"], zone)
            data["ends_at"] = datetime.combine(last_day, data["end"], zone)
            if data["starts_at"] <= now:
                self.add_error("day", PASSED)
            elif not (verdict := standing.can_sit_again(self.meeting, data["starts_at"])):
                self.add_error("day", verdict.reason)
            if data["ends_at"] <= data["starts_at"]:
                self.add_error("end", _("The end must be later than the start."))
        return data

    def facts(self):
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "reason")}
