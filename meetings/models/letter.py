"""Official letters of invitation and the book in which their numbers are counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import append_only
from meetings.models.meeting import Meeting
from villages.models import Forum, Region


class LetterBook(models.Model):
    """How many letters a forum, or a region without one, has numbered in a year.

    The row is locked in the transaction that makes the letter: a letter that fails gives its
    number back, and the count has no gap. A number is never taken back from a letter that was made.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("book of outgoing letters")
        verbose_name_plural = _("books of outgoing letters")
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="letter_book_of_forum_or_region",
                condition=Q(forum__isnull=False) ^ Q(region__isnull=False),
            ),
            models.UniqueConstraint(fields=["forum", "year"], name="letter_book_one_a_forum"),
            models.UniqueConstraint(fields=["region", "year"], name="letter_book_one_a_region"),
        ]

    def __str__(self):
        return f"{self.forum or self.region} {self.year}"


class LetterQuerySet(models.QuerySet):
    def latest_of(self, meeting):
        """The letter that holds now; a moved meeting has several."""
        return self.filter(meeting=meeting).order_by("-pk").first()


class Letter(models.Model):
    """One invitation on paper as it was written, whoever it goes to; never changed afterwards.

    ``content`` is what ``documents.letters`` prints: a later change of a name, an office or a
    letterhead does not change a letter that has gone out.
    """

    class Nature(models.TextChoices):
        ORDINARY = "biasa", _("ordinary")
        IMPORTANT = "penting", _("important")
        URGENT = "segera", _("urgent")

    MAX_COPIES = 6

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="letters")
    book = models.ForeignKey(LetterBook, models.PROTECT, related_name="letters")
    order = models.PositiveIntegerField(_("number in the book"))
    number = models.CharField(_("number of the letter"), max_length=150)
    dated = models.DateField(_("date of the letter"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    content = models.JSONField(_("content"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of invitation")
        verbose_name_plural = _("letters of invitation")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["book", "order"], name="letter_one_a_number"),
            models.CheckConstraint(name="letter_number_counts", condition=Q(order__gte=1)),
        ]
        triggers = append_only("letter_append_only")

    def __str__(self):
        return self.number
