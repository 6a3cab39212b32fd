"""Kind, parties, term and words, and the reasons that end them."""

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import kinds, sources, terms
from agreements.actions import Entry, ThirdEntry, Words
from agreements.actions.drafting import fingerprint
from agreements.life_rules import BY_ALL, BY_ITSELF
from agreements.models import Agreement, ThirdParty
from agreements.printing import prints
from core.forms import UNSEEN, CountField, LongTextField, TextField
from core.uploads import PaperField

WORDS = ("title", "starts_on", "ends_on", "text")


class DayField(forms.DateField):
    """A date as the browser's own calendar gives it, within the years of this portal."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {
        "invalid": gettext_lazy("Write a date, for example 2026-12-31."),
        "too_early": gettext_lazy("This date lies too far back."),
    }

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and value < terms.EARLIEST:
            raise forms.ValidationError(self.error_messages["too_early"], code="too_early")


class TermForm(forms.Form):
    """Title and term, and that they make sense."""

    title = TextField(
        label=gettext_lazy("Title"),
        max_length=200,
        validators=[prints],
        help_text=gettext_lazy("What it is about, without “agreement on”."),
    )
    starts_on = DayField(label=gettext_lazy("In force from"))
    ends_on = DayField(label=gettext_lazy("In force until"))

    def clean(self):
        cleaned = super().clean()
        start, end, today = cleaned.get("starts_on"), cleaned.get("ends_on"), timezone.localdate()
        if start and (problem := terms.start_problem(start, today)):
            self.add_error("starts_on", problem)
        if start and end and (problem := terms.end_problem(start, end, today)):
            self.add_error("ends_on", problem)
        return cleaned


class PartiesForm(TermForm):
    """The parties, chosen among those that took part; ``must_hold`` is one of them."""

    parties = forms.MultipleChoiceField(
        label=gettext_lazy("Parties"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that took part in the project or meeting."),
        error_messages={
            "invalid_choice": gettext_lazy(
                "One of the chosen regions took no part in this project or meeting."
            ),
        },
    )

    def __init__(self, *args, regions, must_hold=None, **kwargs):
        self.regions = {region.pk: region for region in regions}
        self.must_hold = must_hold
        super().__init__(*args, **kwargs)
        self.fields["parties"].choices = [
            (code, region.full_name) for code, region in self.regions.items()
        ]

    def clean_parties(self):
        chosen = set(self.cleaned_data["parties"])
        return [region for code, region in self.regions.items() if code in chosen]

    def check_parties(self, regions, rules):
        """Say beside the field why these cannot make an agreement of the kind."""
        for problem in kinds.problems(rules, regions):
            self.add_error("parties", problem)
        if self.must_hold and self.must_hold not in regions:
            text = _("%(region)s, for which you act, must be one of the parties.")
            self.add_error("parties", text % {"region": self.must_hold.full_name})


class DraftForm(PartiesForm):
    """The kind as well."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Agreement.Kind, widget=forms.RadioSelect
    )
    field_order = ["kind", "title", "parties", "starts_on", "ends_on"]

    def __init__(self, *args, source, must_hold=None, **kwargs):
        initial = sources.suggested(source, timezone.localdate())
        initial["parties"] = [region.pk for region in initial.pop("regions")]
        given = {"regions": source.regions, "must_hold": must_hold, "initial": initial}
        super().__init__(*args, **given, **kwargs)
        self.fields["kind"].choices = [
            (
                rules.key,
                format_html("<span><b>{}</b><br>{}</span>", capfirst(rules.name), rules.note),
            )
            for rules in kinds.KINDS.values()
        ]

    def clean(self):
        cleaned = super().clean()
        regions, rules = cleaned.get("parties"), kinds.KINDS.get(cleaned.get("kind"))
        if regions and rules:
            self.check_parties(regions, rules)
        return cleaned


class WordsForm(TermForm):
    """Title, term and text; ``seen`` tells which words the page showed."""

    text = LongTextField(
        label=gettext_lazy("Text"),
        validators=[prints],
        max_length=60000,
        rows=26,
        help_text=gettext_lazy(
            "Plain text. A line “BAB I” or “Pasal 1” becomes a heading; each line is a paragraph."
        ),
    )
    seen = forms.CharField(
        widget=forms.HiddenInput, error_messages=UNSEEN, required=False, max_length=64
    )


class EntryForm(forms.Form):
    """One party: its place in the order, and who represents it."""

    position = CountField(label=gettext_lazy("Order"), min_value=1, max_value=99)
    signer_name = TextField(
        label=gettext_lazy("Represented by"), max_length=100, validators=[prints]
    )
    signer_title = TextField(label=gettext_lazy("Office"), max_length=80, validators=[prints])

    def __init__(self, data, *, party):
        self.party = party
        initial = {name: getattr(party, name) for name in self.base_fields}
        super().__init__(data, initial=initial, prefix=f"party-{party.pk}")

    @property
    def entry(self):
        words = self.cleaned_data
        return Entry(
            self.party.region_id, self.party.number, words["signer_name"], words["signer_title"]
        )


