"""The second page: where, and with whom."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from projects.forms.page import Page
from projects.models import Project
from villages.forms import AsksForRegions, RegionsField
from villages.models import Forum, Region


class PartnersForm(AsksForRegions, Page):
    """Where, and with whom."""

    place = TextField(
        label=_("Where exactly?"),
        max_length=200,
        help_text=_(
            "Hamlet, road, spring or building, for example: spring Kali Bening, Dusun Krajan. "
            "Of work in all villages: where in each."
        ),
        error_messages={"required": _("Write where the work takes place.")},
    )
    partners = RegionsField(
        label=_("Regions that you ask to take part"),
        levels=[Region.Level.SUBDISTRICT, Region.Level.VILLAGE],
        max_choices=Project.MAX_PARTNERS,
        help_text=_(
            "They are invited to answer; that does not mean that they consent. A kelurahan may "
            "take part, but does not sign a joint regulation."
        ),
        error_messages={"required": _("Choose at least one partner.")},
    )

    def prepare(self):
        self.fields["partners"].known = neighbours_of(self.project.lead)

    def clean_partners(self):
        partners = self.cleaned_data["partners"]
        if any(region.pk == self.project.lead_id for region in partners):
            raise forms.ValidationError(
                _("Your own region leads the project already. Choose other regions."), code="own"
            )
        return partners

    @property
    def is_complaining(self):
        return not self.is_searching


def regions_of(project):
    """The regions that take part as the draft stands: the lead, then the partners if they are right."""
    form = PartnersForm(project.draft.typed("mitra"), project=project)
    form.is_valid()
    return [project.lead, *form.cleaned_data.get("partners", [])]


def neighbours_of(region, most=60):
    """Offered without a search: the regions beside and above, and those of shared forums."""
    near = Q(parent=region.parent_id) | Q(
        memberships__forum__in=Forum.objects.of_region(region), memberships__until__isnull=True
    )
    if region.is_village:
        near |= Q(pk=region.parent_id)
    found = Region.objects.filter(near, level__gte=Region.Level.SUBDISTRICT, replaced_by=None)
    return found.exclude(pk=region.pk).with_ancestors().distinct().order_by("level", "code")[:most]
