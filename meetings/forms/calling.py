"""What a person fills in to call, change, move and cancel a meeting; actions do the rest."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.forms import UNSEEN, LongTextField, TextField
from meetings import rules, standing
from meetings.forms.inputs import (
    LONGEST,
    PASSED,
    TOO_LONG,
    day_field,
    day_input,
    end_field,
    last_day_field,
    needs,
    purpose_field,
    start_field,
    title_field,
    zone_field,
)
from meetings.forms.letter import LetterForm
from meetings.forms.recipients import guest_rows, typed_guests
from meetings.models import Meeting
from villages.forms import AsksForRegions
from villages.forms import RegionsField as PickedRegionsField
from villages.models import Forum, Region

FARTHEST = timedelta(days=2 * 365)
LAST_HOUR = time(16)  # until when answers are taken on the chosen day
HOUR_PASSED = _("16.00 on this day has passed. Choose a later day.")
KINDS = [(value, capfirst(label)) for value, label in Meeting.Kind.choices]


class WhenForm(forms.Form):
    """A day, two times and a zone that become two moments; and until when answers are taken."""

    day = day_field()
    start = start_field()
    end = end_field()
    last_day = last_day_field()
    zone = zone_field()
    answer_day = forms.DateField(
        label=_("Answers wanted by"),
        help_text=_("Until 16.00 on this day. Empty: until the day before the meeting."),
        widget=day_input(),
        required=False,
    )

    def clean(self):
        data = super().clean()
        if {"day", "start", "end", "zone"} <= data.keys() and "last_day" in data:
            self._clean_times(data)
        return data

    def _clean_times(self, data):
        """``starts_at``, ``ends_at`` and ``answer_by``, or a sentence at the field that is wrong."""
        today = timezone.localdate()
        if not today <= data["day"] <= today + FARTHEST:
            self.add_error("day", _("Choose a day between today and two years from now."))
            return
        last_day = data["last_day"] or data["day"]
        if not data["day"] <= last_day <= data["day"] + LONGEST:
            self.add_error("last_day", TOO_LONG)
            return
        zone = ZoneInfo(data["zone"])
        data["starts_at"] = datetime.combine(data["day"], data["start"], zone)
        data["ends_at"] = datetime.combine(last_day, data["end"], zone)
        if data["starts_at"] <= timezone.now():
            self.add_error("start", PASSED)
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("end", _("The end must be later than the start."))
        data["answer_by"] = self._answer_by(data, zone)

    def _answer_by(self, data, zone):
        """16.00 on the chosen day, or on the day before; never behind the start."""
        day = data.get("answer_day")
        if day and not timezone.localdate() <= day <= data["day"]:
            self.add_error("answer_day", _("Choose a day between today and the meeting."))
            return None
        wished = datetime.combine(day or data["day"] - timedelta(days=1), LAST_HOUR, zone)
        if wished <= timezone.now() and day:
            self.add_error("answer_day", HOUR_PASSED)
        if wished <= timezone.now():
            return data["starts_at"]
        return min(wished, data["starts_at"])


def initial_times(meeting):
    """A meeting's moments as ``WhenForm`` shows them, on the meeting's own clocks."""
    day = meeting.answer_by.astimezone(ZoneInfo(meeting.zone)).date()
    return initial_span(meeting) | {"answer_day": day}


def initial_span(date):
    """The same of anything with a start, an end and a zone."""
    zone = ZoneInfo(date.zone)
    start, end = date.starts_at.astimezone(zone), date.ends_at.astimezone(zone)
    return {
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
        "last_day": end.date() if end.date() != start.date() else None,
        "zone": date.zone,
    }


def kinds_of(held_for):
    """The kinds of meeting that fit who sits there, as choices."""
    return [(value, capfirst(label)) for value, label in rules.kinds_for(held_for)]


class WhereForm(forms.Form):
    """A place, or a link for taking part online."""

    place = TextField(
        label=_("Meeting place"),
        help_text=_("Building and village, as people know it."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=_("Link for taking part online"),
        help_text=_("Only the invited see it."),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write an address that begins with https://.")},
    )

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(
                _("Write an address that begins with https://."), code="invalid"
            )
        return link

    def clean(self):
        data = super().clean()
        if "place" in data and "link" in data and not (data["place"] or data["link"]):
            self.add_error("place", _("Name a place, or a link for taking part online."))
        return data


class WhatForm(WhereForm):
    """What the meeting is about and where."""

    title = title_field()
    kind = forms.ChoiceField(label=_("Kind"))
    purpose = purpose_field()
    is_open = forms.BooleanField(
        label=_("Open to the public: everybody may read this page"), required=False
    )

    field_order = ["title", "kind", "purpose", "place", "link", "is_open"]

    def __init__(self, *args, held_for, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_of(held_for)


class RegionsField(forms.ModelMultipleChoiceField):
    """The invited; boxes to tick, as many as one meeting can have."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Invite at least one region."),
        "invalid_choice": _("%(value)s does not take part here."),
    }

    too_many = ngettext_lazy(
        "Invite at most %(limit)d region.", "Invite at most %(limit)d regions.", "limit"
    )

    def clean(self, value):
        if isinstance(value, list | tuple) and len(value) > Meeting.MAX_REGIONS:
            text = self.too_many % {"limit": Meeting.MAX_REGIONS}
            raise forms.ValidationError(text, code="too_many")
        return super().clean(value)

    def label_from_instance(self, region):
        return region.full_name


