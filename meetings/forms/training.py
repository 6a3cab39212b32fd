"""What a person fills in for a training; actions do the rest."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CountField, LongTextField, TextField
from core.uploads import PaperField
from meetings.forms.calling import LAST_HOUR
from meetings.forms.inputs import day_input, needs
from meetings.models import Enrolment, Topic, TopicRequest, Training
from villages.forms.region import AsksForRegions, RegionField
from villages.models import Region

TOPICS = [(value, capfirst(label)) for value, label in Topic.choices]
OFFERED = 30  # requested topics offered to be answered
SEXES = [("", _("not said")), *Enrolment.Sex.choices]


class RequestsField(forms.ModelMultipleChoiceField):
    """Topics that people asked for; boxes to tick, the most wanted first."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, asked):
        return _("%(title)s (%(number)d supporters)") % {
            "title": asked.title,
            "number": asked.supports,
        }


class TrainingForm(forms.Form):
    """The second small page after calling a training: for whom, how many, until when."""

    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        error_messages=needs(_("Choose at least one topic.")),
    )
    seats = CountField(
        label=_("Seats"),
        min_value=1,
        max_value=Training.MAX_SEATS,
        error_messages=needs(_("Write how many can take part.")),
    )
    until_day = forms.DateField(
        label=_("Enrolment until"),
        help_text=_("Until 16.00 on this day, at the latest until the training begins."),
        widget=day_input(),
        error_messages=needs(_("Choose the last day of enrolment.")),
    )
    is_for_all = forms.BooleanField(
        label=_("Open to citizens: everybody with an account may enrol"), required=False
    )
    trainer = TextField(
        label=_("Trainer"),
        help_text=_("Name and office or institution."),
        max_length=150,
        error_messages=needs(_("Write who gives the training.")),
    )
    bring = LongTextField(label=_("What to bring"), max_length=500, rows=2, required=False)
    requests = RequestsField(
        TopicRequest.objects.none(),
        label=_("Answers these requests"),
        help_text=_("Their supporters are told at once."),
        required=False,
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        offered = TopicRequest.objects.open().by_support().values_list("pk", flat=True)[:OFFERED]
        keys = list(offered)
        if keys:
            self.fields["requests"].queryset = TopicRequest.objects.filter(
                pk__in=keys, state=TopicRequest.State.OPEN
            ).by_support()
        else:
            del self.fields["requests"]

    @staticmethod
    def initial_of(training):
        names = ["topics", "seats", "is_for_all", "trainer", "bring"]
        zone = ZoneInfo(training.meeting.zone)
        return {name: getattr(training, name) for name in names} | {
            "until_day": training.enrol_until.astimezone(zone).date()
        }

    def clean_topics(self):
        topics = self.cleaned_data["topics"]
        if len(topics) > Training.MAX_TOPICS:
            raise forms.ValidationError(
                _("Choose at most %(limit)d topics.") % {"limit": Training.MAX_TOPICS}
            )
        return topics

    def clean_until_day(self):
        """16.00 on that day, but not behind the start."""
        day, zone = self.cleaned_data["until_day"], ZoneInfo(self.meeting.zone)
        if not timezone.localdate() <= day <= self.meeting.starts_at.astimezone(zone).date():
            raise forms.ValidationError(_("Choose a day between today and the training."))
        self.cleaned_data["enrol_until"] = min(
            datetime.combine(day, LAST_HOUR, zone), self.meeting.starts_at
        )
        return day

    def facts(self):
        """What ``actions.open_enrolment`` takes."""
        names = ["topics", "seats", "enrol_until", "is_for_all", "trainer", "bring"]
        return {name: self.cleaned_data[name] for name in names} | {
            "requests": list(self.cleaned_data.get("requests", []))
        }


class PersonForm(forms.Form):
    """Who takes part; sex and age only help to see whom trainings reach."""

    name = TextField(
        label=_("Full name"),
        help_text=_("As it shall stand on the certificate."),
        max_length=100,
        error_messages=needs(_("Write the full name.")),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    is_young = forms.BooleanField(label=_("16 to 30 years old"), required=False)


class SelfForm(AsksForRegions, PersonForm):
    """Enrolling oneself; the village is said only by who wants to."""

    region = RegionField(
        label=_("Your village"), levels=[Region.Level.VILLAGE, Region.Level.SUBDISTRICT],
        required=False,
    )  # fmt: skip

    field_order = ["name", "region", "sex", "is_young"]


class MaterialForm(forms.Form):
    """One more paper."""

    title = TextField(
        label=_("Title"), max_length=120, error_messages=needs(_("Write what the paper is."))
    )
    file = PaperField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, up to 10 MB."),
        error_messages=needs(_("Choose a file.")),
    )


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("The participant reads it; on the public check page it does not stand."),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why the certificate is revoked.")),
    )


class TopicForm(forms.Form):
    """A training that somebody asks for."""

    topic = forms.ChoiceField(label=_("Topic"), choices=TOPICS)
    title = TextField(
        label=_("What would you like to learn?"),
        max_length=150,
        error_messages=needs(_("Write in a few words what the training is about.")),
    )
    reason = LongTextField(
        label=_("Reason"),
        help_text=_("What would you do with it in your village? Everybody reads it."),
        max_length=500,
        rows=3,
        error_messages=needs(_("Write why it is needed.")),
    )


class CatalogueForm(forms.Form):
    """What narrows the catalogue."""

    topik = forms.ChoiceField(
        label=_("Topic"), choices=[("", _("All topics")), *TOPICS], required=False
    )
