"""What a meeting has decided: records of their own, with a number, that outlive the minutes."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.codes import project_code
from core.models import TimeStamped, never_emptied
from meetings import guards
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from villages.models import Forum, Mandate, Region


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the meeting may read what it has decided."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def standing(self):
        """Those that the meeting has taken, and those on which a vote is open."""
        return self.filter(
            Q(state__in=[Decision.State.ADOPTED, Decision.State.REJECTED])
            | Q(state=Decision.State.PROPOSED, how=Decision.How.VOTE)
        )

    def in_series_of(self, meeting):
        """Those that share its counter: the forum's, or that of the region which calls."""
        if meeting.forum_id:
            return self.filter(forum=meeting.forum_id)
        return self.filter(forum=None, organiser=meeting.organiser_id)


class Decision(TimeStamped):
    """One decision of a meeting. Its number stays its own, also when it is withdrawn.

    ``quorum_…`` is who was there when it was taken (or when its vote was opened), frozen;
    ``agenda_title`` keeps the item's name, for an agenda can be written anew.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    STATE_MOVES = {
        State.PROPOSED: {State.ADOPTED, State.REJECTED, State.WITHDRAWN},
        State.ADOPTED: {State.WITHDRAWN},
    }

    class How(models.TextChoices):
        CONSENSUS = "consensus", _("consensus")
        VOTE = "vote", _("vote")

    MAX_TEXT = 2000

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    organiser = models.ForeignKey(Region, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    agenda_title = models.CharField(_("item of the agenda"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=MAX_TEXT)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    how = models.CharField(_("reached by"), max_length=10, choices=How, blank=True)
    recorded_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    quorum_met = models.BooleanField(_("with quorum"), null=True, blank=True)
    quorum_invited = models.PositiveSmallIntegerField(_("invited"), null=True, blank=True)
    quorum_in_person = models.PositiveSmallIntegerField(_("in person"), null=True, blank=True)
    quorum_by_proxy = models.PositiveSmallIntegerField(_("by proxy"), null=True, blank=True)
    quorum_needed = models.PositiveSmallIntegerField(_("needed"), null=True, blank=True)
    withdraw_reason = models.CharField(_("why withdrawn"), max_length=500, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "year", "number"],
                condition=Q(forum__isnull=False),
                name="decision_one_a_number_in_forum",
            ),
            models.UniqueConstraint(
                fields=["organiser", "year", "number"],
                condition=Q(forum__isnull=True),
                name="decision_one_a_number_of_region",
            ),
            # A form sent twice records one decision.
            models.UniqueConstraint(
                F("meeting"), MD5("text"), condition=~Q(state="withdrawn"),
                name="decision_once_in_a_meeting",
            ),
            models.CheckConstraint(name="decision_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="decision_taken_is_complete",
                condition=~Q(state__in=["adopted", "rejected"])
                | (Q(decided_at__isnull=False, quorum_met__isnull=False) & ~Q(how="")),
            ),
            models.CheckConstraint(
                name="decision_rejected_by_vote", condition=~Q(state="rejected") | Q(how="vote")
            ),
            models.CheckConstraint(
                name="decision_withdrawn_has_reason",
                condition=Q(state="withdrawn") ^ Q(withdraw_reason=""),
            ),
            models.CheckConstraint(
                name="decision_quorum_is_whole",
                condition=Q(
                    quorum_met__isnull=True, quorum_invited__isnull=True,
                    quorum_in_person__isnull=True, quorum_by_proxy__isnull=True,
                    quorum_needed__isnull=True,
                )
                | Q(
                    quorum_met__isnull=False, quorum_invited__isnull=False,
                    quorum_in_person__isnull=False, quorum_by_proxy__isnull=False,
                    quorum_needed__isnull=False,
                ),
            ),
        ]  # fmt: skip
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="decision_is_kept", operation=pgtrigger.Delete),
            guards.decisions_stand_as_sent,
        ]

    def __str__(self):
        return f"{self.label}: {self.text}"

    def get_absolute_url(self):
        return reverse("meetings:decision", args=[self.code])

    @property
    def label(self):
        """3/2026."""
        return f"{self.number}/{self.year}"

    @property
    def is_proposed(self):
        return self.state == self.State.PROPOSED
