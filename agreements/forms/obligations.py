"""What a party owes, and what is said to it when it is due."""

import uuid
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.drafting import DayField, ReasonForm
from agreements.models import Obligation, Party, ThirdParty
from agreements.printing import prints
from core import formats
from core.forms import UNSEEN, FormNumberField, LongTextField, MoneyField, TextField
from core.uploads import PaperField
from projects.forms import sentence_case

K = Obligation.Kind


class AmountField(MoneyField):
    """A whole number of rupiah, days or pieces, as people write it."""

    default_error_messages = {
        "invalid": gettext_lazy("Write a whole number, for example 12 or 1.500.000."),
        "negative": gettext_lazy("This cannot be negative."),
        "sen": gettext_lazy("Write a whole number, for example 12 or 1.500.000."),
    }

    def prepare_value(self, value):
        return formats.number(value) if isinstance(value, int) else value


@dataclass(frozen=True)
class Side:
    """Who can owe something: a party, or a third one for which a ``party`` keeps it."""

    party: Party
    third: ThirdParty | None = None

    @property
    def name(self):
        if self.third is None:
            return self.party.name
        return _("%(name)s (third party)") % {"name": self.third.name}


def _sides(agreement):
    """All of an agreement by their keys; what a third party owes, the party that drafts keeps."""
    parties = list(agreement.parties.all())
    keeper = next((p for p in parties if p.region_id == agreement.drafted_for_id), parties[0])
    found = {str(party.pk): Side(party) for party in parties}
    thirds = agreement.third_parties.order_by("position")
    return found | {_third_key(third.pk): Side(keeper, third) for third in thirds}


def _third_key(pk):
    return f"ketiga-{pk}"


class ObligationForm(forms.Form):
    """Who owes what, how much, from when on and how often.

    What comes from a contribution to the project keeps its party and amount; of it only the words
    and the day are written here. ``seen`` is the revision that the page showed.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)
    token = FormNumberField()
    party = forms.TypedChoiceField(label=gettext_lazy("Who owes it"))
    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=sentence_case(K.choices))
    what = TextField(
        label=gettext_lazy("What exactly"),
        max_length=200,
        validators=[prints],
        help_text=gettext_lazy("In one line, for example: dues for the upkeep of the main pipe."),
    )
    amount = AmountField(
        label=gettext_lazy("How much, each time"),
        required=False,
        help_text=gettext_lazy(
            "Rupiah, labour days or pieces. May stay empty where words alone say it, but not for "
            "money."
        ),
    )
    unit = TextField(
        label=gettext_lazy("Unit (goods only)"), max_length=30, required=False,
        validators=[prints],
        help_text=gettext_lazy("For example sak, batang or m³."),
    )  # fmt: skip
    first_due = DayField(label=gettext_lazy("Due on, the first time"))
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=sentence_case(Obligation.Rhythm.choices),
        help_text=gettext_lazy("Again and again until the term ends, or only once."),
    )

    def __init__(self, data=None, *, agreement, row=None):
        self.agreement, self.row = agreement, row
        self.sides = _sides(agreement)
        initial = {"token": uuid.uuid4(), "seen": row.revision if row else 0}
        if row:
            initial |= {name: getattr(row, name) for name in self._words()}
            side = _third_key(row.third_party_id) if row.third_party_id else str(row.party_id)
            initial |= {"party": side, "amount": row.amount or None}
        super().__init__(data, initial=initial)
        self.fields["party"].choices = [(key, side.name) for key, side in self.sides.items()]
        self.fields["party"].coerce = self.sides.get
        if row and row.commitment_id:
            for name in ("party", "kind", "amount", "unit", "rhythm"):
                del self.fields[name]

    def _words(self):
        return ("kind", "what", "unit", "first_due", "rhythm")

    def clean_first_due(self):
        day = self.cleaned_data["first_due"]
        start, end = self.agreement.starts_on, self.agreement.ends_on
        if not start <= day <= end:
            raise forms.ValidationError(
                _("This lies outside the term, from %(start)s to %(end)s."),
                "outside",
                {"start": formats.day(start), "end": formats.day(end)},
            )
        return day

    def clean(self):
        given = super().clean()
        kind = given.get("kind")
        if kind is None or {"amount", "unit"} & self.errors.keys():
            return given
        amount = 0 if kind == K.REPORT else given.get("amount") or 0
        unit = given.get("unit") if kind == K.GOODS and amount else ""
        if kind == K.MONEY and not amount:
            self.add_error("amount", _("Write the amount of money."))
        if kind == K.GOODS and amount and not unit:
            self.add_error("unit", _("Write of what unit, for example sak."))
        return given | {"amount": amount, "unit": unit}

    def words(self):
        """What the actions write."""
        given = self.cleaned_data.items()
        words = {name: value for name, value in given if name not in ("seen", "token")}
        if "party" in words:
            side = words["party"]
            words |= {"party": side.party, "third_party": side.third}
        return words

    def look_anew(self, row):
        """Somebody else has saved meanwhile: what was typed stays, and is saved knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = row.revision


