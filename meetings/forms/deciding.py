"""What a person fills in to record, adopt and withdraw a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField
from meetings.forms.inputs import needs
from meetings.models import AgendaItem, Decision
from meetings.room import can_agree

PROPOSAL = "proposal"
WAYS = [
    (Decision.How.CONSENSUS, _("Consensus: all who are there agree. It is adopted now.")),
    (PROPOSAL, _("Proposal: it is still discussed, or put to the vote.")),
]


class AgendaItemField(forms.ModelChoiceField):
    """One of the meeting's own items, or none."""

    default_error_messages = {"invalid_choice": _("This item is not on the agenda any more.")}

    def __init__(self, meeting, **kwargs):
        super().__init__(
            AgendaItem.objects.filter(meeting=meeting),
            label=_("Item of the agenda"),
            empty_label=_("outside the agenda"),
            required=False,
            **kwargs,
        )


class QuorumForm(forms.Form):
    """Asks to confirm where too few regions are there; empty where there is a quorum.

    ``empty_at`` is the field where it says that nobody is there to agree.
    """

    empty_at = "despite_quorum"

    despite_quorum = forms.BooleanField(
        label=_("We decide without quorum; the record says so."), required=False
    )

    def __init__(self, *args, quorum, **kwargs):
        super().__init__(*args, **kwargs)
        self.quorum = quorum
        if quorum.is_met:
            del self.fields["despite_quorum"]

    def clean(self):
        data = super().clean()
        if not self.decides_now(data):
            return data
        agree = can_agree(self.quorum)
        if self.empty_at and not agree:
            self.add_error(self.empty_at, agree.reason)
        elif data.get("despite_quorum") is False:
            self.add_error(
                "despite_quorum", _("There is no quorum. Confirm it, or wait for more regions.")
            )
        return data

    def decides_now(self, data):
        return True


class DecisionForm(QuorumForm):
    """A decision of the meeting; without quorum a consensus has to be confirmed."""

    text = LongTextField(
        label=_("Decision"),
        help_text=_("One whole sentence that is understood without the minutes."),
        max_length=Decision.MAX_TEXT,
        rows=4,
        error_messages=needs(_("Write what is decided.")),
    )
    way = forms.ChoiceField(
        label=_("How far is it?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages=needs(_("Choose consensus or proposal.")),
    )

    empty_at = "way"
    field_order = ["agenda_item", "text", "way", "despite_quorum"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"] = AgendaItemField(meeting)
        self.order_fields(self.field_order)

    def decides_now(self, data):
        return data.get("way") == Decision.How.CONSENSUS

    def facts(self):
        """What ``actions.record_decision`` takes."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "agenda_item": data["agenda_item"],
            "how": data["way"] if data["way"] != PROPOSAL else "",
            "despite_quorum": data.get("despite_quorum", False),
        }


class WithdrawForm(forms.Form):
    """Why a decision is taken back."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("It stands beside the decision, which stays readable."),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why the decision is withdrawn.")),
    )
