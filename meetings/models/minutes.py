"""What was said and decided at a meeting: from the first word typed in the room to the seal."""

from datetime import timedelta

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import secret_code
from core.models import TimeStamped, never_emptied
from core.sheets import WithSheet
from meetings import guards
from meetings.models.agenda import AgendaItem
from meetings.models.invitation import Invitation
from meetings.models.meeting import Meeting
from villages.models import Mandate


class MinutesQuerySet(models.QuerySet):
    def under_review(self):
        return self.filter(state=Minutes.State.REVIEW)

    def awaiting_word_of(self, region):
        """Under review, and the invited region has not confirmed this text."""
        own = FilteredRelation(
            "confirmations",
            condition=Q(confirmations__region=region, confirmations__text_sha256=F("sha256")),
        )
        invited = Invitation.objects.filter(region=region).values("meeting")
        return self.under_review().annotate(own=own).filter(own=None, meeting__in=invited)

    def without_sheet(self):
        """Sealed ones whose PDF is still to be made."""
        return self.filter(state=Minutes.State.SEALED, sheet="")


class Minutes(WithSheet, TimeStamped):
    """The minutes of one meeting.

    While a draft, ``items`` are written by one person at a time (``writer…`` is his lease). Sent
    for review, ``record`` keeps all facts as they were, and ``text`` is the exact text made of
    them: that is what is confirmed, approved and sealed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("under review")
        APPROVED = "approved", pgettext_lazy("minutes", "approved")
        SEALED = "sealed", _("sealed")

    STATE_MOVES = {
        State.DRAFT: {State.REVIEW},
        State.REVIEW: {State.DRAFT, State.APPROVED},
        State.APPROVED: {State.SEALED},
    }

    class How(models.TextChoices):
        REPRESENTATIVES = "representatives", _("confirmed by all invited regions")
        SITTING = "sitting", _("approved at a later sitting")

    LEASE = timedelta(seconds=60)

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    check_code = models.CharField(
        _("code on the sheet"), max_length=26, unique=True, default=secret_code, editable=False
    )
    chair = models.CharField(_("chair of the meeting"), max_length=150, blank=True)
    note_taker = models.CharField(_("note taker"), max_length=150, blank=True)
    resource_persons = models.CharField(_("resource persons"), max_length=300, blank=True)

    begun_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    writer = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    writer_client = models.UUIDField(_("writer's device"), null=True, blank=True)
    writer_until = models.DateTimeField(_("lease of the writer"), null=True, blank=True)

    record = models.JSONField(_("facts of the record"), default=dict, blank=True)
    text = models.TextField(_("text"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    round = models.PositiveSmallIntegerField(_("round of the review"), default=0)
    sent_at = models.DateTimeField(_("sent for review"), null=True, blank=True)
    sent_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    review_until = models.DateTimeField(_("remarks until"), null=True, blank=True)

    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_how = models.CharField(_("how approved"), max_length=15, choices=How, blank=True)
    approved_by = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="approved_minutes"
    )
    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True)
    sealed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes of a meeting")
        verbose_name_plural = _("minutes of meetings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="minutes_lease_is_whole",
                condition=Q(
                    writer__isnull=True, writer_client__isnull=True, writer_until__isnull=True
                )
                | Q(writer__isnull=False, writer_client__isnull=False, writer_until__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_sent_have_text",
                condition=Q(state="draft")
                | (
                    ~Q(text="")
                    & ~Q(sha256="")
                    & Q(sent_at__isnull=False, sent_by__isnull=False, review_until__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="minutes_approved_say_how",
                condition=Q(state__in=["draft", "review"], approved_at__isnull=True)
                | Q(approved_how="representatives", approved_at__isnull=False)
                | Q(
                    approved_how="sitting",
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    approved_in__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="minutes_sealed_have_seal",
                condition=(
                    Q(state="sealed", sealed_at__isnull=False, sealed_by__isnull=False)
                    & ~Q(seal="")
                )
                | (~Q(state="sealed") & Q(sealed_at__isnull=True, sheet="")),
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="minutes_by_state")]
        triggers = [never_emptied(), guards.minutes_keep_their_word]

    def __str__(self):
        return str(self.meeting)

    def get_absolute_url(self):
        return reverse("meetings:minutes", args=[self.meeting_id])

    @property
    def key(self):
        """How the outbox names it."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_public(self):
        """Approved or sealed: whoever sees the meeting reads it."""
        return self.state in (self.State.APPROVED, self.State.SEALED)

    def is_held_by(self, client, now=None):
        """Does this device hold the lease?"""
        return self.writer_client == client and self.is_held(now)

    def is_held(self, now=None):
        """Is somebody writing?"""
        return self.writer_until is not None and self.writer_until > (now or timezone.now())

    def facts(self):
        """What the seal covers, besides the confirmations."""
        return {
            "minutes": self.pk,
            "sha256": self.sha256,
            "round": self.round,
            "sent_at": self.sent_at.isoformat(),
            "approved_at": self.approved_at.isoformat(),
            "approved_how": self.approved_how,
            "approved_by": self.approved_by_id,
            "approved_in": self.approved_in_id,
            "sealed_at": self.sealed_at.isoformat(),
            "sealed_by": self.sealed_by_id,
        }


class MinutesItem(TimeStamped):
    """The text about the opening, one item of the agenda, or the closing.

    ``revision`` rises with each change; who saves says which one he has read.
    """

    MAX_TEXT = 20000

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening")
        ITEM = "item", _("agenda item")
        CLOSING = "closing", _("closing")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="items")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.ITEM)
    position = models.PositiveSmallIntegerField(_("position"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=MAX_TEXT, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("item of minutes")
        verbose_name_plural = _("items of minutes")
        ordering = ["minutes", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "position"],
                name="minutes_one_item_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["minutes", "agenda_item"], name="minutes_one_item_of_the_agenda"
            ),
            models.UniqueConstraint(
                fields=["minutes", "kind"],
                condition=~Q(kind="item"),
                name="minutes_one_opening_and_closing",
            ),
        ]
        triggers = [never_emptied(), guards.items_are_written_in_a_draft]

    def __str__(self):
        return self.title


class MinutesSave(models.Model):
    """A save that has been done: the same ``key`` a second time changes nothing."""

    item = models.ForeignKey(MinutesItem, models.CASCADE, related_name="saves")
    key = models.UUIDField(_("key"))
    revision = models.PositiveIntegerField(_("revision"))
    at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("save of minutes")
        verbose_name_plural = _("saves of minutes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="minutes_save_once")]

    def __str__(self):
        return f"{self.item} ({self.revision})"
