"""The lines of a budget, a row each; and the note of a changed one."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import MAX_RUPIAH, MoneyField, TextField, in_row, ticks_of
from core.text import tidy
from projects.forms.cost import count_of, without_row
from projects.forms.fields import LONGEST_TYPED, YEARS, ask_above_cost, sentence_case
from projects.models import Budget, Source
from projects.sharing import amount_of

SHOWN_ROWS = 3  # of a first budget
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,3})?", re.ASCII)
_TOO_FINE = re.compile(r"\d{1,9}[.,]\d{4,}", re.ASCII)
_PLAIN = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?", re.ASCII)


class VolumeField(forms.Field):
    """A quantity with up to three decimals: "6,2", "6.2", "1.500" (groups of three) and "1.234,5"."""

    default_error_messages = {
        "invalid": _("Write a number above zero, for example 6,2 or 1.500."),
        "negative": _("This number cannot be negative."),
        "fine": _("Write at most three decimals, for example 6,215."),
    }
    most = Decimal(999_999_999)

    def __init__(self, *, least=Decimal("0.001"), **kwargs):
        self.least = least
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = tidy("" if value is None else str(value))
        if not text:
            return None
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "")
        elif not _PLAIN.fullmatch(text):
            self._refuse(self._wrong_in(text))
        volume = Decimal(text.replace(",", "."))
        if not self.least <= volume <= self.most:
            self._refuse("invalid")
        return volume

    @staticmethod
    def _wrong_in(text):
        if text.startswith("-"):
            return "negative"
        return "fine" if _TOO_FINE.fullmatch(text) else "invalid"

    def _refuse(self, code):
        raise forms.ValidationError(self.error_messages[code], code=code)


def year_field(today, **kwargs):
    """A budget year near the present."""
    said = _("Write a year such as %(year)d.") % {"year": today.year}
    names = ("invalid", "min_value", "max_value", "required")
    return forms.IntegerField(
        label=_("Budget year"),
        min_value=today.year - YEARS,
        max_value=today.year + YEARS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(names, said),
        **kwargs,
    )


def source_choices(blank):
    return [("", blank), *sentence_case(Source.choices)]


class BudgetForm(forms.Form):
    """As many rows as were asked for; rows that stay empty are left out. A sum far above the agreed
    cost is asked about once."""

    ROW = ("year", "description", "volume", "unit", "unit_price", "source")
    TYPED = ("description", "volume", "unit", "unit_price")  # a row with none of them is empty
    ROW_LABELS = {
        "year": _("Budget year"),
        "description": _("What it is for"),
        "volume": _("Volume"),
        "unit": _("Unit, for example m³"),
        "unit_price": _("Unit price"),
    }

    note = TextField(
        label=_("What has changed, and why?"),
        max_length=500,
        help_text=_("The partners read this beside the new budget."),
        error_messages={"required": _("Say in a sentence what has changed.")},
    )

    def __init__(self, *args, project, last, **kwargs):
        """``last`` is the budget that stands, if there is one."""
        self.project = project
        super().__init__(*args, **kwargs)
        if last is None:
            del self.fields["note"]
        given = self.data.get("rows") if self.is_bound else self.initial.get("rows")
        self.count = count_of(SHOWN_ROWS if given is None else given, Budget.MOST_LINES)
        for index in range(self.count):
            self.fields |= in_row(self._row(index), index)

    def _row(self, index):
        return {
            f"year_{index}": year_field(
                self.project.today, required=False, initial=self.project.current.starts_on.year
            ),
            f"description_{index}": TextField(
                label=self.ROW_LABELS["description"], max_length=150, required=False
            ),
            f"volume_{index}": VolumeField(
                label=self.ROW_LABELS["volume"], required=False
            ),
            f"unit_{index}": TextField(
                label=self.ROW_LABELS["unit"], max_length=20, required=False
            ),
            f"unit_price_{index}": MoneyField(
                label=self.ROW_LABELS["unit_price"], required=False
            ),
            f"source_{index}": forms.ChoiceField(
                label=_("Source"), choices=source_choices(_("Still open")), required=False
            ),
        }  # fmt: skip

    @property
    def rows(self):
        """The rows as lists of bound fields, for the page."""
        return [[self[f"{name}_{index}"] for name in self.ROW] for index in range(self.count)]

    @property
    def amounts(self):
        """Of each row, in rupiah; None where it cannot be told yet."""
        return [self._amount(index) for index in range(self.count)]

    def _amount(self, index):
        volume, price = (self._cleaned(index, name) for name in ("volume", "unit_price"))
        return None if volume is None or price is None else amount_of(volume, price)

    def _cleaned(self, index, name):
        return getattr(self, "cleaned_data", {}).get(f"{name}_{index}")

    @property
    def total(self):
        """Of the rows whose amount can be told."""
        return sum(amount or 0 for amount in self.amounts)

    def clean(self):
        lines = [line for line in map(self._line, range(self.count)) if line]
        if not lines and not self.errors:
            self.add_error("description_0", _("Write at least one line."))
        self.cleaned_data["lines"] = lines
        if not self.errors:
            ask_above_cost(self, self.total, self.project.current.cost)

    @property
    def ticks(self):
        """What is asked about the sum, for the page."""
        return ticks_of(self)

    def _line(self, index):
        """One row as a line of the budget; None for one that was left empty."""
        typed = (self.data.get(f"{name}_{index}", "").strip() for name in self.TYPED)
        if not any(typed):
            return None
        row = {"row": index + 1}
        missing = {
            "year": _("Row %(row)d: write the year."),
            "description": _("Row %(row)d: say what it is for."),
            "volume": _("Row %(row)d: write the volume."),
            "unit": _("Row %(row)d: write the unit."),
            "unit_price": _("Row %(row)d: write the unit price."),
        }
        for name, said in missing.items():
            empty = self._cleaned(index, name) in (None, "")
            if empty and f"{name}_{index}" not in self.errors:
                self.add_error(f"{name}_{index}", said % row)
        if (self._amount(index) or 0) > MAX_RUPIAH:
            self.add_error(
                f"unit_price_{index}",
                _("Row %(row)d: the amount is too large. Please check the zeros.") % row,
            )
        return {name: self._cleaned(index, name) for name in self.ROW}

    @classmethod
    def typed_in(cls, data):
        """What was typed, ready to keep, with one more row or one fewer if that was asked for."""
        count = count_of(data.get("rows", ""), Budget.MOST_LINES)
        names = ["note", *(f"{name}_{index}" for index in range(count) for name in cls.ROW)]
        typed = {
            name: [tidy(data.get(name)[:LONGEST_TYPED])] for name in names if name in data
        }  # fmt: skip
        drop = data.get("hapus", "")
        if drop.isascii() and drop.isdigit() and int(drop[:3]) < count:
            typed = without_row(typed, int(drop[:3]), count, cls.ROW)
            count -= 1
        if "tambah" in data:
            count += 1
        return typed | {"rows": [str(count_of(count, Budget.MOST_LINES))]}

    @classmethod
    def words_of(cls, typed):
        """Each row of what was typed, in a line."""
        count = count_of(typed.get("rows", ""), Budget.MOST_LINES)
        rows = [
            {name: typed.get(f"{name}_{index}", "") for name in cls.ROW} for index in range(count)
        ]
        return [
            "{description}: {volume} {unit} × {unit_price}, {year}".format(**row)
            for row in rows
            if any(row[name] for name in cls.TYPED)
        ]

    @staticmethod
    def typed_of(lines):
        """The lines of a budget as somebody would have typed them."""
        typed = {"rows": [str(max(1, len(lines)))]}
        for index, line in enumerate(lines):
            typed |= {
                f"year_{index}": [str(line.year)],
                f"description_{index}": [line.description],
                f"volume_{index}": [volume_text(line.volume)],
                f"unit_{index}": [line.unit],
                f"unit_price_{index}": [formats.rupiah(line.unit_price)],
                f"source_{index}": [line.source],
            }
        return typed


def volume_text(volume):
    """6,2; without empty decimals and without groups, so that it can be typed again."""
    return f"{volume.normalize():f}".replace(".", ",")
