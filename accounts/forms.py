"""What a person tells of himself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import PhoneField, TextField


class SignupForm(forms.Form):
    """The part of the sign-up page that is ours; allauth adds address and password."""

    full_name = TextField(
        label=_("Full name"),
        max_length=100,
        help_text=_("As in your decree, with titles if you like."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
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


class ProfileForm(forms.Form):
    """What the person may change at any time. The name in past records stays as it was then."""

    full_name = TextField(
        label=_("Full name"),
        max_length=100,
        help_text=_("As in your decree, with titles if you like. Past records keep the old name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Phone number (may stay empty)"),
        required=False,
        help_text=_("For example 0812-3456-7890. Only people who check your account see it."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=User.Language, help_text=_("Of pages and of mails to you.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=User.TimeZone,
        help_text=_("Meetings show the clock of their own place; everything else shows yours."),
    )

    @staticmethod
    def initial_of(user):
        return {
            "full_name": user.full_name,
            "phone": user.phone,
            "language": user.language,
            "time_zone": user.time_zone,
        }


class LanguageForm(forms.Form):
    """The switch in the footer."""

    language = forms.ChoiceField(choices=User.Language)
