"""Contributions, receipts, the rule of cost sharing, and offers."""

import uuid
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core import formats
from core.forms import (
    MAX_RUPIAH,
    UNSEEN,
    CountField,
    FormNumberField,
    MoneyField,
    TextField,
    ask_twice,
    in_row,
)
from core.uploads import PaperField
from projects import money_rules
from projects.forms import YEARS, DayField, sentence_case
from projects.forms.budget import VolumeField, source_choices, year_field
from projects.forms.fields import ask_above_cost
from projects.labour import days_text
from projects.models import Contribution, SharingRule
from projects.sharing import HUNDRED_PERCENT
from villages.models.profile import Sector

ORGANISATION = "-"  # the choice beside the regions
MOST_DAYS = 1_000_000
MOST_TIMES = 10  # what was promised; beyond that it is a slip of the zeros
DAYS = _("Write a whole number of days.")


def days_field(label):
    return CountField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages={"invalid": DAYS},
    )


class Sent(forms.Form):
    """A form with a number of its own: sent twice, it has one effect."""

    token = FormNumberField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4())

    def words(self):
        """What the action takes."""
        return self.cleaned_data | {"token": self.cleaned_data.get("token") or uuid.uuid4()}


def keep_own_sources(field, region):
    """Leave those that the region, or without one an organisation, can give."""
    field.choices = [each for each in field.choices if money_rules.may_come_from(each[0], region)]


class Support(Sent):
    """What is brought: kind, source, year, worth and words."""

    kind = forms.ChoiceField(
        label=_("What"),
        choices=[("", _("Choose")), *sentence_case(Contribution.Kind.choices)],
        error_messages={"required": _("Say what it is.")},
    )
    source = forms.ChoiceField(
        label=_("Source"),
        choices=source_choices(_("Choose")),
        error_messages={"required": _("Choose the source.")},
    )
    worth = MoneyField(
        label=_("Worth in rupiah"),
        required=False,
        help_text=_("May stay empty for goods, land and skills that nobody can put into money."),
    )
    note = TextField(label=_("What exactly"), max_length=200, required=False)

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)
        self.fields["year"] = year_field(project.today, initial=project.current.starts_on.year)
        self.order_fields(["region", "party_name", "kind", "source", "year", "days", "day_worth"])

    def clean(self):
        given = self.cleaned_data
        worth, kind = given.get("worth"), given.get("kind")
        if "worth" in self.errors or not kind:
            return
        if kind == Contribution.Kind.CASH and not worth:
            self.add_error("worth", _("Write the amount of money."))
        elif not worth and not given.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say what exactly it is."))
        given["worth"] = worth or 0


