"""What participants say about minutes, and what is added to sealed ones. Nothing here is rewritten."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from core.models import append_only, never_emptied
from core.uploads import random_name
from meetings import guards
from meetings.models.invitation import Invitation
from meetings.models.minutes import Minutes, MinutesItem
from villages.models import Mandate, Region


class Spoken(models.Model):
    """Who, in which office, for which region, as it was then."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    region_name = models.CharField(_("region then"), max_length=150)
    at = models.DateTimeField(_("when"))

    class Meta:
        abstract = True

    @staticmethod
    def said_by(mandate):
        """The columns of a mandate, frozen."""
        return {
            "mandate": mandate,
            "person_name": str(mandate.user),
            "office_title": mandate.title,
            "region_name": mandate.region.full_name,
        }

    def frozen(self):
        """The same for a seal."""
        return {
            "mandate": self.mandate_id,
            "person_name": self.person_name,
            "office_title": self.office_title,
            "region_name": self.region_name,
            "at": self.at.isoformat(),
        }


class Remark(Spoken):
    """A correction that a participant wants in one item; the organiser answers it once."""

    MAX_TEXT = 2000

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(MinutesItem, models.PROTECT, related_name="remarks")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(_("round of the review"))
    text = models.TextField(_("remark"), max_length=MAX_TEXT)
    reply = models.CharField(_("reply"), max_length=500, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    replied_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("remark on minutes")
        verbose_name_plural = _("remarks on minutes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("item", "mandate", "round", MD5("text"), name="remark_once")
        ]
        triggers = [
            never_emptied(),
            guards.remarks_belong_to_the_review,
            guards.remark_keeps_its_words,
        ]

    def __str__(self):
        return f"{self.region_name}: {self.item}"


class Confirmation(Spoken):
    """A region's word that the text is right; only for exactly this text."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="confirmations")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)

    class Meta:
        verbose_name = _("confirmation of minutes")
        verbose_name_plural = _("confirmations of minutes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "region", "text_sha256"], name="confirmation_one_a_region"
            )
        ]
        triggers = [
            *append_only("confirmation_is_fixed"),
            guards.confirmation_is_of_the_shown_text,
        ]

    def __str__(self):
        return f"{self.region_name}: {self.minutes}"

    def facts(self):
        return {"region": self.region_id, "sha256": self.text_sha256, **self.frozen()}


class AddendumQuerySet(models.QuerySet):
    def awaiting_word_of(self, region):
        """The region was invited, and has neither confirmed them nor objected."""
        invited = Invitation.objects.filter(region=region).values("meeting")
        answered = AddendumWord.objects.filter(region=region).values("addendum")
        return self.filter(minutes__meeting__in=invited).exclude(pk__in=answered)


class Addendum(Spoken):
    """What is added after the seal. ``seal`` binds it to the one before, the first to the minutes.

    It is approved once all invited regions have confirmed it: see ``AddendumWord``.
    """

    MAX_TEXT = 5000

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), max_length=MAX_TEXT)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    seal = models.CharField(_("seal"), max_length=64)

    objects = AddendumQuerySet.as_manager()

    class Meta:
        verbose_name = _("addendum to minutes")
        verbose_name_plural = _("addenda to minutes")
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="addendum_number_once"),
            models.UniqueConstraint(fields=["minutes", "sha256"], name="addendum_text_once"),
        ]
        triggers = [*append_only("addendum_is_fixed"), guards.added_after_the_seal]

    def __str__(self):
        return f"{self.minutes} ({self.number})"

    def get_absolute_url(self):
        return f"{self.minutes.get_absolute_url()}#adendum-{self.number}"

    @property
    def key(self):
        """How its reminders name it."""
        return f"{self._meta.label_lower}:{self.pk}"

    def facts(self):
        return {
            "minutes": self.minutes_id,
            "number": self.number,
            "sha256": self.sha256,
            **self.frozen(),
        }


class AddendumWord(Spoken):
    """A region's word on exactly this addendum: it is right, or why not. Given once."""

    MAX_REASON = 500

    class Stance(models.TextChoices):
        CONFIRMS = "confirms", _("confirms")
        OBJECTS = "objects", _("objects")

    addendum = models.ForeignKey(Addendum, models.PROTECT, related_name="words")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    stance = models.CharField(_("stance"), max_length=8, choices=Stance)
    reason = models.CharField(_("reason"), max_length=MAX_REASON, blank=True)

    class Meta:
        verbose_name = _("word on an addendum")
        verbose_name_plural = _("words on addenda")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["addendum", "region"], name="addendum_word_one_a_region"
            ),
            models.CheckConstraint(
                name="addendum_word_objects_with_a_reason",
                condition=Q(stance="confirms", reason="") | (Q(stance="objects") & ~Q(reason="")),
            ),
        ]
        triggers = [
            *append_only("addendum_word_is_fixed"),
            guards.word_is_on_the_shown_addendum,
        ]

    def __str__(self):
        return f"{self.region_name}: {self.addendum}"


class SignedCopy(Spoken):
    """The paper with ink and stamps, scanned, and the hash of the file."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signed_copies")
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)

    class Meta:
        verbose_name = _("signed copy of minutes")
        verbose_name_plural = _("signed copies of minutes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "sha256"], name="signed_copy_once")
        ]
        triggers = [*append_only("signed_copy_is_fixed"), guards.added_after_the_seal]

    def __str__(self):
        return f"{self.minutes}: {self.sha256[:16]}"
