"""What a person fills in to propose a topic, to decline one, and to add a paper to an agenda."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CountField, LongTextField, TextField
from core.uploads import DocumentField
from meetings.forms.agenda import ITEM_KINDS
from meetings.forms.inputs import needs
from meetings.models import AgendaItem
from projects.models import Project


class ProposalForm(forms.Form):
    """A topic for one of the next sittings."""

    title = TextField(
        label=_("Item"),
        max_length=200,
        help_text=_("As it shall stand on the agenda."),
        error_messages=needs(_("Write what shall be talked about.")),
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=1000,
        rows=4,
        help_text=_("What should the sitting know, and what shall come of it?"),
        error_messages=needs(_("Write why the sitting should deal with it.")),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ITEM_KINDS, initial=AgendaItem.Kind.DISCUSSION
    )
    minutes = CountField(
        label=_("Minutes wanted"),
        min_value=1,
        max_value=AgendaItem.MAX_MINUTES,
        initial=30,
        error_messages=needs(_("Write how many minutes it takes.")),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(),
        label=_("Joint project"),
        required=False,
        empty_label=_("nothing in particular"),
        help_text=_("Only if it is about one of them."),
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects


class DeclineProposalForm(forms.Form):
    """Why no sitting deals with it."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("The proposer and the members of the forum read it."),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why no sitting deals with it.")),
    )


class PaperForm(forms.Form):
    """One more paper for an item of the agenda."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("Item"),
        empty_label=None,
        error_messages=needs(_("Choose the item.")),
    )
    title = TextField(
        label=_("Title"), max_length=120, error_messages=needs(_("Write what the paper is."))
    )
    file = DocumentField(
        label=_("File"),
        help_text=_("PDF, JPEG, PNG or DOCX, up to 10 MB."),
        error_messages=needs(_("Choose a file.")),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.agenda.all()
