"""How a version shall be signed, and the papers that stand for a click."""

import io
from itertools import zip_longest

import pikepdf
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import kinds, signing
from agreements.forms.drafting import DayField
from agreements.printing import prints
from core import pdf_seals
from core.forms import UNSEEN, CountField, TextField
from core.uploads import PaperField

AT_ONCE, IN_ORDER = "serentak", "berurutan"


class OrderForm(forms.Form):
    """All at once or one after the other, and how many witnesses it takes."""

    order = forms.ChoiceField(
        label=gettext_lazy("How do the parties sign?"),
        choices=[
            (AT_ONCE, gettext_lazy("All at once: every head is asked now")),
            (
                IN_ORDER,
                gettext_lazy("In the order of the parties: the next is asked when one has signed"),
            ),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial=AT_ONCE,
    )
    needed = CountField(
        label=gettext_lazy("How many witnesses must attest?"),
        min_value=0,
        max_value=signing.MOST_WITNESSES,
        required=False,
        help_text=gettext_lazy(
            "It comes into force when all parties have signed and so many of the witnesses below "
            "have attested. 0 means without witnesses."
        ),
        error_messages={
            "max_value": gettext_lazy("At most %(limit)s witnesses can be named here.")
        },
    )


class WitnessForm(forms.Form):
    """One witness: somebody with an account here, or a name on paper."""

    account = forms.ChoiceField(
        label=gettext_lazy("Attests with an account on this portal"), required=False
    )
    name = TextField(
        label=gettext_lazy("Or name, when signing on paper"), max_length=100, required=False,
        validators=[prints],
    )  # fmt: skip
    office = TextField(
        label=gettext_lazy("Office or position"), max_length=100, required=False,
        validators=[prints],
    )  # fmt: skip

    def __init__(self, data, *, place, accounts, last=None):
        super().__init__(data, initial=self._words_of(last, accounts), prefix=f"saksi-{place}")
        self.place, self.accounts = place, accounts
        self.fields["account"].choices = [
            ("", _("Nobody with an account")),
            *((str(pk), f"{mandate.user}, {mandate.capacity}") for pk, mandate in accounts.items()),
        ]

    @staticmethod
    def _words_of(last, accounts):
        """Who was named the last time, unless that account can be no witness any more."""
        if last is None or last.mandate_id and last.mandate_id not in accounts:
            return {}
        if last.mandate_id:
            return {"account": str(last.mandate_id)}
        return {"name": last.name, "office": last.office}

    def clean(self):
        cleaned = super().clean()
        account, name, office = (cleaned.get(field) for field in ("account", "name", "office"))
        if account and (name or office):
            self.add_error("name", _("Choose an account or write a name, not both."))
        elif name and not office and "office" not in self.errors:
            self.add_error("office", _("Write the office or position too."))
        elif office and not name and "name" not in self.errors:
            self.add_error("name", _("Write the name too."))
        return cleaned

    @property
    def named(self):
        """What the plan keeps of it, or None of an empty row."""
        words = self.cleaned_data
        if words["account"]:
            mandate = self.accounts[int(words["account"])]
            return signing.Named(str(mandate.user), mandate.capacity, mandate.pk)
        return signing.Named(words["name"], words["office"]) if words["name"] else None


class SigningChoice:
    """The forms of one page: the order, and a row for each witness; filled in with what was chosen
    for the version before, where there is one."""

    def __init__(self, agreement, data=None):
        self.agreement, self.rules = agreement, kinds.KINDS[agreement.kind]
        accounts = {mandate.pk: mandate for mandate in signing.candidates(agreement)}
        last = signing.last_plan(agreement)
        self.order = OrderForm(data, initial=self._way_of(last))
        if self.rules.witnesses:
            self.order.fields["needed"].help_text = _(
                "It comes into force when all parties have signed and so many of the witnesses "
                "below have attested; this kind needs at least %(least)d."
            ) % {"least": self.rules.witnesses}
        self.rows = [
            WitnessForm(data, place=place, accounts=accounts, last=named)
            for place, named in zip_longest(
                range(1, signing.MOST_WITNESSES + 1), last.witnesses if last else ()
            )
        ]
        self.names_witnesses = bool(last and last.witnesses)
        self.is_bound = data is not None

    def _way_of(self, last):
        if last is None:
            return {"needed": self.rules.witnesses}
        return {"order": IN_ORDER if last.in_order else AT_ONCE, "needed": last.needed}

    @property
    def forms(self):
        return [self.order, *self.rows]

    @property
    def errors(self):
        """For the page's title: is anything wrong?"""
        return any(form.errors for form in self.forms)

    def is_valid(self):
        """Each form by itself, then all of them together."""
        if not self.is_bound or self.errors:
            return False
        signers = signing.signer_names(self.agreement)
        for problem in signing.problems(self.plan, self.rules, signers):
            self.order.add_error("needed", problem)
        return not self.errors

    @property
    def plan(self):
        named = tuple(row.named for row in self.rows if row.named)
        words = self.order.cleaned_data
        return signing.Plan(words["order"] == IN_ORDER, words["needed"] or 0, named)


class ScanForm(forms.Form):
    """The scan of a signed sheet, and the day of the signature. ``first`` and ``last``: between
    which days it can have been signed."""

    sha256 = forms.CharField(widget=forms.HiddenInput, error_messages=UNSEEN, max_length=64)
    signed_on = DayField(label=gettext_lazy("Signed on"))
    paper = PaperField(
        label=gettext_lazy("Scan of the signed sheet"),
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, up to 10 MB; all pages of the sheet. The parties and their "
            "subdistricts can open it, everybody sees its fingerprint."
        ),
    )

    early = gettext_lazy("This version did not exist yet on that day.")

    def __init__(self, *args, first, last, **kwargs):
        self.first, self.last = first, last
        super().__init__(*args, **kwargs)

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day < self.first:
            raise forms.ValidationError(self.early, "early")
        if day > self.last:
            raise forms.ValidationError(_("This day has not come yet."), "future")
        return day

    def clean(self):
        if self.errors and self.files.get("paper") and "paper" not in self.errors:
            self.add_error("paper", _("Please choose the file again; it was not kept."))


