"""The pages of a proposal, and the answer to it.

A page is kept as typed (``Draft``), shown again from there, and judged when it is sent, when the
answers are checked, and once more when the proposal goes out.
"""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import UNSEEN, LongTextField, MoneyField, TextField
from core.text import tidy
from projects.models import Consent, Contribution, Project, Version
from projects.pages import pages_of
from villages.forms import AsksForRegions, RegionsField
from villages.models import Forum, Region
from villages.models.profile import Sector

MAX_ROWS = 60
MAX_SECTORS = 4
LONGEST_TYPED = 8000
YEARS = 20  # no project of villages is planned further ahead


def sentence_case(choices):
    """Labels of an enum begin in lower case; as the words of an option they do not."""
    return [(value, capfirst(label)) for value, label in choices]


class DayField(forms.DateField):
    """A date, as browsers send it or as people write it."""

    default_error_messages = {"invalid": _("Write a date such as 31/12/2026.")}

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)


class Page(forms.Form):
    """What the forms of all pages share: made from a project and whose turn it is."""

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self):
        """What the form takes from the project."""

    @classmethod
    def typed_names(cls, data):
        """The names under which the page sends what was typed."""
        return list(cls.base_fields)

    @classmethod
    def typed_in(cls, data):
        """What was typed on this page, ready to keep; nothing else that was sent with it."""
        return {
            name: [tidy(value[:LONGEST_TYPED], lines=True) for value in data.getlist(name)[:100]]
            for name in cls.typed_names(data)
            if name in data
        }

    @classmethod
    def shown(cls, typed, **kwargs):
        """The page as it was left, not yet judged."""
        many = (forms.MultipleChoiceField, RegionsField)
        initial = {
            name: typed.getlist(name)
            if isinstance(cls.base_fields.get(name), many)
            else typed.get(name)
            for name in typed
        }
        return cls(initial=initial, **kwargs)

    @property
    def is_complaining(self):
        """May the form be judged, or did the person only ask for another row or a search?"""
        return True


