"""What is said, shown and agreed in a dispute: statements with papers, sessions, and the record of
its result, and that it may be public. Rows are added, none is changed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import dispute_guards
from agreements.models.agreement import Signature
from agreements.models.dispute import Dispute, DisputeParty, Spoken
from core.models import append_only
from core.uploads import random_name
from meetings.models import Meeting


class Statement(Spoken):
    """What a side says, with a paper or without; ``party`` is empty for who keeps the case. What was
    wrong is corrected by a later statement of the same side."""

    MOST = 200  # in one dispute
    SEALED = (
        "dispute_id", "party_id", "text", "corrects_id", "paper_name", "sha256", "at",
        "mandate_id", "person_name", "office_title", "region_name",
    )  # fmt: skip

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="statements")
    party = models.ForeignKey(
        DisputeParty, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    text = models.TextField(_("statement"), max_length=5000)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    paper = models.FileField(_("paper"), upload_to=random_name, max_length=120, blank=True)
    paper_name = models.CharField(_("name of the paper"), max_length=100, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("statement in a dispute")
        verbose_name_plural = _("statements in disputes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "token"], name="statement_once_a_form"),
            models.CheckConstraint(
                name="statement_paper_has_hash",
                condition=Q(paper="", sha256="") | (~Q(paper="") & ~Q(sha256="")),
            ),
        ]
        triggers = [
            *append_only("statement_is_fixed"),
            dispute_guards.of_an_open_dispute("statement"),
        ]

    def __str__(self):
        return f"{self.region_name}: {self.dispute}"


class Session(models.Model):
    """A sitting of a dispute: a private meeting, with its invitations, answers and reminders."""

    MOST = 30  # in one dispute

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="sessions")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="talk")
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("session of a dispute")
        verbose_name_plural = _("sessions of disputes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "token"], name="dispute_session_once_a_form")
        ]
        triggers = [
            *append_only("dispute_session_is_fixed"),
            dispute_guards.session_is_private,
        ]

    def __str__(self):
        return f"{self.dispute}: {self.meeting}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()


class Outcome(Spoken):
    """The record (berita acara) of the result: one exact text with its SHA-256, which the heads of
    the parties confirm and the mediator signs last. Other words are a further row."""

    MOST = 20  # of one dispute

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField(_("version"))
    mediated = models.BooleanField(_("with a mediator"))
    # As the text has it; empty without one, and where it was written before the text named him.
    mediated_by = models.CharField(_("office that mediates"), max_length=150, blank=True)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200)
    led_by = models.CharField(_("led by"), max_length=150)
    present = models.TextField(_("who was present"), max_length=1000)
    agreed = models.TextField(_("what was agreed"), max_length=6000)
    # [party, what, day as ISO date]: who does what until when.
    duties = models.JSONField(_("who does what until when"), default=list, blank=True)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("result of a dispute")
        verbose_name_plural = _("results of disputes")
        ordering = ["dispute", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="outcome_number_once")
        ]
        triggers = [*append_only("outcome_is_fixed"), dispute_guards.of_an_open_dispute("outcome")]

    def __str__(self):
        return f"{self.dispute} ({self.number})"

    def sealed_facts(self):
        """What the seal covers."""
        return {
            "dispute": self.dispute_id,
            "number": self.number,
            "sha256": self.sha256,
            "mandate": self.mandate_id,
            "at": self.at.isoformat(),
        }


class OutcomeWord(Spoken):
    """The head of a party confirms the record; without ``party`` the mediator signs it. ``seal``
    binds the row to the word before, the first one to the record."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="words")
    party = models.ForeignKey(
        DisputeParty, models.PROTECT, null=True, blank=True, related_name="words"
    )
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    method = models.CharField(_("confirmed with"), max_length=20, choices=Signature.Method)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("word on a result")
        verbose_name_plural = _("words on results")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "party"], nulls_distinct=False, name="outcome_word_once"
            )
        ]
        triggers = [*append_only("outcome_word_is_fixed"), dispute_guards.word_is_of_the_result]

    def __str__(self):
        return f"{self.region_name}: {self.outcome}"

    def sealed_facts(self):
        """What the seal covers."""
        return {
            "outcome": self.outcome_id,
            "party": self.party_id,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
            "text_sha256": self.text_sha256,
            "method": self.method,
            "at": self.at.isoformat(),
        }


class OutcomePaper(Spoken):
    """Somebody without an account has signed the record on paper: the third party, or a governor or
    minister as mediator. Who says so here is who recorded it. ``seal`` binds the row to the paper
    before, the first one to the record."""

    class Signer(models.TextChoices):
        THIRD = "third", _("third party")
        MEDIATOR = "mediator", _("mediator")

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="papers")
    signer = models.CharField(_("whose signature"), max_length=8, choices=Signer)
    signed_for = models.CharField(_("signed for"), max_length=150)
    signer_name = models.CharField(_("signed by"), max_length=100)
    signer_title = models.CharField(_("in the office of"), max_length=80)
    signed_on = models.DateField(_("date of the signature"))
    paper = models.FileField(_("file"), upload_to=random_name, max_length=120)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("signature on paper under a result")
        verbose_name_plural = _("signatures on paper under results")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "signer"], name="outcome_paper_once"),
            models.CheckConstraint(
                name="outcome_paper_has_file", condition=~Q(paper="") & ~Q(sha256="")
            ),
        ]
        triggers = [*append_only("outcome_paper_is_fixed"), dispute_guards.paper_is_of_the_result]

    def __str__(self):
        return f"{self.signed_for}: {self.outcome}"

    def sealed_facts(self):
        """What the seal covers."""
        return {
            "outcome": self.outcome_id,
            "signer": self.signer,
            "signed_for": self.signed_for,
            "signer_name": self.signer_name,
            "signer_title": self.signer_title,
            "signed_on": self.signed_on.isoformat(),
            "paper": self.paper.name,
            "sha256": self.sha256,
            "text_sha256": self.text_sha256,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
            "at": self.at.isoformat(),
        }


class Disclosure(Spoken):
    """The head of a party agrees that everybody may read the result; it is public when all have. Taken
    back by nobody. ``seal`` binds the row to the word before, the first one to the last of the record."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="disclosures")
    party = models.ForeignKey(DisputeParty, models.PROTECT, related_name="+")
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    method = models.CharField(_("confirmed with"), max_length=20, choices=Signature.Method)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("word for a public result")
        verbose_name_plural = _("words for public results")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "party"], name="disclosure_once_a_party")
        ]
        triggers = [
            *append_only("disclosure_is_fixed"),
            dispute_guards.disclosure_is_of_a_settled_dispute,
        ]

    def __str__(self):
        return f"{self.region_name}: {self.dispute}"

    def sealed_facts(self):
        """What the seal covers."""
        return {
            "dispute": self.dispute_id,
            "party": self.party_id,
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
            "text_sha256": self.text_sha256,
            "method": self.method,
            "at": self.at.isoformat(),
        }
