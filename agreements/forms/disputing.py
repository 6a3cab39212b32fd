"""What is written in a dispute: against whom, about what, statements, sessions and the result."""

import uuid
from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.drafting import DayField
from agreements.forms.signing import PartyScanForm
from agreements.models import Dispute, Statement
from agreements.printing import prints
from core import formats
from core.forms import UNSEEN, FormNumberField, LongTextField, Rows, TextField
from core.uploads import PaperField
from meetings.forms.calling import WhenForm, WhereForm

LONG_AGO = timedelta(days=10 * 366)
LATEST = timedelta(days=5 * 366)
DUTIES = 4  # rows of the form
_NOT_NAMED = gettext_lazy("The text names no such third party. Choose among those that it names.")


class ChooseForm(forms.Form):
    """The first of two pages: with whom, and about what. Sent by GET, so nothing is written."""

    pihak = forms.MultipleChoiceField(
        label=gettext_lazy("With whom?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    lain = forms.ChoiceField(
        label=gettext_lazy("Third party, as the text names it"),
        widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("It has no account here; the mediator writes to it on paper."),
    )  # fmt: skip
    tentang = forms.ChoiceField(label=gettext_lazy("About what?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, others, topics, third_parties, own):
        super().__init__(data)
        self.others = {region.pk: region for region in others}
        self.topics = {topic.value: topic for topic in topics}
        self.own = own
        self.fields["pihak"].choices = [(pk, each.full_name) for pk, each in self.others.items()]
        self.fields["pihak"].error_messages["invalid_choice"] = _("Choose among the other parties.")
        self.fields["tentang"].choices = [
            (topic.value, topic.label or Dispute.About(topic.about).label.capitalize())
            for topic in topics
        ]
        self._offer(third_parties)
        if not others:
            del self.fields["pihak"]

    def _offer(self, third_parties):
        """Those whom the text names; where there are other parties too, it can be none of them."""
        field = self.fields["lain"]
        field.error_messages["invalid_choice"] = _NOT_NAMED
        nobody = [("", _("No third party"))] if self.others else []
        field.choices = nobody + [(name, name) for name in third_parties]
        if not third_parties:
            del self.fields["lain"]

    def clean(self):
        said = super().clean()
        if self.data.get("lain") and "lain" not in self.fields:
            self.add_error(None, _NOT_NAMED)
        if self.own in self.data.getlist("pihak"):
            self.errors.pop("pihak", None)  # that it is no choice
            self.add_error(
                "pihak" if "pihak" in self.fields else None,
                _("Nobody raises a dispute against himself. Choose other parties."),
            )
        elif not {"pihak", "lain"} & set(self.errors) and not (
            said.get("pihak") or said.get("lain")
        ):
            field = "pihak" if "pihak" in self.fields else "lain"
            self.add_error(field, _("Choose at least one other party."))
        return said

    @property
    def chosen(self):
        """What the action takes of this page."""
        words = self.cleaned_data
        return {
            "against": words.get("pihak", []),
            "third_party": words.get("lain", ""),
            "topic": self.topics[words["tentang"]],
        }

    @property
    def names(self):
        """The chosen parties in words."""
        chosen = self.chosen
        names = [self.others[pk].full_name for pk in chosen["against"]]
        return ", ".join(names + ([chosen["third_party"]] if chosen["third_party"] else []))


class DescribeForm(forms.Form):
    """The second page: what happened, since when, and what is wanted."""

    facts = LongTextField(
        label=gettext_lazy("What happened?"), max_length=5000, rows=8,
        help_text=gettext_lazy("Facts, days and figures, so that the others can answer them."),
    )  # fmt: skip
    since = DayField(label=gettext_lazy("Since when?"))
    wish = LongTextField(label=gettext_lazy("What do you want?"), max_length=2000, rows=4)
    token = FormNumberField()

    def __init__(self, data=None):
        super().__init__(data, initial={"token": uuid.uuid4()})

    def clean_since(self):
        since, today = self.cleaned_data["since"], timezone.localdate()
        if not today - LONG_AGO <= since <= today:
            raise forms.ValidationError(_("Choose a day up to today."), code="out_of_range")
        return since


class StatementForm(forms.Form):
    """What one has to say, with a paper or without."""

    text = LongTextField(label=gettext_lazy("Statement"), max_length=5000, rows=8)
    corrects = forms.ModelChoiceField(
        Statement.objects.none(), label=gettext_lazy("Corrects an earlier statement"), required=False,
        empty_label=gettext_lazy("No, it is a further one"),
        help_text=gettext_lazy("The earlier one stays, and says that it was corrected."),
    )  # fmt: skip
    file = PaperField(
        label=gettext_lazy("Paper"), required=False,
        help_text=gettext_lazy("PDF, JPEG or PNG, up to 10 MB. Only those who read the case open it."),
    )  # fmt: skip
    file_name = TextField(
        label=gettext_lazy("What the paper is called"), max_length=100, required=False
    )
    token = FormNumberField()

    def __init__(self, data=None, files=None, *, own):
        super().__init__(data, files, initial={"token": uuid.uuid4()})
        if own:
            self.fields["corrects"].queryset = own
            self.fields["corrects"].label_from_instance = _first_words
        else:
            del self.fields["corrects"]

    def clean(self):
        said = super().clean()
        if self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose the file again; it was not kept."))
        return said


def _first_words(statement):
    return statement.text[:80]


class SessionForm(WhereForm, WhenForm):
    """When and where the parties meet."""

    token = FormNumberField()
    field_order = ["day", "start", "end", "last_day", "zone", "place", "link", "answer_day"]

    def __init__(self, data=None, *, zone):
        super().__init__(data, initial={"token": uuid.uuid4(), "zone": zone})

    def facts(self):
        """What the action takes."""
        names = ["starts_at", "ends_at", "zone", "answer_by", "place", "link", "token"]
        return {name: self.cleaned_data[name] for name in names}


class DutyForm(forms.Form):
    """Who does what until when; an empty row is none."""

    party = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    what = TextField(
        label=gettext_lazy("Does what"), max_length=300, required=False, validators=[prints]
    )
    due = DayField(label=gettext_lazy("Until when"), required=False)

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "–"), *((name, name) for name in names)]

    def clean(self):
        said = super().clean()
        if self.errors or not any(said.values()):
            return said
        for name in ("party", "what", "due"):
            if not said.get(name):
                self.add_error(name, _("Fill in the whole row, or leave it empty."))
        if said.get("due") and said["due"] > timezone.localdate() + LATEST:
            self.add_error("due", _("Choose a day within five years."))
        return said


DutyFormSet = forms.formset_factory(DutyForm, formset=Rows, extra=0, max_num=DUTIES * 3)


class ResultForm(forms.Form):
    """The record: where and when, who led and was present, and what was agreed."""

    ROW_LABELS = {
        f"tugas-{row}-{name}": field.label
        for row in range(DUTIES * 3)
        for name, field in DutyForm.base_fields.items()
    }
    held_on = DayField(label=gettext_lazy("Held on"))
    place = TextField(label=gettext_lazy("Meeting place"), max_length=200, validators=[prints])
    led_by = TextField(
        label=gettext_lazy("Led by"), max_length=150, validators=[prints],
        help_text=gettext_lazy("Name and office of the mediator, or of who led the talk."),
    )  # fmt: skip
    present = LongTextField(
        label=gettext_lazy("Who was present"), max_length=1000, rows=4, validators=[prints],
        help_text=gettext_lazy("One person a line, with office and region."),
    )  # fmt: skip
    agreed = LongTextField(
        label=gettext_lazy("What was agreed"), max_length=6000, rows=10, validators=[prints]
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)

    def __init__(self, data=None, *, dispute, names, led_by):
        self.last, self.first = dispute.outcomes.first(), dispute.raised_on
        super().__init__(data, initial=self._initial(led_by))
        duties = self.last.duties if self.last else []
        rows = [
            {"party": party, "what": what, "due": date.fromisoformat(day)}
            for party, what, day in duties
        ]
        rows += [{}] * max(DUTIES - len(rows), 0)
        self.duties = DutyFormSet(
            data, prefix="tugas", initial=None if data else rows, form_kwargs={"names": names}
        )

    def _initial(self, led_by):
        if self.last is None:
            return {"seen": 0, "led_by": led_by, "held_on": timezone.localdate()}
        names = ("held_on", "place", "led_by", "present", "agreed")
        return {"seen": self.last.number} | {name: getattr(self.last, name) for name in names}

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if not self.first <= held_on <= timezone.localdate():
            words = _("Choose a day from %(first)s, when the dispute was raised, up to today.")
            raise forms.ValidationError(
                words, code="out_of_range", params={"first": formats.day(self.first)}
            )
        return held_on

    def clean(self):
        said = super().clean()
        if "held_on" in said:
            self._require_due_after(said["held_on"])
        if not self.duties.is_valid():
            self.add_error(None, _("Please look at who does what until when."))
        return said

    def _require_due_after(self, held_on):
        """Nothing is due before they met."""
        for row in self.duties:
            if row.is_valid() and row.cleaned_data.get("due") and row.cleaned_data["due"] < held_on:
                words = _("Choose a day from %(first)s on, when they met.")
                row.add_error("due", words % {"first": formats.day(held_on)})

    def words(self):
        """What the action takes."""
        rows = [row for row in self.duties.cleaned_data if row.get("what")]
        duties = [[row["party"], row["what"], row["due"].isoformat()] for row in rows]
        return self.cleaned_data | {"duties": duties}

    def look_anew(self, outcome):
        """Somebody else has written it meanwhile: what was typed stays, and is sent knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = outcome.number if outcome else 0
        self.last = outcome


class ResultPaperForm(PartyScanForm):
    """The scan of the record, signed by who has no account here; ``office``: an example of his."""

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = office
        self.fields["paper"].help_text = _(
            "PDF, JPEG or PNG, up to 10 MB. Only those who read the case open it."
        )


class CloseForm(forms.Form):
    """Why it is withdrawn, handed on or ends without agreement."""

    reason = LongTextField(
        label=gettext_lazy("Reason"), max_length=500, rows=3,
        help_text=gettext_lazy("Those who read the case read it too."),
    )  # fmt: skip
