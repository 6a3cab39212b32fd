"""Which proposals a forum puts in order, and the order of a region."""

from collections import Counter
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, FormNumberField, TextField
from projects.forms.fields import DayField
from projects.models import Ranking

FURTHEST = timedelta(days=366)


class OpenRankingForm(forms.Form):
    """A title, the last day, and the proposals that stand to choice."""

    token = FormNumberField()
    title = TextField(
        label=_("Title"),
        max_length=150,
        help_text=_("For example: Priorities of the forum for 2027."),
        error_messages={"required": _("Write a title.")},
    )
    closes_on = DayField(
        label=_("Last day"),
        help_text=_("Until the end of this day each member gives and changes its order."),
        error_messages={"required": _("Choose the last day.")},
    )
    projects = forms.MultipleChoiceField(
        label=_("Proposals that stand to choice"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least two proposals."),
            "invalid_choice": _("One of these proposals no longer stands to choice."),
        },
    )

    def __init__(self, *args, offered, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.offered = {each.code: each for each in offered}
        self.fields["projects"].choices = [
            (code, f"{each.title} ({each.lead.full_name})") for code, each in self.offered.items()
        ]
        self.fields["projects"].help_text = _("Two to %(most)d.") % {"most": Ranking.MOST}

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over."), code="past")
        if day > self.today + FURTHEST:
            raise forms.ValidationError(_("Choose a day within a year."), code="far")
        return day

    def clean_projects(self):
        chosen = dict.fromkeys(self.cleaned_data["projects"])
        if len(chosen) < Ranking.FEWEST:
            raise forms.ValidationError(_("Tick at least two proposals."), code="few")
        if len(chosen) > Ranking.MOST:
            text = _("Tick at most %(most)d proposals.") % {"most": Ranking.MOST}
            raise forms.ValidationError(text, code="many")
        return [self.offered[code] for code in self.offered if code in chosen]


class OrderForm(forms.Form):
    """A place for each proposal; the fields are called "12-position", as the script that lets rows
    change places wants it."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=32767, error_messages=UNSEEN
    )

    def __init__(self, *args, projects, **kwargs):
        """``projects`` in the order in which they are shown."""
        super().__init__(*args, **kwargs)
        self.projects = projects
        places = [(number, number) for number in range(1, len(projects) + 1)]
        for place, project in enumerate(projects, 1):
            self.fields[_name(project)] = forms.TypedChoiceField(
                label=_("Rank"),
                widget=forms.Select(
                    attrs={"aria-label": _("Rank of %(title)s") % {"title": project.title}}
                ),
                choices=places,
                coerce=int,
                initial=place,
                error_messages={
                    "required": _("Choose a rank."),
                    "invalid_choice": _("Choose a rank from 1 to %(most)d.")
                    % {"most": len(projects)},
                },
            )
            self.fields[_name(project)].row = project.title

    @property
    def rows(self):
        return [(project, self[_name(project)]) for project in self.projects]

    def clean(self):
        """Each place once; who gives one twice reads which one is left over."""
        given = {each: self.cleaned_data.get(_name(each)) for each in self.projects}
        if None in given.values():
            return
        counts = Counter(given.values())
        unused = ", ".join(str(n) for n in range(1, len(given) + 1) if n not in counts)
        for project, place in given.items():
            if counts[place] > 1:
                text = _("Rank %(place)d is given more than once. Not given yet: %(unused)s.")
                self.add_error(_name(project), text % {"place": place, "unused": unused})

    @property
    def order(self):
        """Keys of the projects, the most urgent first."""
        return [
            each.pk for each in sorted(self.projects, key=lambda p: self.cleaned_data[_name(p)])
        ]


def _name(project):
    return f"{project.pk}-position"
