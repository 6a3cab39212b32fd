"""What people write about an agreement in force: reports, evaluations, suspension and its end."""

from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import report_words
from agreements.forms.drafting import DayField, ReasonForm
from agreements.kinds import KINDS
from agreements.life_rules import BY_ALL
from agreements.models import Agreement, EvaluationAnswer, ImplementationReport, LifeProposal
from agreements.models.implementation import MOST_CHAPTER
from agreements.printing import prints
from core import formats
from core.forms import UNSEEN, FormNumberField, LongTextField, TextField
from core.uploads import PaperField

K = LifeProposal.Kind
OF_THE_LETTER = ("letter_number", "body", "body_head")
FILE_HINT = gettext_lazy(
    "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. The parties and their subdistricts can "
    "open it, nobody else."
)


class PeriodForm(forms.Form):
    """Of which days a report is, or which earlier one it corrects (then of the same days)."""

    token = FormNumberField()
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)
    corrects = forms.ModelChoiceField(
        label=gettext_lazy("It corrects the report"),
        queryset=ImplementationReport.objects.none(),
        required=False,
        empty_label=gettext_lazy("none, it is a new one"),
        help_text=gettext_lazy("A correction is of the same days as the report that it corrects."),
    )

    def __init__(self, data=None, *, submitted, initial):
        super().__init__(data, initial=initial)
        self.fields["corrects"].queryset = submitted
        self.fields["corrects"].label_from_instance = lambda row: (
            _("Report %(number)d") % {"number": row.number}
        )
        if not submitted.exists():
            del self.fields["corrects"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("corrects"):
            return cleaned
        for name in ("starts_on", "ends_on"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Write a date, for example 2026-12-31."))
        return cleaned


class ChaptersForm(forms.Form):
    """The words of a draft, its number and, unless it corrects another, its period."""

    ROW_LABELS = report_words.TITLES
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Until"))
    letter_number = TextField(
        label=gettext_lazy("Number of the letter (may stay empty)"), max_length=60, required=False,
        validators=[prints],
    )  # fmt: skip
    body = TextField(
        label=gettext_lazy("Joint body (BKAD) that reports (may stay empty)"), max_length=100,
        required=False, validators=[prints],
        help_text=gettext_lazy(
            "For example BKAD Mitra Leksono: the report is then in its name, with its head's signature."
        ),
    )  # fmt: skip
    body_head = TextField(
        label=gettext_lazy("Head of the joint body"), max_length=100, required=False,
        validators=[prints],
    )  # fmt: skip

    def __init__(self, data=None, *, report):
        initial = {"seen": report.revision}
        initial |= {
            name: getattr(report, name)
            for name in ("starts_on", "ends_on", *OF_THE_LETTER, *report.CHAPTERS)
        }
        super().__init__(data, initial=initial)
        if not KINDS[report.agreement.kind].joint_body:
            del self.fields["body"], self.fields["body_head"]
        if report.corrects_id:
            del self.fields["starts_on"], self.fields["ends_on"]
        for name, title in report_words.TITLES.items():
            self.fields[name] = LongTextField(
                label=title, max_length=MOST_CHAPTER, rows=6, required=False, validators=[prints]
            )

    def clean(self):
        cleaned = super().clean()
        body, head = cleaned.get("body"), cleaned.get("body_head")
        if body and not head and "body_head" not in self.errors:
            self.add_error("body_head", _("Write who heads the joint body."))
        if head and not body and "body" not in self.errors:
            self.add_error("body", _("Write the name of the joint body, or leave its head out."))
        return cleaned

    def look_anew(self, report):
        """Somebody else has saved meanwhile: what was typed stays, and is saved knowingly. Label and
        text of what stands now, where it is something else."""
        self.data = self.data.copy()
        self.data["seen"] = report.revision
        lines = []
        for bound in self.visible_fields():
            saved = bound.field.to_python(getattr(report, bound.name))
            if saved != self.cleaned_data[bound.name]:
                lines.append((bound.label, _as_read(saved)))
        return lines


def _as_read(value):
    return formats.day(value) if isinstance(value, date) else value or "–"


class RemarkOnReportForm(forms.Form):
    """The head knows the report, with a remark or without."""

    remark = LongTextField(
        label=gettext_lazy("Remark (may stay empty)"), max_length=1000, rows=3, required=False
    )


class DeliveryForm(forms.Form):
    """On which day the copy went to whom."""

    to = forms.ChoiceField(label=gettext_lazy("Addressee"), widget=forms.RadioSelect)
    sent_on = DayField(label=gettext_lazy("Sent on"))

    def __init__(self, data=None, *, choices, initial=None):
        super().__init__(data, initial=initial)
        self.fields["to"].choices = choices


class EvaluationForm(forms.Form):
    """Few questions: each obligation, the aim, what shall become of it, and words."""

    token = FormNumberField()
    year = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=1, max_value=200
    )
    aim = forms.ChoiceField(
        label=gettext_lazy("Is the aim of the agreement reached so far?"),
        choices=EvaluationAnswer.Degree.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    wish = forms.ChoiceField(
        label=gettext_lazy("What shall become of it?"),
        choices=EvaluationAnswer.Wish.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    lessons = LongTextField(
        label=gettext_lazy("What have you learnt? (may stay empty)"),
        max_length=1000, rows=3, required=False, validators=[prints],
    )  # fmt: skip
    words = LongTextField(
        label=gettext_lazy("What else do you want to say? (may stay empty)"),
        max_length=1000, rows=3, required=False,
    )  # fmt: skip

    def __init__(self, data=None, *, year, obligations, before=None):
        initial = {"year": year}
        if before:
            initial |= {name: getattr(before, name) for name in ("aim", "wish", "lessons", "words")}
            initial |= {f"works_{key}": degree for key, degree in before.works.items()}
        super().__init__(data, initial=initial)
        self.keys = [key for key, _words in obligations]
        for key, words in obligations:
            self.fields[f"works_{key}"] = forms.ChoiceField(
                label=_("Does it work: %(what)s") % {"what": words},
                choices=EvaluationAnswer.Degree.choices,
                widget=forms.RadioSelect,
            )
        first = [f"works_{key}" for key in self.keys]
        self.order_fields([*first, "aim", "wish", "lessons", "words"])
        for name, field in self.fields.items():
            if name in ("aim", "wish", *first):
                field.choices = [(value, capfirst(label)) for value, label in field.choices]

    def answers(self):
        """As the action takes them."""
        cleaned = dict(self.cleaned_data)
        works = {str(key): cleaned.pop(f"works_{key}") for key in self.keys}
        return cleaned | {"works": works}


class NoteForm(forms.Form):
    """What the subdistrict or the regency says to an evaluation."""

    token = FormNumberField()
    year = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=1, max_value=200
    )
    text = LongTextField(label=gettext_lazy("Note"), max_length=1000, rows=4)


class ProposalForm(ReasonForm):
    """Suspend from – until, take up again on a day, or end on a ground that all agree to; with third
    parties (``thirds``) the sheet that they have signed.

    The reason stands in the reports on the implementation, which are printed.
    """

    token = FormNumberField()
    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=K.choices, error_messages=UNSEEN)
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground in law"),
        choices=[(value, capfirst(Agreement.EndGround(value).label)) for value in BY_ALL],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it ends.")},
    )
    from_on = DayField(label=gettext_lazy("From"))
    until_on = DayField(
        label=gettext_lazy("Until (empty: until further notice)"), required=False,
        help_text=gettext_lazy(
            "The term of the agreement does not become longer. What falls due in that time is due as "
            "many days later, on the last day of the term at the latest."
        ),
    )  # fmt: skip
    paper = PaperField(
        label=gettext_lazy("Record of the deliberation (may stay empty)"), required=False,
        help_text=FILE_HINT,
    )  # fmt: skip
    field_order = ["kind", "ground", "from_on", "until_on", "reason", "paper"]
    _FIELDS = {K.SUSPEND: ("from_on", "until_on"), K.RESUME: ("from_on",), K.END: ("ground",)}

    def __init__(self, data=None, files=None, *, kind, thirds=()):
        super().__init__(data, files, initial={"kind": kind})
        self.fields["reason"].validators.append(prints)
        if thirds:
            self.fields["paper"] = self._sheet_of(thirds)
        for name in {"from_on", "until_on", "ground"} - set(self._FIELDS[kind]):
            del self.fields[name]
        if kind == K.RESUME:
            self.fields["from_on"].label = _("It holds again from")

    @staticmethod
    def _sheet_of(thirds):
        names = ", ".join(third.name for third in thirds)
        return PaperField(
            label=_("Sheet on which this is agreed, signed by %(names)s") % {"names": names},
            help_text=_(
                "A third party has no account here; its signature on paper is its word. The sheet says "
                "what you propose here. %(file)s"
            )
            % {"file": FILE_HINT},
            error_messages={"required": _("Add the sheet that the third party has signed.")},
        )
