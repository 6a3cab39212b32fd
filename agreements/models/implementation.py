"""What the parties tell about an agreement in force: the report on its implementation, and their
look back each year."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements import anniversaries, life_guards
from agreements.models.agreement import Agreement, Party
from core.models import TimeStamped, append_only, never_emptied
from core.sheets import WithSheet
from villages.models import Mandate, Region

MOST_CHAPTER = 6000  # characters


class ImplementationReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Submitted ones of agreements that the person sees; drafts for the region that writes."""
        own = Mandate.objects.held_by(user).values("region")
        return self.filter(
            Q(sealed_at__isnull=False) | Q(region__in=own),
            agreement__in=Agreement.objects.visible_to(user),
        )

    def submitted(self):
        return self.filter(sealed_at__isnull=False)

    def without_sheet(self):
        """Submitted ones whose PDF is still to be made."""
        return self.submitted().filter(sheet="")

    def awaiting_word_of(self, region):
        """Submitted ones that the region, a party, has neither acknowledged nor remarked on."""
        said = ReportWord.objects.filter(report=models.OuterRef("pk"), party__region=region)
        rows = self.submitted().filter(agreement__parties__region=region)
        return rows.filter(~models.Exists(said))


class ImplementationReport(WithSheet, TimeStamped):
    """How an agreement was carried out in a period. A draft until it is submitted, then fixed with
    the figures of that moment; a correction is a later report that ``corrects`` it.

    Where a joint body (BKAD) carries it out, the report is that body's, signed by ``body_head``; the
    region submits it, for bodies have no account.
    """

    CHAPTERS = ("introduction", "progress", "problems", "follow_up", "closing")
    SEALED = (
        "agreement_id", "number", "region_id", "starts_on", "ends_on", "corrects_id",
        "letter_number", "body", "body_head", *CHAPTERS, "person_name", "office_title", "sha256",
    )  # fmt: skip

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="implementation_reports")
    number = models.PositiveSmallIntegerField(_("number"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections",
        verbose_name=_("corrects the report"),
    )  # fmt: skip
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    body = models.CharField(_("joint body"), max_length=100, blank=True)
    body_head = models.CharField(_("head of the joint body"), max_length=100, blank=True)
    introduction = models.TextField(_("introduction"), max_length=MOST_CHAPTER, blank=True)
    progress = models.TextField(_("implementation"), max_length=MOST_CHAPTER, blank=True)
    problems = models.TextField(_("problems and solutions"), max_length=MOST_CHAPTER, blank=True)
    follow_up = models.TextField(_("plan for what follows"), max_length=MOST_CHAPTER, blank=True)
    closing = models.TextField(_("closing words"), max_length=MOST_CHAPTER, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    saved_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    text = models.TextField(_("text"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    sealed_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    objects = ImplementationReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("implementation report")
        verbose_name_plural = _("implementation reports")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="implementation_number_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "token"], name="implementation_once_a_form"
            ),
            models.UniqueConstraint(
                fields=["agreement", "region"],
                condition=Q(sealed_at__isnull=True),
                name="implementation_one_draft_a_region",
            ),
            models.CheckConstraint(
                name="implementation_period_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="implementation_body_has_head", condition=Q(body="") ^ ~Q(body_head="")
            ),
            models.CheckConstraint(
                name="implementation_submitted_has_text",
                condition=Q(sealed_at__isnull=True, text="", sha256="")
                | (Q(sealed_at__isnull=False) & ~Q(text="") & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="implementation_sheet_has_hash",
                condition=Q(sheet="", sheet_sha256="")
                | (~Q(sheet="") & ~Q(sheet_sha256="") & Q(sealed_at__isnull=False)),
            ),
        ]
        triggers = [life_guards.submitted_report_is_fixed, never_emptied("implementation_stays")]

    def __str__(self):
        return f"{self.agreement} ({self.number})"

    def get_absolute_url(self):
        return reverse("agreements:implementation", args=[self.agreement.code, self.number])

    @property
    def is_submitted(self):
        return self.sealed_at is not None


class ReportWord(models.Model):
    """The head of a party has read the report ("mengetahui"), with a remark or without."""

    SEALED = (
        "report_id", "party_id", "remark", "at", "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    report = models.ForeignKey(ImplementationReport, models.PROTECT, related_name="words")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    remark = models.CharField(_("remark"), max_length=1000, blank=True)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("word on an implementation report")
        verbose_name_plural = _("words on implementation reports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "party"], name="report_word_once_a_party")
        ]
        triggers = append_only("report_word_is_fixed")

    def __str__(self):
        return f"{self.party.name}: {self.report}"


class ReportDelivery(models.Model):
    """That a copy went out, and when; of one addressee the newest row counts."""

    SEALED = (
        "report_id", "addressee", "region_id", "sent_on", "at",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    class Addressee(models.TextChoices):
        COUNCIL = "council", _("village council (BPD)")
        REGENT = "regent", _("regent, through the subdistrict head")

    report = models.ForeignKey(ImplementationReport, models.PROTECT, related_name="deliveries")
    addressee = models.CharField(_("addressee"), max_length=7, choices=Addressee)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    sent_on = models.DateField(_("sent on"))
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("copy of an implementation report")
        verbose_name_plural = _("copies of implementation reports")
        ordering = ["pk"]
        triggers = append_only("report_delivery_is_fixed")

    def __str__(self):
        return f"{self.get_addressee_display()}, {self.region}"


class EvaluationAnswer(models.Model):
    """What a party says of the agreement in a year after its seal; of a party and year the newest
    row counts. ``works``: by the key of an obligation, whether it works."""

    SEALED = (
        "agreement_id", "party_id", "year", "works", "aim", "wish", "lessons", "words", "at",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    class Degree(models.TextChoices):
        YES = anniversaries.YES, _("yes")
        PARTLY = anniversaries.PARTLY, _("partly")
        NO = anniversaries.NO, _("no")

    class Wish(models.TextChoices):
        CONTINUE = anniversaries.CONTINUE, _("go on as it is")
        CHANGE = anniversaries.CHANGE, _("go on, but change it")
        END = anniversaries.END, _("end it")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="evaluation_answers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="evaluation_answers")
    year = models.PositiveSmallIntegerField(_("year after the seal"))
    works = models.JSONField(_("does each obligation work"), default=dict, blank=True)
    aim = models.CharField(_("is the aim reached"), max_length=6, choices=Degree)
    wish = models.CharField(_("what shall become of it"), max_length=8, choices=Wish)
    lessons = models.CharField(_("lessons"), max_length=1000, blank=True)
    words = models.CharField(_("what else is to be said"), max_length=1000, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("answer to a yearly evaluation")
        verbose_name_plural = _("answers to yearly evaluations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["party", "token"], name="evaluation_once_a_form"),
            models.CheckConstraint(name="evaluation_year_counts", condition=Q(year__gte=1)),
        ]
        indexes = [models.Index(fields=["agreement", "year"], name="evaluation_of_year")]
        triggers = [
            *append_only("evaluation_is_fixed"),
            life_guards.evaluation_is_of_a_sealed_agreement,
        ]

    def __str__(self):
        return f"{self.party.name} ({self.year})"


class EvaluationNote(models.Model):
    """What the subdistrict or the regency, which supervise it, say to an evaluation; of a region and
    year the newest row counts."""

    SEALED = (
        "agreement_id", "region_id", "year", "text", "at",
        "mandate_id", "person_name", "office_title",
    )  # fmt: skip

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="evaluation_notes")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year after the seal"))
    text = models.CharField(_("note"), max_length=1000)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("note on a yearly evaluation")
        verbose_name_plural = _("notes on yearly evaluations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "token"], name="evaluation_note_once_a_form")
        ]
        indexes = [models.Index(fields=["agreement", "year"], name="evaluation_note_of_year")]
        triggers = append_only("evaluation_note_is_fixed")

    def __str__(self):
        return f"{self.region} ({self.year})"
