"""The agenda as rows of a form: one adds, moves and empties rows, with or without script."""

import re

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from meetings.forms.inputs import raw
from meetings.models import AgendaItem

ITEM_KINDS = [(value, capfirst(label)) for value, label in AgendaItem.Kind.choices]
MOVES = re.compile(r"(up|down)-(\d{1,2})", re.ASCII)
LARGEST = 2**63 - 1


class AgendaItemForm(forms.Form):
    """One row of the agenda; a row without a title is left out.

    ``item`` is the item that the row was before, so that its papers and notes stay with it;
    ``position`` is where the script has put the row.
    """

    item = forms.IntegerField(
        min_value=1, max_value=LARGEST, required=False, widget=forms.HiddenInput
    )
    position = forms.IntegerField(
        min_value=0, max_value=2 * AgendaItem.MAX_ITEMS, required=False, widget=forms.HiddenInput
    )
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
        data = [getattr(form, "cleaned_data", {}) for form in self.forms]
        order = sorted(range(len(data)), key=lambda n: _place(data[n].get("position"), n))
        rows = [data[number] for number in order if data[number].get("title")]
        return [{name: row[name] for name in row if name != "position"} for row in rows]

    @property
    def minutes(self):
        """What the rows with a title take together, as far as they can be read."""
        filled = [row["minutes"].value() for row in self.forms if row["title"].value()]
        return sum(int(value) for value in filled if str(value).isdecimal() and len(str(value)) < 4)


def _place(position, number):
    """Where a row stands: as sent, or else as counted."""
    return number if position is None else position


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
    rows = [{**values, "position": number} for number, values in enumerate(initial)]
    return AgendaFormSet(prefix="agenda", initial=rows)


def filled_agenda(items):
    """The same as if somebody had sent it."""
    data = {"agenda-TOTAL_FORMS": len(items), "agenda-INITIAL_FORMS": 0}
    for number, values in enumerate(items):
        data |= {f"agenda-{number}-{name}": value for name, value in values.items()}
    return AgendaFormSet(data, prefix="agenda")


def typed_agenda(request):
    """The agenda as it was sent."""
    return AgendaFormSet(request.POST, prefix="agenda")


def is_editing(step):
    """Is the button one that works on the rows and keeps the page?"""
    return step == "add" or bool(MOVES.fullmatch(step))


def edited(rows, step):
    """The typed rows without a word about mistakes: one more ("add"), or one moved ("up-2")."""
    typed = [raw(row) for row in rows]
    order = sorted(range(len(typed)), key=lambda n: _sent_place(typed[n], n))
    if found := MOVES.fullmatch(step):
        _shift(order, int(found[2]), -1 if found[1] == "up" else 1)
    more = int(step == "add" and len(typed) < AgendaItem.MAX_ITEMS)
    return agenda_rows([typed[number] for number in order] + [{}] * more)


def _sent_place(values, number):
    position = values.get("position") or ""
    return int(position) if position.isdecimal() and len(position) < 4 else number


def _shift(order, number, by):
    """Let a row change places with its neighbour; at either end it stays."""
    if number in order:
        here = order.index(number)
        there = min(max(here + by, 0), len(order) - 1)
        order[here], order[there] = order[there], order[here]


def checked(form, rows):
    """Are both fine? What is wrong with the agenda stands in the form's summary as well."""
    fine = rows.is_valid()
    if form.is_valid() and not fine:
        form.add_error(None, _("Please look at the agenda below."))
    return fine and not form.errors
