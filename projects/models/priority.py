"""Which proposals come first: a ranking of a forum's proposals, and the order of each region."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.formats import day_in, local, zone_of_code
from core.models import append_only
from projects import guards
from projects.models.negotiation import Said
from projects.models.project import Project
from villages.models import Forum, Mandate, Membership, Region


class RankingQuerySet(models.QuerySet):
    def awaiting(self, region, today):
        """Open ones of forums in which the region sits and has not put the proposals in order."""
        seats = Membership.objects.filter(region=region).on(today)
        given = Preference.objects.filter(ranking=OuterRef("pk"), region=region)
        return self.filter(
            ~Exists(given), closed_at=None, closes_on__gte=today, forum__in=seats.values("forum")
        )


class Ranking(Said):
    """The members of a forum are asked to put some proposals in order, until a day has passed or
    the forum's officers close it."""

    FEWEST, MOST = 2, 30  # proposals

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="rankings")
    title = models.CharField(_("title"), max_length=150)
    closes_on = models.DateField(_("last day"))
    closed_at = models.DateTimeField(_("closed before"), null=True, blank=True)
    closed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ranking of proposals")
        verbose_name_plural = _("rankings of proposals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "token"], name="ranking_once_a_form"),
            models.CheckConstraint(name="ranking_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="ranking_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["forum", "-id"], name="ranking_of_forum")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:ranking", args=[self.pk])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def zone(self):
        """The zone of its days: that of the forum's home."""
        return zone_of_code(self.forum.home_id)

    @property
    def is_open(self):
        return self.closed_at is None and day_in(self.forum.home_id) <= self.closes_on

    def has_ended_by(self, moment):
        """Was it over at that moment?"""
        if self.closed_at and self.closed_at <= moment:
            return True
        return local(moment, self.zone).date() > self.closes_on

    @property
    def last_day(self):
        """Today, or the day on which it was closed: whose members count."""
        ended = local(self.closed_at, self.zone).date() if self.closed_at else self.closes_on
        return min(ended, day_in(self.forum.home_id))


class Candidate(models.Model):
    """A proposal that stands to choice. One that is given up meanwhile stays, and does not count;
    what happens to it after the end changes nothing."""

    GONE = (Project.State.DECLINED, Project.State.WITHDRAWN, Project.State.MERGED)

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="candidates")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("proposal that stands to choice")
        verbose_name_plural = _("proposals that stand to choice")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "project"], name="candidate_once_a_ranking")
        ]
        triggers = append_only("candidate_is_fixed")

    def __str__(self):
        return f"{self.project}: {self.ranking}"

    @property
    def counts(self):
        given_up = self.project.state in self.GONE
        return not given_up or self.ranking.has_ended_by(self.project.closed_at)


class Preference(Said):
    """The order of one region, the most urgent proposal first; changed until the ranking is closed.

    ``revision`` counts the changes, so that of two who change it at once the second sees the first.
    """

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="preferences")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    order = ArrayField(models.BigIntegerField(), verbose_name=_("numbers of the proposals"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("order of a region")
        verbose_name_plural = _("orders of regions")
        ordering = ["region"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "region"], name="preference_once_a_region")
        ]
        triggers = [guards.preference_is_an_order]

    def __str__(self):
        return f"{self.region}: {self.ranking}"
