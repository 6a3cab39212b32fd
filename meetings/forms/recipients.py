"""Who is invited besides the members: regions picked by hand, and guests."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from core.forms import Rows, TextField
from meetings.models import Guest


class GuestForm(forms.Form):
    """One row; a row without anything is left out."""

    name = TextField(label=_("Name"), max_length=120, required=False)
    institution = TextField(label=_("Institution"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Write an address such as nama@contoh.id.")},
    )

    def clean(self):
        data = super().clean()
        if any(data.values()):
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", _("Write the guest's name."))
            if not data.get("email") and "email" not in self.errors:
                self.add_error("email", _("Write where the invitation goes."))
        return data


class GuestRows(Rows):
    """The guests as rows; ``guests`` are those that were filled in."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"use_required_attribute": False}

    def clean(self):
        mailboxes = [guest["email"].lower() for guest in self.guests]
        if len(set(mailboxes)) < len(mailboxes):
            raise forms.ValidationError(_("Two guests have the same address."), code="twice")

    @property
    def guests(self):
        rows = (form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data"))
        return [row for row in rows if row.get("email")]


GuestFormSet = formset_factory(
    GuestForm,
    formset=GuestRows,
    extra=0,
    max_num=Guest.MAX_GUESTS,
    absolute_max=Guest.MAX_GUESTS + 1,
    validate_max=True,
)


def guest_rows(initial):
    """The guests to be filled in, with these values."""
    return GuestFormSet(prefix="guests", initial=initial)


def typed_guests(data):
    """The guests as they were sent; none where the page did not ask for them."""
    none = {"guests-TOTAL_FORMS": 0, "guests-INITIAL_FORMS": 0}
    return GuestFormSet(data if "guests-TOTAL_FORMS" in data else none, prefix="guests")
