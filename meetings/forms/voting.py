"""What a person fills in to open a vote, and to cast a ballot."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from meetings.forms.deciding import QuorumForm
from meetings.forms.inputs import needs
from meetings.models import Ballot

OPEN, SECRET = "open", "secret"


class OpenVoteForm(QuorumForm):
    """Open or secret; without quorum it has to be confirmed."""

    ballot = forms.ChoiceField(
        label=_("How do you vote?"),
        choices=[
            (OPEN, _("Openly: everybody sees who votes how.")),
            (SECRET, _("Secretly: one sees who has voted, but nobody ever sees how.")),
        ],
        widget=forms.RadioSelect,
        error_messages=needs(_("Choose an open or a secret vote.")),
    )

    empty_at = ""  # who may vote is counted on the list itself
    field_order = ["ballot", "despite_quorum"]

    def facts(self):
        """What ``actions.open_vote`` takes."""
        return {
            "is_secret": self.cleaned_data["ballot"] == SECRET,
            "despite_quorum": self.cleaned_data.get("despite_quorum", False),
        }


class BallotForm(forms.Form):
    """One of three."""

    choice = forms.ChoiceField(
        label=_("Ballot"),
        choices=[(value, capfirst(label)) for value, label in Ballot.Choice.choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the three answers."),
            "invalid_choice": _("Choose one of the three answers."),
        },
    )
