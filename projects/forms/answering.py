"""A region's answer to a proposal, and the lead's replies to what the partners want changed."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, LongTextField
from projects import pages
from projects.models import ChangeReply, Consent

PART = "bagian_"  # before the name of the page that a request is about


class AnswerForm(forms.Form):
    """A region's answer to the version that the page showed."""

    ROW_LABELS = {f"{PART}{step.slug}": step.title for step in pages.STEPS}

    number = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=1, max_value=32767
    )
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Consent.Answer.GIVEN, _("Consent")),
            (Consent.Answer.CHANGES, _("Ask for changes")),
            (Consent.Answer.DECLINED, _("Decline")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("Needed if you decline. The partners read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for step in pages.STEPS:
            self.fields[f"{PART}{step.slug}"] = LongTextField(
                label=step.title, max_length=1000, rows=2, required=False
            )

    @property
    def parts(self):
        """The fields for what should change, one a page of the proposal."""
        return [field for field in self if field.name.startswith(PART)]

    @property
    def typed_parts(self):
        """What was typed there, to be copied where the answer comes too late."""
        return [field for field in self.parts if field.data]

    def clean(self):
        given, reason = self.cleaned_data.get("answer"), self.cleaned_data.get("reason")
        requests = self._requests()
        if given == Consent.Answer.DECLINED and not reason and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that the lead can act on it."))
        first = f"{PART}{pages.STEPS[0].slug}"
        if given == Consent.Answer.CHANGES and not requests and not self._part_errors():
            text = _("Say of at least one part of the proposal what should change.")
            self.add_error(first, text)
        if requests and given in (Consent.Answer.GIVEN, Consent.Answer.DECLINED):
            text = _(
                "You have written what should change. Choose “Ask for changes”, or empty those boxes."
            )
            self.add_error("answer", text)
        return self.cleaned_data | {"requests": requests}

    def _requests(self):
        typed = {
            name.removeprefix(PART): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PART)
        }
        return {section: text for section, text in typed.items() if text}

    def _part_errors(self):
        return any(name.startswith(PART) for name in self.errors)

    @property
    def words(self):
        """What ``actions.answer`` takes."""
        names = ("number", "answer", "reason", "requests")
        return {name: self.cleaned_data[name] for name in names}


class ReplyForm(forms.Form):
    """Accepted, or not and why."""

    answer = forms.ChoiceField(
        label=_("Your reply"),
        choices=[(value, capfirst(label)) for value, label in ChangeReply.Answer.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two replies.")},
    )
    reason = LongTextField(
        label=_("Reason, or how you will do it"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("Needed if you do not accept the request. The partners read it."),
    )

    def clean(self):
        refused = self.cleaned_data.get("answer") == ChangeReply.Answer.REFUSED
        if refused and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that the partner understands it."))