class AimForm(Page):
    """What it is about."""

    title = TextField(
        label=_("Name of the project"),
        max_length=150,
        help_text=_("Short and telling, for example: Clean water network Kali Bening."),
        error_messages={"required": _("Write the name of the project.")},
    )
    problem = LongTextField(
        label=_("Which problem is to be solved?"),
        max_length=4000,
        rows=5,
        help_text=_("Who is affected, where, and since when."),
        error_messages={"required": _("Describe the problem.")},
    )
    aim = LongTextField(
        label=_("What shall be reached?"),
        max_length=4000,
        rows=4,
        help_text=_("Begin with one sentence that sums it up; lists show it."),
        error_messages={"required": _("Describe what shall be reached.")},
    )
    field = forms.ChoiceField(
        label=_("Field of cooperation"),
        choices=sentence_case(Version.Field.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the field of cooperation.")},
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        choices=sentence_case(Sector.choices),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One to four."),
        error_messages={"required": _("Choose at least one sector.")},
    )

    def clean_sectors(self):
        sectors = list(dict.fromkeys(self.cleaned_data["sectors"]))
        if len(sectors) > MAX_SECTORS:
            raise forms.ValidationError(_("Choose at most four sectors."), code="too_many")
        return sectors


class PartnersForm(AsksForRegions, Page):
    """With whom."""

    partners = RegionsField(
        label=_("Regions that you ask to take part"),
        levels=[Region.Level.SUBDISTRICT, Region.Level.VILLAGE],
        max_choices=Project.MAX_PARTNERS,
        help_text=_(
            "They are invited to answer; that does not mean that they consent. A kelurahan may "
            "take part, but does not sign a joint regulation."
        ),
        error_messages={"required": _("Choose at least one partner.")},
    )

    def prepare(self):
        self.fields["partners"].known = neighbours_of(self.project.lead)

    def clean_partners(self):
        partners = self.cleaned_data["partners"]
        if any(region.pk == self.project.lead_id for region in partners):
            raise forms.ValidationError(
                _("Your own region leads the project already. Choose other regions."), code="own"
            )
        return partners

    @property
    def is_complaining(self):
        return not self.is_searching


def neighbours_of(region, most=60):
    """Offered without a search: the regions beside and above, and those of shared forums."""
    near = Q(parent=region.parent_id) | Q(
        memberships__forum__in=Forum.objects.of_region(region), memberships__until__isnull=True
    )
    if region.is_village:
        near |= Q(pk=region.parent_id)
    found = Region.objects.filter(near, level__gte=Region.Level.SUBDISTRICT, replaced_by=None)
    return found.exclude(pk=region.pk).with_ancestors().distinct().order_by("level", "code")[:most]


class CostForm(Page):
    """What it costs, and who would bring what: as many rows as are asked for."""

    ROW = ("region", "kind", "amount", "note")

    cost = MoneyField(
        label=_("Rough cost"),
        help_text=_("A rough figure is enough; it can be changed later. For example 412,5 juta."),
        error_messages={"required": _("Write the rough cost in digits, for example 412.500.000.")},
    )

    def prepare(self):
        partners = PartnersForm(self.project.draft.typed("mitra"), project=self.project)
        partners.is_valid()
        self.regions = [self.project.lead, *partners.cleaned_data.get("partners", [])]
        self.count = self._count()
        for index in range(self.count):
            self.fields |= self._row(index)

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
        """One row as a contribution; None for one that was left empty or is not right yet."""
        region, kind, amount, note = (self.cleaned_data.get(f"{name}_{index}") for name in self.ROW)
        if not (kind or amount or note):
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


def count_of(text):
    """A number of rows between one and ``MAX_ROWS``, whatever was sent."""
    text = str(text)
    return max(1, min(int(text[:3]), MAX_ROWS)) if text.isascii() and text.isdigit() else 1


def without_row(typed, gone, count):
    """The typed values without row ``gone``; those below it move up."""
    names = CostForm.ROW
    kept = {name: value for name, value in typed.items() if name.rpartition("_")[0] not in names}
    rows = [index for index in range(count) if index != gone]
    for new, old in enumerate(rows):
        for name in names:
            if f"{name}_{old}" in typed:
                kept[f"{name}_{new}"] = typed[f"{name}_{old}"]
    return kept


class ScheduleForm(Page):
    """When."""

    starts_on = DayField(
        label=_("Work begins"),
        error_messages={"required": _("Say when the work begins.")},
    )
    ends_on = DayField(
        label=_("Work ends"),
        error_messages={"required": _("Say when the work ends.")},
    )
    timetable = LongTextField(
        label=_("Steps on the way (may stay empty)"),
        max_length=4000,
        rows=5,
        required=False,
        help_text=_("One step a line, for example: March 2027, survey of the spring."),
    )
    answer_by = DayField(
        label=_("Answers wanted by"),
        help_text=_("Leave the partners time for a village assembly; two weeks are usual."),
        error_messages={"required": _("Say until when you want the answers.")},
    )

    def prepare(self):
        self.initial.setdefault("answer_by", timezone.localdate() + timedelta(days=14))

    def clean_starts_on(self):
        day, today = self.cleaned_data["starts_on"], timezone.localdate()
        current = self.project.current
        if day < today and not (current and current.starts_on == day):
            raise forms.ValidationError(_("The day on which the work begins is over."), "past")
        return not_too_far(day)

    def clean_ends_on(self):
        day, start = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if start and day < start:
            raise forms.ValidationError(_("The work cannot end before it begins."), "reversed")
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day on which the work ends is over."), "past")
        return not_too_far(day)

    def clean_answer_by(self):
        day, today = self.cleaned_data["answer_by"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("The day for the answers is over."), "past")
        if day > today + timedelta(days=366):
            raise forms.ValidationError(_("Ask for the answers within a year."), "far")
        return day


def not_too_far(day):
    if day.year > timezone.localdate().year + YEARS:
        raise forms.ValidationError(_("This date is too far away. Please check the year."), "far")
    return day


class NoteForm(Page):
    """Of a changed proposal only: what is different and why."""

    change_note = TextField(
        label=_("What has changed, and why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partners read this first. All of them are asked again."),
        error_messages={"required": _("Say in a sentence what has changed.")},
    )


FORMS = {
    "tujuan": AimForm,
    "mitra": PartnersForm,
    "biaya": CostForm,
    "jadwal": ScheduleForm,
    "catatan": NoteForm,
}


@dataclass(frozen=True)
class Judged:
    """A whole draft, judged: its forms by page, and the words for ``actions.propose``."""

    forms: dict
    words: dict

    @property
    def is_complete(self):
        return all(form.is_valid() for form in self.forms.values())


def judge(draft):
    """Judge all pages of a draft as they are kept."""
    project = draft.project
    judged = {
        page.slug: FORMS[page.slug](draft.typed(page.slug), project=project)
        for page in pages_of(project)
    }
    words = {}
    for form in judged.values():
        form.is_valid()
        words |= {name: form.cleaned_data[name] for name in form.cleaned_data if _is_word(name)}
    return Judged(judged, words)


def _is_word(name):
    """Fields of a version, not the single cells of rows."""
    return not name.rpartition("_")[2].isdigit()


class AnswerForm(forms.Form):
    """A region's answer to the version that the page showed."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=1, max_value=32767
    )
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Consent.Answer.GIVEN, _("Consent")),
            (Consent.Answer.CHANGES, _("Ask for changes")),
            (Consent.Answer.DECLINED, _("Decline")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("Needed if you ask for changes or decline. The partners read it."),
    )

    def clean(self):
        given, reason = self.cleaned_data.get("answer"), self.cleaned_data.get("reason")
        if given and given != Consent.Answer.GIVEN and not reason and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that the lead can act on it."))


class ReasonForm(forms.Form):
    """Why a project is withdrawn."""

    reason = TextField(
        label=_("Why do you withdraw it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All partners are told, and the reason stays on the project's page."),
        error_messages={"required": _("Give the reason.")},
    )
