"""What a reader may narrow the agreements by; nonsense is as good as nothing.

``find`` is the one way from an address to agreements: the list and its files take it both, so that
they cannot disagree.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, standings
from core.forms import TextField
from projects.filters import subdistricts
from villages.models import Region

YEARS_BACK = 10
CHIPS = {  # address → standing and label
    "": ("all", _("All")),
    "berlaku": ("in_force", _("In force")),
    "menunggu": ("open", _("Awaiting approval")),
    "segera": ("soon", _("Ending soon")),
    "berakhir": ("over", _("Ended")),
    "ditarik": ("withdrawn", _("Withdrawn")),
    "draf": ("draft", _("Drafts")),
}


def years():
    """Those of the register that can be chosen, the latest first."""
    this = timezone.localdate().year
    return [str(year) for year in range(this, this - YEARS_BACK - 1, -1)]


class FilterForm(forms.Form):
    """Search words, kind, place, party, year of the seal."""

    q = TextField(label=_("Search agreements"), max_length=100, required=False)
    jenis = forms.ChoiceField(label=_("Kind"), required=False)
    wilayah = forms.RegexField(
        r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$",
        label=_("Place"),
        required=False,
        max_length=13,
        widget=forms.Select,
    )
    pihak = TextField(label=_("Name of a party"), max_length=100, required=False)
    tahun = forms.ChoiceField(label=_("Year of the seal"), required=False)

    def __init__(self, data):
        super().__init__(data)
        kinds = [(value, capfirst(label)) for value, label in Agreement.Kind.choices]
        self.fields["jenis"].choices = [("", _("All kinds")), *kinds]
        self.fields["tahun"].choices = [("", _("All years")), *((year, year) for year in years())]
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

    def narrow(self, agreements):
        """The agreements that fit."""
        if self.is_elsewhere:
            return agreements.none()
        if self.region:
            agreements = agreements.within(self.region)
        if self.chosen("jenis"):
            agreements = agreements.filter(kind=self.chosen("jenis"))
        if self.chosen("pihak"):
            agreements = agreements.with_party_named(self.chosen("pihak"))
        if self.chosen("tahun"):
            agreements = agreements.entered_in(int(self.chosen("tahun")))
        if self.chosen("q"):
            agreements = agreements.matching(self.chosen("q"))
        return agreements

    def narrowing(self):
        """How many filters are at work, the search apart."""
        named = sum(bool(self.chosen(name)) for name in ("jenis", "pihak", "tahun"))
        return named + bool(self.region or self.is_elsewhere)


@dataclass(frozen=True)
class Finding:
    """What was looked for and what fits: ``narrowed`` by all but the chip, ``found`` by it too."""

    form: FilterForm
    narrowed: QuerySet
    found: QuerySet
    chip: str
    today: date

    @property
    def is_narrowed(self):
        return bool(self.chip or self.form.narrowing() or self.form.chosen("q"))

    def counts(self):
        """Standing → how many stand so."""
        conditions = standings(self.today)
        return self.narrowed.order_by().aggregate(
            **{key: Count("pk", filter=condition) for key, condition in conditions.items()}
        )


def find(request):
    """The agreements that the reader of ``request`` may see and has asked for."""
    form, today = FilterForm(request.GET), timezone.localdate()
    asked = request.GET.get("keadaan", "")
    chip = asked if asked in CHIPS else ""
    narrowed = form.narrow(Agreement.objects.visible_to(request.user))
    return Finding(form, narrowed, narrowed.standing(CHIPS[chip][0], today), chip, today)
