"""A planned rule as it is written, what others say to it, and what became of it."""

from datetime import timedelta

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import noticeboard_rules as rules
from agreements.forms.drafting import DayField
from agreements.models import ADOPTED, PlannedRule
from core import formats
from core.forms import UNSEEN, FormNumberField, LongTextField, TextField
from core.uploads import PaperField
from projects.forms import sentence_case
from projects.forms.partners import neighbours_of
from projects.models import Version as Proposal
from villages.forms import AsksForRegions, RegionsField
from villages.models import Region
from villages.models.profile import Sector

A = PlannedRule.Area
LEVELS = (Region.Level.SUBDISTRICT, Region.Level.VILLAGE)
USUAL, TAKES_EFFECT = timedelta(days=14), timedelta(days=30)
LONGEST = timedelta(days=366)  # to comment, and until it takes effect
FAR = gettext_lazy("More than a year ahead cannot be right. Please check the year.")
SEEN = {"widget": forms.HiddenInput, "error_messages": UNSEEN, "min_value": 0}


class PdfField(PaperField):
    """A PDF and nothing else, by its content."""

    kinds = ("pdf",)
    accept = ".pdf"
    default_error_messages = {
        "kind": gettext_lazy("Choose a PDF file. This file is something else."),
        "broken": gettext_lazy("This PDF cannot be opened. Please save it again."),
        "size": gettext_lazy("The file is larger than 10 MB. Please save it smaller."),
    }


