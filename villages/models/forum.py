"""Standing bodies of regions, with rules of their own: local regulation differs."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from core.uploads import random_name
from villages import numbering
from villages.models.mandate import Mandate
from villages.models.region import Region

DAY = 1440  # minutes
MOST_REMINDERS = 8  # of a kind


def remind_answer():
    """Who has not answered is asked again seven and three days before a meeting."""
    return [7 * DAY, 3 * DAY]


def remind_meeting():
    """Whoever comes or may still come is reminded a day and two hours before."""
    return [DAY, 120]


def remind_remarks():
    """Who is silent about minutes is asked again three days after they were sent."""
    return [-3 * DAY]


def remind_task():
    """Three days before the day of a task, on it, and three days after it."""
    return [3 * DAY, 0, -3 * DAY]


def remind_minutes():
    """Three and seven days after a meeting whose minutes are missing."""
    return [-3 * DAY, -7 * DAY]


# Kind of reminder → what a forum does that has set nothing, and meetings of projects.
USUAL_REMINDERS = {
    "answer": remind_answer,
    "meeting": remind_meeting,
    "remarks": remind_remarks,
    "task": remind_task,
    "minutes": remind_minutes,
}


def _distances(label, usual):
    """Minutes before the moment that counts; what lies after it is negative."""
    return ArrayField(
        models.IntegerField(), verbose_name=label, default=usual, blank=True, size=MOST_REMINDERS
    )


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
    remind_answer = _distances(_("reminders of an answer that is missing"), remind_answer)
    remind_meeting = _distances(_("reminders of a meeting"), remind_meeting)
    remind_remarks = _distances(_("reminders of minutes under review"), remind_remarks)
    remind_task = _distances(_("reminders of a task"), remind_task)
    remind_minutes = _distances(_("reminders of missing minutes"), remind_minutes)
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
    letter_logo = models.FileField(
        _("logo in the letterhead"), upload_to=random_name, max_length=120, blank=True
    )
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
            *(
                models.CheckConstraint(
                    name=f"forum_{kind}_reminders_are_few",
                    condition=Q(**{f"remind_{kind}__len__lte": MOST_REMINDERS}),
                )
                for kind in USUAL_REMINDERS
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:forum", args=[self.pk])

    @property
    def reminder_rules(self):
        """Kind of reminder → minutes before the moment that counts."""
        return {kind: getattr(self, f"remind_{kind}") for kind in USUAL_REMINDERS}

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
