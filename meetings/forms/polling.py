"""What a person fills in to ask for dates, to answer, and to take the question back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import UNSEEN, LongTextField, Rows, TextField
from meetings import rules
from meetings.forms.calling import FARTHEST, HOUR_PASSED, LAST_HOUR, RegionsField, kinds_of
from meetings.forms.inputs import (
    CLOCK,
    clock_input,
    day_input,
    needs,
    purpose_field,
    raw,
    title_field,
    zone_field,
)
from meetings.models import Poll, PollAnswer
from villages.models import Region

CHOICES = PollAnswer.Choice


class PollForm(forms.Form):
    """What the meeting shall be about, whom one asks, and until when."""

    title = title_field()
    kind = forms.ChoiceField(label=_("Kind"))
    purpose = purpose_field()
    place = TextField(
        label=_("Meeting place"),
        help_text=_("May stay empty until the date is chosen."),
        max_length=200,
        required=False,
    )
    zone = zone_field()
    regions = RegionsField(Region.objects.none(), label=_("Asked"))
    last_day = forms.DateField(
        label=_("Answers wanted by"),
        help_text=_("Until 16.00 on this day. Who is silent is reminded once, two days before."),
        widget=day_input(),
        error_messages=needs(_("Choose the day.")),
    )
    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages=UNSEEN)

    def __init__(self, *args, held_for, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_of(held_for)
        self.fields["regions"].queryset = rules.candidates_of(held_for)

    def check_last_day(self, slots):
        """Answers end in the future and before the first of the dates; sets ``closes_at``."""
        day, zone = self.cleaned_data["last_day"], ZoneInfo(self.cleaned_data["zone"])
        first = min(start for start, _end in slots).astimezone(zone)
        if not timezone.localdate() <= day <= first.date():
            self.add_error("last_day", _("Choose a day between today and the first date."))
            return
        closes_at = min(datetime.combine(day, LAST_HOUR, zone), first)
        if closes_at <= timezone.now():
            self.add_error("last_day", HOUR_PASSED)
        self.cleaned_data["closes_at"] = closes_at

    def facts(self):
        """What ``actions.ask`` takes besides the dates."""
        names = ["title", "kind", "purpose", "place", "zone", "closes_at", "uid"]
        return {name: self.cleaned_data[name] for name in names}


class SlotForm(forms.Form):
    """One date; a row without a day is left out. ``slot`` is the pair of moments."""

    day = forms.DateField(label=_("Day"), widget=day_input(), required=False)
    start = forms.TimeField(
        label=_("Starts at"), widget=clock_input(), input_formats=CLOCK, required=False
    )
    end = forms.TimeField(
        label=_("Ends at"), widget=clock_input(), input_formats=CLOCK, required=False
    )

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self):
        data = super().clean()
        if not data.get("day"):
            return data
        for name, text in (
            ("start", _("Write when it starts.")),
            ("end", _("Write when it ends.")),
        ):
            if name in data and data[name] is None:
                self.add_error(name, text)
        if data.get("start") is not None and data.get("end") is not None:
            self._clean_times(data)
        return data

    def _clean_times(self, data):
        today = timezone.localdate()
        if not today <= data["day"] <= today + FARTHEST:
            self.add_error("day", _("Choose a day between today and two years from now."))
            return
        zone = ZoneInfo(self.zone)
        start, end = (datetime.combine(data["day"], data[name], zone) for name in ("start", "end"))
        if start <= timezone.now():
            self.add_error("start", _("This time lies in the past. Choose a later one."))
        elif end <= start:
            self.add_error("end", _("The end must be later than the start."))
        else:
            data["slot"] = (start, end)


class SlotRows(Rows):
    """The dates as rows; ``slots`` are those that were filled in, the earliest first."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"use_required_attribute": False}

    @property
    def slots(self):
        data = (getattr(form, "cleaned_data", {}) for form in self.forms)
        return sorted(row["slot"] for row in data if "slot" in row)

    def clean(self):
        if any(self.errors):
            return
        if len(self.slots) < Poll.FEWEST_SLOTS:
            raise forms.ValidationError(_("Offer at least two dates."), code="too_few")
        if len(set(self.slots)) < len(self.slots):
            raise forms.ValidationError(_("Two of the dates are the same."), code="twice")


SlotFormSet = formset_factory(
    SlotForm,
    formset=SlotRows,
    extra=0,
    max_num=Poll.MOST_SLOTS,
    absolute_max=Poll.MOST_SLOTS + 1,
    validate_max=True,
)


def slot_rows(initial, zone):
    """The dates to be filled in, with these values."""
    return SlotFormSet(prefix="tanggal", initial=initial, form_kwargs={"zone": zone})


def typed_slots(request):
    """The dates as they were sent, on the clocks of the zone that was sent with them."""
    zone = request.POST.get("zone")
    kwargs = {"zone": zone if zone in formats.ZONES else next(iter(formats.ZONES))}
    return SlotFormSet(request.POST, prefix="tanggal", form_kwargs=kwargs)


def typed_again(rows, zone, *, more):
    """The typed dates without a word about mistakes, and ``more`` empty rows."""
    typed = [raw(row) for row in rows] + [{}] * more
    return slot_rows(typed[: Poll.MOST_SLOTS], zone)


def checked(form, rows):
    """Are both fine, also together? What is wrong with the dates stands in the summary as well."""
    fine = rows.is_valid()
    if form.is_valid():
        if fine:
            form.check_last_day(rows.slots)
        else:
            form.add_error(None, _("Please look at the dates below."))
    return fine and not form.errors


class ChoicesForm(forms.Form):
    """One choice for each date; the button "none suits" answers them all with no."""

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = slots
        for slot in slots:
            self.fields[f"slot-{slot.pk}"] = forms.ChoiceField(
                label=formats.moment(slot.starts_at, slot.poll.zone),
                widget=forms.RadioSelect,
                choices=CHOICES.choices,
                error_messages={
                    "required": _("Choose one of the three answers for this date."),
                    "invalid_choice": _("Choose one of the three answers for this date."),
                },
            )

    def choices(self):
        """Slot's pk → choice, as ``actions.answer_poll`` takes them."""
        return {slot.pk: self.cleaned_data[f"slot-{slot.pk}"] for slot in self.slots}


def typed_choices(request, slots):
    """The choices as sent."""
    if request.POST.get("all") == CHOICES.NO:
        return ChoicesForm({f"slot-{slot.pk}": CHOICES.NO for slot in slots}, slots=slots)
    return ChoicesForm(request.POST, slots=slots)


class WithdrawForm(forms.Form):
    """Why the question is taken back."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("All asked regions read it."),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why the date poll is withdrawn.")),
    )
