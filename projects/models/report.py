"""Progress reports with their photos. What has been sent is never changed, only followed."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import formats, geography
from core.models import TimeStamped, append_only, never_emptied
from core.photos import SMALL, shrunk_size
from core.uploads import random_name
from projects.models.project import Project
from villages.models import Mandate, Region

_LAST = "FROM projects_report WHERE project_id = NEW.project_id AND percent IS NOT NULL ORDER BY number DESC LIMIT 1"  # noqa: E501
_going_back_has_a_reason = pgtrigger.Trigger(
    name="report_going_back_has_a_reason",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NEW.going_back = '' AND (
            NEW.percent < (SELECT percent {_LAST}) OR NEW.spent < (SELECT spent {_LAST})
        ) THEN
            RAISE EXCEPTION 'less than in the report before needs a reason';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (the words are ours)
)


class ReportQuerySet(models.QuerySet):
    def of_lead(self):
        """Those that speak for the whole project: with percent and spending."""
        return self.filter(percent__isnull=False)

    def with_photos(self):
        return self.select_related("region").prefetch_related("photos")


class Report(models.Model):
    """How far the work is on a day: of the whole project by the lead, of its own milestones by a
    partner (without percent and spending)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    on = models.DateField(_("state of the work on"))
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    spent = models.PositiveBigIntegerField(_("spent so far in rupiah"), null=True, blank=True)
    going_back = models.CharField(_("why less than before"), max_length=500, blank=True)
    work = models.TextField(_("what has been done"), max_length=2000)
    reached = ArrayField(
        models.CharField(max_length=150), verbose_name=_("milestones reached"), default=list
    )
    obstacles = models.TextField(_("obstacles"), max_length=1000, blank=True)
    next_steps = models.TextField(_("next steps"), max_length=1000, blank=True)
    token = models.UUIDField(_("number of the form"))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="report_number_once"),
            models.UniqueConstraint(fields=["mandate", "token"], name="report_one_a_form"),
            models.CheckConstraint(
                name="report_percent_up_to_100",
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
            ),
            models.CheckConstraint(
                name="report_of_lead_has_both",
                condition=Q(percent__isnull=True, spent__isnull=True)
                | Q(percent__isnull=False, spent__isnull=False),
            ),
        ]
        triggers = [*append_only("report_is_fixed"), _going_back_has_a_reason]

    def __str__(self):
        return f"{self.project} ({self.number})"


class ReportDraft(TimeStamped):
    """What one person has typed of his next report, and the photos that he has put in."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="report_drafts")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    typed = models.JSONField(_("answers"), default=dict, blank=True)

    class Meta:
        verbose_name = _("draft of a progress report")
        verbose_name_plural = _("drafts of progress reports")
        constraints = [
            models.UniqueConstraint(fields=["project", "mandate"], name="report_draft_one_a_person")
        ]

    def __str__(self):
        return str(self.project)


class Photo(models.Model):
    """A picture of a draft, seen by its writer only, or of a report, seen by everybody."""

    class Stage(models.IntegerChoices):
        BEFORE = 0, _("before the work (0%)")
        HALF = 50, _("half done (50%)")
        DONE = 100, _("done (100%)")

    MOST = 3

    draft = models.ForeignKey(
        ReportDraft, models.CASCADE, null=True, blank=True, related_name="photos"
    )
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="photos")
    slot = models.PositiveSmallIntegerField(_("place"))
    caption = models.CharField(_("what it shows"), max_length=150, blank=True)
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    large = models.FileField(_("large picture"), upload_to=random_name, max_length=120)
    small = models.FileField(_("small picture"), upload_to=random_name, max_length=120)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )

    class Meta:
        verbose_name = _("photo of a progress report")
        verbose_name_plural = _("photos of progress reports")
        ordering = ["slot"]
        constraints = [
            models.CheckConstraint(
                name="photo_of_draft_or_report",
                condition=Q(draft__isnull=True) ^ Q(report__isnull=True),
            ),
            models.CheckConstraint(name="photo_three_at_most", condition=Q(slot__lt=3)),
            models.CheckConstraint(
                name="photo_stage_is_known", condition=Q(stage__in=[0, 50, 100])
            ),
            models.CheckConstraint(
                name="photo_of_report_has_caption",
                condition=Q(report__isnull=True) | ~Q(caption=""),
            ),
            models.CheckConstraint(
                name="photo_place_is_whole_and_here",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=geography.LATITUDES,
                    longitude__range=geography.LONGITUDES,
                ),
            ),
            models.UniqueConstraint(fields=["draft", "slot"], name="photo_slot_of_draft_once"),
            models.UniqueConstraint(fields=["report", "slot"], name="photo_slot_of_report_once"),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(
                name="photo_of_report_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__report__isnull=False),
            ),
        ]

    def __str__(self):
        return self.caption or str(self.get_stage_display())

    @property
    def small_size(self):
        """Width and height of the small picture."""
        return shrunk_size(self.width, self.height, SMALL)

    @property
    def place(self):
        """-7,4097; 109,8508, or nothing."""
        if self.latitude is None:
            return ""
        return f"{formats.degrees(self.latitude)}; {formats.degrees(self.longitude)}"

    def url(self, size):
        return reverse("projects:photo", args=[self.pk, size])

    @property
    def large_url(self):
        return self.url("besar")

    @property
    def small_url(self):
        return self.url("kecil")
