"""Who stands above the parties and acknowledges what they have agreed ("mengetahui"): of villages
their camat on behalf of the regent, of subdistricts their regent. In force it is without them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agreements import kinds
from agreements.models import Acknowledgement, Agreement
from villages.models import Region
from villages.roles import Permission
from villages.titles import acting_part


@dataclass(frozen=True)
class Row:
    """A region above the parties, its office, the codes of the parties right below, and that it has
    acknowledged, or None."""

    region: Region
    office: str
    below: frozenset
    word: Acknowledgement | None

    @property
    def title(self):
        """The office, and that somebody spoke on its behalf where it was not he himself."""
        if self.word and is_on_behalf(self.region, self.word):
            return _("On behalf of %(office)s") % {"office": self.office}
        return self.office


def office_over(region):
    """Camat Leksono, Bupati Wonosobo; it stands on papers and is Indonesian."""
    return f"{_office(region)} {region.name}"


def _office(region):
    if region.kind == Region.Kind.SUBDISTRICT:
        return "Camat"
    return "Wali Kota" if region.kind == Region.Kind.CITY else "Bupati"


def regent_over(region):
    """The regent on whose behalf who acts for a subdistrict or a regency acknowledges."""
    return office_over(region if region.level == Region.Level.REGENCY else region.parent)


def is_on_behalf(region, word):
    """Has somebody else acknowledged for the regent? He has himself only on a paper that he signed."""
    if region.level != Region.Level.REGENCY:
        return False
    title = word.office_title.removeprefix(acting_part(word.office_title)).strip()
    signed = word.is_on_paper and title.casefold().startswith(_office(region).casefold())
    return not signed


def permission_at(region):
    """What grants to acknowledge there: of a subdistrict the camat's own word; of a regency, whose
    regent has no account, the care of its officers."""
    at_regency = region.level == Region.Level.REGENCY
    return Permission.TAKE_UP if at_regency else Permission.APPROVE_AGREEMENT


def regions_of_parties(agreement):
    """The regions of the parties in their order, each with the one above it."""
    parties = agreement.parties.select_related("region__parent").order_by("position")
    return [party.region for party in parties]


def above(agreement, regions):
    """The regions that acknowledge, each once in the order of the parties' ``regions``; none where
    the kind asks for none."""
    if not kinds.KINDS[agreement.kind].acknowledged:
        return []
    return list(dict.fromkeys(region.parent for region in regions if region.parent))


def rows_of(agreement, regions=None):
    """Who acknowledges the current text, and who has; one query where the ``regions`` of the parties
    are read already, none where the kind asks for nobody."""
    regions = regions_of_parties(agreement) if regions is None else regions
    places = above(agreement, regions)
    if not places:
        return []
    said = Acknowledgement.objects.filter(version=agreement.current_id)
    words = {word.region_id: word for word in said}
    return [
        Row(
            region=place,
            office=office_over(place),
            below=frozenset(region.pk for region in regions if region.parent_id == place.pk),
            word=words.get(place.pk),
        )
        for place in places
    ]


def word_of(region_id, agreement):
    """That this region has acknowledged the current version, or None."""
    return Acknowledgement.objects.filter(version=agreement.current_id, region=region_id).first()


def awaited(region, today):
    """Those in force with a party right below the region, which it has not acknowledged yet."""
    said = Acknowledgement.objects.filter(version=OuterRef("current"), region=region)
    rows = Agreement.objects.filter(
        state=Agreement.State.IN_FORCE, kind__in=kinds.ACKNOWLEDGED, ends_on__gte=today
    )
    below = rows.filter(parties__region__parent=region).distinct()
    return below.filter(~Exists(said))