class PlannedRuleForm(AsksForRegions, forms.Form):
    """What is planned, where, and until when others may comment. Of an announced rule it becomes
    the next version: then what has changed is asked, and the time to comment never gets shorter."""

    token = FormNumberField()
    seen = forms.IntegerField(**SEEN, initial=0)
    change_note = LongTextField(
        label=gettext_lazy("What has changed"), max_length=500, rows=3,
        help_text=gettext_lazy("Those who were asked read this first."),
    )  # fmt: skip
    title = TextField(
        label=gettext_lazy("Title"), max_length=200,
        help_text=gettext_lazy("What it is about, for example: collection of waste from households."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    field = forms.ChoiceField(
        label=gettext_lazy("Field"), choices=sentence_case(Proposal.Field.choices)
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"),
        choices=sentence_case(Sector.choices),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("By these, overlaps with other rules and work are found."),
        error_messages={"required": gettext_lazy("Choose at least one sector.")},
    )
    text = LongTextField(
        label=gettext_lazy("What is planned"), max_length=6000, rows=8,
        help_text=gettext_lazy("In plain words: who must do, may do or pays what, from when on."),
    )  # fmt: skip
    why = LongTextField(label=gettext_lazy("Why it is planned"), max_length=2000, rows=4)
    area = forms.ChoiceField(label=gettext_lazy("Regions concerned"), widget=forms.RadioSelect)
    chosen = RegionsField(
        label=gettext_lazy("Chosen regions"),
        levels=LEVELS,
        max_choices=PlannedRule.MOST_REGIONS,
        required=False,
        help_text=gettext_lazy("Only where you have ticked “chosen regions” above."),
    )
    named = RegionsField(
        label=gettext_lazy("Named as affected"),
        levels=LEVELS,
        max_choices=PlannedRule.MOST_REGIONS,
        required=False,
        help_text=gettext_lazy(
            "They are asked for their comment, besides the regions concerned and those that have "
            "something of the same field there. May stay empty."
        ),
    )
    file = PdfField(
        label=gettext_lazy("Draft text as PDF"),
        required=False,
        help_text=gettext_lazy(
            "Up to 10 MB; may stay empty. Everybody can open it once the rule is announced, so "
            "leave out what concerns single persons."
        ),
    )
    without_file = forms.BooleanField(
        label=gettext_lazy("Leave out the file that is there now"), required=False
    )
    comments_until = DayField(
        label=gettext_lazy("Comments until"),
        help_text=gettext_lazy("The last day; at least 3 days after the announcement."),
    )
    effective_on = DayField(
        label=gettext_lazy("Planned to take effect on"),
        help_text=gettext_lazy("After the time to comment."),
    )

    def __init__(self, data=None, files=None, *, region, planned=None):
        self.region, self.planned = region, planned
        self.today = formats.day_in(region.pk)
        super().__init__(data, files, initial=self._initial())
        self.fields["kind"].choices = [
            (kind.value, capfirst(kind.label)) for kind in rules.kinds_for(region)
        ]
        areas = [choice for choice in A if choice != A.OWN or region.is_village]
        self.fields["area"].choices = [(each.value, capfirst(each.label)) for each in areas]
        near = list(neighbours_of(region))
        self.fields["chosen"].known = [*self._self(), *near]
        self.fields["named"].known = near
        if not self.is_announced:
            del self.fields["change_note"]
        if not (planned and planned.file):
            del self.fields["without_file"]

    def _self(self):
        return Region.objects.with_ancestors().filter(pk=self.region.pk)

    @property
    def is_announced(self):
        return self.planned is not None and self.planned.state == PlannedRule.State.ANNOUNCED

    def _initial(self):
        planned = self.planned
        if planned is None:
            area = A.OWN if self.region.is_village else A.SUBDISTRICT
            days = {"comments_until": self.today + USUAL, "effective_on": self.today + TAKES_EFFECT}
            return {"area": area, **days}
        names = (
            "title", "kind", "field", "sectors", "text", "why", "area", "comments_until",
            "effective_on",
        )  # fmt: skip
        initial = {name: getattr(planned, name) for name in names}
        chosen = planned.area_codes if planned.area == A.CHOSEN else []
        return initial | {
            "seen": planned.revision, "chosen": chosen, "named": planned.named_codes,
        }  # fmt: skip

    def clean_named(self):
        named = self.cleaned_data["named"]
        if any(region.pk == self.region.pk for region in named):
            raise forms.ValidationError(
                _("Your own region plans the rule. Name others that are affected."), code="own"
            )
        return named

    def clean_comments_until(self):
        day = self.cleaned_data["comments_until"]
        earliest = rules.earliest_end(self.planned, self.today)
        if day < earliest:
            raise forms.ValidationError(self._too_soon(earliest), "too_soon")
        return self._not_too_far(day)

    def _too_soon(self, earliest):
        if self.is_announced and earliest == self.planned.comments_until:
            words = _("The time to comment can be extended, never shortened: %(day)s or later.")
        else:
            words = _("Leave at least 3 days to comment: %(day)s or later.")
        return words % {"day": formats.day(earliest)}

    def clean_effective_on(self):
        return self._not_too_far(self.cleaned_data["effective_on"])

    def _not_too_far(self, day):
        if day > self.today + LONGEST:
            raise forms.ValidationError(FAR, "too_late")
        return day

    def clean(self):
        given = super().clean()
        until, effective = given.get("comments_until"), given.get("effective_on")
        if until and effective and effective <= until:
            self.add_error(
                "effective_on", _("It takes effect after the last day for comments, not before.")
            )
        lacks_area = given.get("area") == A.CHOSEN and not given.get("chosen")
        if lacks_area and "chosen" not in self.errors:
            self.add_error("chosen", _("Choose at least one region."))
        chosen = given.get("chosen") or ()
        if problem := rules.area_problem(given.get("kind"), given.get("area"), chosen):
            self.add_error(*problem)
        if self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose the file again; it was not kept."))
        return given

    def words(self):
        """What the actions write; who names the token and the revision is the view."""
        left_out = ("token", "seen")
        return {name: each for name, each in self.cleaned_data.items() if name not in left_out}

    def look_anew(self, planned):
        """Somebody else has saved meanwhile: what was typed stays, and is saved knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = planned.revision


class AnnounceForm(forms.Form):
    """The button of the page that shows whom it touches; ``seen`` is what the page showed."""

    seen = forms.IntegerField(**SEEN)


class OverlapForm(forms.Form):
    """One sentence about one overlap."""

    token = FormNumberField()
    text = TextField(
        label=gettext_lazy("What have you done about it?"), max_length=300,
        help_text=gettext_lazy(
            "In one sentence, for example: talked with the village head on 3 March; the tariff "
            "stays as agreed."
        ),
    )  # fmt: skip


class CommentForm(forms.Form):
    """Support, concern or objection, with words; ``seen`` is the version that was read."""

    token = FormNumberField()
    seen = forms.IntegerField(**SEEN)
    stance = forms.ChoiceField(
        label=gettext_lazy("What does your region think of it?"),
        choices=[
            ("support", gettext_lazy("We support it")),
            ("concern", gettext_lazy("We have concerns")),
            ("objection", gettext_lazy("We object")),
        ],
        widget=forms.RadioSelect,
    )
    text = LongTextField(label=gettext_lazy("Your comment"), max_length=2000, rows=5)
    words = LongTextField(
        label=gettext_lazy("Other words that you propose (may stay empty)"), max_length=4000,
        rows=4, required=False,
    )  # fmt: skip

    def __init__(self, data=None, *, planned, comment=None):
        initial = {"seen": planned.current.number}
        if comment:
            initial |= {name: getattr(comment, name) for name in ("stance", "text", "words")}
        super().__init__(data, initial=initial)

    def look_anew(self, planned):
        """A new version was announced meanwhile: what was typed stays, and is sent knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = planned.current.number


class ReplyRuleForm(forms.Form):
    """The reply to a comment."""

    token = FormNumberField()
    text = LongTextField(label=gettext_lazy("Your reply"), max_length=2000, rows=5)


class OutcomeForm(forms.Form):
    """What became of it, under which number, from when on, and what came of the comments."""

    FACTS = ("number", "dated_on", "gazette_number", "promulgated_on", "in_force_on")

    token = FormNumberField()
    seen = forms.IntegerField(**SEEN)
    result = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=sentence_case(PlannedRule.Result.choices),
        widget=forms.RadioSelect,
    )  # fmt: skip
    summary = LongTextField(
        label=gettext_lazy("What came of the comments"), max_length=3000, rows=5,
        help_text=gettext_lazy("Which were taken over, which not, and why."),
    )  # fmt: skip
    number = TextField(
        label=gettext_lazy("Number"), max_length=60, required=False,
        help_text=gettext_lazy("As it stands on the paper, for example 3 Tahun 2026."),
    )  # fmt: skip
    dated_on = DayField(label=gettext_lazy("Date that stands on it"), required=False)
    in_force_on = DayField(label=gettext_lazy("Takes effect on"), required=False)
    gazette_number = TextField(
        label=gettext_lazy("Number in the village gazette"), max_length=60, required=False,
        help_text=gettext_lazy("May stay empty until it is promulgated."),
    )  # fmt: skip
    promulgated_on = DayField(label=gettext_lazy("Promulgated on"), required=False)

    def __init__(self, data=None, *, planned, before=None):
        self.planned, self.today = planned, formats.day_in(planned.region_id)
        initial = {"seen": before.pk if before else 0, "in_force_on": planned.effective_on}
        if before:
            names = ("result", "summary", *self.FACTS)
            initial |= {name: getattr(before, name) for name in names}
        super().__init__(data, initial=initial)

    def clean(self):
        given = super().clean()
        if given.get("result") not in ADOPTED:
            for name in self.FACTS:
                self.errors.pop(name, None)
            empty = {name: None if name.endswith("_on") else "" for name in self.FACTS}
            return given | empty
        for name, words in (
            ("number", _("Write the number that stands on it.")),
            ("dated_on", _("Write the date that stands on it.")),
            ("in_force_on", _("Write from when on it holds.")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        self._check_days(given)
        return given

    def _check_days(self, given):
        for name in ("dated_on", "promulgated_on"):
            if (day := given.get(name)) and day > self.today:
                self.add_error(name, _("This day has not come yet."))
        until, begins = self.planned.comments_until, given.get("in_force_on")
        if begins and begins > self.today + LONGEST:
            self.add_error("in_force_on", FAR)
        if begins and begins <= until:
            self.add_error(
                "in_force_on", _("It takes effect after the last day for comments, not before.")
            )
        number, day = given.get("gazette_number"), given.get("promulgated_on")
        if {"gazette_number", "promulgated_on"} & self.errors.keys():
            return
        if bool(number) != bool(day):
            missing = "promulgated_on" if number else "gazette_number"
            self.add_error(missing, _("Number and day of the gazette belong together."))
        elif day and given.get("dated_on") and day < given["dated_on"]:
            self.add_error("promulgated_on", _("It is promulgated on its own date or later."))

    def look_anew(self, before):
        """Somebody else has recorded one meanwhile: what was typed stays, and is saved knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = before.pk if before else 0
