"""What a region's plans say of the project: three fields, on a page of many regions or alone.

On a page of many the fields end with the digits of the region's code, so that another choice of
partners never gives one region the words of another.
"""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from projects import fits
from projects.models import Standing

EARLIEST, LATEST = 2015, 2100
YEAR = _("Write a year such as 2027.")
_NAME = re.compile(rf"(?:{'|'.join(fits.PARTS)})_\d{{6,10}}", re.ASCII)


def fit_names(data):
    """All such names that a page has sent; a page never has more."""
    return [name for name in data if _NAME.fullmatch(name)][:200]


def fit_fields(region):
    """The fields of one region on a page of many; what nobody knows may stay so."""
    unknown = [("", _("Not known yet"))]
    standing, reference, year = fits.names_of(region.pk)
    return {
        standing: forms.ChoiceField(
            label=_("Plans of %(region)s") % {"region": region.full_name},
            choices=unknown + fits.choices_for(region),
            required=False,
        ),
        reference: _reference(region),
        year: _year(region),
    }


def _reference(region):
    return TextField(
        label=_("Period, and page or number"),
        max_length=120,
        required=False,
        help_text=fits.example_for(region),
    )


def _year(region):
    return forms.IntegerField(
        label=fits.year_label_for(region),
        required=False,
        min_value=EARLIEST,
        max_value=LATEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": YEAR, "min_value": YEAR, "max_value": YEAR},
    )


def fit_of(form, region, names=None):
    """What was said of a region's plans as fields of ``Fit``, or None; faults go to the form."""
    names = names or fits.names_of(region.pk)
    standing, reference, year = (form.cleaned_data.get(name) for name in names)
    if not standing:
        if reference or year:
            form.add_error(names[0], _("Say in which plan it stands, or empty the two fields."))
        return None
    if standing == Standing.ABSENT:
        reference, year = "", None
    elif not reference and names[1] not in form.errors:
        form.add_error(names[1], _("Write the period of the plan, and the page or number."))
    if standing == Standing.MEDIUM:
        year = None
    elif standing == Standing.ANNUAL and not year and names[2] not in form.errors:
        form.add_error(names[2], _("Write the year of the annual plan."))
    return {"region": region, "standing": standing, "reference": reference, "year": year}


class FitForm(forms.Form):
    """A region's own statement on its plans, on the project's page."""

    ROW_LABELS = {"reference": _("Period, and page or number"), "year": _("Year of the plan")}

    def __init__(self, *args, region, **kwargs):
        self.region = region
        super().__init__(*args, **kwargs)
        self.fields["standing"] = forms.ChoiceField(
            label=_("Where does the project stand?"),
            choices=fits.choices_for(region),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the three answers.")},
        )
        self.fields["reference"] = _reference(region)
        self.fields["year"] = _year(region)

    def clean(self):
        fit = fit_of(self, self.region, fits.PARTS)
        if fit:
            self.cleaned_data |= {part: fit[part] for part in fits.PARTS}
