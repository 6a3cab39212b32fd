"""A forum's rules and members."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CountField, LongTextField, TextField
from core.logos import LogoField
from villages import numbering
from villages.forms.region import AsksForRegions, RegionField, RegionsField
from villages.models import Forum, Region

MEMBER_LEVELS = (Region.Level.SUBDISTRICT, Region.Level.VILLAGE)
QUORUMS = {
    "2/3": _("two thirds of the members invited"),
    "1/2": _("half of the members invited"),
    "3/4": _("three quarters of the members invited"),
    "1/1": _("all members invited"),
}
LETTERHEAD_LINES = 4
TEMPLATE_FAULTS = {
    "unknown": _("Only klasifikasi, urut, unit, bulan, bulan_romawi and tahun can be filled in."),
    "width": _("Only urut and bulan can have leading zeros."),
    "twice": _("Use each word in braces once."),
    "joined": _("Put a sign between two words in braces, for example a slash."),
    "order": _("The template needs {urut}, or all letters would have the same number."),
    "year": _("The template needs {tahun}, for the counting begins anew each year."),
    "signs": _("Between the words use letters, digits, blanks, dots, hyphens and slashes."),
}


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
        help_text=_(
            "So many of the invited must be there for a decision; in an assembly only members count "
            "and vote."
        ),
    )
    vote_unit = forms.ChoiceField(
        label=_("Votes"),
        choices=[(value, capfirst(label)) for value, label in Forum.VoteUnit.choices],
        initial=Forum.VoteUnit.REGION,
        help_text=_("Where no consensus is found."),
    )
    majority = forms.ChoiceField(
        label=_("Majority"),
        choices=[(value, capfirst(label)) for value, label in Forum.Majority.choices],
        initial=Forum.Majority.SIMPLE,
        help_text=_("A tie is no majority; abstentions stand on neither side."),
    )
    waiting_hours = CountField(
        label=_("Hours to wait for the quorum"), min_value=0, max_value=24, initial=3
    )
    second_call_days = CountField(
        label=_("Days within which a second sitting follows"),
        min_value=1,
        max_value=60,
        initial=3,
        help_text=_("The second sitting is valid with those who are present."),
    )
    notice_days = CountField(
        label=_("Days between invitation and assembly"), min_value=0, max_value=60, initial=7
    )
    notice_days_meeting = CountField(
        label=_("Days between invitation and any other meeting"),
        min_value=0,
        max_value=60,
        initial=3,
    )
    notice_days_urgent = CountField(
        label=_("Days between invitation and an urgent meeting"),
        min_value=0,
        max_value=60,
        initial=1,
    )

    letterhead = LongTextField(
        label=_("Letterhead"),
        required=False,
        max_length=300,
        rows=3,
        help_text=_(
            "Up to four lines, as on your paper. Empty: regency, home region and name of the forum."
        ),
    )
    letter_address = TextField(
        label=_("Address in the letterhead"),
        required=False,
        max_length=200,
        help_text=_("Address and phone. Empty: those of the home region."),
    )
    logo = LogoField(
        label=_("Logo in the letterhead (may stay empty)"),
        required=False,
        help_text=_("JPEG or PNG, for example the emblem of the regency. It stands on the left."),
    )
    without_logo = forms.BooleanField(label=_("Take the present logo out"), required=False)
    letter_class = TextField(
        label=_("Classification of invitations"),
        max_length=12,
        initial="005",
        help_text=_("The code of your filing rules, for example 005 or 000.1.5."),
    )
    letter_unit = TextField(
        label=_("Unit in the number of letters"),
        required=False,
        max_length=30,
        help_text=_("For example BKAD. Empty: the code of the home region."),
    )
    letter_template = TextField(
        label=_("Template for the number of letters"),
        max_length=80,
        initial=numbering.USUAL,
        help_text=_(
            "Words in braces are filled in: klasifikasi, urut (urut:03 gives 001), unit, bulan, "
            "bulan_romawi, tahun."
        ),
    )

    def __init__(self, *args, has_logo=False, **kwargs):
        """What the forum has set stays a choice, though it may be none of the usual ones."""
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["without_logo"]
        quorum = self.initial.get("quorum", "2/3")
        self.fields["quorum"].choices = {quorum: quorum} | QUORUMS

    AS_KEPT = (
        "name", "about", "vote_unit", "majority",
        "notice_days", "notice_days_meeting", "notice_days_urgent",
        "letterhead", "letter_address", "letter_class", "letter_unit", "letter_template",
        "waiting_hours", "second_call_days",
    )  # fmt: skip

    @staticmethod
    def initial_of(forum):
        return {
            "quorum": f"{forum.quorum_of}/{forum.quorum_in}",
            **{name: getattr(forum, name) for name in RulesForm.AS_KEPT},
        }

    def clean_letterhead(self):
        text = self.cleaned_data["letterhead"]
        if text.count("\n") >= LETTERHEAD_LINES:
            raise forms.ValidationError(_("Write at most four lines."), code="too_many")
        return text

    def clean_letter_template(self):
        template = self.cleaned_data["letter_template"]
        if fault := numbering.fault_of(template):
            raise forms.ValidationError(TEMPLATE_FAULTS[fault], code=fault)
        return template

    def clean(self):
        cleaned = super().clean()
        if quorum := cleaned.pop("quorum", None):
            cleaned["quorum_of"], cleaned["quorum_in"] = map(int, quorum.split("/"))
        logo, without = cleaned.pop("logo", None), cleaned.pop("without_logo", False)
        if logo or without:
            cleaned["letter_logo"] = logo or ""
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
