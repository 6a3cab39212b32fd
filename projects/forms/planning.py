"""The milestones of a project, a row each, and how often it reports."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import UNSEEN, TextField, in_row
from projects.forms import DayField, sentence_case
from projects.forms.fields import key_field, rows_sent
from projects.models import Milestone, Project
from projects.reporting import equal_weights

SPARE = 3  # empty rows below the milestones that are there
FEWEST = 5
MOST_YEARS_LATE = 10
PARTNER = _("Choose a region that takes part.")


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
        offered = min(Milestone.MOST, max(FEWEST, len(self.milestones) + SPARE))
        self.count = max(offered, rows_sent(self, "title", Milestone.MOST))
        for index in range(self.count):
            self.fields |= in_row(self._row(index), index)
        for index, milestone in enumerate(self.milestones):
            self.initial |= self._shown(index, milestone)

    def _owners(self, index):
        """The partners; for a reached milestone also its region, which may have left since."""
        milestone = self._milestone(index)
        reached_by = [milestone.owner] if milestone and milestone.done_on else []
        return self.regions | {region.pk: region for region in reached_by}

    def _milestone(self, index):
        """The one that stands in this row; None where it is new."""
        if not self.is_bound:
            return self.milestones[index] if index < len(self.milestones) else None
        key = self.data.get(self.add_prefix(f"pk_{index}"))
        return next((each for each in self.milestones if str(each.pk) == key), None)

    def _row(self, index):
        owners = [(code, region.full_name) for code, region in self._owners(index).items()]
        return {
            f"pk_{index}": key_field(),
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
                error_messages={"invalid_choice": PARTNER},
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
        owner, done = given.get(f"owner_{index}"), given.get(f"done_on_{index}")
        if not given.get(f"title_{index}") and f"title_{index}" not in self.errors:
            self.add_error(f"title_{index}", _("Name the milestone."))
        if not owner and f"owner_{index}" not in self.errors:
            self.add_error(f"owner_{index}", _("Choose who is responsible."))
        elif owner and not done and owner not in self.regions:
            self.add_error(f"owner_{index}", PARTNER)
        self._judge_days(index)

    def _judge_days(self, index):
        planned, done = (self.cleaned_data.get(f"{name}_{index}") for name in self.ROW[3:])
        if planned:
            self._judge_target(f"planned_on_{index}", planned)
        elif f"planned_on_{index}" not in self.errors:
            self.add_error(f"planned_on_{index}", _("Say for which day it is planned."))
        if done:
            self._judge_done(f"done_on_{index}", done)

    def _judge_target(self, name, day):
        """From the proposal on; late work is possible, years after its end are a slip."""
        proposed_on = self.project.today_at(self.project.proposed_at)
        ends_on = self.project.current.ends_on
        if day < proposed_on:
            text = _("The project was proposed on %(day)s. Write that day or a later one.")
            self.add_error(name, text % {"day": formats.day(proposed_on)})
        elif day.year - ends_on.year > MOST_YEARS_LATE:
            text = _("The work is to end on %(day)s, many years earlier. Check the year.")
            self.add_error(name, text % {"day": formats.day(ends_on)})

    def _judge_done(self, name, day):
        """Nothing is done before the work has begun, nor tomorrow."""
        project = self.project
        if day > project.today:
            self.add_error(name, _("This day has not come yet."))
        elif project.started_at is None or day < project.started_on:
            self.add_error(name, _("The work had not begun on that day."))

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
            "owner": self._owners(index)[row["owner"]],
            "title": capfirst(row["title"]),
        }
