"""One proposal offered to be taken up in another that wants the same."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.models.project import Project
from villages.models import Mandate


class MergeOffer(models.Model):
    """The lead of ``project`` offers to let it go on in ``target``; the lead of that answers."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("offer", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
        DECLINED = "declined", pgettext_lazy("offer", "declined")
        TAKEN_BACK = "back", pgettext_lazy("offer", "taken back")

    STATE_MOVES = {State.OPEN: {State.ACCEPTED, State.DECLINED, State.TAKEN_BACK}}

    project = models.ForeignKey(Project, models.CASCADE, related_name="merge_offers")
    target = models.ForeignKey(Project, models.CASCADE, related_name="merge_questions")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    message = models.CharField(_("why together"), max_length=500)
    made_at = models.DateTimeField(_("offered"), auto_now_add=True)
    made_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason of the refusal"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("offer to merge")
        verbose_name_plural = _("offers to merge")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="open"), name="merge_offer_one_open"
            ),
            models.CheckConstraint(
                name="merge_offer_to_another", condition=~Q(project=F("target"))
            ),
            models.CheckConstraint(
                name="merge_offer_refusal_has_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="merge_offer_answer_has_time_and_person",
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.project} > {self.target}"