class ThirdForm(forms.Form):
    """A party that is no region; the form of a new one may stay empty, and one whose name is taken
    away is left out."""

    name = TextField(
        label=gettext_lazy("Name and legal form"), max_length=150, required=False,
        validators=[prints],
        help_text=gettext_lazy("For example CV Sumber Air or Dinas Perhubungan Kabupaten Wonosobo."),
    )  # fmt: skip
    seat = TextField(
        label=gettext_lazy("Address (may stay empty)"), max_length=200, required=False,
        validators=[prints],
    )  # fmt: skip
    signer_name = TextField(
        label=gettext_lazy("Represented by"), max_length=100, required=False, validators=[prints]
    )
    signer_title = TextField(
        label=gettext_lazy("Office"), max_length=80, required=False, validators=[prints]
    )

    def __init__(self, data, *, party=None):
        self.party = party
        initial = {name: getattr(party, name) for name in self.base_fields} if party else None
        super().__init__(data, initial=initial, prefix=f"third-{party.pk if party else 'new'}")

    def clean(self):
        given = super().clean()
        rest = [name for name in ("signer_name", "signer_title") if name not in self.errors]
        if given.get("name"):
            for name in rest:
                if not given.get(name):
                    self.add_error(
                        name, _("Write who signs for the third party, and in which office.")
                    )
        elif self.party is None and any(given.values()) and "name" not in self.errors:
            self.add_error("name", _("Write the name of the third party."))
        return given

    @property
    def entry(self):
        """What the actions write, or None."""
        words = self.cleaned_data
        return ThirdEntry(self.party and self.party.pk, **words) if words["name"] else None


def _with_unseen(data, parties):
    """What was sent, with the words of third parties that its page has not shown: somebody else has
    named them since."""
    if data is None:
        return None
    data = data.copy()
    for party in parties:
        if f"third-{party.pk}-name" not in data:
            data.update({
                f"third-{party.pk}-{name}": getattr(party, name) for name in ThirdForm.base_fields
            })  # fmt: skip
    return data


class WordsOnPaper:
    """The forms of one page: the words, one entry a party, and of third ones where the kind has them."""

    def __init__(self, agreement, data=None):
        parties = agreement.parties.select_related("region")
        initial = {name: getattr(agreement, name) for name in WORDS}
        initial["seen"] = fingerprint(agreement)
        self.words = WordsForm(data, initial=initial)
        self.text = agreement.text
        if agreement.by_clauses:  # written clause by clause
            del self.words.fields["text"]
            self.words.fields["title"].help_text = _(
                "What it is about, without “agreement on”. Clauses that hold the title word for word "
                "get the new one."
            )
        self.entries = [EntryForm(data, party=party) for party in parties]
        self.thirds = []
        if kinds.KINDS[agreement.kind].third_party:
            there = list(agreement.third_parties.order_by("position"))
            data = _with_unseen(data, there)
            more = [None] if len(there) < ThirdParty.MOST else []
            self.thirds = [ThirdForm(data, party=party) for party in there + more]

    def is_valid(self):
        return not self.errors and self._names_differ()

    def _names_differ(self):
        """The same third party twice is a slip, or a party as a third one; said beside the later one."""
        seen = {entry.party.name.casefold() for entry in self.entries}
        for form in self.thirds:
            name = form.cleaned_data["name"].casefold()
            if name and name in seen:
                form.add_error("name", _("It is a party already."))
            seen.add(name)
        return not self.errors

    @property
    def errors(self):
        """For the page's title: is anything wrong?"""
        return any(form.errors for form in (self.words, *self.entries, *self.thirds))

    @property
    def cleaned(self):
        """What ``actions.change`` wants: ``seen``, and the words with parties in their new order."""
        words = {name: self.words.cleaned_data.get(name, self.text) for name in WORDS}
        ordered = sorted(self.entries, key=lambda form: form.cleaned_data["position"])
        return {
            "seen": self.words.cleaned_data["seen"],
            "words": Words(
                parties=tuple(form.entry for form in ordered),
                thirds=tuple(filter(None, (form.entry for form in self.thirds))),
                **words,
            ),
        }

    def show_other_words(self, agreement):
        """Somebody else has saved meanwhile: keep what was typed, and give his words to compare.

        Saving again then replaces them knowingly.
        """
        self.words.data = self.words.data.copy()
        self.words.data["seen"] = fingerprint(agreement)
        return agreement


class ReasonForm(forms.Form):
    """Why: told to all parties and kept in the history."""

    reason = LongTextField(
        label=gettext_lazy("Reason"),
        max_length=500,
        rows=4,
        help_text=gettext_lazy("All parties read it, and it stays in the history."),
    )


class EndForm(ReasonForm):
    """The ground in law and what happened, with the paper of the deliberation. That a term is over
    the calendar says, that it is replaced the seal of the agreement that follows it; that they agree
    to end it, all heads say together."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground in law"),
        choices=[
            (value, capfirst(label))
            for value, label in Agreement.EndGround.choices
            if value not in BY_ITSELF and value not in BY_ALL
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it ends.")},
    )
    paper = PaperField(
        label=gettext_lazy("Record of the deliberation (may stay empty)"),
        required=False,
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. The parties and their "
            "subdistricts can open it, nobody else."
        ),
    )
    field_order = ["ground", "reason", "paper"]


class DeclineForm(ReasonForm):
    """Other words wanted, or no at all; who chooses nothing says no."""

    wish = forms.ChoiceField(
        label=gettext_lazy("What do you want to tell?"),
        choices=[
            ("change", gettext_lazy("Please change something first")),
            ("decline", gettext_lazy("I do not approve it")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ["wish", "reason"]
    sha256 = forms.CharField(widget=forms.HiddenInput, error_messages=UNSEEN, max_length=64)

    def look_anew(self, version):
        """There is another text meanwhile: what was typed stays, and is sent knowingly."""
        self.data = self.data.copy()
        self.data["sha256"] = version.sha256
