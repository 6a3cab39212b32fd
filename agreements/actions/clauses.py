"""A draft piece by piece: written, added, moved, left out; shown to the parties and taken back."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import filling, kinds, notices, recitals, rules, sources, templates, wording
from agreements.actions.locking import Changed, locked
from agreements.models import Agreement, Clause, PartChoices
from agreements.models.clause import MAX_TEXT, lacking
from core import audit, states
from core.access import require, require_right
from core.errors import Refusal
from core.text import tidy

LONGEST = 60_000  # characters of the whole body


class TooMuch(Refusal):
    """The text or its number of clauses would be too large."""


class MatterTaken(Refusal):
    """Another clause is on this compulsory matter."""


def begin(agreement, *, by, facts):
    """The clauses of a new draft, out of the kind's template and what is known."""
    Clause.objects.bulk_create(
        Clause(agreement=agreement, saved_by=by, **_words_of(row, facts))
        for row in templates.clauses_of(agreement.kind)
    )
    compose(agreement)


def _words_of(row, facts):
    """A row of the template as a clause of a draft holds it: filled in, and without a heading or a
    matter where it is no article."""
    text = tidy(filling.filled(row.text, facts), lines=True)
    if len(text) > MAX_TEXT:
        raise TooMuch(
            _(
                "The clause “%(clause)s” of the template gets longer than %(most)d characters here. "
                "Please ask the operators to shorten it."
            )
            % {"clause": row, "most": MAX_TEXT}
        )
    is_article = row.part == PartChoices.ARTICLE
    return {
        "part": row.part,
        "matter": row.matter if is_article else "",
        "title": row.title if is_article else "",
        "text": text,
        "position": row.position,
    }


def compose(agreement):
    """Make the body anew out of the clauses that are not removed."""
    passages = [clause.passage for clause in agreement.clauses.filter(removed=False)]
    chapters = kinds.KINDS[agreement.kind].chapters
    keep_text(agreement, tidy(wording.composed(passages, chapters=chapters), lines=True))


def keep_text(agreement, text):
    """The body of a draft, within its bounds."""
    if len(text) > LONGEST:
        raise TooMuch(
            _("With these words the text has more than %(most)d characters. Please shorten it.")
            % {"most": LONGEST}
        )
    agreement.text = text
    agreement.save(update_fields=["text", "updated_at"])


def _record(verb, agreement, by, clause):
    """What is written before anybody else sees it is the drafting region's own."""
    if agreement.shared_at or agreement.current_id:
        audit.record(verb, agreement, by=by, clause=clause)


def _writable(agreement, by):
    agreement = locked(agreement)
    require(rules.can_write_clauses(by, agreement))
    return agreement


def _clause(agreement, pk):
    clause = agreement.clauses.filter(pk=pk, removed=False).first()
    if clause is None:
        raise Refusal(_("This clause has been left out in the meantime."))
    return clause


@transaction.atomic
def write_clause(agreement, pk, *, by, seen, title, text):
    """Save other words of a clause. ``seen`` is the revision that the page showed; what somebody
    else has saved since then is not overwritten (``Changed``)."""
    agreement = locked(agreement)
    verdict = rules.can_write_clauses(by, agreement)
    require_right(verdict)
    clause = _clause(agreement, pk)
    title = title if clause.part == PartChoices.ARTICLE else ""
    if (clause.title, clause.text) == (title, text):
        return clause
    require(verdict)
    if clause.revision != seen:
        raise Changed(_("This clause was changed in the meantime."))
    return save_words(agreement, clause, by=by, title=title, text=text)


def save_words(agreement, clause, *, by, title, text):
    """The words, one revision on, and the body that follows from them."""
    clause.title, clause.text, clause.saved_by = title, text, by
    clause.revision += 1
    clause.save()
    compose(agreement)
    _record("agreements.clause_written", agreement, by, clause.pk)
    return clause


