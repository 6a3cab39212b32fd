"""Applying as representative, and what those who check answer."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField, TextField
from core.uploads import PaperField
from villages.models.mandate import Office
from villages.roles import offices_of
from villages.titles import ACTING, WITH_POSITION, title_of

LONGEST_TERM = timedelta(days=10 * 366)  # village heads: eight years, once lengthened by two
EARLIEST = date(1990, 1, 1)
EARLIEST_BEFORE_START = timedelta(days=366)  # elected now, in office next year
ELECTED = (Office.HEAD, Office.COUNCIL)


def day_field(**kwargs):
    """A date, in the browser's own picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        widget=widget,
        error_messages={"invalid": _("Choose a date, for example 2026-01-31.")},
        **kwargs,
    )


class TermForm(forms.Form):
    """Term and decree: what can be mended when the check asks for it."""

    acting = forms.ChoiceField(
        label=_("Do you hold the office for somebody else?"),
        required=False,
        choices=[
            ("", _("No, it is my own office")),
            (ACTING[0], _("Pj. (the office is vacant)")),
            (ACTING[1], _("Plt. (the holder is absent)")),
        ],
        widget=forms.RadioSelect,
    )
    position = TextField(
        label=_("Position as in the decree (for officials and officers)"),
        required=False,
        max_length=60,
        help_text=_("For example Kaur Perencanaan or Kasi PMD. Leave it empty for other offices."),
    )
    starts_on = day_field(label=_("In office since"))
    ends_on = day_field(
        label=_("In office until"),
        required=False,
        help_text=_("As in the decree. Leave it empty if the decree names no end."),
    )
    decree_number = TextField(
        label=_("Number of the decree"),
        max_length=100,
        help_text=_("For example 141/12/2025."),
    )
    decree = PaperField(
        label=_("Decree (SK)"),
        help_text=_(
            "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. "
            "Only you and those who check it can open the file."
        ),
    )

    def __init__(self, *args, region, office=None, terms=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.region, self.office, self.terms = region, office, terms
        if office == Office.PARTNER:  # nobody is a Pj. or Plt. of an organisation
            del self.fields["acting"]

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if not EARLIEST <= day <= timezone.localdate() + EARLIEST_BEFORE_START:
            raise forms.ValidationError(_("Check the year: this start is too far away."), "far")
        return day

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        office = cleaned.get("office") or self.office
        if ends and ends < timezone.localdate():
            self.add_error("ends_on", _("This term is over already."))
        elif starts and ends and ends < starts:
            self.add_error("ends_on", _("The end lies before the start."))
        elif starts and ends and ends > starts + LONGEST_TERM:
            self.add_error("ends_on", _("A term is at most ten years. Check the year."))
        elif not ends and "ends_on" not in self.errors and self._needs_end(office, cleaned):
            self.add_error("ends_on", _("This office has a fixed term. Write its last day."))
        if office not in WITH_POSITION:
            cleaned["position"] = ""
        return cleaned

    def _needs_end(self, office, cleaned):
        """Elected and acting holders have a last day; who is appointed serves until replaced."""
        elected = office in ELECTED and not self.region.is_urban
        return elected or bool(cleaned.get("acting"))


class ClaimForm(TermForm):
    """The whole application; the region is chosen before, for it says which offices there are."""

    office = forms.ChoiceField(label=_("Your office"), widget=forms.RadioSelect)

    field_order = ["office"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [
            (office.value, title_of(office, self.region, self.terms))
            for office in offices_of(self.region)
        ]


class CorrectionForm(TermForm):
    """The same for an application that came back; the old decree stays where no new one is sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decree"].required = False
        self.fields["decree"].label = _("New decree (if the old one was not good)")
        if self.office not in WITH_POSITION:
            del self.fields["position"]
        elif self.office == Office.PARTNER:
            self.fields["position"].required = True


class ReasonForm(forms.Form):
    """Why; the person concerned reads it."""

    reason = LongTextField(
        label=_("Reason"),
        max_length=500,
        rows=3,
        help_text=_("The applicant reads this. Say what is missing, and what to do."),
    )

    def clean_reason(self):
        return " ".join(self.cleaned_data["reason"].split())


class DecisionForm(ReasonForm):
    """The answer to an application; only a yes needs no reason."""

    VERIFY, RETURN, REFUSE = "terima", "perbaikan", "tolak"

    decision = forms.ChoiceField(choices=[(word, word) for word in (VERIFY, RETURN, REFUSE)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].widget = forms.HiddenInput()
        self.fields["reason"].label = _("Reason (for a correction or a refusal)")
        self.fields["reason"].required = self.data.get("decision") != self.VERIFY
        self.fields["reason"].widget.is_required = False


class EndForm(ReasonForm):
    """Why a mandate ends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("For example: resigned, replaced, term shortened.")
