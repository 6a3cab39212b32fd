"""The pages of a proposal, and the answer to it.

A page is kept as typed (``Draft``), shown again from there, and judged when it is sent, when the
answers are checked, and once more when the proposal goes out. Each page has a module of its own.
"""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from projects.forms.aim import AimForm
from projects.forms.cost import CostForm
from projects.forms.fields import LONGEST_TYPED, YEARS, DayField, sentence_case
from projects.forms.partners import PartnersForm
from projects.forms.schedule import NoteForm, ScheduleForm
from projects.models import Attachment
from projects.pages import pages_of

__all__ = [
    "FORMS",
    "LONGEST_TYPED",
    "YEARS",
    "AimForm",
    "CostForm",
    "DayField",
    "Judged",
    "NoteForm",
    "PartnersForm",
    "ReasonForm",
    "ScheduleForm",
    "judge",
    "sentence_case",
]

FORMS = {
    "tujuan": AimForm,
    "mitra": PartnersForm,
    "biaya": CostForm,
    "jadwal": ScheduleForm,
    "catatan": NoteForm,
}


@dataclass(frozen=True)
class Judged:
    """A whole draft, judged: its forms by page, and the words for ``actions.propose``."""

    forms: dict
    words: dict
    attachments: list

    @property
    def shown(self):
        """All that the proposal says, with what goes along with it by itself."""
        return self.words | {"attachments": self.attachments}

    @property
    def is_complete(self):
        return all(form.is_valid() for form in self.forms.values())


def judge(draft):
    """Judge all pages of a draft as they are kept."""
    project = draft.project
    judged = {
        page.slug: FORMS[page.slug](draft.typed(page.slug), project=project)
        for page in pages_of(project)
        if page.slug in FORMS
    }
    words = {}
    for form in judged.values():
        form.is_valid()
        words |= {name: form.cleaned_data[name] for name in form.cleaned_data if _is_word(name)}
    return Judged(judged, words, list(Attachment.objects.of_draft(project)))


def _is_word(name):
    """Fields of a version: neither the single cells of rows nor the template."""
    return name != "kind" and not name.rpartition("_")[2].isdigit()


class FinishForm(forms.Form):
    """Closing a project; with a tick where something is open (``loose``, from ``finishing``)."""

    def __init__(self, *args, loose, **kwargs):
        super().__init__(*args, **kwargs)
        if loose:  # ticked for this: if it has changed in between, it is asked again
            self.fields[f"leaves_{loose.mark}"] = forms.BooleanField(
                label=_("Yes, that is right"),
                error_messages={
                    "required": _("Tick this if it is so; else note down first what is missing.")
                },
            )


class ReasonForm(forms.Form):
    """Why a project is withdrawn."""

    reason = TextField(
        label=_("Why do you withdraw it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All partners are told, and the reason stays on the project's page."),
        error_messages={"required": _("Give the reason.")},
    )
