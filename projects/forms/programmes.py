"""A programme with its phases; a place in one of them."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, FormNumberField, LongTextField, TextField, in_row
from projects.forms.fields import key_field, rows_sent
from projects.models import Placement, Programme
from projects.models.programme import YEARS

FEWEST, SPARE = 3, 2  # rows for phases: at least so many, and empty ones below those that are there
_YEAR = {
    "invalid": _("Write a year, for example 2027."),
    "min_value": _("Write a year, for example 2027."),
    "max_value": _("Write a year, for example 2027."),
}


def _year(label, **kwargs):
    return forms.IntegerField(
        label=label,
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=_YEAR | {"required": _("Write the year.")},
        **kwargs,
    )


class ProgrammeForm(forms.Form):
    """Words, years, and a row a phase; an emptied row takes its phase out."""

    token = FormNumberField()
    changes = forms.IntegerField(
        widget=forms.HiddenInput, initial=0, min_value=0, max_value=32767, error_messages=UNSEEN
    )
    title = TextField(
        label=_("Title"),
        max_length=150,
        error_messages={"required": _("Write the title.")},
    )
    aim = LongTextField(
        label=_("What do the projects serve together?"),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Write what they serve together.")},
    )
    first_year = _year(_("First year"))
    last_year = _year(_("Last year"))
    forum = forms.ChoiceField(label=_("Forum (may stay empty)"), required=False)

    def __init__(self, *args, forums, phases=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.forums = {str(forum.pk): forum for forum in forums}
        none = [("", _("No forum"))]
        self.fields["forum"].choices = none + [(key, str(row)) for key, row in self.forums.items()]
        self.phases = list(phases)
        offered = min(Programme.MOST_PHASES, max(FEWEST, len(self.phases) + SPARE))
        self.count = max(offered, rows_sent(self, "name", Programme.MOST_PHASES))
        for index in range(self.count):
            self.fields |= in_row(self._row(index), index)
        for index, phase in enumerate(self.phases):
            self.initial |= {
                f"pk_{index}": phase.pk,
                f"name_{index}": phase.name,
                f"first_{index}": phase.first_year,
                f"last_{index}": phase.last_year,
            }

    def _row(self, index):
        return {
            f"pk_{index}": key_field(),
            f"name_{index}": TextField(label=_("Name of the phase"), max_length=100, required=False),
            f"first_{index}": _year(_("First year"), required=False),
            f"last_{index}": _year(_("Last year"), required=False),
        }  # fmt: skip

    @property
    def head(self):
        """The fields above the phases."""
        return [self[name] for name in ("title", "aim", "first_year", "last_year", "forum")]

    @property
    def rows(self):
        names = ("name", "first", "last")
        return [
            (self[f"pk_{index}"], *(self[f"{name}_{index}"] for name in names))
            for index in range(self.count)
        ]

    def clean_forum(self):
        return self.forums.get(self.cleaned_data["forum"])

    def clean(self):
        first, last = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The programme cannot end before it begins."))
        self.given = []
        for index in range(self.count):
            self._judge_row(index, first, last)
        if not self.given and not self.errors:
            self.add_error("name_0", _("Name at least one phase."))

    def _judge_row(self, index, first, last):
        """An empty row is left out; a half empty one, or years that do not fit, is a mistake."""
        name, begins, ends = (
            self.cleaned_data.get(f"{part}_{index}") for part in ("name", "first", "last")
        )
        if any(f"{part}_{index}" in self.errors for part in ("name", "first", "last")):
            return
        if not name and begins is None and ends is None:
            return
        for part, value in (("name", name), ("first", begins), ("last", ends)):
            if not value:
                self.add_error(f"{part}_{index}", _("Fill in this row, or empty all of it."))
                return
        before = self.given[-1]["first_year"] if self.given else begins
        if ends < begins:
            self.add_error(f"last_{index}", _("The phase cannot end before it begins."))
        elif (first and begins < first) or (last and ends > last):
            self.add_error(
                f"first_{index}", _("The phase lies outside the years of the programme.")
            )
        elif begins < before:
            self.add_error(f"first_{index}", _("It begins before the phase above it."))
        else:
            pk = self._key(index)
            self.given.append({"pk": pk, "name": name, "first_year": begins, "last_year": ends})

    def _key(self, index):
        """The phase that stands in this row; None where it is new, or taken out in between."""
        given = self.cleaned_data.get(f"pk_{index}")
        return given if given in [phase.pk for phase in self.phases] else None

    @property
    def words(self):
        """What both actions take."""
        names = ("title", "aim", "first_year", "last_year", "forum")
        return {name: self.cleaned_data[name] for name in names} | {"phases": self.given}


class PlaceForm(forms.Form):
    """Which project asks for a place in which phase."""

    phase = forms.ChoiceField(
        label=_("Which phase?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a phase.")},
    )
    project = forms.ChoiceField(
        label=_("Which of your projects?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of your projects."),
            "invalid_choice": _("Choose one of your projects."),
        },
    )

    def __init__(self, *args, phases, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.phases = {str(phase.pk): phase for phase in phases}
        self.projects = {project.code: project for project in projects}
        self.fields["phase"].choices = [
            (key, f"{row.name} ({row.first_year}–{row.last_year})")
            for key, row in self.phases.items()
        ]
        self.fields["project"].choices = [(key, str(row)) for key, row in self.projects.items()]

    def clean_phase(self):
        return self.phases[self.cleaned_data["phase"]]

    def clean_project(self):
        return self.projects[self.cleaned_data["project"]]


class PlaceAnswerForm(forms.Form):
    """Yes, or no and why."""

    answer = forms.ChoiceField(
        label=_("Your reply"),
        choices=[
            (value, capfirst(label))
            for value, label in Placement.State.choices
            if value in (Placement.State.ACCEPTED, Placement.State.DECLINED)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two replies.")},
    )
    reason = LongTextField(
        label=_("Reason (needed if you decline)"), max_length=500, rows=3, required=False
    )

    def clean(self):
        declines = self.cleaned_data.get("answer") == Placement.State.DECLINED
        if declines and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that the lead understands it."))