class ReportForm(forms.Form):
    """What was given, and its proof: a file, or a receipt that the project has recorded."""

    token = FormNumberField()
    given = AmountField(label=gettext_lazy("How much was given"))
    receipt = forms.TypedChoiceField(
        label=gettext_lazy("Receipt of the project"),
        required=False,
        help_text=gettext_lazy("Choose it instead of a file where the project has recorded it."),
    )
    file = PaperField(
        label=gettext_lazy("Proof"),
        required=False,
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. The parties and their "
            "subdistricts can open it, nobody else."
        ),
    )
    note = LongTextField(
        label=gettext_lazy("Note (may stay empty)"), max_length=500, rows=3, required=False
    )

    def __init__(self, data=None, files=None, *, obligation, receipts, rest):
        self.receipts = {str(receipt.pk): receipt for receipt in receipts}
        initial = {"token": uuid.uuid4(), "given": rest}
        super().__init__(data, files, initial=initial)
        if not obligation.amount:
            del self.fields["given"]
        if not self.receipts:
            del self.fields["receipt"]
            return
        self.fields["receipt"].choices = [("", _("None; the file is the proof"))] + [
            (key, _receipt_line(receipt)) for key, receipt in self.receipts.items()
        ]
        self.fields["receipt"].coerce = self.receipts.get
        self.fields["receipt"].empty_value = None

    def clean(self):
        given = super().clean()
        if not self.errors:
            if given.get("given") == 0 and not given.get("receipt"):
                self.add_error("given", _("Write how much was given."))
            if not given.get("receipt") and not given.get("file"):
                self.add_error("file", _("Add the proof: a scan or a clear photo."))
            if given.get("receipt") and given.get("file"):
                self.add_error("receipt", _("Choose either a receipt or a file, not both."))
        if self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose the file again; it was not kept."))
        return given


def _receipt_line(receipt):
    came = formats.rupiah(receipt.amount) if receipt.amount else receipt.note
    words = f"{formats.day(receipt.on)}: {came or receipt.commitment.note}"
    return f"{words}, {receipt.paper_number}" if receipt.paper_number else words


class SeenForm(forms.Form):
    """An answer to what the page has shown: ``seen`` is the newest word on it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)


class DisputeForm(ReasonForm):
    """Why it is not so."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)

    def look_anew(self, newest):
        """Something new was said meanwhile: what was typed stays, and is sent knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = newest.pk


class ReleaseForm(ReasonForm):
    """Why a party shall be released; who agrees later need not say it again."""

    def __init__(self, *args, is_first, **kwargs):
        super().__init__(*args, auto_id="bebas_%s", **kwargs)
        self.fields["reason"].required = is_first
