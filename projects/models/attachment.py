"""Papers that belong to a proposal: maps, photographs, calculations."""

from pathlib import PurePath

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import never_emptied
from core.uploads import random_name
from projects.models.project import Project, Version
from villages.models import Mandate


class AttachmentQuerySet(models.QuerySet):
    def of_draft(self, project):
        """Those of what is being written: seen by the lead only, until it is proposed."""
        return self.filter(project=project, version=None)


class Attachment(models.Model):
    """A file of a project's draft (``version`` is None) or, fixed, of one exact version.

    What a version hands on to the next one is another row with the same stored file.
    """

    MOST = 5

    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments")
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    slot = models.PositiveSmallIntegerField(_("place"))
    title = models.CharField(_("what it is"), max_length=120)
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    added_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment of a proposal")
        verbose_name_plural = _("attachments of proposals")
        ordering = ["slot"]
        indexes = [models.Index(fields=["file"], name="attachment_by_file")]
        constraints = [
            models.CheckConstraint(name="attachment_five_at_most", condition=Q(slot__lt=5)),
            models.UniqueConstraint(
                fields=["project", "slot"],
                name="attachment_slot_of_draft_once",
                condition=Q(version__isnull=True),
            ),
            models.UniqueConstraint(fields=["version", "slot"], name="attachment_slot_once"),
            models.UniqueConstraint(
                fields=["project", "sha256"],
                name="attachment_of_draft_once",
                condition=Q(version__isnull=True),
            ),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(
                name="attachment_of_version_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__version__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:attachment", args=[self.pk])

    @property
    def ending(self):
        """PDF, JPG or PNG."""
        return PurePath(self.file.name).suffix.lstrip(".").upper()
