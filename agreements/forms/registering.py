"""The number that a party gives its own copy."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import numbers
from agreements.forms.drafting import DayField
from agreements.printing import prints
from core.forms import UNSEEN, FormNumberField, TextField

GAZETTE = ("gazette_number", "promulgated_on")
ON_PAPER = ("witnesses", "stamped")


class RegisterForm(forms.Form):
    """Number and day; what the kind asks for besides, and no more, stands on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)
    token = FormNumberField()
    number = TextField(
        label=gettext_lazy("Number of its own"),
        max_length=60,
        validators=[prints],
        help_text=gettext_lazy(
            "For a regulation the order only, for example 3; for a letter the whole number, for "
            "example 140/012/BKAD/XI/2026."
        ),
    )
    dated_on = DayField(label=gettext_lazy("Date that stands on it"))
    gazette_number = TextField(
        label=gettext_lazy("Number in the village gazette"), max_length=60, required=False,
        validators=[prints],
        help_text=gettext_lazy("May stay empty until it is promulgated."),
    )  # fmt: skip
    promulgated_on = DayField(label=gettext_lazy("Promulgated on"), required=False)
    witnesses = TextField(
        label=gettext_lazy("Witnesses"), max_length=200, required=False, validators=[prints],
        help_text=gettext_lazy("Name and office of the two who have signed as witnesses."),
    )  # fmt: skip
    stamped = forms.BooleanField(
        label=gettext_lazy("Our copy has the stamp duty of Rp10,000."), required=False
    )

    def __init__(self, data=None, *, rules, before, zone_day=None, witnesses=""):
        self.today = zone_day or timezone.localdate()
        initial = {
            "seen": before.pk if before else 0,
            "token": uuid.uuid4(),
            "witnesses": witnesses,
        }
        if before:
            initial |= {name: getattr(before, name) for name in ("number", "dated_on")}
            initial |= {name: getattr(before, name) for name in GAZETTE + ON_PAPER}
        super().__init__(data, initial=initial)
        for name in (() if rules.gazette else GAZETTE) + (() if rules.witnesses else ON_PAPER):
            del self.fields[name]

    def _not_to_come(self, name):
        day = self.cleaned_data[name]
        if day and day > self.today:
            raise forms.ValidationError(_("This day has not come yet."), "future")
        return day

    def _numbers(self, name):
        number = self.cleaned_data[name]
        if number and not numbers.is_number(number):
            raise forms.ValidationError(
                [
                    _("Write a number such as 3."),
                    _(
                        "It begins with a letter or figure, holds a figure other than 0, and else "
                        "only letters, spaces and the signs . / - ( )."
                    ),
                ]
            )
        return number

    def clean_number(self):
        return self._numbers("number")

    def clean_gazette_number(self):
        return self._numbers("gazette_number")

    def clean_dated_on(self):
        return self._not_to_come("dated_on")

    def clean_promulgated_on(self):
        return self._not_to_come("promulgated_on")

    def clean(self):
        cleaned = super().clean()
        if set(GAZETTE) - self.fields.keys() or set(GAZETTE) & self.errors.keys():
            return cleaned
        number, day = cleaned["gazette_number"], cleaned["promulgated_on"]
        if bool(number) != bool(day):
            missing = "promulgated_on" if number else "gazette_number"
            self.add_error(missing, _("Number and day of the gazette belong together."))
        elif day and cleaned.get("dated_on") and day < cleaned["dated_on"]:
            self.add_error("promulgated_on", _("It is promulgated on its own date or later."))
        return cleaned


class ThirdNumberForm(forms.Form):
    """The number that a third party has given the agreement itself."""

    number = TextField(label=gettext_lazy("Its own number"), max_length=80, validators=[prints])
