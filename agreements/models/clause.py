"""An agreement piece by piece: what a kind's template brings, what becomes of it, what others say."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import guards, printing
from agreements.filling import longest, unknown
from agreements.models.agreement import Agreement
from agreements.wording import Part, Passage, numbers_itself
from core.models import TimeStamped, append_only, never_emptied
from core.text import tidy
from villages.models import Mandate, Region

MAX_TEXT = 6000
OWN_NUMBER = _("Leave out “%(line)s”: chapters and articles are numbered by themselves.")


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


def lacking(rows):
    """The compulsory matters that none of these ``rows`` holds."""
    there = set(rows.values_list("matter", flat=True))
    return [matter for matter in Matter if matter not in there]


class TemplateClauseQuerySet(models.QuerySet):
    def lacking_without(self, rows):
        """Kind → the compulsory matters that its template would lose with ``rows``. A template that
        loses all its rows loses none: the one that was shipped takes its place."""
        gone = self.filter(pk__in=[row.pk for row in rows])
        lost = {}
        for kind in Agreement.Kind:
            left = self.filter(kind=kind).exclude(pk__in=gone.values("pk"))
            held = set(gone.filter(kind=kind).values_list("matter", flat=True))
            if held and left.exists() and (missing := held & set(lacking(left))):
                lost[kind] = [matter for matter in Matter if matter in missing]
        return lost


class TemplateClause(Worded):
    """A piece with which an agreement of a kind begins; operators write these."""

    kind = models.CharField(_("kind"), max_length=12, choices=Agreement.Kind)

    objects = TemplateClauseQuerySet.as_manager()

    class Meta(Worded.Meta):
        verbose_name = _("clause of a template")
        verbose_name_plural = _("clauses of templates")
        ordering = ["kind", "part", "position", "pk"]

    def __str__(self):
        return self.title or self.text[:60]

    def clean(self):
        wrong = self._wrong_place() | self._wrong_words()
        for name in ("title", "text"):
            if unprintable := printing.problem(getattr(self, name)):
                wrong[name] = unprintable
        if wrong:
            raise ValidationError(wrong)

    def _wrong_place(self):
        """A heading or a matter outside an article, a matter twice, or one that would be lost."""
        wrong = {}
        if self.part != Part.ARTICLE:
            for name in ("title", "matter"):
                if getattr(self, name):
                    wrong[name] = _("Only an article has this; leave it empty here.")
        others = TemplateClause.objects.filter(kind=self.kind).exclude(pk=self.pk)
        if self.matter and others.filter(matter=self.matter).exists():
            wrong["matter"] = _("The template of this kind has a clause on this matter already.")
        before = TemplateClause.objects.filter(pk=self.pk).first()
        if before and (before.kind, before.matter) != (self.kind, self.matter):
            for matters in TemplateClause.objects.lacking_without([before]).values():
                wrong["matter"] = needed(matters)
        return wrong

    def _wrong_words(self):
        """Places that nobody fills in, numbers of one's own, and more than a clause can hold."""
        wrong, text = {}, tidy(self.text, lines=True)
        if "$" in self.title:
            wrong["title"] = _("Nothing is filled in here; write the heading without $.")
        elif line := numbers_itself(self.title):
            wrong["title"] = OWN_NUMBER % {"line": line[:60]}
        if not text:
            wrong["text"] = _("Write the words; a draft without them cannot be opened.")
        elif names := unknown(text):
            words = _("These words after $ are not known here: %(names)s.")
            wrong["text"] = words % {"names": ", ".join(names)}
        elif line := numbers_itself(text):
            wrong["text"] = OWN_NUMBER % {"line": line[:60]}
        elif (most := longest(text)) > MAX_TEXT:
            words = _(
                "Filled in, this can have %(number)d characters, and a clause has at most %(most)d. "
                "Shorten it, or use fewer words after $."
            )
            wrong["text"] = words % {"number": most, "most": MAX_TEXT}
        return wrong


def needed(matters):
    """Why a template cannot do without the clauses on these matters."""
    return _(
        "Without this clause no draft of the kind could be opened; it is compulsory: %(matters)s."
    ) % {"matters": ", ".join(str(matter.label) for matter in matters)}


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
