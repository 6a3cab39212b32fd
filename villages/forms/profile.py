"""What a region's representatives write about it."""

import re
from decimal import Decimal

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, LongTextField, PhoneField, TextField
from core.geography import LATITUDES, LONGITUDES
from villages.models.profile import Sector

GROUPED = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)


class NumberField(forms.IntegerField):
    """A count as people write it: "12.345" and "12 345" are 12345."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(min_value=0, **kwargs)

    def to_python(self, value):
        text = str(value or "")[:30].strip()
        return super().to_python("".join(text.replace(".", "").split()) or None)


class ShortDecimalField(forms.DecimalField):
    """A decimal with a comma or a point, as typed here and there.

    "1.234,5" is as we write it ourselves. "1.234" is more than a thousand only where nobody writes
    three decimals: of degrees it is a little more than one.
    """

    default_error_messages = {"invalid": _("Write a number in digits, for example 1.234,5.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = str("" if value is None else value)[:30].strip()
        if GROUPED.fullmatch(text) and ("," in text or self.decimal_places < 3):
            text = text.replace(".", "")
        return super().to_python(text.replace(",", ".") or None)

    def prepare_value(self, value):
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value


SECTORS = [(value, capfirst(label)) for value, label in Sector.choices]


class ProfileForm(forms.Form):
    """Figures, strengths and needs, place and contact of the office; all may stay empty."""

    about = LongTextField(
        label=_("About the region"),
        required=False,
        max_length=2000,
        help_text=_("What a neighbour should know, in a few sentences."),
    )
    strengths = forms.MultipleChoiceField(
        label=_("Strengths"),
        required=False,
        choices=SECTORS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In what you can help others."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Needs"),
        required=False,
        choices=SECTORS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For what you look for partners."),
    )
    population = NumberField(label=_("Inhabitants"), required=False, max_value=10_000_000)
    households = NumberField(label=_("Households"), required=False, max_value=5_000_000)
    area_ha = ShortDecimalField(
        label=_("Area in hectares"),
        required=False,
        min_value=0,
        max_value=99_999_999,
        max_digits=9,
        decimal_places=1,
        help_text=_("For example 412,5."),
    )
    figures_from = TextField(
        label=_("Source and year of the figures"),
        required=False,
        max_length=100,
        help_text=_("For example Profil Desa 2026."),
    )
    latitude = ShortDecimalField(
        label=_("Latitude of the office"),
        required=False,
        max_digits=7,
        decimal_places=4,
        help_text=_("In degrees, for example -7,4101. Hold your finger on the map app to see it."),
    )
    longitude = ShortDecimalField(
        label=_("Longitude of the office"),
        required=False,
        max_digits=7,
        decimal_places=4,
        help_text=_("In degrees, for example 109,8713."),
    )
    office_address = TextField(label=_("Address of the office"), required=False, max_length=200)
    office_phone = PhoneField(
        label=_("Phone of the office"),
        required=False,
        help_text=_("Everybody sees it. Not a private number."),
    )
    seen = forms.CharField(
        required=False, max_length=40, widget=forms.HiddenInput, error_messages=UNSEEN
    )

    FIELDS = (
        "about", "strengths", "needs", "population", "households", "area_ha", "figures_from",
        "latitude", "longitude", "office_address", "office_phone",
    )  # fmt: skip

    @classmethod
    def initial_of(cls, profile):
        values = {name: getattr(profile, name) for name in cls.FIELDS}
        return values | {"seen": profile.updated_at.isoformat()}

    def clean(self):
        cleaned = super().clean()
        people, households = cleaned.get("population"), cleaned.get("households")
        if people is not None and households is not None and households > people:
            self.add_error("households", _("There cannot be more households than inhabitants."))
        place = {"latitude": LATITUDES, "longitude": LONGITUDES}
        given = {name: cleaned.get(name) for name in place}
        for name, (lowest, highest) in place.items():
            if name in self.errors:
                continue
            if given[name] is None:
                if any(value is not None for value in given.values()):
                    self.add_error(name, _("Write both latitude and longitude, or neither."))
            elif not lowest <= given[name] <= highest:
                self.add_error(name, _("This place does not lie in Indonesia."))
        return cleaned
