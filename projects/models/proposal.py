"""What is typed of a proposal before it goes out, and what each region would bring to it."""

import hashlib
import json
import uuid

from django.db import models
from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped, append_only
from projects.models.project import Project, Version
from villages.models import Mandate, Region


class Draft(TimeStamped):
    """What has been typed so far of a first proposal or of a changed one, page by page.

    Kept as typed, so that an answer which is not right yet is not lost either; the forms judge
    it anew each time. Proposing turns it into a version and deletes it, and that deletion is
    the claim: of two clicks on "send" one finds nothing left to send.
    """

    project = models.OneToOneField(Project, models.CASCADE, related_name="draft")
    answers = models.JSONField(
        _("answers"), default=dict, blank=True, help_text=_("Page → field → typed values.")
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    token = models.UUIDField(_("number of the first form"), default=uuid.uuid4)
    begun_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("draft of a proposal")
        verbose_name_plural = _("drafts of proposals")
        constraints = [
            models.UniqueConstraint(fields=["begun_by", "token"], name="draft_one_a_first_form")
        ]

    def __str__(self):
        return str(self.project)

    def typed(self, page):
        """The typed values of one page, as a form takes them."""
        return MultiValueDict(self.answers.get(page, {}))

    def mark(self, page):
        """A short mark of what the page holds now, to see whether it changed since."""
        held = json.dumps(self.answers.get(page, {}), sort_keys=True)
        return hashlib.sha256(held.encode()).hexdigest()[:16]


class Contribution(models.Model):
    """What a region would bring, in the words of one version; cash in rupiah, the rest in words."""

    class Kind(models.TextChoices):
        CASH = "cash", _("money")
        GOODS = "goods", _("goods")
        LABOUR = "labour", _("labour")
        LAND = "land", _("land")
        SKILL = "skill", _("skills")

    version = models.ForeignKey(Version, models.CASCADE, related_name="contributions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    amount = models.PositiveBigIntegerField(_("worth in rupiah"), default=0)
    note = models.CharField(_("what exactly"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="contribution_money_has_amount", condition=~Q(kind="cash") | Q(amount__gt=0)
            )
        ]
        triggers = append_only("contribution_is_fixed")

    def __str__(self):
        return f"{self.region}: {self.get_kind_display()}"
