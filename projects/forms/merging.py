"""Into which other proposal one goes on, and the answer to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField, TextField
from projects import rules
from projects.models import Project
from projects.searching import CODE_LENGTH, searched

MOST_FOUND = 12


def open_beside(project):
    """All other proposals that are still talked about."""
    others = Project.objects.filter(state__in=rules.DELIBERATED).exclude(pk=project.pk)
    return others.select_related("lead")


def candidates_for(project, words=""):
    """Open proposals by their code, title or place; without words those most like it, then those
    of its sectors."""
    others = open_beside(project)
    if words:
        return list(searched(others, words)[:MOST_FOUND])
    near = list(others.titled_like(project.title)[:MOST_FOUND])
    known = [each.pk for each in near]
    same = others.filter(sectors__overlap=project.sectors).exclude(pk__in=known)
    same = same.filter(lead__code__startswith=project.lead_id[:5])
    return near + list(same[: MOST_FOUND - len(near)])


class MergeForm(forms.Form):
    """A search for the other proposal, the choice among what was found, and a word to its lead."""

    q = TextField(
        label=_("Search other proposals"), max_length=100, required=False,
        help_text=_("By words of the title, a region or the code. The most similar ones stand below."),
    )  # fmt: skip
    target = forms.ChoiceField(
        label=_("Into which proposal shall yours go on?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the other proposal."),
            "invalid_choice": _("Choose another proposal that is still talked about."),
        },
    )
    message = LongTextField(
        label=_("Why together?"),
        max_length=500,
        rows=4,
        help_text=_("The lead of the other proposal reads this first."),
        error_messages={"required": _("Say in a sentence why the two belong together.")},
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        words = self.fields["q"].to_python(self.data.get("q", ""))[:100]
        found = candidates_for(project, words)
        self.found = {each.code: each for each in [*found, *self._chosen_before(project)]}
        self.fields["target"].choices = [
            (code, f"{each.title} ({each.lead.full_name})") for code, each in self.found.items()
        ]

    def _chosen_before(self, project):
        """What was chosen from an earlier list stays a choice, whatever is searched for since."""
        code = self.data.get("target", "")
        return open_beside(project).filter(code=code) if len(code) == CODE_LENGTH else []

    @property
    def is_searching(self):
        return "cari" in self.data

    @property
    def chosen(self):
        return self.found[self.cleaned_data["target"]]


class MergeAnswerForm(forms.Form):
    """Yes, or no and why."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("ya", _("Accept")), ("tidak", _("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers.")},
    )
    reason = LongTextField(
        label=_("Reason"), max_length=500, rows=3, required=False,
        help_text=_("Needed if you decline. It stays on the pages of both proposals."),
    )  # fmt: skip

    @property
    def accepts(self):
        return self.cleaned_data["answer"] == "ya"

    def clean(self):
        no = self.cleaned_data.get("answer") == "tidak"
        if no and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that the other lead understands it."))
