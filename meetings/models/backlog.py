"""What members of a forum want to have on the agenda of a sitting: the forum's backlog."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from projects.models import Project
from villages.models import Forum, Mandate, Region


class AgendaTopicQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who speak for a member of the forum, or for the region at home in it."""
        return self.filter(forum__in=Forum.objects.spoken_for_by(user))

    def waiting(self):
        return self.filter(state=AgendaTopic.State.WAITING)

    def in_turn(self):
        """Those that wait, the longest first."""
        return self.waiting().order_by("pk")

    def met(self):
        """Those on the agenda of a meeting, and those that were dealt with."""
        return self.filter(state__in=[AgendaTopic.State.TAKEN, AgendaTopic.State.DONE])

    def closed(self):
        """Those that come on no agenda."""
        return self.filter(state__in=[AgendaTopic.State.DECLINED, AgendaTopic.State.WITHDRAWN])

    def with_origin(self):
        """All that a line about one says: whose it is, what it concerns, and where it comes from."""
        return self.select_related(
            "forum", "region", "project", "came_from", "proposed_by__user", "proposed_by__region"
        )


class AgendaTopic(TimeStamped):
    """A topic that a member of a forum proposes for one of its sittings.

    It waits, is taken onto an agenda (``items``), and waits again when it was not reached:
    ``came_from`` is the sitting that did not come to it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a sitting")
        TAKEN = "taken", _("on an agenda")
        DONE = "done", _("dealt with")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # One that came back is dealt with after all when the minutes are corrected, and the reverse.
    STATE_MOVES = {
        State.WAITING: {State.TAKEN, State.DONE, State.DECLINED, State.WITHDRAWN},
        State.TAKEN: {State.WAITING, State.DONE},
        State.DONE: {State.WAITING},
    }

    MAX_WAITING = 100  # in one forum; an agenda has thirty items

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="agenda_topics")
    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("reason"), max_length=1000)
    kind = models.CharField(
        _("kind"), max_length=12, choices=AgendaItem.Kind, default=AgendaItem.Kind.DISCUSSION
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(AgendaItem.MAX_MINUTES)],
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="agenda_topics"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="agenda_topics")
    proposed_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    came_from = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="deferred_topics"
    )
    answer = models.CharField(_("why it was declined"), max_length=500, blank=True)

    objects = AgendaTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed topic of a sitting")
        verbose_name_plural = _("proposed topics of sittings")
        ordering = ["-pk"]
        constraints = [
            # A double click proposes once; the same words may come again when it is answered.
            models.UniqueConstraint(
                "forum", Lower("title"), condition=Q(state__in=["waiting", "taken"]),
                name="agenda_topic_once_in_forum",
            ),
            models.CheckConstraint(
                name="agenda_topic_declined_has_reason",
                condition=Q(state="declined") ^ Q(answer=""),
            ),
            models.CheckConstraint(
                name="agenda_topic_takes_time", condition=Q(minutes__gte=1)
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["forum", "state", "id"], name="agenda_topic_in_turn")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:backlog_topic", args=[self.forum_id, self.pk])

    @property
    def key(self):
        """How the inbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING
