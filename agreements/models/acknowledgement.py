"""That an office above the parties has acknowledged what they agreed ("mengetahui")."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Signature, Version
from core.models import append_only
from core.uploads import random_name
from villages.models import Mandate, Region

_ON_PAPER = Q(method=Signature.Method.PAPER, signed_on__isnull=False)
_NO_PAPER = Q(paper="", paper_sha256="", signed_on__isnull=True, recorder_name="")


class Acknowledgement(models.Model):
    """The camat on behalf of the regent, or the regent, knows the sealed text; once for each of
    their regions. It is no party's word, and nothing waits for it.

    Name and office are those of who has acknowledged; on paper the mandate is that of who recorded
    it, whose name and office then stand there too, with the scan.
    ``seal`` binds the row to the one before, the first one to the last approval of its version.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="acknowledgements")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    region_name = models.CharField(_("region then"), max_length=150)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    method = models.CharField(_("confirmed with"), max_length=20, choices=Signature.Method)
    at = models.DateTimeField(_("recorded"))
    signed_on = models.DateField(_("date of the signature"), null=True, blank=True)
    paper = models.FileField(_("file"), upload_to=random_name, max_length=120, blank=True)
    paper_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    recorder_name = models.CharField(_("recorded by"), max_length=100, blank=True)
    recorder_office = models.CharField(_("in the capacity of"), max_length=250, blank=True)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "region"], name="acknowledgement_once_a_region"
            ),
            models.CheckConstraint(
                name="acknowledgement_on_paper_has_scan",
                condition=Q(_ON_PAPER, ~Q(paper=""), ~Q(paper_sha256=""), ~Q(recorder_name=""))
                | Q(~Q(method=Signature.Method.PAPER), _NO_PAPER),
            ),
        ]
        triggers = [
            *append_only("acknowledgement_is_fixed"),
            guards.acknowledgement_is_of_the_sealed_text,
        ]

    def __str__(self):
        return f"{self.region_name}: {self.version}"

    @property
    def is_on_paper(self):
        return self.method == Signature.Method.PAPER

    def facts(self):
        """What the seal covers."""
        return {
            "version": self.version_id,
            "region": self.region_id,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
            "text_sha256": self.text_sha256,
            "method": self.method,
            "at": self.at.isoformat(),
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "paper": self.paper.name,
            "paper_sha256": self.paper_sha256,
            "recorder_name": self.recorder_name,
            "recorder_office": self.recorder_office,
        }
