"""A risk, and how grave it is."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, FormNumberField, LongTextField, TextField
from projects.forms.fields import DayField, sentence_case
from projects.models import Assessment

FARTHEST = timedelta(days=366)


def _grade(label, **kwargs):
    return forms.TypedChoiceField(
        label=label,
        choices=sentence_case(Assessment.Grade.choices),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three grades.")},
        **kwargs,
    )


class GradesForm(forms.Form):
    """What each assessment says."""

    token = FormNumberField()
    likelihood = _grade(_("How likely is it?"))
    impact = _grade(_("How grave would it be?"))
    measure = LongTextField(
        label=_("What is done against it?"),
        max_length=500,
        rows=3,
        error_messages={"required": _("Write what is done against it.")},
    )
    keeper = forms.ChoiceField(
        label=_("Who looks after this risk?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the regions.")},
    )
    review_on = DayField(
        label=_("Look at it again on"),
        help_text=_("We remind the region that looks after it."),
        error_messages={"required": _("Say when it is looked at again.")},
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = {region.pk: region for region in regions}
        self.fields["keeper"].choices = [(key, row.full_name) for key, row in self.regions.items()]

    def clean_keeper(self):
        return self.regions[self.cleaned_data["keeper"]]

    def clean_review_on(self):
        day, today = self.cleaned_data["review_on"], timezone.localdate()
        if day and day < today:
            raise forms.ValidationError(_("This day is over. Choose a day to come."), "past")
        if day and day > today + FARTHEST:
            raise forms.ValidationError(_("Look at each risk at least once a year."), "far")
        return day


class RiskForm(GradesForm):
    """What may happen, with its first assessment."""

    title = TextField(
        label=_("What may happen?"),
        max_length=150,
        help_text=_("Short, for example: landslide along the main pipe."),
        error_messages={"required": _("Write what may happen.")},
    )
    cause = TextField(label=_("Why? (may stay empty)"), max_length=300, required=False)
    effect = TextField(
        label=_("What would follow? (may stay empty)"), max_length=300, required=False
    )
    field_order = ("token", "title", "cause", "effect")


class AssessmentForm(GradesForm):
    """How it stands now; of a risk that is over, why."""

    before = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=1, max_value=2**63 - 1
    )
    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=sentence_case(Assessment.State.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands.")},
    )
    note = LongTextField(
        label=_("What has changed?"),
        max_length=500,
        rows=2,
        required=False,
        help_text=_("Needed if it has happened or is closed."),
    )
    field_order = ("token", "before", "state", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_on"].required = False
        self.fields["review_on"].help_text = _("Needed while it is open.")

    def clean(self):
        given = self.cleaned_data
        state = given.get("state")
        is_open = state == Assessment.State.OPEN
        if is_open and not given.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", _("Say when it is looked at again."))
        if state and not is_open:
            given["review_on"] = None
            self.errors.pop("review_on", None)
            if not given.get("note") and "note" not in self.errors:
                self.add_error("note", _("Say what has happened, or why it is closed."))
        return given
