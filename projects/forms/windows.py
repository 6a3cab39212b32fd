"""A funding window as officers enter and change it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, FormNumberField, LongTextField, MoneyField, TextField
from projects.forms.fields import YEARS, DayField, sentence_case
from projects.models import FundingWindow, Source
from villages.models.profile import Sector

FIRST_YEAR = 2000


class WindowForm(forms.Form):
    """Who gives how much for what, to whom, and until when."""

    token = FormNumberField()
    mark = forms.CharField(
        widget=forms.HiddenInput, max_length=40, required=False, error_messages=UNSEEN
    )
    name = TextField(
        label=_("Name of the programme"),
        max_length=150,
        error_messages={"required": _("Write the name of the programme.")},
    )
    giver = TextField(
        label=_("Giver"),
        max_length=150,
        help_text=_("The agency, company or foundation that decides."),
        error_messages={"required": _("Say who gives the money.")},
    )
    source = forms.ChoiceField(
        label=_("Source"),
        choices=[("", _("Choose")), *sentence_case(Source.choices)],
        error_messages={"required": _("Choose the source.")},
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        choices=sentence_case(Sector.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all sectors."),
    )
    levels = forms.MultipleChoiceField(
        label=_("Who may apply"),
        choices=sentence_case(FundingWindow.Level.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Level of the region that leads the project. None ticked: both."),
    )
    opens_on = DayField(
        label=_("Opens on"), error_messages={"required": _("Choose the first day.")}
    )  # fmt: skip
    closes_on = DayField(
        label=_("Closes on"), required=False, help_text=_("Empty: open all the time.")
    )
    most = MoneyField(
        label=_("Most per project, in rupiah"), required=False, help_text=_("Empty: not fixed.")
    )
    link = forms.URLField(
        label=_("Address of the giver's page"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write an address such as https://contoh.go.id.")},
    )
    note = LongTextField(
        label=_("Note"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("For example which papers are asked for."),
    )
    is_public = forms.BooleanField(
        label=_("Shown to everybody"),
        required=False,
        initial=True,
        help_text=_("Without the tick only the officers of your region see it."),
    )

    def clean_most(self):
        most = self.cleaned_data["most"]
        if most == 0:
            raise forms.ValidationError(_("Write an amount, or nothing."), code="zero")
        return most

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["link"].error_messages["invalid"], "scheme")
        return link

    def clean_opens_on(self):
        return self._near(self.cleaned_data["opens_on"])

    def clean_closes_on(self):
        return self._near(self.cleaned_data["closes_on"])

    @staticmethod
    def _near(day):
        """A day of this century, not too far ahead."""
        last_year = timezone.localdate().year + YEARS
        if day and not FIRST_YEAR <= day.year <= last_year:
            text = _("Check the year: write one from %(first)d to %(last)d.")
            years = {"first": FIRST_YEAR, "last": last_year}
            raise forms.ValidationError(text, "far", years)
        return day

    def clean(self):
        opens, closes = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("It closes before it opens. Please check the days."))

    @property
    def words(self):
        """What the actions take."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("token", "mark")
        }
