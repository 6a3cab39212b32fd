"""Organisations at the side of a project: invited, supporting, and what they report of it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.forms import MAX_RUPIAH
from core.models import TimeStamped, append_only, never_emptied
from core.uploads import random_name
from projects.models.project import Project
from villages.models import Mandate, Organisation


class BackingQuerySet(models.QuerySet):
    def live(self):
        """Invited ones, and those that support."""
        return self.filter(state__in=Backing.LIVE)

    def standing(self):
        """Those that have said yes; everybody sees them."""
        return self.filter(state=Backing.State.ACCEPTED)

    def awaiting_answer_of(self, organisation_id):
        """Invitations to projects that go on."""
        return self.filter(
            organisation=organisation_id,
            state=Backing.State.INVITED,
            project__state__in=Project.OPEN_STATES,
        )


class Backing(TimeStamped):
    """An organisation's place at the side of a project, from the invitation on; one live row a
    pair. It has no vote and no seat."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("supports")
        DECLINED = "declined", _("declined")
        LEFT = "left", _("has left")
        REMOVED = "removed", _("ended by the lead")

    STATE_MOVES = {
        State.INVITED: {State.ACCEPTED, State.DECLINED, State.REMOVED},
        State.ACCEPTED: {State.LEFT, State.REMOVED},
    }
    LIVE = (State.INVITED, State.ACCEPTED)
    MOST = 30  # live ones of a project

    project = models.ForeignKey(Project, models.PROTECT, related_name="backings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="backings")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.INVITED)
    words = models.CharField(_("what the lead asks for"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    invited_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("name then"), max_length=100, blank=True)
    office_title = models.CharField(_("office then"), max_length=80, blank=True)

    objects = BackingQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporter of a project")
        verbose_name_plural = _("supporters of projects")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=Q(state__in=["invited", "accepted"]),
                name="backing_one_live_a_pair",
            ),
            models.CheckConstraint(
                name="backing_answer_is_signed",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, person_name="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(person_name=""),
            ),
            models.CheckConstraint(
                name="backing_answered_unless_invited",
                condition=Q(state__in=["invited", "removed"]) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="backing_end_has_reason",
                condition=Q(state__in=["invited", "accepted"]) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="backing_of_organisation")]
        triggers = [
            never_emptied(),
            pgtrigger.ReadOnly(
                name="backing_pair_is_fixed",
                fields=("project", "organisation", "words", "invited_by"),
            ),
            pgtrigger.Protect(name="backing_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("projects:backing", args=[self.project.code, self.pk])

    @property
    def has_ended(self):
        """It has not been ended by anybody, and yet it ends with its project."""
        return self.state in self.LIVE and self.project.state not in Project.OPEN_STATES

    @property
    def standing_words(self):
        """What is said of it today: its state, unless it ended with the project."""
        if not self.has_ended:
            return self.get_state_display()
        if (self.state, self.project.state) == (self.State.ACCEPTED, Project.State.FINISHED):
            return _("has supported it to the end")
        return _("ended with the project")


class BackerReport(models.Model):
    """What an organisation says it has done for a project; never changed, a correction follows."""

    MOST = 200  # a project

    project = models.ForeignKey(Project, models.PROTECT, related_name="backer_reports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"))
    on = models.DateField(_("state of the support on"))
    work = models.TextField(_("what was done"), max_length=2000)
    commitment = models.ForeignKey(
        "Commitment", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    worth = models.PositiveBigIntegerField(_("worth delivered in rupiah"), default=0)
    next_steps = models.TextField(_("next steps"), max_length=1000, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    token = models.UUIDField(_("number of the form"))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    organisation_name = models.CharField(_("organisation then"), max_length=120)
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("report of a supporter")
        verbose_name_plural = _("reports of supporters")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="backer_report_number_once"),
            models.UniqueConstraint(fields=["mandate", "token"], name="backer_report_one_a_form"),
            models.CheckConstraint(
                name="backer_report_worth_in_bounds", condition=Q(worth__lte=MAX_RUPIAH)
            ),
            models.CheckConstraint(
                name="backer_report_worth_of_commitment",
                condition=Q(worth=0) | Q(commitment__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "project"], name="backer_report_of")]
        triggers = [
            *append_only("backer_report_is_fixed"),
            pgtrigger.Trigger(
                name="backer_report_of_its_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.commitment_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM projects_commitment WHERE id = NEW.commitment_id
                        AND project_id = NEW.project_id AND organisation_id = NEW.organisation_id
                    ) THEN
                        RAISE EXCEPTION 'a supporter reports on its own contributions';
                    END IF;
                    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM projects_backerreport WHERE id = NEW.corrects_id
                        AND project_id = NEW.project_id AND organisation_id = NEW.organisation_id
                    ) THEN
                        RAISE EXCEPTION 'a supporter corrects its own reports';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.organisation_name} ({self.number})"

    def get_absolute_url(self):
        return reverse("projects:backer_report", args=[self.project.code, self.number])


class BackerProof(models.Model):
    """A paper or picture that proves what a supporter reports; private as the proof of a receipt."""

    MOST = 3  # a report

    report = models.ForeignKey(BackerReport, models.PROTECT, related_name="proofs")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(_("proof"), upload_to=random_name, max_length=120)

    class Meta:
        verbose_name = _("proof of a supporter's report")
        verbose_name_plural = _("proofs of supporters' reports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="backer_proof_number_once"),
            models.CheckConstraint(
                name="backer_proof_three_at_most", condition=Q(number__range=(1, 3))
            ),
        ]
        triggers = append_only("backer_proof_is_fixed")

    def __str__(self):
        return f"{self.report}: {self.number}"