class ContributionForm(Support):
    """Of a region with a seat or, for the lead to note down, of an organisation: one that supports
    the project, or another by its name. A worth far above the agreed cost is asked about once."""

    region = forms.ChoiceField(
        label=_("Who brings it"), error_messages={"required": _("Say who brings it.")}
    )
    party_name = TextField(
        label=_("Name of the organisation"),
        max_length=120,
        required=False,
        help_text=_("Only where it is no region, for example a company or a foundation."),
    )
    days = days_field(_("Labour days (labour only)"))
    day_worth = MoneyField(
        label=_("Worth of one day"), required=False, help_text=_("For example 100.000.")
    )

    def __init__(self, *args, parties, leads, backers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = {region.pk: region for region in parties}
        self.backers = {f"{ORGANISATION}{each.pk}": each for each in backers}
        known = self.parties | self.backers
        choices = [(code, party.full_name) for code, party in known.items()]
        if leads:
            choices.append((ORGANISATION, _("Another organisation (name below)")))
        else:
            del self.fields["party_name"]
        self.fields["region"].choices = [("", _("Choose")), *choices]
        if len(choices) == 1:
            self.initial.setdefault("region", choices[0][0])

    def clean(self):
        self._clean_days()
        super().clean()
        given = self.cleaned_data
        is_named = given.get("region") == ORGANISATION
        if is_named and not given.get("party_name") and "party_name" not in self.errors:
            self.add_error("party_name", _("Write the name of the organisation."))
        if not is_named and given.get("party_name") and given.get("region"):
            self.add_error("party_name", _("Choose either one from the list or a name."))
        region = self.parties.get(given.get("region"))
        if given.get("region") and not money_rules.may_come_from(given.get("source"), region):
            self.add_error("source", money_rules.OF_VILLAGES)
        ask_above_cost(self, given.get("worth") or 0, self.project.current.cost)

    def _clean_days(self):
        """A day of labour has a worth; both together make the worth of the whole."""
        given = self.cleaned_data
        days, each = given.get("days"), given.get("day_worth")
        if {"days", "day_worth"} & self.errors.keys():
            return
        if given.get("kind") != Contribution.Kind.LABOUR or not (days or each):
            given["days"] = given["day_worth"] = None
        elif not days or each is None:
            self.add_error(
                "days" if not days else "day_worth", _("Write the days and their worth.")
            )
        elif days * each > MAX_RUPIAH:
            self.add_error("day_worth", _("This amount is too large. Please check the zeros."))
        elif given.get("worth") not in (None, days * each):
            text = _("The days make %(worth)s. Leave this empty, or check the days.")
            self.add_error("worth", text % {"worth": formats.rupiah(days * each)})
        else:
            given["worth"] = days * each

    def words(self):
        given = super().words()
        return given | {
            "region": self.parties.get(given["region"]),
            "organisation": self.backers.get(given["region"]),
            "party_name": given.get("party_name", ""),
        }


class OfferForm(Support):
    """What the region or organisation of the reader offers; village money is given by villages. An
    offer far above what is missing is asked about once."""

    MOST_GAPS = 2  # beyond that it may be a slip of the zeros

    def __init__(self, *args, giver, **kwargs):
        super().__init__(*args, **kwargs)
        keep_own_sources(self.fields["source"], giver.region)

    def clean(self):
        super().clean()
        worth, gap = self.cleaned_data.get("worth") or 0, self.project.funding_gap
        if worth > self.MOST_GAPS * gap:
            text = _("Only %(gap)s is missing, and this is far more. Tick this if it is so.")
            ask_twice(self, worth, text % {"gap": formats.rupiah(gap)})


class ReceiptForm(Sent):
    """What came in, when, and by which paper."""

    on = DayField(
        label=_("Received on"), error_messages={"required": _("Say when it came in.")}
    )  # fmt: skip
    days = days_field(_("How many labour days?"))
    amount = MoneyField(
        label=_("Worth in rupiah"),
        error_messages={"required": _("Write the amount in digits.")},
    )
    paper_number = TextField(
        label=_("Number of the proof"),
        max_length=60,
        required=False,
        help_text=_("Of the receipt, transfer or handover note. Number or file, or both."),
    )
    file = PaperField(
        label=_("Proof"),
        required=False,
        help_text=_("PDF, JPEG or PNG, 10 MB at most. The partners and their officers see it."),
    )
    note = TextField(label=_("Note (may stay empty)"), max_length=200, required=False)
    completes = forms.BooleanField(
        label=_("This was the last; nothing more will come"), required=False
    )
    report = forms.CharField(
        required=False, max_length=5, widget=forms.HiddenInput, error_messages=UNSEEN
    )

    def __init__(self, *args, commitment, report=None, **kwargs):
        self.commitment, self.of_report = commitment, report
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", commitment.project.today)
        if report is not None:
            self.initial |= {
                "on": report.on, "amount": report.worth, "report": report.number,
                "paper_number": _("Report %(number)d of the giver") % {"number": report.number},
            }  # fmt: skip
        if commitment.day_worth is None:
            del self.fields["days"]
        else:
            self.fields["days"].required = True
            self.fields["days"].error_messages["required"] = DAYS
            del self.fields["amount"]
        if not commitment.worth and "amount" in self.fields:
            self.fields["amount"].required = False

    def clean_on(self):
        day, today = self.cleaned_data["on"], self.commitment.project.today
        if day > today:
            raise forms.ValidationError(_("This day has not come yet."), "future")
        if today.year - day.year > YEARS:
            raise forms.ValidationError(_("Check the year."), "far")
        return day

    def clean(self):
        given = self.cleaned_data
        if given.get("days"):
            given["amount"] = given["days"] * self.commitment.day_worth
            if given["amount"] > MAX_RUPIAH:
                self.add_error("days", _("This amount is too large. Please check the zeros."))
        if "amount" not in self.errors and given.get("amount") is None:
            given["amount"] = 0
        is_empty = self.commitment.worth and not given.get("amount")
        if "amount" in self.fields and is_empty and "amount" not in self.errors:
            self.add_error("amount", _("Write the amount in digits."))
        self._bound()
        proven = given.get("paper_number") or given.get("file")
        if not proven and not {"paper_number", "file"} & self.errors.keys():
            self.add_error("paper_number", _("Write the number of the proof, or add its file."))

    def _bound(self):
        """Not many times what was promised, said in the unit of the field."""
        promised_days, worth = self.commitment.days, self.commitment.worth
        name, promised = ("days", promised_days) if "days" in self.fields else ("amount", worth)
        given = self.cleaned_data.get(name) or 0
        if promised and given > MOST_TIMES * promised and name not in self.errors:
            text = _("%(promised)s was promised. This is far more; please check the zeros.")
            said = days_text(promised) if name == "days" else formats.rupiah(promised)
            self.add_error(name, forms.ValidationError(text, "too_much", {"promised": said}))

    def words(self):
        return super().words() | {"report": self.of_report}


class WordForm(forms.Form):
    """Where it comes from, right or set right, as the region gives its word; with a tick where it
    leaves open what the proposal names."""

    source = forms.ChoiceField(
        label=_("Source"),
        choices=source_choices(_("Choose")),
        error_messages={"required": _("Choose the source.")},
    )

    def __init__(self, *args, region, shortfall=None, **kwargs):
        """``region`` that gives; None where it is an organisation."""
        super().__init__(*args, **kwargs)
        keep_own_sources(self.fields["source"], region)
        self.leaves = shortfall.open if shortfall else 0
        if shortfall:  # ticked for this amount: if it has changed in between, it is asked again
            self.fields[f"leaves_{self.leaves}"] = forms.BooleanField(
                label=_("Yes, that is right"),
                help_text=shortfall.words,
                error_messages={
                    "required": _("Tick this if it is so; else note down first what is missing.")
                },
            )

    def words(self):
        """What the action takes."""
        return {"source": self.cleaned_data["source"], "leaves": self.leaves}


class MoneyReasonForm(forms.Form):
    """Why a contribution or receipt is taken back, or an offer declined."""

    reason = TextField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partners read it; it stays on the page."),
        error_messages={"required": _("Give the reason.")},
    )


