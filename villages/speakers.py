"""Who speaks for a region, in words: for the sentences that say who may do something."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _


def receivers_among(regions):
    """Who is written to in these regions: "The heads and secretaries of the villages"."""
    villages = any(region.is_village for region in regions)
    subdistricts = any(region.is_subdistrict for region in regions)
    others = any(not (region.is_village or region.is_subdistrict) for region in regions)
    words = [
        villages and _("the heads and secretaries of the villages"),
        subdistricts and _("the camats and the staff of the subdistricts"),
        others and _("the officers of the other regions"),
    ]
    return capfirst("; ".join(word for word in words if word))


def speakers_of(region, *, officials=False):
    """ "The head or the secretary of Desa Sojokerto", "The camat or the staff of Kecamatan Leksono".

    ``officials``: in a village those without a paper's signature too.
    """
    if region.is_village and officials:
        text = _("the head, the secretary or an official of %(region)s")
    elif region.is_village:
        text = _("the head or the secretary of %(region)s")
    elif region.is_subdistrict:
        text = _("the camat or the staff of %(region)s")
    else:
        text = _("the officers of %(region)s")
    return capfirst(text % {"region": region.full_name})
