"""Who speaks for a region, in words: for the sentences that say who may do something."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _


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
