"""A side that is no region: named in the text, it signs on paper, and a party keeps what it owes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Agreement, Signature, Version
from core.models import TimeStamped, append_only, never_emptied
from villages.models import Mandate


class ThirdParty(TimeStamped):
    """A company, an office or an organisation with which the regions agree; who signs for it is named
    in the text. It has no account for this: what it signs or gives, the parties record."""

    MOST = 5  # of one agreement

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="third_parties")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=150)
    seat = models.CharField(_("address"), max_length=200, blank=True)
    signer_name = models.CharField(_("represented by"), max_length=100)
    signer_title = models.CharField(_("office"), max_length=80)

    class Meta:
        verbose_name = _("third party")
        verbose_name_plural = _("third parties")
        ordering = ["agreement", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "position"], name="third_party_one_a_position"
            ),
            models.UniqueConstraint(
                fields=["agreement", "name"],
                name="third_party_once",
                deferrable=models.Deferrable.DEFERRED,  # two may exchange their names
            ),
            models.CheckConstraint(
                name="third_party_is_named",
                condition=~models.Q(name="")
                & ~models.Q(signer_name="")
                & ~models.Q(signer_title=""),
            ),
        ]
        triggers = [never_emptied("third_party_stays"), guards.third_party_is_fixed_outside_a_draft]

    def __str__(self):
        return f"{self.name}: {self.agreement}"


class ThirdSignature(models.Model):
    """A third party has signed one exact version on paper; ``mandate`` is that of who recorded it.

    ``number`` is the one that the third party has given the agreement itself. ``seal`` binds the row
    to the one before, the first one to its version's seal.
    """

    third_party = models.ForeignKey(ThirdParty, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(Version, models.PROTECT, related_name="third_signatures")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    party_name = models.CharField(_("third party"), max_length=150)
    number = models.CharField(_("its own number"), max_length=80, blank=True)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    at = models.DateTimeField(_("recorded"))
    seal = models.CharField(_("seal"), max_length=64)

    method = Signature.Method.PAPER  # there is no other way

    class Meta:
        verbose_name = _("signature of a third party")
        verbose_name_plural = _("signatures of third parties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "third_party"], name="third_signature_once")
        ]
        triggers = [
            *append_only("third_signature_is_fixed"),
            guards.third_signature_is_of_the_open_text,
        ]

    def __str__(self):
        return f"{self.party_name}: {self.version}"

    def facts(self):
        """What the seal covers."""
        return {
            "version": self.version_id,
            "third_party": self.third_party_id,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "party_name": self.party_name,
            "number": self.number,
            "text_sha256": self.text_sha256,
            "at": self.at.isoformat(),
        }


class ThirdNumber(models.Model):
    """The number that a third party has given a sealed agreement itself; the newest row counts."""

    SEALED = ("third_party_id", "number", "at", "mandate_id", "person_name", "office_title")

    third_party = models.ForeignKey(ThirdParty, models.PROTECT, related_name="numbers")
    number = models.CharField(_("its own number"), max_length=80)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("number of a third party")
        verbose_name_plural = _("numbers of third parties")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="third_number_is_there", condition=~models.Q(number=""))
        ]
        triggers = [
            *append_only("third_number_is_fixed"),
            guards.third_number_is_of_a_sealed_agreement,
        ]

    def __str__(self):
        return f"{self.third_party.name}: {self.number}"
