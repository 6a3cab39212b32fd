"""A forum's rules and members."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import LongTextField, TextField
from villages.forms.region import AsksForRegions, RegionField, RegionsField
from villages.models import Region
from villages.models.forum import default_reminders

MEMBER_LEVELS = (Region.Level.SUBDISTRICT, Region.Level.VILLAGE)
QUORUMS = {
    "2/3": _("two thirds of the members"),
    "1/2": _("half of the members"),
    "3/4": _("three quarters of the members"),
    "1/1": _("all members"),
}
REMINDERS = {
    10080: _("7 days before"),
    4320: _("3 days before"),
    1440: _("1 day before"),
    120: _("2 hours before"),
}


def reminder_label(minutes):
    """How long before a meeting, in words."""
    if minutes in REMINDERS:
        return REMINDERS[minutes]
    words = ngettext("%(number)d minute before", "%(number)d minutes before", minutes)
    return words % {"number": minutes}


class RulesForm(forms.Form):
    """How the forum works; local regulation differs, so each says for itself."""

    name = TextField(
        label=_("Name of the forum"),
        max_length=150,
        help_text=_("For example Forum Kerja Sama Desa Kecamatan Leksono."),
    )
    about = LongTextField(label=_("What it is for"), required=False, max_length=2000, rows=3)
    quorum = forms.ChoiceField(
        label=_("Quorum"),
        choices=QUORUMS,
        initial="2/3",
        help_text=_("So many must be there for a decision."),
    )
    notice_days = forms.IntegerField(
        label=_("Days between invitation and meeting"), min_value=0, max_value=60, initial=7
    )
    reminders = forms.TypedMultipleChoiceField(
        label=_("Reminders"),
        required=False,
        coerce=int,
        choices=REMINDERS,
        initial=default_reminders,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only to those who still need one; never at night."),
    )

    def __init__(self, *args, **kwargs):
        """What the forum has set stays a choice, though it may be none of the usual ones."""
        super().__init__(*args, **kwargs)
        quorum = self.initial.get("quorum", "2/3")
        self.fields["quorum"].choices = {quorum: quorum} | QUORUMS
        minutes = self.initial.get("reminders", [])
        self.fields["reminders"].choices = REMINDERS | {
            each: reminder_label(each) for each in sorted(minutes) if each not in REMINDERS
        }

    @staticmethod
    def initial_of(forum):
        return {
            "name": forum.name,
            "about": forum.about,
            "quorum": f"{forum.quorum_of}/{forum.quorum_in}",
            "notice_days": forum.notice_days,
            "reminders": forum.reminders,
        }

    def clean(self):
        cleaned = super().clean()
        if quorum := cleaned.pop("quorum", None):
            cleaned["quorum_of"], cleaned["quorum_in"] = map(int, quorum.split("/"))
        cleaned["reminders"] = sorted(cleaned.get("reminders", []), reverse=True)
        return cleaned


class FoundForumForm(AsksForRegions, RulesForm):
    """The rules and the first members."""

    members = RegionsField(
        label=_("Members"),
        required=False,
        levels=MEMBER_LEVELS,
        max_choices=60,
        help_text=_("Regions of your own are listed; search for others."),
    )

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        parts = Region.objects.filter(parent=home, replaced_by=None)
        self.fields["members"].known = parts.with_ancestors().order_by("code")


class MemberForm(AsksForRegions, forms.Form):
    """One more member."""

    region = RegionField(label=_("New member"), levels=MEMBER_LEVELS)
