"""How a version is signed: in which order, before which witnesses, and the papers behind it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Signature, Version
from agreements.models.third_party import ThirdSignature
from core.models import append_only
from core.uploads import random_name
from villages.models import Mandate


class Signing(models.Model):
    """What the drafter chose when the version was opened; without a row all sign at once, without
    witnesses. Its words stand in the text of the version too (``wording.canonical``).

    ``needed`` of the named witnesses attest before it is sealed. ``seal`` binds the row and its
    witnesses to the version.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="signing")
    in_order = models.BooleanField(_("signed in order"), default=False)
    needed = models.PositiveSmallIntegerField(_("witnesses needed"), default=0)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("way of signing")
        verbose_name_plural = _("ways of signing")
        triggers = append_only("signing_is_fixed")

    def __str__(self):
        return str(self.version)

    def facts(self, witnesses):
        """What the seal covers."""
        return {
            "version": self.version_id,
            "in_order": self.in_order,
            "needed": self.needed,
            "witnesses": [[w.position, w.name, w.office, w.mandate_id] for w in witnesses],
        }


class Witness(models.Model):
    """A named person; one with a ``mandate`` attests here, one without has signed on paper."""

    signing = models.ForeignKey(Signing, models.PROTECT, related_name="witnesses")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=100)
    office = models.CharField(_("office"), max_length=200)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="witnessed"
    )

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ["signing", "position"]
        constraints = [
            models.UniqueConstraint(fields=["signing", "position"], name="witness_position_once"),
            models.UniqueConstraint(fields=["signing", "mandate"], name="witness_mandate_once"),
        ]
        triggers = append_only("witness_is_fixed")

    def __str__(self):
        return f"{self.name}, {self.office}"


class Attestation(models.Model):
    """A witness has attested one exact version, here or on paper (then ``mandate`` is that of who
    recorded it). ``seal`` binds the row to the attestation before, the first one to its way of
    signing."""

    witness = models.OneToOneField(Witness, models.PROTECT, related_name="attestation")
    version = models.ForeignKey(Version, models.PROTECT, related_name="attestations")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=200)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    method = models.CharField(_("confirmed with"), max_length=20, choices=Signature.Method)
    at = models.DateTimeField(_("attested"))
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["pk"]
        triggers = [
            *append_only("attestation_is_fixed"),
            guards.attestation_is_of_the_open_text,
        ]

    def __str__(self):
        return f"{self.person_name}: {self.version}"

    def facts(self):
        """What the seal covers."""
        return {
            "witness": self.witness_id,
            "version": self.version_id,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "text_sha256": self.text_sha256,
            "method": self.method,
            "at": self.at.isoformat(),
        }


# A certified file stands behind none of them.
OF_NO_WORD = {
    "signature__isnull": True,
    "attestation__isnull": True,
    "third_signature__isnull": True,
}


class SignedPaper(models.Model):
    """The scan behind an approval, an attestation or a third party's signature on paper; with none of
    them, a PDF with certified signatures, which nobody here has verified.

    ``seal`` binds the row to that word, a certified one to its version.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="papers")
    signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, blank=True, related_name="paper"
    )
    attestation = models.OneToOneField(
        Attestation, models.PROTECT, null=True, blank=True, related_name="paper"
    )
    third_signature = models.OneToOneField(
        ThirdSignature, models.PROTECT, null=True, blank=True, related_name="paper"
    )
    paper = models.FileField(_("file"), upload_to=random_name, max_length=120)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    signed_on = models.DateField(_("date of the signature"), null=True, blank=True)
    at = models.DateTimeField(_("recorded"))
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    region_name = models.CharField(_("region then"), max_length=150)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("signed paper")
        verbose_name_plural = _("signed papers")
        ordering = ["pk"]
        constraints = [
            # One sheet may bear the signatures of all, so only a certified file is there once.
            models.UniqueConstraint(
                fields=["version", "sha256"],
                condition=Q(**OF_NO_WORD),
                name="certified_file_once",
            ),
            models.CheckConstraint(name="signed_paper_has_file", condition=~Q(paper="")),
            models.CheckConstraint(
                name="signed_paper_of_one_word",
                condition=Q(signature__isnull=True, attestation__isnull=True)
                | Q(attestation__isnull=True, third_signature__isnull=True)
                | Q(signature__isnull=True, third_signature__isnull=True),
            ),
            models.CheckConstraint(
                name="signed_paper_of_a_word_has_day",
                condition=Q(**OF_NO_WORD) ^ Q(signed_on__isnull=False),
            ),
        ]
        triggers = append_only("signed_paper_is_fixed")

    def __str__(self):
        return f"{self.version}: {self.sha256[:16]}"

    @property
    def behind(self):
        """The row to which the seal binds it."""
        return self.signature or self.attestation or self.third_signature or self.version

    @property
    def is_certified(self):
        return self.behind == self.version

    def facts(self):
        """What the seal covers; a row of the time before third parties says nothing of them."""
        third = {"third_signature": self.third_signature_id} if self.third_signature_id else {}
        return third | {
            "version": self.version_id,
            "signature": self.signature_id,
            "attestation": self.attestation_id,
            "paper": self.paper.name,
            "sha256": self.sha256,
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "at": self.at.isoformat(),
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
        }