def carry_title(agreement, old, *, by):
    """The title of today in all clauses that held the ``old`` one word for word."""
    told = sources.of_agreement(agreement).facts().values()
    for clause in agreement.clauses.filter(removed=False):
        text = recitals.retitled(clause.text, agreement, old, told)
        if len(text) > MAX_TEXT:
            raise TooMuch(
                _(
                    "With this title the clause “%(clause)s” gets longer than %(most)d characters. "
                    "Please shorten one of the two."
                )
                % {"clause": clause, "most": MAX_TEXT}
            )
        if text != clause.text:
            clause.text, clause.saved_by = text, by
            clause.revision += 1
            clause.save()
    compose(agreement)


@transaction.atomic
def add_clause(agreement, *, by, part, title, text, matter=""):
    """One more clause at the end of its part, on a compulsory ``matter`` that has none, or on
    another thing; the same words twice are one."""
    agreement = _writable(agreement, by)
    title = title if part == PartChoices.ARTICLE else ""
    there = agreement.clauses.filter(removed=False)
    if found := there.filter(part=part, matter=matter, title=title, text=text).first():
        return found
    if matter and matter not in lacking(there):
        raise MatterTaken(_("There is a clause on this matter already. Change its words instead."))
    if there.count() >= Clause.MOST:
        raise TooMuch(_("An agreement has at most %(most)d clauses.") % {"most": Clause.MOST})
    last = agreement.clauses.aggregate(last=Max("position"))["last"] or 0
    clause = Clause.objects.create(
        agreement=agreement, part=part, matter=matter, title=title, text=text, position=last + 1,
        saved_by=by,
    )  # fmt: skip
    compose(agreement)
    _record("agreements.clause_added", agreement, by, clause.pk)
    return clause


@transaction.atomic
def remove_clause(agreement, pk, *, by):
    """Leave a clause out; what was said to it stays. One with a compulsory matter stays too."""
    agreement = _writable(agreement, by)
    clause = agreement.clauses.filter(pk=pk).first()
    if clause is None or clause.removed:
        return
    if clause.matter:
        raise Refusal(
            _("This clause is compulsory: %(matter)s. Change its words instead.")
            % {"matter": clause.get_matter_display()}
        )
    Clause.objects.filter(pk=pk).update(removed=True, saved_by=by, updated_at=timezone.now())
    compose(agreement)
    _record("agreements.clause_removed", agreement, by, pk)


@transaction.atomic
def move_clause(agreement, pk, *, by, seen):
    """One place up within its part. ``seen``: the clause before it, as the page showed it; if
    another stands there now, this is a second click or a stale page, and nothing moves."""
    agreement = _writable(agreement, by)
    clause = _clause(agreement, pk)
    row = list(agreement.clauses.filter(part=clause.part, removed=False))
    place = row.index(clause)
    if place == 0 or row[place - 1].pk != seen:
        return
    places = sorted(each.position for each in row)
    row[place - 1 : place + 1] = row[place], row[place - 1]
    for each, position in zip(row, places, strict=True):
        each.position = position
    Clause.objects.bulk_update(row, ["position"])
    compose(agreement)
    _record("agreements.clause_moved", agreement, by, pk)


@transaction.atomic
def share(agreement, *, by):
    """Show the draft to the parties, who may then remark on it; once."""
    agreement = locked(agreement)
    if agreement.shared_at and agreement.state == Agreement.State.DRAFT:
        require(rules.can_change(by, agreement))
        return agreement
    require(rules.can_share(by, agreement))
    agreement.shared_at = timezone.now()
    agreement.save(update_fields=["shared_at", "updated_at"])
    audit.record("agreements.shared", agreement, by=by)
    notices.shared(agreement, by=by)
    return agreement


@transaction.atomic
def rework(agreement, *, by):
    """Take an open text back to change its clauses; approvals of that version no longer count,
    for what is opened next is another version. A second click finds it taken back."""
    agreement, verb = locked(agreement), "agreements.reworked"
    is_draft = agreement.state == Agreement.State.DRAFT
    if is_draft and audit.was_last_by(by, agreement, verb):
        return agreement
    require(rules.can_rework(by, agreement))
    voided = agreement.current.signatures.count()
    states.move(
        agreement, "state", to=Agreement.State.DRAFT,
        shared_at=agreement.shared_at or timezone.now(),
    )  # fmt: skip
    audit.record(verb, agreement, by=by, voided=voided)
    notices.reworked(agreement, by=by)
    return agreement
