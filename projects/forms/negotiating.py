"""The talk of the partners: a question, a position, who leads, and the end of a round."""

from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.forms import UNSEEN, FormNumberField, LongTextField, TextField
from projects.models import Position
from projects.negotiation_rules import can_settle


def _number():
    """The round that the page showed."""
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=32767, error_messages=UNSEEN
    )


class QuestionForm(forms.Form):
    """What has to be settled."""

    token = FormNumberField()
    title = TextField(
        label=_("Question"),
        max_length=150,
        help_text=_("Short, for example: How is the parking money shared?"),
        error_messages={"required": _("Write the question.")},
    )
    text = LongTextField(
        label=_("Explanation (may stay empty)"),
        max_length=2000,
        rows=4,
        required=False,
        help_text=_("What is it about, and which ways do you see?"),
    )


class PositionForm(forms.Form):
    """Where the region stands, and why."""

    number = _number()
    stance = forms.ChoiceField(
        label=_("Position of your region"),
        choices=[(value, capfirst(label)) for value, label in Position.Stance.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three positions.")},
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_(
            "Needed with a reservation, or if you cannot agree: what would have to change?"
        ),
    )

    def clean(self):
        stance = self.cleaned_data.get("stance")
        doubts = stance and stance != Position.Stance.SUPPORT
        if doubts and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that the others can move towards you."))


class FacilitatorForm(forms.Form):
    """One of the regions with a seat."""

    region = forms.ChoiceField(
        label=_("Who leads the talk?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the regions.")},
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = {region.pk: region for region in regions}
        self.fields["region"].choices = [(key, row.full_name) for key, row in self.regions.items()]

    @property
    def chosen(self):
        return self.regions[self.cleaned_data["region"]]


@dataclass(frozen=True)
class Part:
    """The two fields of one question."""

    question: object
    status: object
    how: object


class CloseForm(forms.Form):
    """The facilitator's summary, and of each open question whether it is settled, and how."""

    number = _number()
    summary = LongTextField(
        label=_("Summary of this round"),
        max_length=3000,
        rows=6,
        help_text=_("What was said, and where did you come closer? All partners read it."),
        error_messages={"required": _("Write the summary of this round.")},
    )

    def __init__(self, *args, matters, **kwargs):
        """``matters``: the open questions with the positions that count."""
        super().__init__(*args, **kwargs)
        self.matters = matters
        self.questions = [matter.question for matter in matters]
        for question in self.questions:
            self.fields[f"status_{question.pk}"] = forms.ChoiceField(
                label=question.title,
                choices=[
                    ("selesai", _("Settled")),
                    ("terbuka", pgettext("question", "Still open")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether this question is settled.")},
            )
            self.fields[f"how_{question.pk}"] = LongTextField(
                label=_("How it is settled, or what is missing"),
                max_length=1000,
                rows=2,
                required=False,
            )

    @property
    def parts(self):
        return [
            Part(each, self[f"status_{each.pk}"], self[f"how_{each.pk}"]) for each in self.questions
        ]

    def clean(self):
        for key, (is_settled, how) in self._outcomes().items():
            name = f"how_{key}"
            if is_settled and not how and name not in self.errors:
                self.add_error(name, _("Say how it is settled, in one or two sentences."))
        for matter in self.matters:
            name, verdict = f"status_{matter.question.pk}", can_settle(matter)
            if self.cleaned_data.get(name) == "selesai" and not verdict:
                self.add_error(name, verdict.reason)

    def _outcomes(self):
        """Key of each question → settled or not, and how."""
        given = self.cleaned_data
        return {
            each.pk: (given.get(f"status_{each.pk}") == "selesai", given.get(f"how_{each.pk}"))
            for each in self.questions
        }

    @property
    def words(self):
        """What ``actions.close_round`` takes."""
        given = self.cleaned_data
        return {
            "number": given["number"], "summary": given["summary"], "outcomes": self._outcomes(),
        }  # fmt: skip
