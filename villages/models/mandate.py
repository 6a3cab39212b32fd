"""Who may speak for a region or an organisation: a person in an office, from – until, proved and
verified."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.audit import Actor
from core.formats import CENTRAL, EASTERN, ZONES, day_in, local
from core.models import TimeStamped
from core.uploads import random_name
from villages.models.organisation import Organisation
from villages.models.region import Region

# A term includes its last day; without one it has no end.
TERM = Func(F("starts_on"), F("ends_on"), models.Value("[]"), function="daterange")


class Office(models.TextChoices):
    """Offices in which a person can act; ``villages.roles`` says what each grants."""

    HEAD = "head", _("village head")
    SECRETARY = "secretary", _("village secretary")
    OFFICIAL = "official", _("village official")
    COUNCIL = "council", _("village council (BPD)")
    SUBDISTRICT_HEAD = "camat", _("subdistrict head (camat)")
    SUBDISTRICT_OFFICER = "kecamatan", _("subdistrict officer")
    REGENCY_OFFICER = "kabupaten", _("regency officer")
    PARTNER = "partner", _("representative of an organisation")


# Who looks after the regions within his own; villages.roles grants these offices the check.
CARING_OFFICES = (Office.SUBDISTRICT_HEAD, Office.SUBDISTRICT_OFFICER, Office.REGENCY_OFFICER)


# Nobody acts for an organisation that is not verified, whoever writes the rows.
_OF_A_VERIFIED_ORGANISATION = pgtrigger.Trigger(
    name="mandate_of_a_verified_organisation",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__state="verified", new__organisation__isnull=False),
    func="""
        PERFORM FROM villages_organisation
            WHERE id = NEW.organisation_id AND state = 'verified' FOR KEY SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a verified organisation comes before its representatives';
        END IF;
        RETURN NEW;
    """,
)


def _holds_on(date):
    """A term that includes the date."""
    return Q(starts_on__lte=date) & (Q(ends_on__isnull=True) | Q(ends_on__gte=date))


class MandateQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(state=Mandate.State.VERIFIED)

    def valid_at(self, moment=None):
        """Verified ones whose term holds now, or at ``moment``, each on its own region's clocks
        (an organisation's on those of its home).

        The zone that a reader has chosen for himself makes nobody's term longer. For two hours a
        day the three zones of Indonesia have two dates.
        """
        moment = moment or timezone.now()
        west, middle, east = (local(moment, zone).date() for zone in ZONES)
        if west == east:
            return self.verified().filter(_holds_on(west))
        return (
            self.verified()
            .alias(
                province=Left(Coalesce("region_id", "organisation__home_id", models.Value("")), 2)
            )
            .filter(
                _holds_on(west) & ~Q(province__in=CENTRAL | EASTERN)
                | _holds_on(middle) & Q(province__in=CENTRAL)
                | _holds_on(east) & Q(province__in=EASTERN)
            )
        )

    def held_on(self, day):
        """Verified ones whose term held on a day that is over, also those that were ended since."""
        return self.filter(state__in=[Mandate.State.VERIFIED, Mandate.State.ENDED]).filter(
            _holds_on(day), Q(ended_at__isnull=True) | Q(ended_at__date__gt=day)
        )

    def held_by(self, user):
        """What the user may act in now; none for a visitor or a closed account."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.valid_at().filter(user=user)

    def open_claims(self):
        """Applications on which somebody still has to act."""
        return self.filter(state__in=[Mandate.State.SUBMITTED, Mandate.State.RETURNED])

    def awaiting_check(self):
        return self.filter(state=Mandate.State.SUBMITTED)

    def caring(self, region=None):
        """Valid now and with regions in care; of ``region`` only, where one is given."""
        mandates = self.valid_at().filter(office__in=CARING_OFFICES)
        return mandates if region is None else mandates.filter(region=region)

    def awaiting_check_by(self, officer):
        """What an officer may check: villages in his care at any time; his own or a lower office
        only where somebody holds one already, for the first officer is the operators' matter; and,
        for a regency, the organisations at home in it."""
        cared = Mandate.objects.caring(OuterRef("region"))
        claims = Q(region__code__startswith=officer.region_id) & (
            Q(region__level=Region.Level.VILLAGE) | Exists(cared)
        )
        if officer.office == Office.REGENCY_OFFICER:
            claims |= Q(organisation__home__code__startswith=officer.region_id)
        return self.awaiting_check().filter(claims).exclude(user=officer.user_id)

    def visible_to(self, user):
        """One's own; those in the care of one's office; all for operators."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self
        seen = Q(user=user)
        for mandate in Mandate.objects.caring().filter(user=user):
            seen |= Q(region__code__startswith=mandate.region_id)
            if mandate.office == Office.REGENCY_OFFICER:
                seen |= Q(organisation__home__code__startswith=mandate.region_id)
        return self.filter(seen)

    def with_first_officers(self):
        """``is_first_officer`` of each at once, for lists."""
        cared = Mandate.objects.caring(OuterRef("region"))
        return self.annotate(
            is_first_officer=Q(region__level__lt=Region.Level.VILLAGE) & ~Exists(cared)
        )

    def with_people(self):
        return self.select_related(
            "user", "region__parent__parent__parent", "organisation__home__parent__parent"
        )


class Mandate(TimeStamped):
    """User × office × region or organisation, from – until, with the paper that proves it.

    A person never acts as himself: every act stores the mandate valid at that moment.
    ``title`` is the office's local name as it is said ("Kepala Kampung", "Pj. Kepala Desa").
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for the check")
        RETURNED = "returned", _("waiting for you")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    STATE_MOVES = {
        State.SUBMITTED: {State.VERIFIED, State.RETURNED, State.REFUSED, State.WITHDRAWN},
        State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
        State.VERIFIED: {State.ENDED},
    }

    ONE_HOLDER = (Office.HEAD, Office.SUBDISTRICT_HEAD)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("region"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("organisation"),
    )
    office = models.CharField(_("office"), max_length=12, choices=Office)
    acting = models.BooleanField(_("acting holder (Pj. or Plt.)"), default=False)
    title = models.CharField(_("title of the office"), max_length=80)
    starts_on = models.DateField(_("term starts"))
    ends_on = models.DateField(_("term ends"), null=True, blank=True)
    decree_number = models.CharField(_("number of the decree"), max_length=100)
    decree = models.FileField(_("decree"), upload_to=random_name, max_length=120)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_as = models.CharField(_("decided in the office of"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="mandate_of_region_or_organisation",
                condition=Q(region__isnull=False, organisation__isnull=True) & ~Q(office="partner")
                | Q(region__isnull=True, organisation__isnull=False, office="partner"),
            ),
            # Not unique alone: who is elected again claims the next term before the old one ends.
            ExclusionConstraint(
                name="mandate_one_live_claim",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("region"), RangeOperators.EQUAL),
                    (F("office"), RangeOperators.EQUAL),
                    (TERM, RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["submitted", "returned", "verified"]),
            ),
            ExclusionConstraint(
                name="mandate_one_live_claim_of_partner",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("organisation"), RangeOperators.EQUAL),
                    (TERM, RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["submitted", "returned", "verified"]),
            ),
            models.CheckConstraint(
                name="mandate_term_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="mandate_decision_is_signed",
                condition=Q(state__in=["submitted", "withdrawn"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_four_eyes",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
            ),
            models.CheckConstraint(
                name="mandate_ended_has_time",
                condition=Q(state="ended") ^ Q(ended_at__isnull=True),
            ),
            ExclusionConstraint(
                name="mandate_one_head_at_a_time",
                expressions=[
                    (F("region"), RangeOperators.EQUAL),
                    (TERM, RangeOperators.OVERLAPS),
                ],
                condition=Q(state="verified", office__in=["head", "camat"]),
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "office"], name="mandate_of_region"),
            models.Index(fields=["organisation", "state"], name="mandate_of_organisation"),
            models.Index(
                fields=["submitted_at"],
                name="mandate_queue",
                condition=Q(state="submitted"),
            ),
        ]
        triggers = [_OF_A_VERIFIED_ORGANISATION]

    @property
    def seen(self):
        """Which application a form was drawn for; a corrected one makes the form stale."""
        return f"{self.pk} {self.submitted_at.isoformat()}"

    def __str__(self):
        return f"{self.user}, {self.title}, {self.party}"

    def get_absolute_url(self):
        return reverse("villages:mandate", args=[self.pk])

    @property
    def party(self):
        """The region or organisation that is spoken for; both have ``full_name`` and a page."""
        return self.organisation if self.organisation_id else self.region

    @property
    def party_id(self):
        """Its key: a code of a region or the number of an organisation, never equal."""
        return self.organisation_id or self.region_id

    @property
    def capacity(self):
        """Kepala Desa Sojokerto; Camat Leksono; Kasi PMD, Kecamatan Leksono; Direktur, Yayasan …"""
        return f"{self.title}, {self.party.full_name}"

    @property
    def key(self):
        """How the outbox names it: mails on behalf of this mandate."""
        return f"{self._meta.label_lower}:{self.pk}"

    @cached_property
    def is_first_officer(self):
        """Would this be the first who has regions in care here? Then nobody but operators checks."""
        region = self.region
        if region is None:
            return False
        return not region.is_village and not Mandate.objects.caring(region).exists()

    def _day(self, moment=None):
        """The date where it holds: of the region, of the organisation's home, else of Jakarta."""
        home = self.organisation.home_id if self.organisation_id else self.region_id
        return day_in(home or "", moment)

    @property
    def is_current(self):
        return self.is_valid_at(timezone.now())

    @property
    def is_over(self):
        """Verified, but the term has run out."""
        ends_on, today = self.ends_on, self._day()
        return self.state == self.State.VERIFIED and ends_on is not None and ends_on < today

    def is_valid_at(self, moment):
        """Does the term hold then, on the region's own clocks?"""
        date = self._day(moment)
        return (
            self.state == self.State.VERIFIED
            and self.starts_on <= date
            and (self.ends_on is None or self.ends_on >= date)
        )

    def as_actor(self):
        """The person in this office, frozen as text for the trail."""
        return Actor(
            person_id=str(self.user_id),
            name=str(self.user),
            office=self.title,
            region_code=self.region_id or "",
            region_name=self.party.full_name,
            mandate_id=str(self.pk),
        )
