"""A rule that a village or subdistrict plans: announced before it takes effect, so that those whom
it touches can say what they think."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.searching import beginnings
from core.codes import project_code
from core.formats import zone_of_code
from core.models import TimeStamped, append_only, never_emptied
from core.uploads import random_name
from projects.models import Version as Proposal
from villages.models import Mandate, Region
from villages.models.profile import Sector

WORDS = SearchVector("text", "why", config="simple")
ADOPTED = ("adopted", "changed")  # outcomes by which it takes effect


def board_standings(today):
    """Where planned rules can stand on a day, as conditions: the calendar ends the time to comment."""
    announced = Q(state=PlannedRule.State.ANNOUNCED)
    adopted = Q(outcome__in=ADOPTED)
    return {
        "all": Q(announced_at__isnull=False),
        "open": announced & Q(comments_until__gte=today),
        "waiting": announced & Q(comments_until__lt=today),
        "coming": adopted & Q(in_force_on__gt=today),
        "in_force": adopted & Q(in_force_on__lte=today),
        "given_up": Q(outcome="given_up") | Q(state=PlannedRule.State.WITHDRAWN),
        "draft": Q(state=PlannedRule.State.DRAFT),
    }


class PlannedWords(models.Model):
    """What is planned: the words of a rule as they stand now, and of each version as it was."""

    class Kind(models.TextChoices):
        VILLAGE_REGULATION = "perdes", _("village regulation")
        HEAD_REGULATION = "perkades", _("regulation of the village head")
        DECREE = "keputusan", _("decree of the head")
        CIRCULAR = "edaran", _("circular")
        PROCEDURE = "sop", _("standard operating procedure")
        POLICY = "kebijakan", _("other policy")

    class Area(models.TextChoices):
        OWN = "own", _("our own region")
        SUBDISTRICT = "subdistrict", _("the whole subdistrict")
        CHOSEN = "chosen", _("chosen regions")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    field = models.CharField(_("field"), max_length=12, choices=Proposal.Field)
    sectors = ArrayField(models.CharField(max_length=12, choices=Sector), verbose_name=_("sectors"))
    text = models.TextField(_("what is planned"), max_length=6000)
    why = models.TextField(_("why"), max_length=2000)
    area = models.CharField(_("regions concerned"), max_length=11, choices=Area)
    area_codes = ArrayField(models.CharField(max_length=13), verbose_name=_("codes of the area"))
    named_codes = ArrayField(
        models.CharField(max_length=13), verbose_name=_("codes of those named"), default=list,
        blank=True,
    )  # fmt: skip
    comments_until = models.DateField(_("comments until"))
    effective_on = models.DateField(_("planned to take effect on"))
    file = models.FileField(_("draft text"), upload_to=random_name, max_length=120, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)

    class Meta:
        abstract = True

    @property
    def sector_labels(self):
        return [str(Sector(name).label) for name in self.sectors]


WRITTEN = tuple(field.name for field in PlannedWords._meta.local_fields)


class PlannedRuleQuerySet(models.QuerySet):
    def public(self):
        """What was announced can be read by everybody, whatever became of it."""
        return self.filter(announced_at__isnull=False)

    def visible_to(self, user):
        """Public ones, and what the regions for which the user speaks have written."""
        own = Mandate.objects.held_by(user).values("region")
        return self.filter(Q(announced_at__isnull=False) | Q(region__in=own))

    def standing(self, key, today):
        """Those that stand so on a day: one of the keys of ``board_standings``."""
        return self.filter(board_standings(today)[key])

    def alive(self):
        """Announced, or adopted: what others have to reckon with."""
        return self.filter(Q(state=PlannedRule.State.ANNOUNCED) | Q(outcome__in=ADOPTED))

    def touching(self, region):
        """Those that a region has announced, or that shall hold in it or in a part of it."""
        above = [region.pk, region.parent_id] if region.is_village else [region.pk]
        inside = Q(region__code__startswith=region.pk) | Q(area_codes__overlap=above)
        if region.is_subdistrict:
            inside |= Q(circles__contains=[region.pk])
        return self.filter(inside)

    def matching(self, words):
        """The title holds the words, or the text each of them as a beginning; or they are the code."""
        rows = PlannedRule.objects.order_by()
        found = [
            rows.filter(title__icontains=words).values("pk"),
            rows.annotate(words=WORDS).filter(words=beginnings(words)).values("pk"),
            rows.filter(code=words.upper()).values("pk"),
        ]
        return self.filter(pk__in=found[0].union(*found[1:]))

    def asking(self, region, today):
        """Open ones that touch the region, and to which it has said nothing."""
        rows = self.standing("open", today).filter(affected__region=region)
        return rows.exclude(comments__region=region)

    def with_subject(self):
        """What the pages of one rule show of it."""
        return self.select_related("region__parent__parent__parent", "current", "made_by")


class PlannedRule(PlannedWords, TimeStamped):
    """A planned rule on the noticeboard. ``circles`` brings near what meets its area (``overlap``).

    ``revision`` counts what was saved while it is a draft; from the announcement on the words change
    by versions only. ``outcome`` and ``in_force_on`` are copies of the outcome that counts.
    """

    MOST_REGIONS = 40  # chosen as area, and named

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        DECIDED = "decided", _("outcome recorded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    STATE_MOVES = {
        State.DRAFT: {State.ANNOUNCED, State.WITHDRAWN},
        State.ANNOUNCED: {State.DECIDED, State.WITHDRAWN},
    }

    class Result(models.TextChoices):
        ADOPTED = "adopted", _("adopted as announced")
        CHANGED = "changed", _("adopted with changes")
        GIVEN_UP = "given_up", _("given up")

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=project_code, editable=False
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="planned_rules")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    circles = ArrayField(models.CharField(max_length=13), verbose_name=_("codes that bring near"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    made_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    current = models.OneToOneField(
        "PlannedVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    closed_at = models.DateTimeField(_("decided or withdrawn"), null=True, blank=True)
    close_reason = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Result, blank=True)
    in_force_on = models.DateField(_("takes effect on"), null=True, blank=True)

    objects = PlannedRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned rule")
        verbose_name_plural = _("planned rules")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "token"], name="planned_once_a_form"),
            models.CheckConstraint(
                name="planned_comments_come_first",
                condition=Q(effective_on__gt=F("comments_until")),
            ),
            models.CheckConstraint(
                name="planned_announced_has_version",
                condition=(Q(state="draft") ^ Q(announced_at__isnull=False, current__isnull=False))
                | Q(state="withdrawn", announced_at__isnull=True, current__isnull=True),
            ),
            models.CheckConstraint(
                name="planned_decided_has_outcome", condition=Q(state="decided") ^ Q(outcome="")
            ),
            models.CheckConstraint(
                name="planned_adopted_takes_effect",
                condition=Q(outcome__in=ADOPTED) ^ Q(in_force_on__isnull=True),
            ),
            models.CheckConstraint(
                name="planned_closed_has_time",
                condition=Q(state__in=["decided", "withdrawn"]) ^ Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="planned_withdrawn_has_reason",
                condition=Q(state="withdrawn") ^ Q(close_reason=""),
            ),
            models.CheckConstraint(
                name="planned_has_sectors_and_area",
                condition=Q(sectors__len__gte=1, area_codes__len__gte=1),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "comments_until"], name="planned_by_end"),
            models.Index(fields=["outcome", "in_force_on"], name="planned_by_outcome"),
            models.Index(fields=["field", "-id"], name="planned_by_field"),
            GinIndex(fields=["circles"], name="planned_circles"),
            GinIndex(fields=["area_codes"], name="planned_area"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="planned_title_trgm"),
            GinIndex(WORDS, name="planned_text_words"),
        ]
        triggers = [never_emptied(), guards.planned_rule_keeps_its_word]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("noticeboard:detail", args=[self.code])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def zone(self):
        """The IANA zone of the region that plans it; all its times are shown there."""
        return zone_of_code(self.region_id)


class PlannedVersion(PlannedWords):
    """The words as they were announced, numbered, and what has changed in them. Never changed."""

    planned = models.ForeignKey(PlannedRule, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    change_note = models.CharField(_("what has changed"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)

    class Meta:
        verbose_name = _("version of a planned rule")
        verbose_name_plural = _("versions of planned rules")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "number"], name="planned_version_once"),
            models.CheckConstraint(
                name="planned_version_says_what_changed",
                condition=Q(number=1, change_note="") | (Q(number__gt=1) & ~Q(change_note="")),
            ),
        ]
        triggers = append_only("planned_version_is_fixed")

    def __str__(self):
        return f"{self.title} ({self.number})"


class Affected(models.Model):
    """A region that was asked for its word when the rule was announced, and why."""

    class Ground(models.TextChoices):
        NAMED = "named", _("named by the region that plans it")
        AREA = "area", _("lies in the area of the rule")
        OVERLAP = "overlap", _("has something of the same field there or nearby")

    planned = models.ForeignKey(PlannedRule, models.PROTECT, related_name="affected")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    ground = models.CharField(_("why"), max_length=7, choices=Ground)
    since = models.DateTimeField(_("asked since"), auto_now_add=True)

    class Meta:
        verbose_name = _("affected region")
        verbose_name_plural = _("affected regions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "region"], name="affected_once_a_rule")
        ]
        triggers = append_only("affected_is_fixed")

    def __str__(self):
        return str(self.region)
