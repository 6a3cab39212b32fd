"""What a reader may narrow the list of projects by; whatever else is sent is ignored."""

import re

from django import forms
from django.db.models.functions import Left
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from projects.stages import Stage
from villages.models import Profile, Region
from villages.models.profile import Sector

MOST_SUBDISTRICTS = 300
_CODE = re.compile(r"\d\d(\.\d\d){1,2}(\.\d{4})?", re.ASCII)


def subdistricts():
    """Those in which somebody takes part, for the choice of places."""
    joined = Profile.objects.values(prefix=Left("region", 8))
    rows = Region.objects.filter(level=Region.Level.SUBDISTRICT, pk__in=joined.values("prefix"))
    return rows.select_related("parent").order_by("name", "code")[:MOST_SUBDISTRICTS]


class FilterForm(forms.Form):
    """Search words, stage, sector, place, whether funds are sought."""

    q = TextField(label=_("Search projects"), max_length=100, required=False)
    tahap = forms.ChoiceField(choices=Stage, required=False, widget=forms.HiddenInput)
    sektor = forms.ChoiceField(label=_("Sector"), required=False)
    wilayah = forms.ChoiceField(label=_("Place"), required=False)
    dana = forms.ChoiceField(
        label=_("Funds"),
        choices=[("", _("All")), ("cari", _("Seeking funds"))],
        required=False,
    )

    def __init__(self, data):
        super().__init__(data)
        self.region = self._region(data.get("wilayah", ""))
        sectors = [(value, capfirst(label)) for value, label in Sector.choices]
        self.fields["sektor"].choices = [("", _("All sectors")), *sectors]
        self.fields["wilayah"].choices = lambda: self._places
        self.is_valid()

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
        """A choice that is right, else an empty text."""
        return self.cleaned_data.get(name, "")

    def narrow(self, projects):
        """The projects that fit; the closest title first where words are searched."""
        if self.chosen("sektor"):
            projects = projects.filter(sectors__contains=[self.chosen("sektor")])
        if self.region:
            projects = projects.within(self.region)
        if self.chosen("dana"):
            projects = projects.seeking_funds()
        if self.chosen("q"):
            projects = projects.titled_like(self.chosen("q"))
        return projects

    def narrowing(self):
        """How many filters are at work, the stage apart."""
        return sum(bool(each) for each in (self.chosen("sektor"), self.chosen("dana"), self.region))
