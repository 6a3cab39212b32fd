"""What is said to a planned rule: notes on overlaps, comments, replies, and what became of it.

Nothing here is ever changed: what was wrong is set right by a later row.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Agreement
from agreements.models.planned import ADOPTED, PlannedRule, PlannedVersion
from core.models import append_only
from projects.models import Project
from villages.models import Mandate, Region


class Said(models.Model):
    """Words of a person in an office."""

    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("written"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        abstract = True


class OverlapNote(Said):
    """What the region that plans a rule has done about one overlap; the newest row counts."""

    planned = models.ForeignKey(PlannedRule, models.PROTECT, related_name="overlap_notes")
    other = models.ForeignKey(PlannedRule, models.PROTECT, null=True, blank=True, related_name="+")
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+"
    )  # fmt: skip
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(_("what was done about it"), max_length=300)

    class Meta:
        verbose_name = _("note on an overlap")
        verbose_name_plural = _("notes on overlaps")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "token"], name="overlap_note_once_a_form"),
            models.CheckConstraint(
                name="overlap_note_is_about_one",
                condition=Q(other__isnull=False, agreement__isnull=True, project__isnull=True)
                | Q(other__isnull=True, agreement__isnull=False, project__isnull=True)
                | Q(other__isnull=True, agreement__isnull=True, project__isnull=False),
            ),
        ]
        triggers = append_only("overlap_note_is_fixed")

    def __str__(self):
        return self.text[:60]


class RuleComment(Said):
    """What a region says to a version of a planned rule, and which ``words`` it would have instead.

    ``is_affected``: whether the region was among those asked, then. ``corrects`` is an earlier
    comment of the same region that this one takes the place of.
    """

    class Stance(models.TextChoices):
        SUPPORT = "support", _("supports it")
        CONCERN = "concern", _("has concerns")
        OBJECTION = "objection", _("objects")

    planned = models.ForeignKey(PlannedRule, models.PROTECT, related_name="comments")
    version = models.ForeignKey(PlannedVersion, models.PROTECT, related_name="comments")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    is_affected = models.BooleanField(_("of an affected region"))
    stance = models.CharField(_("stance"), max_length=9, choices=Stance)
    text = models.TextField(_("comment"), max_length=2000)
    words = models.TextField(_("proposed words"), max_length=4000, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    class Meta:
        verbose_name = _("comment on a planned rule")
        verbose_name_plural = _("comments on planned rules")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "token"], name="rule_comment_once_a_form"),
            models.CheckConstraint(name="rule_comment_says_something", condition=~Q(text="")),
        ]
        indexes = [
            models.Index(fields=["planned", "is_affected", "-id"], name="rule_comment_in_order"),
            models.Index(fields=["planned", "region", "-id"], name="rule_comment_by_region"),
        ]
        triggers = [*append_only("rule_comment_is_fixed"), guards.rule_comment_is_in_time]

    def __str__(self):
        return f"{self.region}: {self.text[:60]}"


class RuleReply(Said):
    """What the region that plans the rule says to a comment; the newest row counts."""

    comment = models.ForeignKey(RuleComment, models.PROTECT, related_name="replies")
    text = models.TextField(_("reply"), max_length=2000)

    class Meta:
        verbose_name = _("reply to a comment on a planned rule")
        verbose_name_plural = _("replies to comments on planned rules")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "token"], name="rule_reply_once_a_form"),
            models.CheckConstraint(name="rule_reply_says_something", condition=~Q(text="")),
        ]
        triggers = append_only("rule_reply_is_fixed")

    def __str__(self):
        return self.text[:60]


class RuleOutcome(Said):
    """What became of a planned rule after the comments; the newest row counts."""

    planned = models.ForeignKey(PlannedRule, models.PROTECT, related_name="outcomes")
    result = models.CharField(_("outcome"), max_length=8, choices=PlannedRule.Result)
    summary = models.TextField(_("what came of the comments"), max_length=3000)
    number = models.CharField(_("number"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    gazette_number = models.CharField(_("number in the gazette"), max_length=60, blank=True)
    promulgated_on = models.DateField(_("promulgated on"), null=True, blank=True)
    in_force_on = models.DateField(_("takes effect on"), null=True, blank=True)

    class Meta:
        verbose_name = _("outcome of a planned rule")
        verbose_name_plural = _("outcomes of planned rules")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "token"], name="rule_outcome_once_a_form"),
            models.CheckConstraint(
                name="rule_outcome_adopted_has_number_and_days",
                condition=(
                    Q(result__in=ADOPTED, dated_on__isnull=False, in_force_on__isnull=False)
                    & ~Q(number="")
                )
                | Q(
                    result="given_up",
                    number="",
                    dated_on__isnull=True,
                    gazette_number="",
                    promulgated_on__isnull=True,
                    in_force_on__isnull=True,
                ),  # fmt: skip
            ),
            models.CheckConstraint(name="rule_outcome_has_summary", condition=~Q(summary="")),
            models.CheckConstraint(
                name="rule_outcome_gazette_has_number_and_day",
                condition=Q(gazette_number="") ^ Q(promulgated_on__isnull=False),
            ),
        ]
        triggers = append_only("rule_outcome_is_fixed")

    def __str__(self):
        return f"{self.planned}: {self.get_result_display()}"