class PartyScanForm(ScanForm):
    """The same for a party: who has signed for it, in which office."""

    name = TextField(label=gettext_lazy("Signed by"), max_length=100, validators=[prints])
    title = TextField(
        label=gettext_lazy("In the office of"),
        max_length=80,
        validators=[prints],
        help_text=gettext_lazy("As it was on that day, for example Pj. Kepala Desa."),
    )
    field_order = ["name", "title", "signed_on", "paper"]


class ThirdScanForm(PartyScanForm):
    """The same for a third party, with the number that it has given the agreement itself."""

    number = TextField(
        label=gettext_lazy("Its own number of the agreement (may stay empty)"), max_length=80,
        required=False, validators=[prints],
    )  # fmt: skip
    field_order = ["name", "title", "number", "signed_on", "paper"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("As it was on that day, for example director.")


class AcknowledgedForm(PartyScanForm):
    """The same for an office above the parties; ``early`` says why not before ``first``."""

    def __init__(self, *args, early, **kwargs):
        super().__init__(*args, **kwargs)
        self.early = early
        self.fields["title"].help_text = _("As it was on that day, for example Camat.")


class CertifiedField(PaperField):
    """A PDF that holds at least one electronic signature beside the portal's own seal; kept byte for
    byte, not verified."""

    kinds = ("pdf",)
    accept = ".pdf"
    default_error_messages = {
        "kind": gettext_lazy("Choose the signed PDF. This file is something else."),
        "size": gettext_lazy("The file is larger than 10 MB. Ask for a smaller one."),
        "unsigned": gettext_lazy(
            "There is no electronic signature in this PDF, or only the seal of this portal. Choose the "
            "file as the signing service has given it to you; a printed and scanned one does not count."
        ),
    }

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not _is_signed(file.read()):
            raise forms.ValidationError(self.error_messages["unsigned"], code="unsigned")
        file.seek(0)
        return file


def _is_signed(content):
    """By anybody but the portal, which seals the sheets that it makes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return any(map(_is_signature, pdf.objects))


def _is_signature(thing):
    is_any = isinstance(thing, pikepdf.Dictionary) and "/ByteRange" in thing
    return is_any and str(thing.get("/Reason", "")) != pdf_seals.REASON


class CertifiedForm(forms.Form):
    paper = CertifiedField(
        label=gettext_lazy("Signed PDF"),
        help_text=gettext_lazy(
            "PDF up to 10 MB, signed through a certified provider (PSrE, for example BSrE)."
        ),
    )
