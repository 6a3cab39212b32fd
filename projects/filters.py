"""What a reader may narrow the projects by; whatever else is sent is ignored.

``find`` is the one way from an address to projects: list, board, map, files and feeds all take it,
so that they cannot disagree.
"""

import re
from dataclasses import dataclass

from django import forms
from django.db.models import Count, QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from projects.models import Escalation, Project
from projects.searching import searched
from projects.stages import STAGE_OF, Stage, states_of
from villages.models import Profile, Region
from villages.models.profile import Sector
from villages.roles import of_region

MOST_SUBDISTRICTS = 300
YEARS_BACK, YEARS_AHEAD = 5, 3
_CODE = re.compile(r"\d\d(\.\d\d){1,2}(\.\d{4})?", re.ASCII)


def subdistricts():
    """Those in which somebody takes part, for the choice of places."""
    joined = Profile.objects.values(prefix=Left("region", 8))
    rows = Region.objects.filter(level=Region.Level.SUBDISTRICT, pk__in=joined.values("prefix"))
    return rows.select_related("parent").order_by("name", "code")[:MOST_SUBDISTRICTS]


def years():
    """Those that can be chosen, the latest first."""
    this = timezone.localdate().year
    return [str(year) for year in range(this + YEARS_AHEAD, this - YEARS_BACK - 1, -1)]


class FilterForm(forms.Form):
    """Search words, stage, sector, place, year, late ones, sent on, seeking funds, one's own,
    followed."""

    q = TextField(label=_("Search projects"), max_length=100, required=False)
    tahap = forms.ChoiceField(choices=Stage, required=False, widget=forms.HiddenInput)
    sektor = forms.ChoiceField(label=_("Sector"), required=False)
    wilayah = forms.ChoiceField(label=_("Place"), required=False)
    tahun = forms.ChoiceField(label=_("Year of the work"), required=False)
    terlambat = forms.BooleanField(label=_("Only those whose report is late"), required=False)
    saya = forms.BooleanField(required=False)
    ikut = forms.BooleanField(label=_("Only those that I follow"), required=False)
    diteruskan = forms.BooleanField(
        label=_("Only those sent on to the subdistrict or regency"), required=False
    )
    dana = forms.ChoiceField(
        label=_("Funds"),
        choices=[("", _("All")), ("cari", _("Seeking funds"))],
        required=False,
    )

    def __init__(self, data, *, acting=None, user=None):
        super().__init__(data)
        self.acting, self.user = of_region(acting), user
        self.region = self._region(data.get("wilayah", ""))
        sectors = [(value, capfirst(label)) for value, label in Sector.choices]
        self.fields["sektor"].choices = [("", _("All sectors")), *sectors]
        self.fields["wilayah"].choices = lambda: self._places
        self.fields["tahun"].choices = [("", _("All years")), *((year, year) for year in years())]
        self._offer_own()
        self.is_valid()

    def _offer_own(self):
        """What only a representative, or only somebody with an account, can ask for."""
        if self.acting:
            words = _("Only those of %(region)s") % {"region": self.acting.region.full_name}
            self.fields["saya"].label = words
        else:
            del self.fields["saya"]
        if self.user is None or not self.user.is_authenticated:
            del self.fields["ikut"]

    def _region(self, code):
        return Region.objects.filter(pk=code).first() if _CODE.fullmatch(code) else None

    @cached_property
    def _places(self):
        """Asked once, and only where the choice is shown or checked."""
        places = {region.pk: f"{region.full_name}, {region.parent}" for region in subdistricts()}
        if self.region:
            places.setdefault(self.region.pk, self.region.full_name)
        return [("", _("All places")), *places.items()]

    def chosen(self, name):
        """A choice that is right, else something empty."""
        return self.cleaned_data.get(name, "")

    def narrow(self, projects):
        """The projects that fit; the closest title first where words are searched."""
        if self.chosen("sektor"):
            projects = projects.filter(sectors__contains=[self.chosen("sektor")])
        if self.region:
            projects = projects.within(self.region)
        if self.chosen("tahun"):
            projects = projects.at_work_in(int(self.chosen("tahun")))
        if self.chosen("terlambat"):
            projects = projects.reporting_late(timezone.localdate())
        if self.chosen("saya"):
            projects = projects.within(self.acting.region)
        if self.chosen("ikut"):
            projects = projects.followed_by(self.user)
        if self.chosen("diteruskan"):
            projects = projects.filter(pk__in=Escalation.objects.upward().values("project"))
        if self.chosen("dana"):
            projects = projects.seeking_funds()
        if self.chosen("q"):
            projects = searched(projects, self.chosen("q"))
        return projects

    def narrowing(self):
        """How many filters are at work, the stage apart."""
        names = ("sektor", "tahun", "terlambat", "diteruskan", "dana", "saya", "ikut")
        return sum(bool(self.chosen(name)) for name in names) + bool(self.region)


@dataclass(frozen=True)
class Finding:
    """What was looked for and what fits: ``narrowed`` by all but the stage, ``found`` by it too."""

    form: FilterForm
    narrowed: QuerySet
    found: QuerySet
    stage: str

    @property
    def is_narrowed(self):
        return bool(self.form.narrowing() or self.stage or self.form.chosen("q"))

    def counts(self):
        """Stage → how many there are; those without any are left out."""
        rows = self.narrowed.order_by().values_list("state").annotate(number=Count("pk"))
        by_stage = {}
        for state, number in rows:
            by_stage[STAGE_OF[state]] = by_stage.get(STAGE_OF[state], 0) + number
        return by_stage


def find(request):
    """The projects that the reader of ``request`` may see and has asked for."""
    form = FilterForm(request.GET, acting=request.acting, user=request.user)
    narrowed = form.narrow(Project.objects.visible_to(request.user))
    stage = form.chosen("tahap")
    found = narrowed.filter(state__in=states_of(stage)) if stage else narrowed
    return Finding(form, narrowed, found, stage)
