"""The third page: what it costs, and who would bring what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import MoneyField, TextField, in_row
from projects import kinds
from projects.forms.fields import sentence_case
from projects.forms.page import Page
from projects.forms.partners import regions_of
from projects.models import Contribution

MAX_ROWS = 60


class CostForm(Page):
    """What it costs, and who would bring what: as many rows as are asked for."""

    ROW = ("region", "kind", "amount", "note")

    cost = MoneyField(
        label=_("Rough cost"),
        help_text=_("A rough figure is enough; it can be changed later. For example 412,5 juta."),
        error_messages={"required": _("Write the rough cost in digits, for example 412.500.000.")},
    )

    def prepare(self):
        self.regions = regions_of(self.project)
        self.kind = kinds.kind_of(self.project.draft.typed("tujuan").get("kind"))
        self.count = self._count()
        for index in range(self.count):
            self.fields |= in_row(self._row(index), index)

    def _count(self):
        """How many rows there are; as many as partners where nothing has been typed yet."""
        given = self.data.get("rows") if self.is_bound else self.initial.get("rows")
        if given is None:
            self.initial |= {
                f"region_{index}": region.pk for index, region in enumerate(self.regions)
            }
            return min(len(self.regions), MAX_ROWS)
        return count_of(given)

    def _row(self, index):
        blank = [("", _("Choose"))]
        regions = blank + [(region.pk, region.full_name) for region in self.regions]
        kinds = blank + sentence_case(Contribution.Kind.choices)
        gone = _("Row %(row)d: choose a region that takes part.") % {"row": index + 1}
        return {
            f"region_{index}": forms.ChoiceField(
                label=_("Who"),
                choices=regions,
                required=False,
                error_messages={"invalid_choice": gone},
            ),
            f"kind_{index}": forms.ChoiceField(label=_("What"), choices=kinds, required=False),
            f"amount_{index}": MoneyField(label=_("Worth in rupiah"), required=False),
            f"note_{index}": TextField(label=_("What exactly"), max_length=200, required=False),
        }

    @property
    def rows(self):
        """The rows as lists of bound fields, for the page."""
        return [[self[f"{name}_{index}"] for name in self.ROW] for index in range(self.count)]

    def clean(self):
        self.cleaned_data["contributions"] = [
            contribution
            for contribution in map(self._contribution, range(self.count))
            if contribution
        ]

    def _contribution(self, index):
        """One row as a contribution; None for one that is empty, as the template
        wrote it, or not right yet."""
        region, kind, amount, note = (self.cleaned_data.get(f"{name}_{index}") for name in self.ROW)
        if not (kind or amount or note):
            self._forgive(index)
            return None
        if self.kind and not (region or amount) and self.kind.suggests(kind, note):
            return None
        row = {"row": index + 1}
        if not region:
            self._complain(f"region_{index}", _("Row %(row)d: say who brings it.") % row)
        if not kind:
            self._complain(f"kind_{index}", _("Row %(row)d: say what it is.") % row)
        elif kind == Contribution.Kind.CASH and not amount:
            self._complain(f"amount_{index}", _("Row %(row)d: write the amount of money.") % row)
        elif not amount and not note:
            self._complain(f"note_{index}", _("Row %(row)d: say what exactly.") % row)
        if any(f"{name}_{index}" in self.errors for name in self.ROW):
            return None
        known = {each.pk: each for each in self.regions}
        return {
            "region": known[region],
            "kind": kind,
            "amount": amount or 0,
            "note": note,
        }

    def _forgive(self, index):
        """Of an empty row nobody asks who: it was named by us, and may be no partner any more."""
        if not any(f"{name}_{index}" in self.errors for name in self.ROW[1:]):
            self.errors.pop(f"region_{index}", None)

    def _complain(self, name, text):
        """One sentence a field: what cannot be read is not missing as well."""
        if name not in self.errors:
            self.add_error(name, text)

    @classmethod
    def typed_names(cls, data):
        rows = range(count_of(data.get("rows", "")))
        return ["cost", "rows", *(f"{name}_{index}" for index in rows for name in cls.ROW)]

    @classmethod
    def typed_in(cls, data):
        """With one more row, or one fewer, if the person asked for that."""
        typed = super().typed_in(data)
        count = count_of(data.get("rows", ""))
        drop = data.get("hapus", "")
        if drop.isascii() and drop.isdigit() and int(drop[:3]) < count:
            typed, count = without_row(typed, int(drop[:3]), count), count - 1
        if "tambah" in data:
            count += 1
        return typed | {"rows": [str(count_of(count))]}

    @property
    def is_complaining(self):
        return not {"tambah", "hapus"} & self.data.keys()


def count_of(text, most=MAX_ROWS):
    """A number of rows between one and ``most``, whatever was sent."""
    text = str(text)
    return max(1, min(int(text[:3]), most)) if text.isascii() and text.isdigit() else 1


def without_row(typed, gone, count, names=None):
    """The typed values without row ``gone``; those below it move up."""
    names = names or CostForm.ROW
    kept = {name: value for name, value in typed.items() if name.rpartition("_")[0] not in names}
    rows = [index for index in range(count) if index != gone]
    for new, old in enumerate(rows):
        for name in names:
            if f"{name}_{old}" in typed:
                kept[f"{name}_{new}"] = typed[f"{name}_{old}"]
    return kept
