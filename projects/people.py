"""Who holds which right for regions today; for letters, and to say who can."""

from villages.models import Mandate, Profile
from villages.roles import Permission, offices_granting


def holders(regions, permission):
    """Mandates of active people that grant this today for ``regions`` (rows, codes or a query)."""
    return (
        Mandate.objects.valid_at()
        .filter(region__in=regions, office__in=offices_granting(permission), user__is_active=True)
        .select_related("user", "region")
        .order_by("pk")
    )


def givers(organisations):
    """Who speaks for ``organisations`` (keys or a query) today, active people, each once."""
    mandates = Mandate.objects.valid_at().filter(
        organisation__in=organisations,
        office__in=offices_granting(Permission.SUPPORT),
        user__is_active=True,
    )
    people = mandates.select_related("user", "organisation").order_by("pk")
    return list({mandate.user_id: mandate for mandate in people}.values())


def heads_of(regions):
    """Who can answer for each of ``regions``: pairs of region and mandate, None where nobody."""
    held = {mandate.region_id: mandate for mandate in holders(regions, Permission.CONSENT)}
    return [(region, held.get(region.pk)) for region in regions]


def holds_still(mandate):
    """May the person still speak in this office, for a region or an organisation?"""
    return Mandate.objects.held_by(mandate.user).filter(pk=mandate.pk).exists()


def inhabitants_of(regions):
    """Code of each region → its inhabitants, where its profile names them."""
    profiles = Profile.objects.filter(region__in=regions, population__gt=0)
    return dict(profiles.values_list("region", "population"))
