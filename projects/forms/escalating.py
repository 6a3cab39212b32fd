"""What is sent upward, what is answered, and what is said in between."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CountField, LongTextField
from projects.models import Escalation, EscalationStep

MOST_WHOLES = 50
LONGEST = 1000


class EscalateForm(forms.Form):
    """To whom, what is asked, and why the partners cannot do it alone."""

    receiver = forms.ChoiceField(
        label=_("To whom?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose to whom it goes."),
            "invalid_choice": _("Choose one of those shown."),
        },
    )
    ask = forms.ChoiceField(
        label=_("What do you ask?"),
        choices=Escalation.Ask,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you ask."),
            "invalid_choice": _("Choose one of those shown."),
        },
    )
    reason = LongTextField(
        label=_("Why can the partners not do it alone?"),
        max_length=LONGEST,
        rows=5,
        help_text=_("For example the cost, a road of the regency, or villages outside the forum."),
        error_messages={"required": _("Say in a sentence why it is too large for the partners.")},
    )

    def __init__(self, *args, receivers, **kwargs):
        """``receivers``: regions and whether anybody there can answer today."""
        super().__init__(*args, **kwargs)
        self.regions = {region.pk: region for region, _answers in receivers}
        self.fields["receiver"].choices = [
            (region.pk, region.full_name if answers else _unmanned(region))
            for region, answers in receivers
        ]
        if len(receivers) == 1:
            self.fields["receiver"].initial = receivers[0][0].pk

    @property
    def chosen(self):
        return self.regions[self.cleaned_data["receiver"]]


def _unmanned(region):
    text = _("%(region)s (nobody there has an account yet; it waits until somebody has)")
    return text % {"region": region.full_name}


class EscalationAnswerForm(forms.Form):
    """Take it up, alone or together with another; ask back; or decline."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("ya", _("We take it up")),
            ("tanya", _("We ask back first")),
            ("tidak", _("We do not take it up")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the three answers."),
            "invalid_choice": _("Choose one of the three answers."),
        },
    )
    text = LongTextField(
        label=_("Your words to the partners"),
        max_length=LONGEST,
        rows=5,
        help_text=_("What you will do, what you want to know, or why not. All partners read it."),
        error_messages={"required": _("Write what the partners should know of your answer.")},
    )
    part_of = forms.ModelChoiceField(
        label=_("Together with another proposal that you have taken up"),
        queryset=Escalation.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("No, by itself"),
        help_text=_("Only if you take it up: both then have one page and the same news."),
        error_messages={"invalid_choice": _("Choose another proposal that you have taken up.")},
    )

    def __init__(self, *args, escalation, **kwargs):
        super().__init__(*args, **kwargs)
        wholes = Escalation.objects.with_words().filter(
            receiver=escalation.receiver_id, state=Escalation.State.TAKEN_UP, part_of=None
        )
        chosen = self.fields["part_of"]
        chosen.queryset = wholes
        newest = list(wholes.order_by("-pk")[:MOST_WHOLES])
        chosen.choices = [
            ("", chosen.empty_label),
            *(
                (each.code, f"{each.version.title} ({each.project.lead.full_name})")
                for each in newest
            ),
        ]
        if not newest:
            del self.fields["part_of"]


class WordsForm(forms.Form):
    """A few sentences of the lead: a reply, or why something is taken back."""

    text = LongTextField(
        label=_("Your words"),
        max_length=LONGEST,
        rows=5,
        help_text=_("All partners and the receiver read it."),
        error_messages={"required": _("Write a sentence.")},
    )


class ProgressNoteForm(forms.Form):
    """How it goes on, and in which list of the planning it stands at which rank."""

    text = LongTextField(
        label=_("How does it go on?"),
        max_length=LONGEST,
        rows=4,
        help_text=_("All partners read it."),
        error_messages={"required": _("Say in a sentence how it goes on.")},
    )
    list = forms.ChoiceField(
        label=_("Proposed onward in"),
        choices=[("", _("Not proposed onward yet")), *EscalationStep.List.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of those shown.")},
    )
    year = forms.IntegerField(
        label=_("For the year"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Write a year such as 2027.")},
    )
    rank = CountField(
        label=_("Rank in the list"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("May stay empty."),
        error_messages={
            "invalid": _("Write a rank such as 3."),
            "min_value": _("The first rank is 1."),
        },
    )

    def clean_year(self):
        year, now = self.cleaned_data["year"], timezone.localdate().year
        if year is not None and not now - 1 <= year <= now + 10:
            text = _("Choose a year from %(first)d to %(last)d.")
            raise forms.ValidationError(text % {"first": now - 1, "last": now + 10}, "far")
        return year

    def clean(self):
        given = self.cleaned_data
        if given.get("list") and given.get("year") is None and "year" not in self.errors:
            self.add_error("year", _("Say for which year it is proposed."))
        named = given.get("year") is not None or given.get("rank") is not None
        if named and not given.get("list") and "list" not in self.errors:
            self.add_error("list", _("Choose the list in which it stands."))
