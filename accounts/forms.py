"""What a person tells of himself."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import can_rename
from core import formats
from core.forms import PhoneField, TextField


class NameField(TextField):
    """A person's name, in letters of any script."""

    default_error_messages = {"nameless": _("Write your name in letters.")}

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "name"})
        super().__init__(label=_("Full name"), max_length=100, widget=widget, **kwargs)

    def clean(self, value):
        name = super().clean(value)
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(self.error_messages["nameless"], code="nameless")
        return name


class SignupForm(forms.Form):
    """The part of the sign-up page that is ours; allauth adds address and password."""

    full_name = NameField(help_text=_("As in your decree, with titles if you like."))
    phone = PhoneField(
        label=_("Phone number (may stay empty)"),
        required=False,
        help_text=_("For example 0812-3456-7890. Only people who check your account see it."),
    )

    field_order = ["full_name", "phone", "email", "password1", "password2"]

    def signup(self, request, user):
        """Called by allauth with the new account."""
        user.full_name = self.cleaned_data["full_name"]
        user.phone = self.cleaned_data["phone"]
        user.save(update_fields=["full_name", "phone"])


class NipField(TextField):
    """The number of a civil servant (Nomor Induk Pegawai), kept as 18 digits."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **kwargs)

    def clean(self, value):
        digits = re.sub(r"[\s.-]", "", super().clean(value))
        if digits and not re.fullmatch(r"\d{18}", digits, re.ASCII):
            raise forms.ValidationError(
                _("A NIP has 18 digits, for example 19800117 200604 1 002."), code="invalid"
            )
        return digits

    def prepare_value(self, value):
        return formats.nip(value) if isinstance(value, str) else value


class ProfileForm(forms.Form):
    """What the person may change; the name until somebody checks it. Past records keep the old one."""

    full_name = NameField(
        help_text=_("As in your decree, with titles if you like. Past records keep the old name.")
    )
    phone = PhoneField(
        label=_("Phone number (may stay empty)"),
        required=False,
        help_text=_("For example 0812-3456-7890. Only people who check your account see it."),
    )
    nip = NipField(
        label=_("NIP (civil servants only, may stay empty)"),
        required=False,
        help_text=_("18 digits. It stands below your name on letters that you sign."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=User.Language, help_text=_("Of pages and of mails to you.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=User.TimeZone,
        help_text=_("Meetings show the clock of their own place; everything else shows yours."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, initial=self._initial_of(user), **kwargs)
        if not (verdict := can_rename(user)):
            name = self.fields["full_name"]
            name.disabled, name.help_text = True, verdict.reason

    @staticmethod
    def _initial_of(user):
        return {
            "full_name": user.full_name,
            "phone": user.phone,
            "nip": user.nip,
            "language": user.language,
            "time_zone": user.time_zone,
        }


class LanguageForm(forms.Form):
    """The switch in the footer."""

    language = forms.ChoiceField(choices=User.Language)
