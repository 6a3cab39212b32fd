"""The first page: what it is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField, TextField
from projects import kinds
from projects.forms.fields import sentence_case
from projects.forms.page import Page
from projects.models import Version
from villages.models.profile import Sector

MAX_SECTORS = 4


class AimForm(Page):
    """What it is about; begun from a template, or without one."""

    kind = TextField(max_length=20, required=False, widget=forms.HiddenInput)
    title = TextField(
        label=_("Name of the project"),
        max_length=150,
        help_text=_("Short and telling, for example: Clean water network Kali Bening."),
        error_messages={"required": _("Write the name of the project.")},
    )
    problem = LongTextField(
        label=_("Which problem is to be solved?"),
        max_length=4000,
        rows=5,
        help_text=_("Who is affected, where, and since when."),
        error_messages={"required": _("Describe the problem.")},
    )
    aim = LongTextField(
        label=_("What shall be reached?"),
        max_length=4000,
        rows=4,
        help_text=_("Begin with one sentence that sums it up; lists show it."),
        error_messages={"required": _("Describe what shall be reached.")},
    )
    field = forms.ChoiceField(
        label=_("Field of cooperation"),
        choices=sentence_case(Version.Field.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the field of cooperation.")},
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        choices=sentence_case(Sector.choices),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One to four."),
        error_messages={"required": _("Choose at least one sector.")},
    )

    def prepare(self):
        """With a template the name's example is one of its kind."""
        self.kind = kinds.kind_of((self.data if self.is_bound else self.initial).get("kind"))
        if self.kind:
            self.fields["title"].help_text = _("Short and telling, for example: %(example)s.") % {
                "example": self.kind.example
            }
            self.fields["problem"].widget.attrs["rows"] = 9  # a template writes more
            self.fields["aim"].widget.attrs["rows"] = 7

    def clean_kind(self):
        return self.kind.slug if self.kind else ""

    def clean_problem(self):
        return self._in_own_words("problem")

    def clean_aim(self):
        return self._in_own_words("aim")

    def _in_own_words(self, name):
        """What the template left open has been filled in."""
        text = self.cleaned_data[name]
        gap = kinds.first_gap(text) if self.kind else ""
        if gap:
            raise forms.ValidationError(
                _("The template still leaves %(gap)s open. Write your own words there.")
                % {"gap": gap},
                code="gap",
            )
        return text

    def clean_sectors(self):
        sectors = list(dict.fromkeys(self.cleaned_data["sectors"]))
        if len(sectors) > MAX_SECTORS:
            raise forms.ValidationError(_("Choose at most four sectors."), code="too_many")
        return sectors
