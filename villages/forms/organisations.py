"""Registering an organisation, and what it tells of itself."""

from urllib.parse import urlsplit

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField, PhoneField, TextField
from villages.forms.mandates import TermForm
from villages.forms.profile import SECTORS
from villages.forms.region import AsksForRegions, RegionField
from villages.models import Organisation, Region
from villages.models.mandate import Office
from villages.models.region import FEWEST_LETTERS
from villages.typed import squeeze

KINDS = [(value, capfirst(label)) for value, label in Organisation.Kind.choices]
WEBSITE = _("Write an address that begins with https://, for example https://contoh.or.id.")


class OrganisationForm(AsksForRegions, forms.Form):
    """What everybody reads of it once it is verified; kind, name and number are checked then."""

    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=[("", _("Choose")), *KINDS],
        error_messages={"required": _("Choose the kind.")},
    )
    name = TextField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("As in the deed or decree, for example Yayasan Mata Air Bersama."),
    )
    short_name = TextField(label=_("Short name"), max_length=40, required=False)
    legal_number = TextField(
        label=_("Number of the deed, NIB or decree"),
        max_length=100,
        help_text=_("A community without a deed writes the number of its registration."),
    )
    home = RegionField(
        label=_("Home: regency or subdistrict"),
        levels=[Region.Level.REGENCY, Region.Level.SUBDISTRICT],
        required=False,
        help_text=_(
            "The officers of this regency check the organisation. Leave it empty if it works in "
            "the whole country; then the operators check it."
        ),
    )
    address = TextField(label=_("Address of the office"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the office"),
        max_length=120,
        required=False,
        help_text=_("Everybody sees it. Not a private address."),
    )
    phone = PhoneField(
        label=_("Phone of the office"),
        required=False,
        help_text=_("Everybody sees it. Not a private number."),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": WEBSITE},
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors it supports"),
        choices=SECTORS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one sector.")},
    )
    offers = LongTextField(
        label=_("What it offers"),
        max_length=1000,
        rows=4,
        help_text=_("For example grants, materials, experts, trainings; and to whom."),
    )

    FIELDS = (
        "kind", "name", "short_name", "legal_number", "home", "address", "email", "phone",
        "website", "sectors", "offers",
    )  # fmt: skip
    field_order = FIELDS

    def clean_name(self):
        name = self.cleaned_data["name"]
        if len(squeeze(name)) < FEWEST_LETTERS:
            raise forms.ValidationError(_("Write the whole name, in Latin letters."), "short")
        return name

    def clean_website(self):
        website = self.cleaned_data["website"]
        if website:
            parts = urlsplit(website)
            if parts.scheme != "https" or parts.username is not None:
                raise forms.ValidationError(WEBSITE, "insecure")
        return website

    def words(self):
        """The columns of the organisation."""
        return {name: self.cleaned_data[name] for name in self.FIELDS if name in self.fields}


class OrganisationEditForm(OrganisationForm):
    """The same later; what was verified stays."""

    def __init__(self, *args, organisation, **kwargs):
        initial = {name: getattr(organisation, name) for name in self.FIELDS}
        super().__init__(*args, initial=initial, **kwargs)
        if organisation.is_verified:
            for name in ("kind", "name", "legal_number", "home"):
                del self.fields[name]


class PartnerForm(TermForm):
    """The application of a representative of an organisation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, region=None, office=Office.PARTNER, **kwargs)
        self.fields["position"].label = _("Your position")
        self.fields["position"].required = True
        self.fields["position"].help_text = _("For example Direktur or Manajer CSR.")
        self.fields["decree_number"].label = _("Number of the paper that names you")
        self.fields["decree_number"].help_text = _("Deed, decree or letter of assignment.")
        self.fields["decree"].label = _("The paper (deed, decree or letter of assignment)")

    def claim(self):
        """What the application says."""
        names = ("position", "starts_on", "ends_on", "decree_number", "decree")
        return {name: self.cleaned_data[name] for name in names}


class RegistrationForm(OrganisationForm, PartnerForm):
    """The organisation and the application of its first representative, on one page."""
