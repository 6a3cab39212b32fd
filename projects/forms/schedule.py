"""The fourth page: when, and whether the plans of the regions hold it; and the last of a change."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField, TextField
from projects import fits
from projects.forms.fields import YEARS, DayField
from projects.forms.fits import fit_fields, fit_names, fit_of
from projects.forms.page import Page
from projects.forms.partners import regions_of


class ScheduleForm(Page):
    """When, and for each region whether its plans hold the project."""

    starts_on = DayField(
        label=_("Work begins"),
        error_messages={"required": _("Say when the work begins.")},
    )
    ends_on = DayField(
        label=_("Work ends"),
        error_messages={"required": _("Say when the work ends.")},
    )
    timetable = LongTextField(
        label=_("Steps on the way (may stay empty)"),
        max_length=4000,
        rows=5,
        required=False,
        help_text=_("One step a line, for example: March 2027, survey of the spring."),
    )
    answer_by = DayField(
        label=_("Answers wanted by"),
        help_text=_("Leave the partners time for a village assembly; two weeks are usual."),
        error_messages={"required": _("Say until when you want the answers.")},
    )
    home_first = forms.BooleanField(
        label=_("The result of each region's own assembly comes first"),
        required=False,
        help_text=_(
            "Each region then records the result of its village assembly (Musdes), or of the "
            "subdistrict's coordination meeting, before its head can consent. Yours too."
        ),
    )

    def prepare(self):
        self.initial.setdefault("answer_by", timezone.localdate() + timedelta(days=14))
        self.regions = regions_of(self.project)
        for region in self.regions:
            self.fields |= fit_fields(region)

    @classmethod
    def typed_names(cls, data):
        return [*cls.base_fields, *fit_names(data)]

    @property
    def words(self):
        """The fields above the plans, for the page."""
        return [self[name] for name in self.base_fields]

    @property
    def own_fit(self):
        """The lead with its three fields."""
        return self._fit(self.project.lead)

    @property
    def partner_fits(self):
        return [self._fit(region) for region in self.regions[1:]]

    @property
    def has_partner_fits(self):
        """Has something been said of a partner's plans already?"""
        return any(field.value() for _region, *fields in self.partner_fits for field in fields)

    def _fit(self, region):
        return [region, *(self[name] for name in fits.names_of(region.pk))]

    def clean(self):
        said = (fit_of(self, region) for region in self.regions)
        self.cleaned_data["fits"] = [fit for fit in said if fit]

    def clean_starts_on(self):
        day, today = self.cleaned_data["starts_on"], timezone.localdate()
        current = self.project.current
        if day < today and not (current and current.starts_on == day):
            raise forms.ValidationError(_("The day on which the work begins is over."), "past")
        return not_too_far(day)

    def clean_ends_on(self):
        day, start = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if start and day < start:
            raise forms.ValidationError(_("The work cannot end before it begins."), "reversed")
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day on which the work ends is over."), "past")
        return not_too_far(day)

    def clean_answer_by(self):
        day, today = self.cleaned_data["answer_by"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("The day for the answers is over."), "past")
        if day > today + timedelta(days=366):
            raise forms.ValidationError(_("Ask for the answers within a year."), "far")
        return day


def not_too_far(day):
    if day.year > timezone.localdate().year + YEARS:
        raise forms.ValidationError(_("This date is too far away. Please check the year."), "far")
    return day


class NoteForm(Page):
    """Of a changed proposal only: what is different and why."""

    change_note = TextField(
        label=_("What has changed, and why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partners read this first. All of them are asked again."),
        error_messages={"required": _("Say in a sentence what has changed.")},
    )
