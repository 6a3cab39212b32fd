"""Who is invited to a meeting, and what each region answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from core.uploads import random_name
from villages.models import Mandate, Region

ASSEMBLIES = ("mad", "mak")  # kinds of meeting; the model of meetings stands above this one


class InvitationQuerySet(models.QuerySet):
    def counting(self):
        """Those that make the quorum and vote: in an assembly of a forum its members alone."""
        return self.filter(
            Q(has_seat=True) | Q(meeting__forum=None) | ~Q(meeting__kind__in=ASSEMBLIES)
        )


class Invitation(TimeStamped):
    """An invited region and its answer.

    ``has_seat``: it was a member of the forum, or a partner of the project, when it was invited.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("no answer yet")
        ATTENDS = "attends", _("attends")
        REPRESENTED = "represented", _("is represented")
        ABSENT = "absent", _("does not attend")

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="invitations")
    region = models.ForeignKey(Region, models.PROTECT, related_name="invitations")
    has_seat = models.BooleanField(_("has a seat"), default=True, editable=False)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, default=Answer.NONE)
    substitute = models.CharField(_("represented by"), max_length=120, blank=True)
    proxy_letter = models.FileField(
        _("letter of mandate"), upload_to=random_name, max_length=120, blank=True
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["region"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "region"], name="invitation_one_a_region"),
            models.CheckConstraint(
                name="invitation_answer_is_signed",
                condition=Q(answer="none", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="invitation_substitute_is_named",
                condition=~Q(answer="represented") | ~Q(substitute=""),
            ),
            models.CheckConstraint(
                name="invitation_mandate_is_of_a_substitute",
                condition=Q(proxy_letter="") | Q(answer="represented"),
            ),
        ]

    def __str__(self):
        return f"{self.region}: {self.meeting}"
