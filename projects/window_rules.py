"""Who keeps the catalogue of funding windows: officers those of their own region, operators the rest."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny
from villages.roles import Permission, grants, may


def can_add_window(acting):
    """The camat, an officer of the subdistrict or of the regency, for their own region."""
    if grants(acting, Permission.TAKE_UP):
        return ALLOW
    return deny(_("Only the officers of a subdistrict or regency enter funding windows."))


def can_change_window(acting, window):
    """The officers of the region that has entered it."""
    if window.region is None:
        return deny(_("This funding window is kept by the operators of the portal."))
    if may(acting, Permission.TAKE_UP, window.region):
        return ALLOW
    return deny(
        _("This funding window is kept by the officers of %(region)s.")
        % {"region": window.region.full_name}
    )
