"""Standing bodies of regions, with rules of their own: local regulation differs."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from villages import numbering
from villages.models.mandate import Mandate
from villages.models.region import Region


def default_reminders():
    """Minutes before a meeting: seven, three and one day, and two hours."""
    return [7 * 1440, 3 * 1440, 1440, 120]


class ForumQuerySet(models.QuerySet):
    def of_region(self, region):
        """Forums in which the region sits today, or whose home it is."""
        today = timezone.localdate()
        seats = Membership.objects.filter(region=region).on(today)
        return self.filter(Q(pk__in=seats.values("forum")) | Q(home=region))

    def spoken_for_by(self, user):
        """Forums of which a region for which the user speaks today is a member or the home."""
        own = Mandate.objects.held_by(user).values("region")
        seats = Membership.objects.on(timezone.localdate()).filter(region__in=own)
        return self.filter(Q(pk__in=seats.values("forum")) | Q(home__in=own))


class Forum(TimeStamped):
    """Villages of a subdistrict, subdistricts of a regency, or freely chosen regions."""

    class VoteUnit(models.TextChoices):
        REGION = "region", _("one ballot a region")
        DELEGATE = "delegate", _("one ballot a delegate")

    class Majority(models.TextChoices):
        SIMPLE = "simple", _("more for than against")
        ABSOLUTE = "absolute", _("more than half of all who may vote")
        TWO_THIRDS = "two_thirds", _("two thirds of the votes for and against")

    name = models.CharField(_("name"), max_length=150)
    home = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="forums_at_home",
        verbose_name=_("home region"),
        help_text=_("The subdistrict or regency that facilitates the forum."),
    )
    about = models.TextField(_("about"), max_length=2000, blank=True)
    reminders = ArrayField(
        models.PositiveIntegerField(validators=[MaxValueValidator(60 * 1440)]),
        verbose_name=_("reminders, minutes before a meeting"),
        default=default_reminders,
        size=8,
    )
    notice_days = models.PositiveSmallIntegerField(_("notice in days"), default=7)
    notice_days_meeting = models.PositiveSmallIntegerField(
        _("notice of a meeting that is no assembly, in days"), default=3
    )
    notice_days_urgent = models.PositiveSmallIntegerField(
        _("notice of an urgent meeting, in days"), default=1
    )
    quorum_of = models.PositiveSmallIntegerField(_("quorum: parts"), default=2)
    quorum_in = models.PositiveSmallIntegerField(
        _("quorum: of how many"), default=3, validators=[MinValueValidator(1)]
    )
    letterhead = models.TextField(_("letterhead"), max_length=300, blank=True)
    letter_address = models.CharField(_("address in the letterhead"), max_length=200, blank=True)
    letter_class = models.CharField(_("classification of letters"), max_length=12, default="005")
    letter_unit = models.CharField(_("unit in the number of letters"), max_length=30, blank=True)
    letter_template = models.CharField(
        _("template for the number of letters"), max_length=80, default=numbering.USUAL
    )
    vote_unit = models.CharField(
        _("votes"), max_length=10, choices=VoteUnit, default=VoteUnit.REGION
    )
    majority = models.CharField(
        _("majority"), max_length=12, choices=Majority, default=Majority.SIMPLE
    )
    waiting_hours = models.PositiveSmallIntegerField(
        _("hours to wait for the quorum"), default=3, validators=[MaxValueValidator(24)]
    )
    second_call_days = models.PositiveSmallIntegerField(
        _("days within which the second sitting follows"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("The second sitting is valid with those who are present."),
    )
    members = models.ManyToManyField(Region, through="Membership", related_name="forums")

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering = ["name", "pk"]
        constraints = [
            # A double click founds one forum, not two.
            models.UniqueConstraint(fields=["home", "name"], name="forum_one_of_a_name_at_home"),
            models.CheckConstraint(
                name="forum_quorum_is_a_part",
                condition=Q(quorum_of__gte=1, quorum_in__gte=F("quorum_of")),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:forum", args=[self.pk])

    def letter_number(self, order, day):
        """The number of the forum's letter ``order`` of the year; None is one not yet given."""
        return numbering.written(
            self.letter_template,
            order=order,
            day=day,
            classification=self.letter_class,
            unit=self.letter_unit or self.home_id,
        )


class MembershipQuerySet(models.QuerySet):
    def on(self, date):
        return self.filter(Q(until__isnull=True) | Q(until__gte=date), since__lte=date)


class Membership(models.Model):
    """A region's seat in a forum, since – until."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="memberships")
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "region"],
                condition=Q(until__isnull=True),
                name="membership_one_open_seat",
            ),
            models.CheckConstraint(
                name="membership_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self):
        return f"{self.region}: {self.forum}"
