"""What a region tells of itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from villages.models.region import Region


class Sector(models.TextChoices):
    """What needs, offers and projects are about."""

    ROADS = "roads", _("roads and bridges")
    WATER = "water", _("clean water")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health")
    MARKET = "market", _("markets and economy")
    FARMING = "farming", _("farming and livestock")
    TOURISM = "tourism", _("tourism")
    WASTE = "waste", _("waste")
    ENVIRONMENT = "environment", _("environment")
    DISASTER = "disaster", _("disaster readiness")
    FACILITIES = "facilities", _("public facilities")
    SECURITY = "security", _("security and order")


class Profile(TimeStamped):
    """A village or subdistrict that takes part: its place, figures and strengths."""

    region = models.OneToOneField(Region, models.PROTECT, related_name="profile")
    about = models.TextField(_("about"), max_length=2000, blank=True)
    strengths = ArrayField(
        models.CharField(max_length=12, choices=Sector),
        verbose_name=_("strengths"),
        default=list,
        blank=True,
    )
    needs = ArrayField(
        models.CharField(max_length=12, choices=Sector),
        verbose_name=_("needs"),
        default=list,
        blank=True,
    )
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    area_ha = models.DecimalField(
        _("area in hectares"), max_digits=9, decimal_places=1, null=True, blank=True
    )
    figures_from = models.CharField(_("source and year of the figures"), max_length=100, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    office_address = models.CharField(_("office address"), max_length=200, blank=True)
    office_phone = models.CharField(_("office phone"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                name="profile_place_is_whole",
                # "is not null" is said: a comparison with nothing is no refusal.
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-11.5, 6.5),
                    longitude__range=(94, 142),
                ),
            )
        ]

    def __str__(self):
        return str(self.region)

    @property
    def strength_labels(self):
        return [str(Sector(name).label) for name in self.strengths]

    @property
    def need_labels(self):
        return [str(Sector(name).label) for name in self.needs]

    @property
    def place(self):
        """Latitude and longitude, or None."""
        return None if self.latitude is None else (self.latitude, self.longitude)
