"""The milestones of a project, a row each, and how often it reports."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, TextField
from projects.forms import YEARS, DayField, sentence_case
from projects.models import Milestone, Project
from projects.reporting import equal_weights

SPARE = 3  # empty rows below the milestones that are there
FEWEST = 5


class PlanForm(forms.Form):
    """As many rows as there are milestones, and some empty ones; an emptied row is taken out."""

    ROW = ("title", "weight", "owner", "planned_on", "done_on")

    mark = forms.CharField(
        max_length=16, widget=forms.HiddenInput, error_messages=UNSEEN, required=False
    )
    rhythm = forms.ChoiceField(
        label=_("How often does the project report?"),
        choices=sentence_case(Project.Rhythm.choices),
        help_text=_("The first report is due that long after the start of the work."),
        error_messages={"required": _("Choose how often the project reports.")},
    )

    def __init__(self, *args, project, milestones, regions, **kwargs):
        self.project, self.milestones = project, list(milestones)
        self.regions = {region.pk: region for region in regions}
        super().__init__(*args, **kwargs)
        self.count = min(Milestone.MOST, max(FEWEST, len(self.milestones) + SPARE))
        for index in range(self.count):
            self.fields |= self._row(index)
        for index, milestone in enumerate(self.milestones):
            self.initial |= self._shown(index, milestone)

    def _row(self, index):
        owners = [(code, region.full_name) for code, region in self.regions.items()]
        return {
            f"pk_{index}": forms.IntegerField(
                required=False,
                min_value=1,
                max_value=2**63 - 1,
                widget=forms.HiddenInput,
                error_messages=UNSEEN,
            ),
            f"title_{index}": TextField(label=_("Milestone"), max_length=150, required=False),
            f"weight_{index}": forms.IntegerField(
                label=_("Weight in percent"),
                required=False,
                min_value=1,
                max_value=100,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": _("Write a whole number from 1 to 100."),
                    "min_value": _("Write a whole number from 1 to 100."),
                    "max_value": _("Write a whole number from 1 to 100."),
                },
            ),
            f"owner_{index}": forms.ChoiceField(
                label=_("Who is responsible"),
                choices=owners,
                required=False,
                error_messages={"invalid_choice": _("Choose a region that takes part.")},
            ),
            f"planned_on_{index}": DayField(label=_("Planned for"), required=False),
            f"done_on_{index}": DayField(label=_("Done on"), required=False),
        }

    @staticmethod
    def _shown(index, milestone):
        return {
            f"pk_{index}": milestone.pk,
            f"title_{index}": milestone.title,
            f"weight_{index}": milestone.weight,
            f"owner_{index}": milestone.owner_id,
            f"planned_on_{index}": milestone.planned_on,
            f"done_on_{index}": milestone.done_on,
        }

    @property
    def rows(self):
        """The rows as lists of bound fields, for the page; the number of the row is hidden."""
        return [
            (self[f"pk_{index}"], [self[f"{name}_{index}"] for name in self.ROW])
            for index in range(self.count)
        ]

    def clean(self):
        indexes = [index for index in range(self.count) if self._is_filled(index)]
        for index in indexes:
            self._judge(index)
        self._weigh(indexes)
        if not self.errors:
            self.cleaned_data["rows"] = [self._cleaned(index) for index in indexes]

    def _is_filled(self, index):
        """A row without a title is empty, unless a day or a weight was typed in a new one."""
        name = self.add_prefix(f"title_{index}")
        if self.data.get(name, "").strip():
            return True
        is_new = not self.data.get(self.add_prefix(f"pk_{index}"))
        return is_new and any(
            self.data.get(self.add_prefix(f"{name}_{index}"), "").strip()
            for name in ("weight", "planned_on", "done_on")
        )

    def _judge(self, index):
        given = self.cleaned_data
        if not given.get(f"title_{index}") and f"title_{index}" not in self.errors:
            self.add_error(f"title_{index}", _("Name the milestone."))
        if not given.get(f"owner_{index}") and f"owner_{index}" not in self.errors:
            self.add_error(f"owner_{index}", _("Choose who is responsible."))
        self._judge_days(index)

    def _judge_days(self, index):
        planned, done = (self.cleaned_data.get(f"{name}_{index}") for name in self.ROW[3:])
        today = self.project.today
        if planned is None and f"planned_on_{index}" not in self.errors:
            self.add_error(f"planned_on_{index}", _("Say for which day it is planned."))
        if planned and abs(planned.year - today.year) > YEARS:
            self.add_error(f"planned_on_{index}", _("Check the year."))
        if done and done > today:
            self.add_error(f"done_on_{index}", _("This day has not come yet."))
        if done and today.year - done.year > YEARS:
            self.add_error(f"done_on_{index}", _("Check the year."))

    def _weigh(self, indexes):
        """All weights or none; given ones add up to 100, and without any all weigh the same."""
        typed = [index for index in indexes if self.data.get(self.add_prefix(f"weight_{index}"))]
        if any(f"weight_{index}" in self.errors for index in typed) or not indexes:
            return
        if not typed:
            for index, share in zip(indexes, equal_weights(len(indexes)), strict=True):
                self.cleaned_data[f"weight_{index}"] = share
            return
        if len(typed) < len(indexes):
            missing = next(index for index in indexes if index not in typed)
            self.add_error(
                f"weight_{missing}", _("Give a weight to every milestone, or to none of them.")
            )
            return
        total = sum(self.cleaned_data[f"weight_{index}"] or 0 for index in indexes)
        if total != 100:
            text = _("The weights add up to %(total)d percent; they must add up to 100.")
            self.add_error(f"weight_{indexes[-1]}", text % {"total": total})

    def _cleaned(self, index):
        row = {name: self.cleaned_data[f"{name}_{index}"] for name in self.ROW}
        known = {milestone.pk for milestone in self.milestones}
        pk = self.cleaned_data[f"pk_{index}"]
        return row | {
            "pk": pk if pk in known else None,
            "owner": self.regions[row["owner"]],
            "title": capfirst(row["title"]),
        }
