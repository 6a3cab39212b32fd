"""The agenda as rows of a form."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from meetings.models import AgendaItem

ITEM_KINDS = [(value, capfirst(label)) for value, label in AgendaItem.Kind.choices]


class AgendaItemForm(forms.Form):
    """One row of the agenda; a row without a title is left out."""

    title = TextField(label=_("Item"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ITEM_KINDS, initial=AgendaItem.Kind.DISCUSSION
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=AgendaItem.MAX_MINUTES,
        initial=30,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    speaker = TextField(label=_("Speaker"), max_length=120, required=False)

    def clean(self):
        data = super().clean()
        if data.get("speaker") and not data.get("title"):
            self.add_error("title", _("Write what this speaker speaks about."))
        if data.get("title") and "minutes" in data and not data["minutes"]:
            self.add_error("minutes", _("Write how many minutes it takes."))
        return data


class AgendaRows(BaseFormSet):
    """The agenda as rows; ``items`` are those that were filled in, in order."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"use_required_attribute": False}

    @property
    def items(self):
        rows = (form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data"))
        return [row for row in rows if row.get("title")]


AgendaFormSet = formset_factory(
    AgendaItemForm,
    formset=AgendaRows,
    extra=0,
    max_num=AgendaItem.MAX_ITEMS,
    absolute_max=AgendaItem.MAX_ITEMS + 1,
    validate_max=True,
)


def agenda_rows(initial):
    """The agenda to be filled in, with these values."""
    return AgendaFormSet(prefix="agenda", initial=initial)


def typed_agenda(request):
    """The agenda as it was sent."""
    return AgendaFormSet(request.POST, prefix="agenda")


def checked(form, rows):
    """Are both fine? What is wrong with the agenda stands in the form's summary as well."""
    fine = rows.is_valid()
    if form.is_valid() and not fine:
        form.add_error(None, _("Please look at the agenda below."))
    return fine and not form.errors
