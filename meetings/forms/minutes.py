"""What is typed about minutes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import formats, seals
from core.forms import UNSEEN, LongTextField, TextField
from core.uploads import PaperField
from meetings.forms.inputs import day_input, needs
from meetings.models import Addendum, AddendumWord, Meeting, MinutesItem, Remark


class SaveForm(forms.Form):
    """One save of one item, from a page or from its script."""

    item = forms.IntegerField(
        min_value=1, max_value=2**31, widget=forms.HiddenInput, error_messages=UNSEEN
    )
    revision = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages=UNSEEN
    )
    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=UNSEEN)
    read = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    text = LongTextField(label=_("Text"), max_length=MinutesItem.MAX_TEXT, rows=12, required=False)

    def is_as_read(self):
        """Was nothing typed? ``read`` is the digest of the text that the page began with."""
        return seals.digest(self.cleaned_data["text"]) == self.cleaned_data["read"]


class LeadersForm(forms.Form):
    """Who led, who wrote, who was asked to speak: names as they stand on the paper."""

    chair = TextField(
        label=_("Chair of the meeting"),
        help_text=_("Name and office, as on the paper."),
        max_length=150,
        error_messages=needs(_("Write who led the meeting.")),
    )
    note_taker = TextField(
        label=_("Note taker"),
        max_length=150,
        error_messages=needs(_("Write who took the minutes.")),
    )
    resource_persons = TextField(
        label=_("Resource persons"),
        help_text=_("May be left empty."),
        max_length=300,
        required=False,
    )


class SendForm(LeadersForm):
    """The names, and until when remarks are taken."""

    LONGEST = 60  # days

    until = forms.DateField(
        label=_("Remarks until"),
        help_text=_("To the end of this day. Seven days are usual."),
        widget=day_input(),
        error_messages=needs(_("Choose until when remarks are taken.")),
    )

    def __init__(self, *args, zone, doubt="", **kwargs):
        """``doubt`` is what speaks against the name that stands in the chair's field."""
        super().__init__(*args, **kwargs)
        if doubt:
            self.fields["chair"].help_text = doubt
        self.zone = ZoneInfo(zone)
        self.today = timezone.now().astimezone(self.zone).date()

    def clean_until(self):
        """Kept as the last minute of the day on the meeting's clocks."""
        day = self.cleaned_data["until"]
        if not self.today < day <= self.today + timedelta(days=self.LONGEST):
            raise forms.ValidationError(
                _("Choose a day from tomorrow on, at most %(days)d days ahead.")
                % {"days": self.LONGEST}
            )
        return datetime.combine(day, time(23, 59), self.zone)


class RemarkForm(forms.Form):
    """What should be corrected in one item."""

    item = forms.IntegerField(
        min_value=1, max_value=2**31, widget=forms.HiddenInput, error_messages=UNSEEN
    )
    text = LongTextField(
        label=_("What should be corrected?"),
        max_length=Remark.MAX_TEXT,
        rows=3,
        error_messages=needs(_("Write what should be corrected.")),
    )


class ReplyForm(forms.Form):
    """How a remark was dealt with."""

    reply = TextField(
        label=_("Reply"),
        max_length=500,
        error_messages=needs(_("Write how the remark was dealt with.")),
    )


class TakeBackForm(forms.Form):
    """Why the minutes go back to the draft."""

    reason = TextField(
        label=_("What is corrected?"),
        max_length=300,
        error_messages=needs(_("Write in a few words what is corrected.")),
    )


class SittingField(forms.ModelChoiceField):
    """Sittings with their dates: series carry the same title each time."""

    def label_from_instance(self, meeting):
        return f"{meeting.title}, {formats.moment(meeting.starts_at, meeting.zone)}"


class ApproveForm(forms.Form):
    """At which later sitting the minutes were approved."""

    sitting = SittingField(
        Meeting.objects.none(),
        label=_("Approved at this sitting"),
        empty_label=None,
        error_messages=needs(_("Choose the sitting that has approved the minutes.")),
    )

    def __init__(self, *args, sittings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = sittings


class AddendumForm(forms.Form):
    """What is added to sealed minutes."""

    text = LongTextField(
        label=_("Text of the addendum"),
        help_text=_(
            "The text is sealed at once and cannot be changed. It is approved when all invited "
            "regions have confirmed it."
        ),
        max_length=Addendum.MAX_TEXT,
        rows=4,
        error_messages=needs(_("Write what is added.")),
    )


class ObjectionForm(forms.Form):
    """Why a region does not agree to an addendum."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages=UNSEEN)
    reason = LongTextField(
        label=_("What speaks against the addendum?"),
        max_length=AddendumWord.MAX_REASON,
        rows=3,
        error_messages=needs(_("Write what speaks against the addendum.")),
    )


class SignedCopyForm(forms.Form):
    """The scan of the signed paper."""

    file = PaperField(
        label=_("Scan or photograph of the signed paper"),
        error_messages=needs(_("Choose the file with the signed paper.")),
    )
