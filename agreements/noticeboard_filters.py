"""What a reader may narrow the noticeboard by; nonsense is as good as nothing.

``find`` is the one way from an address to planned rules: the list and its files take it both.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.models import PlannedRule, board_standings
from core.forms import TextField
from projects.filters import subdistricts
from projects.forms import sentence_case
from projects.models import Version as Proposal
from villages.models import Region

CHIPS = {  # address → standing and label
    "": ("all", _("All")),
    "terbuka": ("open", _("Open for comments")),
    "selesai": ("waiting", _("Comments are over")),
    "akan": ("coming", _("Adopted, not yet in effect")),
    "berlaku": ("in_force", _("In effect")),
    "batal": ("given_up", _("Given up")),
    "draf": ("draft", _("Drafts")),
}


class BoardFilter(forms.Form):
    """Search words, field, place."""

    q = TextField(label=_("Search planned rules"), max_length=100, required=False)
    bidang = forms.ChoiceField(label=_("Field"), required=False)
    wilayah = forms.RegexField(
        r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$",
        label=_("Place"),
        required=False,
        max_length=13,
        widget=forms.Select,
    )

    def __init__(self, data):
        super().__init__(data)
        fields = sentence_case(Proposal.Field.choices)
        self.fields["bidang"].choices = [("", _("All fields")), *fields]
        self.fields["wilayah"].widget.choices = CallableChoiceIterator(lambda: self._places)
        self.is_valid()

    def chosen(self, name):
        """A choice that is right, else something empty."""
        return self.cleaned_data.get(name, "")

    @cached_property
    def region(self):
        code = self.chosen("wilayah")
        return Region.objects.filter(pk=code).first() if code else None

    @property
    def is_elsewhere(self):
        """A place is asked for that is none: then nothing fits."""
        return not self.region and bool("wilayah" in self.errors or self.chosen("wilayah"))

    @cached_property
    def _places(self):
        """Asked once, and only where the choice is shown."""
        found = {region.pk: f"{region.full_name}, {region.parent}" for region in subdistricts()}
        if self.region:
            found.setdefault(self.region.pk, self.region.full_name)
        return [("", _("All places")), *found.items()]

    def narrow(self, rows):
        """The planned rules that fit."""
        if self.is_elsewhere:
            return rows.none()
        if self.region:
            rows = rows.touching(self.region)
        if self.chosen("bidang"):
            rows = rows.filter(field=self.chosen("bidang"))
        if self.chosen("q"):
            rows = rows.matching(self.chosen("q"))
        return rows

    def narrowing(self):
        """How many filters are at work, the search apart."""
        return bool(self.chosen("bidang")) + bool(self.region or self.is_elsewhere)


@dataclass(frozen=True)
class Finding:
    """What was looked for and what fits: ``narrowed`` by all but the chip, ``found`` by it too."""

    form: BoardFilter
    narrowed: QuerySet
    found: QuerySet
    chip: str
    today: date

    @property
    def is_narrowed(self):
        return bool(self.chip or self.form.narrowing() or self.form.chosen("q"))

    def counts(self):
        """Standing → how many stand so."""
        conditions = board_standings(self.today)
        return self.narrowed.order_by().aggregate(
            **{key: Count("pk", filter=condition) for key, condition in conditions.items()}
        )


def find(request):
    """The planned rules that the reader of ``request`` may see and has asked for."""
    form, today = BoardFilter(request.GET), timezone.localdate()
    asked = request.GET.get("keadaan", "")
    chip = asked if asked in CHIPS else ""
    narrowed = form.narrow(PlannedRule.objects.visible_to(request.user))
    return Finding(form, narrowed, narrowed.standing(CHIPS[chip][0], today), chip, today)
