"""What a project has brought, as it is typed."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import (
    UNSEEN,
    CountField,
    FigureField,
    FormNumberField,
    LongTextField,
    MoneyField,
    TextField,
    in_row,
)
from projects.forms import DayField, sentence_case
from projects.forms.fields import ask_above_cost, key_field, rows_sent
from projects.models import Evaluation, Indicator

SPARE = 2  # empty rows below the indicators that are there


def people_field(label, **kwargs):
    """How many people of the region."""
    said = {"required": _("Write how many; 0 if there are none.")}
    return CountField(label=label, error_messages=said, **kwargs)


class IndicatorsForm(forms.Form):
    """A row each; an emptied row is taken out, a measured one only shown."""

    ROW = Indicator.WORDS
    NEEDED = {
        "unit": _("Name the unit, for example houses."),
        "baseline": _("Write how it was before the work."),
        "target": _("Write what is to be reached."),
        "source": _("Say where the first figure comes from."),
    }

    mark = forms.CharField(
        max_length=200, widget=forms.HiddenInput, required=False, error_messages=UNSEEN
    )

    def __init__(self, *args, indicators, **kwargs):
        """``indicators`` tell which of them are measured (``with_measured``)."""
        super().__init__(*args, **kwargs)
        self.held = {each.pk: each for each in indicators}
        self.standing = [each for each in indicators if each.is_measured]
        shown = [each for each in indicators if not each.is_measured]
        most = Indicator.MOST - len(self.standing)
        offered = min(most, max(3, len(shown) + SPARE))
        self.count = max(offered, rows_sent(self, "title", Indicator.MOST))
        for index in range(self.count):
            self.fields |= in_row(self._row(index), index)
        for index, each in enumerate(shown[: self.count]):
            words = {"pk": each.pk, **each.words}
            self.initial |= {f"{name}_{index}": value for name, value in words.items()}

    @staticmethod
    def _row(index):
        return {
            f"pk_{index}": key_field(),
            f"title_{index}": TextField(
                label=_("What is measured"), max_length=150, required=False
            ),
            f"unit_{index}": TextField(label=_("Unit"), max_length=30, required=False),
            f"baseline_{index}": FigureField(label=_("Before the work"), required=False),
            f"target_{index}": FigureField(label=_("Target"), required=False),
            f"source_{index}": TextField(
                label=_("Source of the first figure"), max_length=200, required=False
            ),
        }

    @property
    def rows(self):
        """The rows as lists of bound fields, for the page; the number of the row is hidden."""
        return [
            (self[f"pk_{index}"], [self[f"{name}_{index}"] for name in self.ROW])
            for index in range(self.count)
        ]

    def clean(self):
        filled = [index for index in range(self.count) if self._is_filled(index)]
        own = [index for index in filled if not self._stands(index)]
        for index in own:
            self._judge(index)
        if len(own) > Indicator.MOST - len(self.standing):
            text = _("At most %(most)d indicators, with those that are measured already.")
            self.add_error(f"title_{own[-1]}", text % {"most": Indicator.MOST})
        if not self.errors:
            self.cleaned_data["rows"] = [
                *({"pk": each.pk, **each.words} for each in self.standing),
                *map(self._typed_row, own),
            ]

    def _typed(self, name, index):
        return self.data.get(self.add_prefix(f"{name}_{index}"), "").strip()

    def _is_filled(self, index):
        """By its name; a new row of which only other cells were typed asks for the name."""
        names = ("title",) if self._typed("pk", index) else self.ROW
        return any(self._typed(name, index) for name in names)

    def _stands(self, index):
        """Is this an indicator that was measured since the page was opened? It stays as it is; other
        words are no longer possible."""
        known = self.held.get(self.cleaned_data.get(f"pk_{index}"))
        if not known or not known.is_measured:
            return False
        if self._typed_row(index) != {"pk": known.pk, **known.words}:
            text = _("“%(title)s” has been measured already; it stands as it is.")
            self.add_error(f"title_{index}", text % {"title": known.title})
        return True

    def _judge(self, index):
        given = self.cleaned_data
        if not given.get(f"title_{index}") and f"title_{index}" not in self.errors:
            self.add_error(f"title_{index}", _("Say what is measured."))
        for name, text in self.NEEDED.items():
            field = f"{name}_{index}"
            if given.get(field) in (None, "") and field not in self.errors:
                self.add_error(field, text)
        baseline, target = given.get(f"baseline_{index}"), given.get(f"target_{index}")
        if baseline is not None and baseline == target:
            self.add_error(f"target_{index}", _("The target is the same as before the work."))

    def _typed_row(self, index):
        row = {name: self.cleaned_data.get(f"{name}_{index}") for name in self.ROW}
        pk = self.cleaned_data.get(f"pk_{index}")
        return row | {"pk": pk if pk in self.held else None, "title": capfirst(row["title"])}


class MeasureForm(forms.Form):
    """The values of a day; an empty one was not measured."""

    MOST_TIMES = 20  # of the way to the target; beyond that it is a slip of the zeros

    token = FormNumberField()
    on = DayField(label=_("Measured on"), error_messages={"required": _("Say on which day.")})
    source = TextField(
        label=_("Source"),
        max_length=200,
        help_text=_("Who counted, or which paper says it."),
        error_messages={"required": _("Say where the figures come from.")},
    )

    def __init__(self, *args, project, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.project, self.indicators = project, list(indicators)
        for each in self.indicators:
            self.fields[f"value_{each.pk}"] = FigureField(
                label=f"{each.title} ({each.unit})", required=False
            )

    def clean_on(self):
        day, since = self.cleaned_data["on"], self.project.today_at(self.project.proposed_at)
        if day > self.project.today:
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        if day < since:
            text = _("The project was proposed on %(day)s. Write that day or a later one.")
            raise forms.ValidationError(text, "early", {"day": formats.day(since)})
        return day

    def clean(self):
        values = [(each.pk, self.cleaned_data.get(f"value_{each.pk}")) for each in self.indicators]
        for each, (_key, value) in zip(self.indicators, values, strict=True):
            self._bound(each, value)
        self.cleaned_data["values"] = [pair for pair in values if pair[1] is not None]
        if not self.errors and not self.cleaned_data["values"]:
            raise forms.ValidationError(_("Write at least one value."), code="empty")

    def _bound(self, indicator, value):
        way = self.MOST_TIMES * abs(indicator.target - indicator.baseline)
        if value is not None and abs(value - indicator.baseline) > way:
            text = _("The target is %(target)s. This is far from it; please check the zeros.")
            words = {"target": formats.figure(indicator.target)}
            self.add_error(f"value_{indicator.pk}", forms.ValidationError(text, "far", words))


class BenefitForm(forms.Form):
    """How many people of the own region gain, and what it would have cost alone. A cost far above
    that of the whole project is asked about once."""

    token = FormNumberField()
    people = people_field(_("How many people gain?"))
    women = people_field(_("Women among them"))
    poor = people_field(
        _("From poor households"), help_text=_("As in the data of your social assistance.")
    )
    youth = people_field(_("Young people (16 to 30 years)"))
    alone = MoneyField(
        label=_("What would your region have paid alone? (may stay empty)"),
        required=False,
        help_text=_("An estimate for the same result without partners."),
    )
    source = TextField(
        label=_("Source"),
        max_length=200,
        help_text=_("For example: list of connected houses, village secretary."),
        error_messages={"required": _("Say where the figures come from.")},
    )

    def __init__(self, *args, cost, inhabitants=None, **kwargs):
        """``cost`` of the project; ``inhabitants`` by the profile of the region, where it names
        them."""
        super().__init__(*args, **kwargs)
        self.cost, self.inhabitants = cost, inhabitants

    def clean_people(self):
        people = self.cleaned_data["people"]
        if self.inhabitants and people > self.inhabitants:
            text = _(
                "By its profile your region has %(number)s inhabitants. Please check the zeros, or "
                "set the profile right first."
            )
            words = {"number": formats.number(self.inhabitants)}
            raise forms.ValidationError(text, "many", words)
        return people

    def clean(self):
        people = self.cleaned_data.get("people")
        for name in ("women", "poor", "youth"):
            part = self.cleaned_data.get(name)
            if people is not None and part is not None and part > people:
                self.add_error(name, _("This is more than the people who gain."))
        ask_above_cost(self, self.cleaned_data.get("alone") or 0, self.cost)


class UpkeepForm(forms.Form):
    """Who keeps it up."""

    token = FormNumberField()
    owner = forms.ChoiceField(
        label=_("To which region does it belong?"),
        error_messages={"required": _("Choose the region.")},
    )
    keeper = TextField(
        label=_("Who looks after it?"),
        max_length=150,
        help_text=_("For example: water users' group Kali Bening."),
        error_messages={"required": _("Say who looks after it.")},
    )
    work = LongTextField(
        label=_("What is done, and how often?"),
        max_length=1000,
        rows=4,
        error_messages={"required": _("Say what is done.")},
    )
    yearly_cost = MoneyField(
        label=_("Cost a year"),
        error_messages={"required": _("Write the cost; 0 if there is none.")},
    )
    money_from = TextField(
        label=_("Where does the money come from?"),
        max_length=200,
        required=False,
        help_text=_("For example: monthly fee of 5.000 a house."),
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = {region.pk: region for region in regions}
        self.fields["owner"].choices = [(pk, each.full_name) for pk, each in self.regions.items()]

    def clean_owner(self):
        return self.regions[self.cleaned_data["owner"]]

    def clean(self):
        given = self.cleaned_data
        if (
            given.get("yearly_cost")
            and not given.get("money_from")
            and "money_from" not in self.errors
        ):
            self.add_error("money_from", _("Say where the money comes from."))


class EvaluationForm(forms.Form):
    """A look back."""

    use = forms.ChoiceField(
        label=_("Is what was made in use?"),
        choices=sentence_case(Evaluation.Use.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    went_well = LongTextField(
        label=_("What went well? (may stay empty)"), max_length=2000, rows=3, required=False
    )
    went_badly = LongTextField(
        label=_("What was difficult? (may stay empty)"), max_length=2000, rows=3, required=False
    )
    lessons = LongTextField(
        label=_("What can other villages learn from it?"),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Write at least one lesson.")},
    )