class CallForm(AsksForRegions, WhatForm, WhenForm, LetterForm):
    """The first of the two pages of calling a meeting. ``guests`` are rows of their own."""

    regions = RegionsField(Region.objects.none(), label=_("Invited"), required=False)
    also = PickedRegionsField(
        label=_("Other regions"),
        help_text=_("Without a seat here, for example a neighbour."),
        required=False,
        max_choices=Meeting.MAX_REGIONS,
    )
    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages=UNSEEN)

    field_order = [
        "title", "kind", "purpose", "day", "start", "end", "last_day", "zone", "place", "link",
        "regions", "also", "answer_day", "is_open", "letter_nature", "letter_note", "letter_copies",
    ]  # fmt: skip

    def __init__(self, *args, held_for, guests=(), **kwargs):
        super().__init__(*args, held_for=held_for, **kwargs)
        self.held_for = held_for
        self.fields["regions"].queryset = rules.candidates_of(held_for)
        self.guests = typed_guests(self.data) if self.is_bound else guest_rows(list(guests))

    def clean(self):
        """``invited`` are all regions, each once."""
        data = super().clean()
        if not self.guests.is_valid():
            self.add_error(None, _("Please look at the guests below."))
        if "regions" in data and "also" in data:
            self._clean_invited(data)
        return data

    def _clean_invited(self, data):
        field, limit = self.fields["regions"], Meeting.MAX_REGIONS
        data["invited"] = list(dict.fromkeys([*data["regions"], *data["also"]]))
        if not data["invited"]:
            self.add_error("regions", field.error_messages["required"])
        elif len(data["invited"]) > limit:
            self.add_error("also", field.too_many % {"limit": limit})
        elif why := self._why_no_electorate(data):
            self.add_error("regions", why)

    def _why_no_electorate(self, data):
        """What to say of an assembly to which guests alone are invited, or nothing."""
        forum = self.held_for if isinstance(self.held_for, Forum) else None
        meeting = Meeting(forum=forum, kind=data.get("kind", Meeting.Kind.COORDINATION))
        members = set(self.fields["regions"].queryset) if meeting.counts_members else set()
        return standing.has_electorate(meeting, not members.isdisjoint(data["invited"])).reason

    @property
    def addressed(self):
        """What ``actions.call`` takes as receivers."""
        return {
            "regions": list(self.cleaned_data["regions"]),
            "also": self.cleaned_data["also"],
            "guests": self.guests.guests,
        }

    def facts(self):
        """What ``actions.call`` takes as facts."""
        names = [
            "title", "kind", "purpose", "place", "link", "is_open",
            "starts_at", "ends_at", "zone", "answer_by", "uid",
        ]  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class ChangeForm(WhatForm):
    """All but the time. ``seen`` is the state that the person looked at."""

    answer_day = forms.DateField(label=_("Answers wanted by"), widget=day_input())
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput, error_messages=UNSEEN)

    field_order = ["title", "kind", "purpose", "place", "link", "answer_day", "is_open"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, held_for=meeting.held_for, **kwargs)
        self.meeting = meeting
        if meeting.is_private:
            del self.fields["is_open"]
        self._offer_kinds()

    def _offer_kinds(self):
        """Those that it may still become, or its own and why it stays."""
        kind, meeting = self.fields["kind"], self.meeting
        kept = (meeting.kind, capfirst(meeting.get_kind_display()))
        if not (verdict := standing.can_change_kind(meeting)):
            kind.choices, kind.help_text = [kept], verdict.reason
            kind.error_messages["invalid_choice"] = verdict.reason
            return
        choices = [row for row in kind.choices if row[0] != Meeting.Kind.TRAINING]
        kind.choices = choices if kept in choices else [*choices, kept]

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if not (verdict := standing.can_become(self.meeting, kind)):
            raise forms.ValidationError(verdict.reason, code="stands")
        return kind

    def clean_answer_day(self):
        """Answers are taken until 16.00 on that day, but not beyond the start."""
        day, zone = self.cleaned_data["answer_day"], ZoneInfo(self.meeting.zone)
        first = self.meeting.starts_at.astimezone(zone).date()
        unchanged = self.meeting.answer_by.astimezone(zone).date()
        if day == unchanged:
            self.cleaned_data["answer_by"] = self.meeting.answer_by
        elif not timezone.localdate() <= day <= first:
            raise forms.ValidationError(
                _("Choose a day between today and the meeting."), code="out_of_range"
            )
        else:
            wished = datetime.combine(day, LAST_HOUR, zone)
            if wished <= timezone.now():
                raise forms.ValidationError(HOUR_PASSED, code="passed")
            self.cleaned_data["answer_by"] = min(wished, self.meeting.starts_at)
        return day

    def facts(self):
        names = ["title", "kind", "purpose", "place", "link", "is_open", "answer_by", "seen"]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class MoveForm(WhenForm):
    """Another time, and why."""

    reason = TextField(label=_("Reason"), max_length=300, required=False)
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput, error_messages=UNSEEN)

    def facts(self):
        names = ["starts_at", "ends_at", "zone", "answer_by", "reason", "seen"]
        return {name: self.cleaned_data[name] for name in names}


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("All invited read it."),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why the meeting does not take place.")),
    )
