"""When whom a forum reminds: typed as numbers, an empty field for no reminder of that kind."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from villages.models.forum import MOST_REMINDERS

DAY, HOUR = 1440, 60
FEW = 4  # in one field; two fields make a kind
FAULTS = {
    "invalid": _("Write whole numbers with commas between them, for example 7, 3."),
    "zero": _("Write numbers from 1 on; leave it empty for no reminder."),
    "far": _("Write at most %(limit)d."),
    "many": _("Write at most %(limit)d numbers."),
}


class NumbersField(TextField):
    """ "7, 3" as [7, 3], the largest first, each once."""

    default_error_messages = FAULTS

    def __init__(self, *, farthest, **kwargs):
        self.farthest = farthest
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
        super().__init__(max_length=40, required=False, widget=widget, **kwargs)

    def clean(self, value):
        words = re.split(r"[\s,;]+", super().clean(value).strip(" ,;"))
        if words == [""]:
            return []
        if not all(re.fullmatch(r"\d{1,9}", word, re.ASCII) for word in words):
            self._refuse("invalid")
        numbers = sorted({int(word) for word in words}, reverse=True)
        if numbers[-1] == 0:
            self._refuse("zero")
        if numbers[0] > self.farthest:
            self._refuse("far", self.farthest)
        if len(numbers) > FEW:
            self._refuse("many", FEW)
        return numbers

    def _refuse(self, code, limit=None):
        raise forms.ValidationError(self.error_messages[code], code, {"limit": limit})

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class ReminderRulesForm(forms.Form):
    """Five kinds; what is a distance after the moment is kept as a negative one."""

    answer_days = NumbersField(label=_("Days before the meeting"), farthest=60)
    meeting_days = NumbersField(label=_("Days before the meeting"), farthest=60)
    meeting_hours = NumbersField(label=_("Hours before the start"), farthest=23)
    remarks_days = NumbersField(label=_("Days after the minutes were sent"), farthest=30)
    task_before = NumbersField(label=_("Days before the day"), farthest=60)
    task_on_day = forms.BooleanField(label=_("On the day itself"), required=False)
    task_after = NumbersField(label=_("Days after the day"), farthest=30)
    minutes_days = NumbersField(label=_("Days after the meeting"), farthest=30)

    @staticmethod
    def initial_of(forum):
        """What the forum has set; distances that are no whole days or hours are rounded up."""
        meeting, task = forum.remind_meeting, forum.remind_task
        hours = [rule for rule in meeting if rule % DAY]
        return {
            "answer_days": _in(DAY, forum.remind_answer),
            "meeting_days": _in(DAY, [rule for rule in meeting if rule % DAY == 0]),
            "meeting_hours": _in(HOUR, hours),
            "remarks_days": _in(DAY, forum.remind_remarks),
            "task_before": _in(DAY, [rule for rule in task if rule > 0]),
            "task_on_day": 0 in task,
            "task_after": _in(DAY, [rule for rule in task if rule < 0]),
            "minutes_days": _in(DAY, forum.remind_minutes),
        }

    def rules(self):
        """As the forum keeps them."""
        said = self.cleaned_data
        on_day = [0] if said["task_on_day"] else []
        return {
            "remind_answer": _minutes(DAY, said["answer_days"]),
            "remind_meeting": _minutes(DAY, said["meeting_days"])
            + _minutes(HOUR, said["meeting_hours"]),
            "remind_remarks": _minutes(-DAY, said["remarks_days"]),
            "remind_task": _minutes(DAY, said["task_before"])
            + on_day
            + _minutes(-DAY, said["task_after"]),
            "remind_minutes": _minutes(-DAY, said["minutes_days"]),
        }

    def clean(self):
        cleaned = super().clean()
        task = [*cleaned.get("task_before", ()), *cleaned.get("task_after", ())]
        if cleaned.get("task_on_day") and len(task) == MOST_REMINDERS:
            limit = {"limit": MOST_REMINDERS}
            self.add_error("task_after", forms.ValidationError(FAULTS["many"], "many", limit))
        return cleaned


def _in(unit, distances):
    return sorted({-(-abs(rule) // unit) for rule in distances}, reverse=True)


def _minutes(unit, numbers):
    return [unit * number for number in numbers]
