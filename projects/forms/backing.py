"""Inviting an organisation, and what an organisation reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import LongTextField, MoneyField, TextField
from core.uploads import PaperField
from projects.forms import DayField
from projects.forms.money import MOST_TIMES, Sent
from projects.models import BackerProof
from villages.models import Organisation


class InviteForm(forms.Form):
    """Which organisation of those found, and what is asked of it."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose an organisation."),
            "invalid_choice": _("This organisation cannot be invited. Search again."),
        },
    )
    words = TextField(
        label=_("What do you ask for?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organisation reads it. Say what is missing and by when."),
        error_messages={"required": _("Say what you ask for.")},
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = found
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.public()
        field.choices = [(each.pk, f"{each.name}, {each.get_kind_display()}") for each in found]


class EndingForm(forms.Form):
    """Why an organisation says no, leaves, or is let go."""

    reason = TextField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The other side reads it."),
        error_messages={"required": _("Give the reason.")},
    )


def proof_field(number):
    return PaperField(
        label=_("Proof %(number)d (may stay empty)") % {"number": number},
        required=False,
        help_text=_("PDF, JPEG or PNG, 10 MB at most. The partners and their officers see it."),
    )


class BackerReportForm(Sent):
    """What was done until which day; of a contribution also what was delivered, with proof."""

    on = DayField(label=_("State on"), error_messages={"required": _("Say until which day.")})
    work = LongTextField(
        label=_("What was done"),
        max_length=2000,
        help_text=_("Everybody reads it."),
        error_messages={"required": _("Say what was done.")},
    )
    commitment = forms.ModelChoiceField(
        label=_("For which contribution"),
        queryset=None,
        required=False,
        empty_label=_("For none of them"),
        error_messages={"invalid_choice": _("This is none of your contributions any more.")},
    )
    worth = MoneyField(
        label=_("Worth of what was delivered, in rupiah"),
        required=False,
        help_text=_("The lead can make a receipt of it with one tap."),
    )
    next_steps = LongTextField(label=_("Next steps"), max_length=1000, rows=3, required=False)

    def __init__(self, *args, project, commitments, since, **kwargs):
        """``since``: the day on which the support began."""
        self.project, self.since = project, since
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", project.today)
        self.fields["commitment"].queryset = commitments
        if not commitments:
            del self.fields["commitment"], self.fields["worth"]
        for number in range(1, BackerProof.MOST + 1):
            self.fields[f"proof_{number}"] = proof_field(number)

    def clean_on(self):
        day, today = self.cleaned_data["on"], self.project.today
        if day > today:
            raise forms.ValidationError(_("This day has not come yet."), "future")
        if day < self.since:
            text = _("Your support began on %(day)s. Write that day or a later one.")
            raise forms.ValidationError(text, "early", {"day": formats.day(self.since)})
        return day

    def clean(self):
        given = self.cleaned_data
        self._bound(given.get("worth") or 0, given.get("commitment"))
        if given.get("worth") and not given.get("commitment") and "commitment" not in self.errors:
            self.add_error("commitment", _("Say for which contribution this was delivered."))

    def _bound(self, worth, commitment):
        if commitment and commitment.worth and worth > MOST_TIMES * commitment.worth:
            text = _("You have promised %(promised)s. This is far more; please check the zeros.")
            promised = formats.rupiah(commitment.worth)
            self.add_error("worth", forms.ValidationError(text, "too_much", {"promised": promised}))

    def words(self):
        given = super().words()
        files = [given.pop(f"proof_{number}") for number in range(1, BackerProof.MOST + 1)]
        given["worth"] = given.get("worth") or 0
        return given | {"files": [file for file in files if file]}
