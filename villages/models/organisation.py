"""A partner that is no region: a foundation, a donor, a company, a university, an agency."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.formats import zone_of_code
from core.models import TimeStamped
from villages.models.profile import Sector
from villages.models.region import Region
from villages.typed import squeeze

# A representative acts only for an organisation that is verified, whoever writes the rows.
ENDS_WITH_ITS_MANDATES = pgtrigger.Trigger(
    name="organisation_ends_with_mandates",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF OLD.state = 'verified' AND NEW.state <> 'verified' AND EXISTS (
            SELECT FROM villages_mandate WHERE organisation_id = NEW.id AND state = 'verified') THEN
            RAISE EXCEPTION 'an organisation ends after the mandates of its representatives';
        END IF;
        IF OLD.state <> 'registered' AND (OLD.kind, OLD.name, OLD.legal_number, OLD.home_id)
           IS DISTINCT FROM (NEW.kind, NEW.name, NEW.legal_number, NEW.home_id) THEN
            RAISE EXCEPTION 'what was verified of an organisation is not changed';
        END IF;
        RETURN NEW;
    """,
)


class OrganisationQuerySet(models.QuerySet):
    def public(self):
        """Verified ones, which everybody sees."""
        return self.filter(state=Organisation.State.VERIFIED)

    def named(self, text):
        """Those with ``text`` in the name or the short name, blanks and signs aside."""
        squeezed = squeeze(text)
        if not squeezed:
            return self.none()
        return self.filter(Q(squeezed__contains=squeezed) | Q(short_name__icontains=text))

    def visible_to(self, user):
        """What is public, and those for which the user has applied; all for operators."""
        if not user.is_authenticated or not user.is_active:
            return self.public()
        if user.is_staff:
            return self
        own = Q(state=Organisation.State.VERIFIED) | Q(mandates__user=user)
        return self.filter(own).distinct()


class Organisation(TimeStamped):
    """Who supports joint projects without being a region; its first representative verifies it."""

    class Kind(models.TextChoices):
        NGO = "ngo", _("non-governmental organisation")
        DONOR = "donor", _("donor")
        COMPANY = "company", _("company")
        UNIVERSITY = "university", _("university")
        AGENCY = "agency", _("regional agency")
        COMMUNITY = "community", _("community")

    class State(models.TextChoices):
        REGISTERED = "registered", _("waiting for the check")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        CLOSED = "closed", _("closed")

    STATE_MOVES = {
        State.REGISTERED: {State.VERIFIED, State.REFUSED, State.CLOSED},
        State.VERIFIED: {State.CLOSED},
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    legal_number = models.CharField(_("number of the deed, NIB or decree"), max_length=100)
    home = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("home region"),
    )
    address = models.CharField(_("office address"), max_length=200)
    email = models.EmailField(_("office e-mail address"), max_length=120, blank=True)
    phone = models.CharField(_("office phone"), max_length=16, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    sectors = ArrayField(
        models.CharField(max_length=12, choices=Sector),
        verbose_name=_("sectors it supports"),
        default=list,
        blank=True,
    )
    offers = models.TextField(_("what it offers"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REGISTERED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    squeezed = models.GeneratedField(
        expression=Func(
            Lower(F("name")), Value("[^a-z0-9]+"), Value(""), Value("g"), function="regexp_replace"
        ),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["squeezed"],
                condition=Q(state__in=["registered", "verified"]),
                name="organisation_name_once",
            ),
            models.CheckConstraint(
                name="organisation_decided_has_time",
                condition=Q(state="registered") ^ Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="organisation_end_has_reason",
                condition=Q(state__in=["registered", "verified"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="organisation_website_is_secure",
                condition=Q(website="") | Q(website__startswith="https://"),
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("squeezed"), name="gin_trgm_ops"), name="organisation_squeezed_trgm")
        ]
        triggers = [ENDS_WITH_ITS_MANDATES]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:organisation", args=[self.pk])

    @property
    def full_name(self):
        """As pages and letters say it; a region has the same property."""
        return self.name

    @property
    def whereabouts(self):
        """Kabupaten Wonosobo, Jawa Tengah; empty without a home."""
        if self.home is None:
            return ""
        return ", ".join(part for part in (self.home.full_name, self.home.whereabouts) if part)

    @property
    def zone(self):
        """The zone of its days: of its home, else of Jakarta."""
        return zone_of_code(self.home_id or "")

    @property
    def is_verified(self):
        return self.state == self.State.VERIFIED

    @property
    def sector_labels(self):
        return [str(Sector(name).label) for name in self.sectors]
