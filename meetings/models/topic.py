"""Trainings that people ask for, and who else wants them."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from meetings.models.training import Topic, Training
from villages.models import Mandate


class TopicRequestQuerySet(models.QuerySet):
    def by_support(self):
        """The most wanted first, of equals the older one."""
        return self.order_by("-supports", "pk")

    def open(self):
        return self.filter(state=TopicRequest.State.OPEN)

    def shown(self):
        """All but those that were taken back."""
        return self.exclude(state=TopicRequest.State.WITHDRAWN)

    def with_support_of(self, user):
        """Has the person supported it already?"""
        own = TopicSupport.objects.filter(request=OuterRef("pk"), user=user.pk)
        return self.annotate(is_supported=Exists(own))


class TopicRequest(TimeStamped):
    """A training that somebody asks for, and why; ``supports`` counts its supporters."""

    class State(models.TextChoices):
        OPEN = "open", _("asked for")
        PLANNED = "planned", _("a training is planned")
        WITHDRAWN = "withdrawn", _("taken back")

    STATE_MOVES = {State.OPEN: {State.PLANNED, State.WITHDRAWN}}

    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    title = models.CharField(_("what one would like to learn"), max_length=150)
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mandate")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    training = models.ForeignKey(
        Training, models.PROTECT, null=True, blank=True, related_name="requests",
        verbose_name=_("training"),
    )  # fmt: skip
    supports = models.PositiveIntegerField(_("supporters"), default=0, editable=False)

    objects = TopicRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("requested topic")
        verbose_name_plural = _("requested topics")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="topic_planned_has_training",
                condition=Q(state="planned") ^ Q(training__isnull=True),
            ),
        ]
        indexes = [
            models.Index("state", F("supports").desc(), "id", name="topic_by_support"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('trainings:topics')}#permintaan-{self.pk}"

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"


class TopicSupport(models.Model):
    """One person wants it too."""

    request = models.ForeignKey(TopicRequest, models.CASCADE, related_name="support")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("support of a topic")
        verbose_name_plural = _("supports of topics")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "user"], name="topic_each_supports_once")
        ]

    def __str__(self):
        return f"{self.user}: {self.request}"
