"""What is bound to a text as a file: a map, a drawing, a list."""

from pathlib import PurePath

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Agreement, Version
from core.models import never_emptied
from core.uploads import random_name
from villages.models import Mandate


class AnnexQuerySet(models.QuerySet):
    def standing(self):
        """Those of the text as it stands now, like the agreement's own words."""
        return self.filter(version=None)


class Annex(models.Model):
    """A file of the agreement as it stands (``version`` is None) or, fixed, of one exact version.

    The text of the version names it with heading, size and SHA-256 (``wording.canonical``), so what
    is approved covers it. What a version keeps is another row with the same stored file.
    """

    MOST = 20  # of one agreement

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="annexes")
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="annexes"
    )
    position = models.PositiveSmallIntegerField(_("number of the annex"))
    title = models.CharField(_("heading"), max_length=120)
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    added_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["agreement", "version", "position"]
        indexes = [models.Index(fields=["file"], name="annex_by_file")]
        constraints = [
            models.CheckConstraint(
                name="annex_twenty_at_most", condition=Q(position__gte=1, position__lte=20)
            ),
            models.CheckConstraint(
                name="annex_has_file", condition=~Q(file="") & ~Q(title="") & Q(size__gt=0)
            ),
            models.UniqueConstraint(fields=["version", "position"], name="annex_position_once"),
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                name="annex_file_once",
                condition=Q(version__isnull=True),
            ),
        ]
        triggers = [
            never_emptied("annex_stays"),
            guards.annex_changes_in_a_draft_only,
            guards.annex_joins_a_new_version_only,
            pgtrigger.Protect(
                name="annex_of_version_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__version__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ending(self):
        """PDF, JPG or PNG."""
        return PurePath(self.file.name).suffix.lstrip(".").upper()
