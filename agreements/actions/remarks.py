"""What the parties say to a clause, and what the drafting region does with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import notices, rules
from agreements.actions.clauses import save_words
from agreements.actions.locking import Changed, locked
from agreements.models import Remark, RemarkReply
from core import audit
from core.access import require, require_right
from core.errors import Refusal
from core.sending import sent_before

MOST = 50  # remarks on one clause; all of them stand on its page


class NotSaid(Refusal):
    """A remark that would say nothing, or one too many."""


@transaction.atomic
def remark(agreement, pk, *, by, token, seen, text, words=""):
    """A comment, or (with ``words``) other words for the clause of revision ``seen``.

    The same form (``token``) sent twice is one remark.
    """
    agreement = locked(agreement)
    verdict = rules.can_remark(by, agreement)
    require_right(verdict)
    clause = agreement.clauses.filter(pk=pk, removed=False).first()
    if clause is None:
        raise Refusal(_("This clause has been left out in the meantime."))
    if found := sent_before(clause.remarks, token, text=text, words=words):
        return found
    require(verdict)
    if words == clause.text:
        raise NotSaid(_("These are the words that stand there already."))
    if clause.remarks.count() >= MOST:
        raise NotSaid(_("This clause has too many remarks. Please talk about it in a meeting."))
    said = Remark.objects.create(
        clause=clause, text=text, words=words, revision=seen, region=by.region, mandate=by,
        person_name=str(by.user), office_title=by.title, token=token,
    )  # fmt: skip
    verb = "agreements.words_proposed" if words else "agreements.remarked"
    audit.record(verb, agreement, by=by, clause=clause.pk)
    notices.remarked(agreement, said, by=by)
    return said


@transaction.atomic
def reply(agreement, pk, *, by, accepted, reason, seen):
    """Take proposed words over into the clause, or say why not, also while the text is open; once.

    ``seen`` is the revision of the clause that the page showed: nobody takes words over onto
    others that he has not seen (``Changed``).
    """
    agreement = locked(agreement)
    may = rules.can_write_clauses if accepted else rules.can_answer
    require(may(by, agreement))
    said = Remark.objects.select_related("clause").get(pk=pk, clause__agreement=agreement)
    if given := RemarkReply.objects.filter(remark=said).first():
        if (given.accepted, given.reason) == (accepted, reason):
            return given
        raise Refusal(_("This proposal has been answered already."))
    if not said.words:
        raise Refusal(_("A comment without other words needs no answer."))
    clause = said.clause
    if accepted:
        if clause.removed or clause.revision != seen:
            raise Changed(_("This clause was changed in the meantime. Please compare again."))
        save_words(agreement, clause, by=by, title=clause.title, text=said.words)
    given = RemarkReply.objects.create(
        remark=said, accepted=accepted, reason=reason, mandate=by,
        person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    verb = "agreements.words_taken" if accepted else "agreements.words_refused"
    audit.record(verb, agreement, by=by, clause=clause.pk)
    notices.replied(agreement, given, by=by)
    return given
