"""The agenda as rows of a form: one adds, moves and empties rows, with or without script.

What a row can be about, and which proposed topics can come into it, the view gives as ``Matters``.
"""

import re
from dataclasses import dataclass, field

from django import forms
from django.forms import formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, CountField, Rows, TextField
from meetings.forms.inputs import raw
from meetings.models import AgendaItem

ITEM_KINDS = [(value, capfirst(label)) for value, label in AgendaItem.Kind.choices]
MOVES = re.compile(r"(up|down)-(\d{1,2})", re.ASCII)
LARGEST = 2**63 - 1
PROJECT, AGREEMENT = "proyek", "kesepakatan"


@dataclass(frozen=True)
class Matters:
    """``about`` are choices with groups; ``waiting`` the forum's topics that can be taken, the
    longest waiting first; ``taken`` those that this agenda has already."""

    about: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    taken: list = field(default_factory=list)

    def topic(self, key):
        """A topic that may stand in a row, by its key as typed; or None."""
        return next((row for row in (*self.taken, *self.waiting) if str(row.pk) == str(key)), None)


NONE = Matters()


def about_value(project, agreement):
    """What an item is about, as the form says it."""
    if agreement:
        return f"{AGREEMENT}:{agreement}"
    return f"{PROJECT}:{project}" if project else ""


def row_of(topic):
    """A proposed topic as a row."""
    return {
        "topic": topic.pk,
        "title": topic.title,
        "kind": topic.kind,
        "minutes": topic.minutes,
        "speaker": topic.region.full_name,
        "about": about_value(topic.project_id, None),
    }


class AgendaItemForm(forms.Form):
    """One row of the agenda; a row without a title is left out.

    ``item`` is the item that the row was before, so that its papers and notes stay with it;
    ``position`` is where the script has put the row; ``topic`` the proposal that it came from.
    """

    item = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        required=False,
        widget=forms.HiddenInput,
        error_messages=UNSEEN,
    )
    position = forms.IntegerField(
        min_value=0,
        max_value=2 * AgendaItem.MAX_ITEMS,
        required=False,
        widget=forms.HiddenInput,
        error_messages=UNSEEN,
    )
    title = TextField(label=_("Item"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ITEM_KINDS, initial=AgendaItem.Kind.DISCUSSION
    )
    minutes = CountField(
        label=_("Minutes"),
        min_value=1,
        max_value=AgendaItem.MAX_MINUTES,
        initial=30,
        required=False,
    )
    speaker = TextField(label=_("Speaker"), max_length=120, required=False)
    about = forms.ChoiceField(label=_("Concerns"), required=False)
    topic = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        required=False,
        widget=forms.HiddenInput,
        error_messages=UNSEEN,
    )

    def __init__(self, *args, matters=NONE, **kwargs):
        super().__init__(*args, **kwargs)
        self.matters = matters
        if matters.about:
            self.fields["about"].choices = [("", _("nothing in particular")), *matters.about]
        else:
            del self.fields["about"]

    @property
    def proposal(self):
        """The proposed topic that the row came from, to be named beside it."""
        return self.matters.topic(self["topic"].value())

    def clean(self):
        data = super().clean()
        if data.get("title") and data.get("topic") and not self.matters.topic(data["topic"]):
            self.add_error(
                "title",
                _("This proposal is on another agenda by now, or was answered. Empty this row."),
            )
        if data.get("speaker") and "title" in data and not data["title"]:
            self.add_error("title", _("Write what this speaker speaks about."))
        if data.get("title") and "minutes" in data and not data["minutes"]:
            self.add_error("minutes", _("Write how many minutes it takes."))
        return data


def _facts(row):
    """A row as the action takes it."""
    kind, _colon, key = row.get("about", "").partition(":")
    return {
        **{name: row[name] for name in ("item", "title", "kind", "minutes", "speaker")},
        "project_id": int(key) if kind == PROJECT else None,
        "agreement_id": int(key) if kind == AGREEMENT else None,
        "topic_id": row.get("topic"),
    }


class AgendaRows(Rows):
    """The agenda as rows; ``items`` are those that were filled in, in order."""

    @property
    def matters(self):
        return self.form_kwargs.get("matters", NONE)

    @property
    def waiting(self):
        """The topics that stand in no row yet."""
        taken = {str(row["topic"].value()) for row in self.forms}
        return [topic for topic in self.matters.waiting if str(topic.pk) not in taken]

    def clean(self):
        """The same proposal twice is one row of it and one row more."""
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if data.get("topic") in seen:
                data["topic"] = None
            seen.add(data.get("topic"))

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"use_required_attribute": False}

    @property
    def items(self):
        data = [getattr(form, "cleaned_data", {}) for form in self.forms]
        order = sorted(range(len(data)), key=lambda n: _place(data[n].get("position"), n))
        rows = [data[number] for number in order if data[number].get("title")]
        return [_facts(row) for row in rows]

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


def agenda_rows(initial, matters=NONE):
    """The agenda to be filled in, with these values."""
    rows = [{**values, "position": number} for number, values in enumerate(initial)]
    return AgendaFormSet(prefix="agenda", initial=rows, form_kwargs={"matters": matters})


def filled_agenda(items, matters=NONE):
    """The same as if somebody had sent it."""
    data = {"agenda-TOTAL_FORMS": 0, "agenda-INITIAL_FORMS": 0}
    return AgendaFormSet(_with(data, items), prefix="agenda", form_kwargs={"matters": matters})


def typed_agenda(request, matters=NONE):
    """The agenda as it was sent, with the proposed topics that were ticked."""
    ticked = [topic for topic in matters.waiting if str(topic.pk) in request.POST.getlist("topics")]
    data = request.POST
    if ticked:
        there = {value for name, value in data.items() if name.endswith("-topic")}
        data = _with(data.dict(), [row_of(topic) for topic in ticked if str(topic.pk) not in there])
    return AgendaFormSet(data, prefix="agenda", form_kwargs={"matters": matters})


def _with(data, rows):
    """What was sent, and these rows behind those that are there."""
    total = str(data.get("agenda-TOTAL_FORMS", ""))
    first = min(int(total), AgendaItem.MAX_ITEMS) if total.isdecimal() and len(total) < 4 else 0
    more = {
        f"agenda-{number}-{name}": value
        for number, row in enumerate(rows, first)
        for name, value in row.items()
    }
    return {**data, **more, "agenda-TOTAL_FORMS": first + len(rows)}


def is_editing(step):
    """Is the button one that works on the rows and keeps the page?"""
    return step in ("add", "take") or bool(MOVES.fullmatch(step))


def edited(rows, step):
    """The typed rows without a word about mistakes: one more ("add"), or one moved ("up-2").

    Topics that were ticked are rows already; the button for it ("take") shows them.
    """
    typed = [raw(row) for row in rows]
    order = sorted(range(len(typed)), key=lambda n: _sent_place(typed[n], n))
    if step == "take":
        order = [number for number in order if typed[number].get("title")]
    if found := MOVES.fullmatch(step):
        _shift(order, int(found[2]), -1 if found[1] == "up" else 1)
    more = int(step == "add" and len(typed) < AgendaItem.MAX_ITEMS)
    return agenda_rows([typed[number] for number in order] + [{}] * more, rows.matters)


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
