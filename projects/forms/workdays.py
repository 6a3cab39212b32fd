"""A work day as it is announced, the sign-up for it, and who came."""

from datetime import datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import (
    UNSEEN,
    CountField,
    FigureField,
    FormNumberField,
    LongTextField,
    TextField,
    in_row,
)
from projects.forms.fields import DayField
from projects.models import Labour, SignUp, WorkDay

CLOCK = ["%H:%M", "%H.%M", "%H:%M:%S"]
FURTHEST = timedelta(days=366)  # no work day is announced further ahead
LAST_MINUTE = time(23, 59)
SPARE = 2  # empty rows below those that are there


class ClockField(forms.TimeField):
    """A time of the day, as browsers send it or as people write it."""

    default_error_messages = {"invalid": _("Write a time such as 07.30.")}

    def __init__(self, **kwargs):
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, input_formats=CLOCK, **kwargs)


def people_field(label, *, most, **kwargs):
    """How many people; at least one, at most ``most``."""
    said = {"required": _("Write how many people.")}
    return CountField(label=label, min_value=1, max_value=most, error_messages=said, **kwargs)


class DayForm(forms.Form):
    """When, where, what; cleaned to what ``actions.announce_day`` takes (``facts``)."""

    token = FormNumberField()
    work = LongTextField(
        label=_("What is done?"),
        max_length=500,
        rows=3,
        help_text=_("For example: digging 300 metres of trench for the main pipe."),
        error_messages={"required": _("Say what is done.")},
    )
    on = DayField(label=_("Day"), error_messages={"required": _("Choose the day.")})
    starts = ClockField(
        label=_("Starts at"), error_messages={"required": _("Write when it starts.")}
    )
    ends = ClockField(label=_("Ends at"), error_messages={"required": _("Write when it ends.")})
    place = TextField(
        label=pgettext_lazy("of a work day", "Place"),
        max_length=200,
        help_text=_("Where people meet, so that a stranger finds it."),
        error_messages={"required": _("Say where people meet.")},
    )
    bring = TextField(
        label=_("What to bring (may stay empty)"),
        max_length=300,
        required=False,
        help_text=_("For example: hoe, gloves, drinking bottle."),
    )
    wanted = people_field(_("How many people are wanted?"), most=WorkDay.MOST_WANTED)
    until = DayField(
        label=_("Sign-up until"),
        help_text=_("Until the end of this day, at the latest until the work begins."),
        error_messages={"required": _("Choose the last day of the sign-up.")},
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project

    @staticmethod
    def initial_of(day):
        """What the form shows of a day that is there."""
        zone = ZoneInfo(day.project.zone)
        start, end = day.starts_at.astimezone(zone), day.ends_at.astimezone(zone)
        names = ("work", "place", "bring", "wanted")
        return {name: getattr(day, name) for name in names} | {
            "on": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "until": day.sign_up_until.astimezone(zone).date(),
        }

    def clean_work(self):
        return capfirst(self.cleaned_data["work"])

    def clean_on(self):
        day, today = self.cleaned_data["on"], self.project.today
        if day < today:
            raise forms.ValidationError(_("This day is over. Choose a day to come."), code="past")
        if day > today + FURTHEST:
            raise forms.ValidationError(_("Check the year."), code="far")
        return day

    def clean(self):
        given = self.cleaned_data
        if {"on", "starts", "ends"} <= given.keys():
            self._set_times(given)
        both = {"on", "until"} <= given.keys()
        if both and not self.project.today <= given["until"] <= given["on"]:
            self.add_error("until", _("Choose a day between today and the work day."))

    def _set_times(self, given):
        zone = ZoneInfo(self.project.zone)
        given["starts_at"] = datetime.combine(given["on"], given["starts"], zone)
        given["ends_at"] = datetime.combine(given["on"], given["ends"], zone)
        if given["starts_at"] >= given["ends_at"]:
            self.add_error("ends", _("The end must be after the start."))
        if given["starts_at"] <= timezone.now():
            self.add_error("starts", _("This time is over. Choose a later one."))

    def facts(self):
        """What the actions take of a valid form."""
        given, zone = self.cleaned_data, ZoneInfo(self.project.zone)
        names = ("work", "place", "bring", "wanted", "starts_at", "ends_at")
        last = datetime.combine(given["until"], LAST_MINUTE, zone)
        return {name: given[name] for name in names} | {
            "sign_up_until": min(last, given["starts_at"])
        }


class ChangeDayForm(DayForm):
    """The same for a day that is announced already, with the reason."""

    token = None
    changes = forms.IntegerField(
        min_value=0, max_value=10_000, widget=forms.HiddenInput, error_messages=UNSEEN
    )
    reason = LongTextField(
        label=_("Why does it change?"),
        max_length=300,
        rows=2,
        help_text=_("Those who have signed up are told."),
        error_messages={"required": _("Give the reason.")},
    )


class CancelDayForm(forms.Form):
    """Why a work day does not take place."""

    reason = LongTextField(
        label=_("Why does it not take place?"),
        max_length=300,
        rows=3,
        help_text=_("Those who have signed up are told, and everybody reads it on the page."),
        error_messages={"required": _("Give the reason.")},
    )


class SignOffForm(forms.Form):
    """Why somebody else's places are given back."""

    reason = LongTextField(
        label=_("Why do you take this sign-up out?"),
        max_length=300,
        rows=3,
        help_text=_("Whoever has signed up is told."),
        error_messages={"required": _("Give the reason.")},
    )


class SignUpForm(forms.Form):
    """Who comes: oneself and whom one brings, or a group of the region that one represents."""

    name = TextField(
        label=_("Your name"),
        max_length=100,
        help_text=_("Only the regions that take part read it; everybody sees numbers."),
        error_messages={"required": _("Write a name.")},
    )
    people = people_field(
        _("How many people come, with you?"), most=SignUp.MOST_OF_A_PERSON, initial=1
    )
    region = forms.ChoiceField(label=_("Where do you come from?"), required=False)

    def __init__(self, *args, project, acting, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = {seat.region_id: seat.region for seat in project.partnerships.all()}
        if acting:
            del self.fields["region"]
            self.fields["name"].label = _("Name of the group or person")
            self.fields["name"].help_text = _("For example: people of RT 02, Dusun Krajan.")
            self.fields["people"] = people_field(
                _("How many people?"), most=WorkDay.MOST_WANTED, initial=1
            )
        else:
            named = [(pk, region.full_name) for pk, region in self.regions.items()]
            self.fields["region"].choices = [*named, ("", _("from somewhere else"))]

    def clean_region(self):
        return self.regions.get(self.cleaned_data["region"])


class RecordForm(forms.Form):
    """Who came, a row each: region, group, people, hours; an emptied row is taken out."""

    ROW = ("region", "group", "people", "hours")
    # Far beyond what was announced it is a slip of the zeros.
    MOST_TIMES, FEWEST = 10, 100  # of the places; however few these are
    MOST_LENGTHS = 2  # of the day

    token = FormNumberField()
    mark = forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages=UNSEEN)
    count = forms.IntegerField(
        min_value=1,
        max_value=Labour.MOST_ROWS,
        widget=forms.HiddenInput,
        required=False,
        error_messages=UNSEEN,
    )

    def __init__(self, *args, day, regions, rows, **kwargs):
        """``rows`` are mappings of region (code), group, people and hours, to begin with."""
        super().__init__(*args, **kwargs)
        length = ceil(self.MOST_LENGTHS * (day.ends_at - day.starts_at) / timedelta(hours=1))
        self.most_hours = min(Labour.MOST_HOURS, length)
        self.most_people = max(self.FEWEST, self.MOST_TIMES * day.wanted)
        self.regions = {region.pk: region for region in regions}
        self.known = len(rows)
        self.number = self._sent_number() or min(Labour.MOST_ROWS, len(rows) + SPARE)
        self.initial |= {"count": self.number}
        choices = [("", "…"), *((pk, each.full_name) for pk, each in self.regions.items())]
        for index in range(self.number):
            self.fields |= in_row(self._row(index, choices), index)
        for index, row in enumerate(rows[: self.number]):
            self.initial |= {f"{name}_{index}": row[name] for name in self.ROW}

    def _sent_number(self):
        """How many rows the browser showed; None where it does not say so properly."""
        sent = self.data.get("count", "") if self.is_bound else ""
        is_number = sent.isdecimal() and len(sent) < 4
        return min(Labour.MOST_ROWS, max(1, int(sent))) if is_number else None

    @staticmethod
    def _row(index, choices):
        return {
            f"region_{index}": forms.ChoiceField(
                label=_("Region"), choices=choices, required=False
            ),
            f"group_{index}": TextField(
                label=_("Group (may stay empty)"), max_length=100, required=False
            ),
            f"people_{index}": CountField(label=_("People who came"), required=False),
            f"hours_{index}": FigureField(label=_("Hours each"), required=False),
        }

    @property
    def rows(self):
        """The rows as lists of bound fields, for the page."""
        return [[self[f"{name}_{index}"] for name in self.ROW] for index in range(self.number)]

    def clean(self):
        seen = set()
        filled = [index for index in range(self.number) if self._is_filled(index)]
        for index in filled:
            self._judge(index, seen)
        if not self.errors:
            self.cleaned_data["rows"] = [self._typed(index) for index in filled]

    def _is_filled(self, index):
        """By its people; a new row of which only other cells were typed asks for them."""
        typed = {name: self.data.get(f"{name}_{index}", "").strip() for name in self.ROW}
        if not typed["people"] and index >= self.known:
            return any(typed.values())
        return typed["people"] not in ("", "0")

    def _judge(self, index, seen):
        given = self.cleaned_data
        key = (given.get(f"region_{index}"), given.get(f"group_{index}", "").casefold())
        if not key[0] and f"region_{index}" not in self.errors:
            self.add_error(f"region_{index}", _("Choose the region."))
        elif key in seen:
            self.add_error(f"group_{index}", _("This region and group stand here twice."))
        seen.add(key)
        if given.get(f"people_{index}") is None and f"people_{index}" not in self.errors:
            self.add_error(f"people_{index}", _("Write how many people."))
        if (given.get(f"people_{index}") or 0) > self.most_people:
            text = _("This is far more than the places of the day. Please check the zeros.")
            self.add_error(f"people_{index}", text)
        hours = given.get(f"hours_{index}")
        if f"hours_{index}" not in self.errors and not 0 < (hours or 0) <= self.most_hours:
            text = _("Write the hours of one person, at most %(most)d.")
            self.add_error(f"hours_{index}", text % {"most": self.most_hours})

    def _typed(self, index):
        row = {name: self.cleaned_data[f"{name}_{index}"] for name in self.ROW}
        return row | {"region": self.regions[row["region"]]}
