"""A progress report, with up to three photos."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from core import geography
from core.forms import (
    UNSEEN,
    FormNumberField,
    LongTextField,
    MoneyField,
    TextField,
    ticks_of,
)
from core.photos import PhotoField
from core.text import tidy
from projects import rules
from projects.actions.reporting import Picture
from projects.forms import LONGEST_TYPED, DayField, sentence_case
from projects.forms.fields import ask_above_cost
from projects.models import Photo

PERCENT = _("Write a whole number from 0 to 100.")
OF_LEAD = ("percent", "spent", "going_back")


class ReportForm(forms.Form):
    """What has been done until which day. A partner reports on its own milestones only.
    A spending far above the agreed cost is asked about once."""

    token = FormNumberField(required=False)
    on = DayField(
        label=_("State of the work on"),
        error_messages={"required": _("Say which day the report describes.")},
    )
    percent = forms.IntegerField(
        label=_("How far is the work, in percent?"),
        min_value=0,
        max_value=100,
        help_text=_("0 is not begun, 100 is done."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": PERCENT, "invalid": PERCENT, "min_value": PERCENT, "max_value": PERCENT,
        },
    )  # fmt: skip
    work = LongTextField(
        label=_("What has been done?"),
        max_length=2000,
        rows=4,
        help_text=_("A few sentences are enough."),
        error_messages={"required": _("Write what has been done.")},
    )
    reached = forms.MultipleChoiceField(
        label=_("Milestones reached"), required=False, widget=forms.CheckboxSelectMultiple
    )
    spent = MoneyField(
        label=_("Spent so far, in rupiah"),
        help_text=_("Everything since the start of the work, for example 187,3 juta."),
        error_messages={"required": _("Write the amount in digits; 0 if nothing was spent.")},
    )
    going_back = TextField(
        label=_("Why is it less than in the last report?"),
        max_length=500,
        required=False,
        help_text=_("Only where percent or spending are lower than before."),
    )
    obstacles = LongTextField(label=_("Obstacles"), max_length=1000, rows=3, required=False)
    next_steps = LongTextField(label=_("Next steps"), max_length=1000, rows=3, required=False)

    def __init__(self, *args, project, acting, draft=None, last=None, **kwargs):
        """``last`` is the last report of the lead."""
        self.project, self.last = project, last
        super().__init__(*args, **kwargs)
        if not rules.leads(acting, project):
            for name in OF_LEAD:
                del self.fields[name]
        elif last is None:
            del self.fields["going_back"]
        open_ones = [m for m in rules.own_milestones(acting, project) if m.done_on is None]
        self.fields["reached"].choices = [(str(m.pk), m.title) for m in open_ones]
        if not open_ones:
            del self.fields["reached"]
        self.keep(draft)
        for slot in range(Photo.MOST):
            self.fields |= self._slot(slot)

    def keep(self, draft):
        """Show the photos of this draft."""
        self.kept = {photo.slot: photo for photo in draft.photos.all()} if draft else {}

    def _slot(self, slot):
        kept = self.kept.get(slot)
        return {
            f"photo_{slot}": PhotoField(
                label=_("Photo %(number)s") % {"number": slot + 1}, required=False
            ),
            f"caption_{slot}": TextField(
                label=_("What does it show?"),
                max_length=150,
                required=False,
                initial=kept and kept.caption,
            ),
            f"stage_{slot}": forms.TypedChoiceField(
                label=_("Stage"),
                choices=sentence_case(Photo.Stage.choices),
                coerce=int,
                empty_value=Photo.Stage.HALF,
                required=False,
                initial=kept.stage if kept else Photo.Stage.HALF,
            ),
            f"placed_{slot}": forms.BooleanField(
                label=_("Keep the place of the photo"),
                required=False,
                initial=bool(kept and kept.latitude is not None),
                help_text=_(
                    "Everybody then sees where it was taken, to some ten metres. Without the tick "
                    "the place is thrown away."
                ),
            ),
            f"where_{slot}": forms.CharField(
                required=False,
                max_length=40,
                widget=forms.HiddenInput(attrs={"data-where": ""}),
                error_messages=UNSEEN,
            ),
            f"remove_{slot}": forms.BooleanField(label=_("Take this photo out"), required=False),
        }

    @property
    def words(self):
        """The fields above the photos."""
        own = [field for field in self if field.name in self.base_fields and not field.is_hidden]
        return own + ticks_of(self)

    @property
    def places(self):
        """The places for photos: the kept photo or None, and the fields."""
        names = ("photo", "caption", "stage", "placed", "where", "remove")
        return [
            {"kept": self.kept.get(slot)} | {name: self[f"{name}_{slot}"] for name in names}
            for slot in range(Photo.MOST)
        ]

    @property
    def number(self):
        """Of the form: a report sent twice with it is one report."""
        return self.cleaned_data.get("token") or uuid.uuid4()

    def typed(self):
        """What was typed, ready to keep; no file."""
        return {
            name: [
                tidy(value[:LONGEST_TYPED], lines=True) for value in self.data.getlist(name)[:50]
            ]
            for name in self.fields
            if name in self.data and name in self.base_fields and name != "token"
        }

    def pictures(self):
        """What was said of the photos, as far as it is right."""
        given = self.cleaned_data
        return [
            Picture(
                slot=slot,
                caption=given.get(f"caption_{slot}", ""),
                stage=given.get(f"stage_{slot}", Photo.Stage.HALF),
                new=given.get(f"photo_{slot}"),
                removed=given.get(f"remove_{slot}", False),
                placed=given.get(f"placed_{slot}", False),
                place=self._place(slot),
            )
            for slot in range(Photo.MOST)
        ]

    def _place(self, slot):
        """Where a new photo was taken, if that is to be kept: as the photo itself says, or as the
        browser has read it before it made the photo small."""
        new = self.cleaned_data.get(f"photo_{slot}")
        if not new or not self.cleaned_data.get(f"placed_{slot}"):
            return None
        return new.place or geography.read(self.cleaned_data.get(f"where_{slot}", ""))

    def placeless(self):
        """Numbers of the new photos whose place was to be kept and cannot be read."""
        return [
            picture.slot + 1
            for picture in self.pictures()
            if picture.new and picture.placed and picture.place is None
        ]

    def report(self):
        """The words for ``actions.send_report``."""
        names = [name for name in self.base_fields if name in self.cleaned_data]
        words = {name: self.cleaned_data[name] for name in names if name != "token"}
        words["reached"] = [int(pk) for pk in words.get("reached", [])]
        return words

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > self.project.today:
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        if day < self.project.started_on:
            raise forms.ValidationError(_("The work had not begun on that day."), code="early")
        if self.last and "percent" in self.fields and day < self.last.on:
            raise forms.ValidationError(
                _("The last report describes a later day. Choose that day or one after it."),
                code="before_last",
            )
        return day

    def clean(self):
        for picture in self.pictures():
            shown = picture.new or (picture.slot in self.kept and not picture.removed)
            if shown and not picture.caption and f"caption_{picture.slot}" not in self.errors:
                text = _("Say in a few words what the photo shows; who cannot see it reads that.")
                self.add_error(f"caption_{picture.slot}", text)
        self._ask_why()
        ask_above_cost(self, self.cleaned_data.get("spent") or 0, self.project.current.cost)

    def _ask_why(self):
        """Less than before is possible, but not silently."""
        if "going_back" not in self.fields or self.cleaned_data.get("going_back"):
            return
        percent, spent = self.cleaned_data.get("percent"), self.cleaned_data.get("spent")
        if percent is not None and percent < self.last.percent:
            text = _("The last report says %(percent)d%%. Write why it is less now.")
            self.add_error("going_back", text % {"percent": self.last.percent})
        elif spent is not None and spent < self.last.spent:
            text = _("The last report names a higher spending. Write why it is less now.")
            self.add_error("going_back", text)
