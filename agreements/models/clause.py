"""An agreement piece by piece: what a kind's template brings, what becomes of it, what others say."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import guards, printing
from agreements.filling import unknown
from agreements.models.agreement import Agreement
from agreements.wording import Part, Passage
from core.models import TimeStamped, append_only, never_emptied
from villages.models import Mandate, Region

MAX_TEXT = 6000


class PartChoices(models.IntegerChoices):
    """The parts of an instrument, in their order on paper."""

    OPENING = Part.OPENING, _("opening")
    CONSIDERING = Part.CONSIDERING, _("recital (Menimbang)")
    BASIS = Part.BASIS, _("legal basis (Mengingat)")
    ENACTING = Part.ENACTING, _("enacting words")
    ARTICLE = Part.ARTICLE, _("article")
    CLOSING = Part.CLOSING, _("closing")


class Matter(models.TextChoices):
    """The eight matters that an instrument must hold (Permendagri 96/2017 Pasal 6)."""

    SCOPE = "scope", _("scope")
    FIELD = "field", _("field of cooperation")
    PROCEDURE = "procedure", _("procedure and conditions")
    TERM = "term", _("term")
    RIGHTS = "rights", _("rights and duties")
    FUNDING = "funding", _("funding")
    CHANGES = "changes", _("how to change, postpone and cancel")
    DISPUTES = "disputes", _("settlement of disputes")


class Worded(models.Model):
    """The words of one piece and their place; articles alone have a heading and a matter."""

    part = models.PositiveSmallIntegerField(_("part"), choices=PartChoices)
    matter = models.CharField(_("compulsory matter"), max_length=9, choices=Matter, blank=True)
    title = models.CharField(_("heading"), max_length=120, blank=True)
    text = models.TextField(_("words"), max_length=MAX_TEXT, blank=True)
    position = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        abstract = True
        ordering = ["part", "position", "pk"]

    @property
    def passage(self):
        return Passage(self.part, self.title, self.text)


class TemplateClause(Worded):
    """A piece with which an agreement of a kind begins; operators write these."""

    kind = models.CharField(_("kind"), max_length=12, choices=Agreement.Kind)

    class Meta(Worded.Meta):
        verbose_name = _("clause of a template")
        verbose_name_plural = _("clauses of templates")
        ordering = ["kind", "part", "position", "pk"]

    def __str__(self):
        return self.title or self.text[:60]

    def clean(self):
        wrong = {}
        if names := unknown(self.text):
            text = _("These words after $ are not known here: %(names)s.")
            wrong["text"] = text % {"names": ", ".join(names)}
        if not self.text.strip():
            wrong["text"] = _("Write the words; a draft without them cannot be opened.")
        for name in ("title", "text"):
            if unprintable := printing.problem(getattr(self, name)):
                wrong[name] = unprintable
        if wrong:
            raise ValidationError(wrong)


class Clause(Worded, TimeStamped):
    """A piece of one agreement; ``Agreement.text`` is made of all that are not removed.

    ``revision`` counts its changes, so that nobody overwrites what he has not seen. ``origin`` is
    the clause of the agreement before out of which it was copied.
    """

    MOST = 60  # of one agreement

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(_("revision"), default=1)
    removed = models.BooleanField(_("removed"), default=False)
    saved_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta(Worded.Meta):
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        indexes = [models.Index(fields=["agreement", "part", "position"], name="clause_in_order")]
        constraints = [
            models.CheckConstraint(
                name="clause_matter_is_of_an_article",
                condition=Q(part=Part.ARTICLE) | Q(matter="", title=""),
            )
        ]
        triggers = [guards.clause_changes_in_a_draft_only, never_emptied("clause_stays")]

    def __str__(self):
        return self.title or self.text[:60]


class RemarkQuerySet(models.QuerySet):
    def unanswered(self, agreement):
        """Words proposed for a clause that still stands, and neither taken over nor refused."""
        rows = self.filter(clause__agreement=agreement, clause__removed=False, reply=None)
        return rows.exclude(words="")


class Remark(models.Model):
    """What a party says to a clause: a comment, or other ``words`` for it. Never changed."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="remarks")
    text = models.CharField(_("comment"), max_length=1000)
    words = models.TextField(_("proposed words"), max_length=MAX_TEXT, blank=True)
    revision = models.PositiveIntegerField(_("of revision"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4)
    at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on a clause")
        verbose_name_plural = _("remarks on clauses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "token"], name="remark_once_a_form")
        ]
        triggers = append_only("remark_is_fixed")

    def __str__(self):
        return f"{self.region}: {self.text[:60]}"


class RemarkReply(models.Model):
    """The drafting region's answer to proposed words: taken over, or not, and why."""

    remark = models.OneToOneField(Remark, models.PROTECT, related_name="reply")
    accepted = models.BooleanField(_("taken over"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person_name = models.CharField(_("name then"), max_length=100)
    office_title = models.CharField(_("office then"), max_length=80)
    at = models.DateTimeField(_("replied"), auto_now_add=True)

    class Meta:
        verbose_name = _("reply to a remark")
        verbose_name_plural = _("replies to remarks")
        constraints = [
            models.CheckConstraint(
                name="remark_refused_with_reason", condition=Q(accepted=True) | ~Q(reason="")
            )
        ]
        triggers = append_only("remark_reply_is_fixed")

    def __str__(self):
        return str(self.remark)
