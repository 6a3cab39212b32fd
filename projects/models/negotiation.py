"""What the partners do not agree on yet: open questions, each region's position, closed rounds.

Nothing here is changed: a later row counts instead, and the rounds keep what was said before.
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import append_only
from projects import guards
from projects.models.project import Project
from villages.models import Mandate, Region


class Said(models.Model):
    """When it was said, and by whom in which office of then."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        abstract = True


class QuestionQuerySet(models.QuerySet):
    def open(self):
        """Not settled in any round."""
        return self.filter(~Exists(Outcome.objects.settling(OuterRef("pk"))))

    def settled(self):
        return self.filter(Exists(Outcome.objects.settling(OuterRef("pk"))))


class Question(Said):
    """What has to be settled before the partners can agree, put by a region with a seat."""

    MOST = 30  # of a project; the page shows them all

    project = models.ForeignKey(Project, models.CASCADE, related_name="questions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    title = models.CharField(_("question"), max_length=150)
    text = models.CharField(_("explanation"), max_length=2000, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("open question")
        verbose_name_plural = _("open questions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "token"], name="question_once_a_form"),
            models.CheckConstraint(name="question_has_title", condition=~Q(title="")),
        ]
        triggers = append_only("question_is_fixed")

    def __str__(self):
        return self.title


class Position(Said):
    """Where a region stands on a question; its newest row counts, in later rounds too."""

    class Stance(models.TextChoices):
        SUPPORT = "support", pgettext_lazy("position", "supports")
        RESERVATION = "reserve", pgettext_lazy("position", "has a reservation")
        CANNOT = "cannot", pgettext_lazy("position", "cannot agree")

    question = models.ForeignKey(Question, models.CASCADE, related_name="positions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(_("round"))
    stance = models.CharField(_("position"), max_length=8, choices=Stance)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["question", "round", "-id"], name="position_of_round")]
        constraints = [
            models.CheckConstraint(
                name="position_doubt_has_reason", condition=Q(stance="support") | ~Q(reason="")
            )
        ]
        triggers = [*append_only("position_is_fixed"), guards.position_is_of_the_round_at_work]

    def __str__(self):
        return f"{self.region}: {self.get_stance_display()}"


class Round(Said):
    """A round that the facilitator has closed; the next one, with the next number, is at work."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    summary = models.CharField(_("summary"), max_length=3000)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="round_number_once"),
            models.CheckConstraint(name="round_has_summary", condition=~Q(summary="")),
        ]
        triggers = [*append_only("round_is_fixed"), guards.rounds_follow_each_other]

    def __str__(self):
        return f"{self.project}: {self.number}"


class OutcomeQuerySet(models.QuerySet):
    def settling(self, question):
        return self.filter(question=question, is_settled=True)


class Outcome(models.Model):
    """What a round brought for one question: settled, and how; or still open, with a note."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="outcomes")
    question = models.ForeignKey(Question, models.CASCADE, related_name="outcomes")
    is_settled = models.BooleanField(_("settled"))
    how = models.CharField(_("how, or what is missing"), max_length=1000, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a round")
        verbose_name_plural = _("outcomes of rounds")
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(fields=["round", "question"], name="outcome_once_a_round"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_settled=True), name="outcome_settles_once"
            ),
            models.CheckConstraint(
                name="outcome_settled_says_how", condition=Q(is_settled=False) | ~Q(how="")
            ),
        ]
        triggers = append_only("outcome_is_fixed")

    def __str__(self):
        return f"{self.question}: {self.round.number}"


class Facilitator(Said):
    """The region whose people the lead asks to lead the talk; the newest row counts."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="facilitators")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["-pk"]
        triggers = append_only("facilitator_is_fixed")

    def __str__(self):
        return f"{self.region}: {self.project}"
