"""What a person fills in to give a task, to report on one, and to narrow their list."""

from datetime import timedelta
from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField, TextField
from meetings import rules
from meetings.forms.deciding import AgendaItemField
from meetings.forms.inputs import day_input, needs
from meetings.models import ActionItem
from villages.models import Forum, Mandate

LONGEST = timedelta(days=3 * 365)
State = ActionItem.State


class TaskForm(forms.Form):
    """Who does what until when. ``owner`` is a region's code, or a code and a mandate's number."""

    text = TextField(
        label=_("Task"),
        help_text=_("What is done at the end, for example: the price of 40 water meters is known."),
        max_length=ActionItem.MAX_TEXT,
        error_messages=needs(_("Write what is to be done.")),
    )
    owner = forms.ChoiceField(
        label=_("Who does it?"),
        error_messages={
            "required": _("Choose a region or a person."),
            "invalid_choice": _("This region or person does not take part any more."),
        },
    )
    due_on = forms.DateField(
        label=_("To be done by"),
        widget=day_input(),
        error_messages=needs(_("Choose the day.")),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"] = AgendaItemField(meeting)
        self.regions = {region.pk: region for region in rules.regions_at(meeting)}
        people = Mandate.objects.valid_at().filter(region__in=self.regions, user__is_active=True)
        people = list(people.with_people().order_by("region_id", "pk"))
        self.people = {str(mandate.pk): mandate for mandate in people}
        self.fields["owner"].choices = [("", _("Choose a region or a person"))] + self._owners(
            people
        )

    def _owners(self, people):
        """Grouped by region: the region itself, then its people."""
        of_region = {
            code: list(group) for code, group in groupby(people, lambda mandate: mandate.region_id)
        }
        return [
            (
                region.full_name,
                [(code, _("%(region)s as a whole") % {"region": region.full_name})]
                + [(f"{code} {m.pk}", f"{m.user}, {m.title}") for m in of_region.get(code, [])],
            )
            for code, region in self.regions.items()
        ]

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(
                _("Choose a day between today and three years from now."), code="out_of_range"
            )
        return day

    def facts(self):
        """What ``actions.give_task`` takes."""
        code, _blank, number = self.cleaned_data["owner"].partition(" ")
        return {
            "text": self.cleaned_data["text"],
            "due_on": self.cleaned_data["due_on"],
            "agenda_item": self.cleaned_data["agenda_item"],
            "region": self.regions[code],
            "mandate": self.people.get(number),
        }


class ReportForm(forms.Form):
    """How far a task is; dropping it is offered to those who may, and wants a reason."""

    state = forms.ChoiceField(
        label=_("How far is it?"),
        widget=forms.RadioSelect,
        error_messages=needs(_("Choose how far it is.")),
    )
    note = LongTextField(
        label=_("In a sentence or two"),
        help_text=_(
            "What has been done, what is in the way. Everybody who reads the task sees it."
        ),
        max_length=500,
        rows=3,
        required=False,
    )

    def __init__(self, *args, item, may_drop, **kwargs):
        super().__init__(*args, initial={"state": item.state}, **kwargs)
        self.item = item
        words = {
            State.OPEN: _("It is not done yet") if item.is_open else _("Open it again"),
            State.DONE: _("It is done"),
            State.DROPPED: _("It is dropped: nobody does it any more"),
        }
        offered = {State(item.state), State.OPEN} | ({State.DONE} if item.is_open else set())
        if item.is_open and may_drop:
            offered.add(State.DROPPED)
        self.fields["state"].choices = [(s, words[s]) for s in State if s in offered]

    def clean(self):
        data = super().clean()
        state, note = data.get("state"), data.get("note")
        if "note" not in data:
            return data
        if state == self.item.state and not note:
            self.add_error("note", _("Write how far the task is."))
        elif state == State.DROPPED and not note:
            self.add_error("note", _("Write why the task is dropped."))
        return data


class TaskFilterForm(forms.Form):
    """What narrows the list of tasks."""

    wilayah = TextField(max_length=13, required=False)
    forum = forms.ModelChoiceField(
        Forum.objects.all(), label=_("Forum"), empty_label=_("All forums"), required=False
    )
    keadaan = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Open")), ("terlambat", _("Overdue"))]
        + [(value, capfirst(label)) for value, label in State.choices if value != State.OPEN]
        + [("semua", _("All states"))],
        required=False,
    )
