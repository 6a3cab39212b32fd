"""The agenda of a meeting: its items, what became of them, and their papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.uploads import random_name
from meetings.models.meeting import Meeting
from projects.models import Project
from villages.models import Mandate


class AgendaItem(models.Model):
    """One item of the agenda, in order.

    ``topic`` is the proposal out of which it was made. Agreements stand a floor above and point to
    the item that they are talked about under (``agreements``).
    """

    MAX_ITEMS = 30
    MAX_MINUTES = 600

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information")
        DISCUSSION = "discussion", _("discussion")
        DECISION = "decision", _("to be decided")

    class State(models.TextChoices):
        OPEN = "open", _("not marked")
        REACHED = "reached", _("dealt with")
        MISSED = "missed", _("not reached")
        POSTPONED = "postponed", _("postponed")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    topic = models.ForeignKey(
        "AgendaTopic", models.PROTECT, null=True, blank=True, related_name="items"
    )

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_one_item_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            # Of two meetings that take up the same proposal, one gets it.
            models.UniqueConstraint(
                fields=["topic"],
                condition=Q(state="open"),
                name="agenda_topic_on_one_agenda",
            ),
        ]

    def __str__(self):
        return self.title


class AgendaPaper(models.Model):
    """A paper to read before an item is talked about, with the fingerprint of its bytes."""

    MAX_PAPERS = 10  # of one item

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    added_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("paper of an agenda item")
        verbose_name_plural = _("papers of agenda items")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "sha256"], name="agenda_paper_once_an_item")
        ]

    def __str__(self):
        return self.title
