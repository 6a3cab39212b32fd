"""A training: what makes a meeting one that people enrol for, and what becomes of each of them."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import secret_code
from core.models import TimeStamped, never_emptied
from core.uploads import random_name
from meetings.models.meeting import Meeting
from villages.models import Mandate, Region


class Topic(models.TextChoices):
    """What trainings in villages are about."""

    FARMING = "pertanian", _("farming, livestock and fishery")
    TECHNOLOGY = "teknologi", _("technology")
    BUSINESS = "usaha", _("small business and marketing")
    FINANCE = "keuangan", _("village finance")
    TOURISM = "pariwisata", _("tourism and culture")
    ENVIRONMENT = "lingkungan", _("environment and waste")
    DISASTER = "kebencanaan", _("disaster readiness")
    GOVERNMENT = "pemerintahan", _("village government")
    HEALTH = "kesehatan", _("health and family")
    YOUTH = "pemuda", _("youth and education")


class TrainingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose meeting the person may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))

    def coming(self, now=None):
        """Not over and not cancelled, the next first."""
        now = now or timezone.now()
        found = self.filter(meeting__ends_at__gte=now).exclude(meeting__state="cancelled")
        return found.order_by("meeting__starts_at", "pk")

    def past(self, now=None):
        """Over, the last one first; a cancelled one is no training that was given."""
        now = now or timezone.now()
        found = self.filter(meeting__ends_at__lt=now).exclude(meeting__state="cancelled")
        return found.order_by("-meeting__starts_at", "-pk")

    def about(self, topic):
        return self.filter(topics__contains=[topic])

    def with_waiting(self):
        """How many stand on the waiting list."""
        rows = Enrolment.objects.waiting().filter(training=OuterRef("pk")).order_by()
        counted = rows.values("training").annotate(number=Count("pk")).values("number")
        return self.annotate(waiting=Coalesce(Subquery(counted), 0))

    def with_state_of(self, user):
        """The state of the person's own enrolment, or None."""
        own = Enrolment.objects.active().filter(
            training=OuterRef("pk"), booked_by=user.pk, mandate__isnull=True
        )
        return self.annotate(own_state=Subquery(own.values("state")[:1]))


class Training(TimeStamped):
    """What one enrols for. ``taken`` counts the seats given; the database keeps it within them."""

    MAX_SEATS = 500
    MAX_TOPICS = 4
    MAX_MATERIALS = 20

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="training")
    topics = ArrayField(
        models.CharField(max_length=12, choices=Topic), verbose_name=_("topics"), size=MAX_TOPICS
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(MAX_SEATS)]
    )
    taken = models.PositiveSmallIntegerField(_("seats taken"), default=0, editable=False)
    enrol_until = models.DateTimeField(_("enrolment until"))
    is_for_all = models.BooleanField(_("open to citizens"), default=True)
    trainer = models.CharField(_("trainer"), max_length=150)
    bring = models.CharField(_("what to bring"), max_length=500, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="training_never_overbooked", condition=Q(taken__lte=F("seats"))
            ),
            models.CheckConstraint(
                name="training_has_seats", condition=Q(seats__gte=1, seats__lte=500)
            ),
            models.CheckConstraint(name="training_has_topics", condition=Q(topics__len__gte=1)),
        ]
        indexes = [GinIndex(fields=["topics"], name="training_topics")]

    def __str__(self):
        return str(self.meeting)

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#pelatihan"

    @property
    def free(self):
        return self.seats - self.taken

    @property
    def topic_labels(self):
        return [str(Topic(value).label) for value in self.topics]


class EnrolmentQuerySet(models.QuerySet):
    def active(self):
        return self.exclude(state=Enrolment.State.CANCELLED)

    def seated(self):
        return self.filter(state=Enrolment.State.SEATED)

    def waiting(self):
        """In the order of arrival: rows are numbered while the training is locked."""
        return self.filter(state=Enrolment.State.WAITING).order_by("pk")

    def present(self):
        return self.seated().filter(was_present=True)

    def of_person(self, user):
        """Whom the person has enrolled: himself, and others for his region."""
        return self.filter(booked_by=user)

    def without_certificate(self):
        return self.filter(certificate__isnull=True)


class Enrolment(TimeStamped):
    """One person's place in a training, or on its waiting list.

    ``booked_by`` is told what happens: the person himself, or, where a region sends somebody who
    may have no account, its representative, who then acted under ``mandate``.
    """

    class State(models.TextChoices):
        SEATED = "seated", _("has a seat")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("given back")

    STATE_MOVES = {
        State.WAITING: {State.SEATED, State.CANCELLED},
        State.SEATED: {State.CANCELLED},
    }

    class Sex(models.TextChoices):
        MALE = "L", _("male (L)")
        FEMALE = "P", _("female (P)")

    training = models.ForeignKey(Training, models.CASCADE, related_name="enrolments")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments",
        verbose_name=_("enrolled by"),
    )  # fmt: skip
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mandate")
    )
    name = models.CharField(_("name"), max_length=100)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    is_young = models.BooleanField(_("16 to 30 years old"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State)
    was_present = models.BooleanField(_("was present"), null=True, blank=True)
    marked_at = models.DateTimeField(_("marked"), null=True, blank=True)
    marked_by = models.ForeignKey(
        Mandate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("marked by"),
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "booked_by"],
                condition=Q(mandate__isnull=True) & ~Q(state="cancelled"),
                name="enrolment_each_himself_once",
            ),
            models.UniqueConstraint(
                "training", "region", Lower("name"),
                condition=Q(mandate__isnull=False) & ~Q(state="cancelled"),
                name="enrolment_each_name_of_a_region_once",
            ),
            models.CheckConstraint(
                name="enrolment_only_the_seated_are_marked",
                condition=Q(was_present__isnull=True) | Q(state="seated"),
            ),
            models.CheckConstraint(
                name="enrolment_mark_is_signed",
                condition=Q(was_present__isnull=True, marked_at__isnull=True, marked_by__isnull=True)
                | Q(was_present__isnull=False, marked_at__isnull=False, marked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="enrolment_sent_by_a_region",
                condition=Q(mandate__isnull=True) | Q(region__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["training", "state", "id"], name="enrolment_in_order"),
            models.Index(fields=["booked_by", "-id"], name="enrolment_of_person"),
        ]

    def __str__(self):
        return f"{self.name}: {self.training}"


class Certificate(models.Model):
    """What a person is certified, frozen as text; the code on it leads to the public check."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    code = models.CharField(
        _("code"), max_length=26, unique=True, default=secret_code, editable=False
    )
    number = models.CharField(_("number"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("training"), max_length=150)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    zone = models.CharField(_("time zone"), max_length=20)
    place = models.CharField(_("place"), max_length=200)
    organiser = models.CharField(_("organiser"), max_length=150)
    trainer = models.CharField(_("trainer"), max_length=150)
    signer_name = models.CharField(_("issued by"), max_length=100)
    signer_title = models.CharField(_("office"), max_length=200)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    revoke_reason = models.CharField(_("why revoked"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_revoked_is_signed",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason=""),
            )
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(
                name="certificate_revoked_for_good",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.name}"

    def get_absolute_url(self):
        return reverse("trainings:certificate", args=[self.code])

    @property
    def is_revoked(self):
        return self.revoked_at is not None


class Material(models.Model):
    """A paper of a training, for those who take part."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    added_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training materials")
        ordering = ["pk"]

    def __str__(self):
        return self.title