class SharingForm(forms.Form):
    """The method, and for three of the four a figure a region."""

    ROW_LABELS = {
        "inhabitants": _("Inhabitants"),
        "percent": _("Percent"),
        "amount": _("Rupiah"),
    }

    method = forms.ChoiceField(
        label=_("How do the partners share the cost?"),
        choices=sentence_case(SharingRule.Method.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the cost is shared.")},
    )

    def __init__(self, *args, regions, **kwargs):
        self.regions = list(regions)
        super().__init__(*args, **kwargs)
        for place, region in enumerate(self.regions):
            self.fields |= in_row(self._row(place), region.full_name)

    def _row(self, place):
        return {
            f"inhabitants_{place}": CountField(
                label=self.ROW_LABELS["inhabitants"],
                required=False,
                min_value=1,
                error_messages={"invalid": _("Write a whole number of inhabitants.")},
            ),
            f"percent_{place}": VolumeField(
                label=self.ROW_LABELS["percent"],
                required=False,
                least=Decimal(0),
                error_messages={"invalid": _("Write percent, for example 33,33.")},
            ),
            f"amount_{place}": MoneyField(label=self.ROW_LABELS["amount"], required=False),
        }

    @property
    def rows(self):
        """A region and its three fields."""
        names = ("inhabitants", "percent", "amount")
        return [
            (region, [self[f"{name}_{place}"] for name in names])
            for place, region in enumerate(self.regions)
        ]

    def clean(self):
        method = self.cleaned_data.get("method")
        read = {
            SharingRule.Method.EQUAL: lambda: [1] * len(self.regions),
            SharingRule.Method.INHABITANTS: self._inhabitants,
            SharingRule.Method.BENEFIT: self._percents,
            SharingRule.Method.FREE: lambda: [each or 0 for each in self._column("amount")],
        }
        self.cleaned_data["weights"] = dict(
            zip(self.regions, read[method]() if method else [], strict=bool(method))
        )

    def _column(self, name):
        return [self.cleaned_data.get(f"{name}_{place}") for place in range(len(self.regions))]

    def _inhabitants(self):
        given = self._column("inhabitants")
        for place, number in enumerate(given):
            if number is None and f"inhabitants_{place}" not in self.errors:
                self.add_error(f"inhabitants_{place}", _("Write the number of inhabitants."))
        return given

    def _percents(self):
        """In hundredths; the form refuses finer ones and what does not add up to 100."""
        given = [Decimal(0) if each is None else each * 100 for each in self._column("percent")]
        if any(f"percent_{place}" in self.errors for place in range(len(self.regions))):
            return given
        for place, each in enumerate(given):
            if each != each.to_integral_value():
                self.add_error(f"percent_{place}", _("Write at most two decimals."))
        if sum(given) != HUNDRED_PERCENT:
            total = f"{(sum(given) / 100).normalize():f}".replace(".", ",")
            said = _("The percents add up to %(total)s; they must add up to 100.")
            self.add_error(f"percent_{len(given) - 1}", said % {"total": total})
        return [int(each) for each in given]


class SectorForm(forms.Form):
    """What a reader may narrow the catalogue by."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = sentence_case(Sector.choices)
        self.fields["sektor"] = forms.ChoiceField(
            label=_("Sector"), choices=[("", _("All sectors")), *choices], required=False
        )
