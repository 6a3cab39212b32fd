"""A running project is adapted: regions ask for it, and the lead puts an amendment to the partners."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped, append_only
from projects import guards, pages
from projects.models.negotiation import Said
from projects.models.project import Project, Version
from villages.models import Region


class Amendment(TimeStamped):
    """A version that was put before the partners while the work runs, and what became of it.

    While it is pending, ``Project.pending`` names its version, and the older one stays in force.
    """

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("amendment", "under deliberation")
        IN_FORCE = "in_force", pgettext_lazy("amendment", "in force")
        REFUSED = "refused", pgettext_lazy("amendment", "not accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("amendment", "withdrawn")
        REPLACED = "replaced", pgettext_lazy("amendment", "replaced by a newer one")

    STATE_MOVES = {State.PENDING: {State.IN_FORCE, State.REFUSED, State.WITHDRAWN, State.REPLACED}}

    version = models.OneToOneField(Version, models.CASCADE, related_name="amendment")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PENDING)
    ended_at = models.DateTimeField(_("settled"), null=True, blank=True)
    withdraw_reason = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-version"]
        indexes = [
            models.Index(fields=["version"], name="amendment_pending", condition=Q(state="pending"))
        ]
        constraints = [
            models.CheckConstraint(
                name="amendment_settled_has_time",
                condition=Q(state="pending") ^ Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="amendment_withdrawn_has_reason",
                condition=Q(state="withdrawn") ^ Q(withdraw_reason=""),
            ),
        ]
        triggers = [guards.amendment_is_the_one_named]

    def __str__(self):
        return f"{self.version}: {self.get_state_display()}"


class AdjustmentQuerySet(models.QuerySet):
    def open(self):
        """Without an answer of the lead."""
        return self.filter(reply=None)


class Adjustment(Said):
    """What a region with a seat wants changed in the running work, and why; never changed.

    ``section`` is the page of the proposal that it is about (``pages.Step.slug``).
    """

    MOST = 200  # a project
    MOST_OPEN = 10  # of one region

    project = models.ForeignKey(Project, models.CASCADE, related_name="adjustments")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    section = models.SlugField(_("part of the proposal"), max_length=20)
    text = models.CharField(_("what should change"), max_length=1000)
    reason = models.CharField(_("why"), max_length=1000)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an adjustment")
        verbose_name_plural = _("requests for adjustments")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "token"], name="adjustment_once_a_form"),
            models.CheckConstraint(
                name="adjustment_says_what_and_why", condition=~Q(text="") & ~Q(reason="")
            ),
        ]
        triggers = append_only("adjustment_is_fixed")

    def __str__(self):
        return f"{self.region}: {self.section}"

    @property
    def title(self):
        """The heading of the part that it is about."""
        return pages.title_of(self.section)

    @property
    def answered(self):
        """The lead's reply, or None."""
        return getattr(self, "reply", None)


class AdjustmentReply(Said):
    """The lead's answer: accepted, or not and why; never changed."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
        REFUSED = "refused", pgettext_lazy("request", "not accepted")

    request = models.OneToOneField(Adjustment, models.CASCADE, related_name="reply")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    reason = models.CharField(_("reason"), max_length=1000)

    class Meta:
        verbose_name = _("reply to a request for an adjustment")
        verbose_name_plural = _("replies to requests for adjustments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="adjustment_reply_says_why", condition=~Q(reason=""))
        ]
        triggers = append_only("adjustment_reply_is_fixed")

    def __str__(self):
        return f"{self.request}: {self.get_answer_display()}"
