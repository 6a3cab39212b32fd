"""The result of a dispute is written down, confirmed by the heads and signed by the mediator last."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import dispute_notices as notices
from agreements import dispute_rules as rules
from agreements.actions.approval import require_mandate_now
from agreements.actions.disputing import call_off_sessions, locked
from agreements.actions.locking import Changed
from agreements.dispute_record import office_of, text_of
from agreements.models import Dispute, Outcome, OutcomeWord
from core import audit, seals, states
from core.access import require
from core.errors import Refusal

S = Dispute.State


@transaction.atomic
def write_result(dispute, *, by, seen, **words):
    """A record of what was agreed; one that stood before is replaced, and its confirmations count no
    more. ``seen`` is the number of the version that the page has shown, 0 for none; what somebody
    else has written since then is not replaced (``Changed``). A second click gets the first one's
    answer."""
    dispute = locked(dispute)
    last = dispute.outcomes.first()
    if last and last.number == seen + 1 and _has_said(last, by, words):
        return last
    require(rules.can_write_result(by, dispute))
    if (last.number if last else 0) != seen:
        raise Changed(_("Somebody else has written the result meanwhile. Please read that first."))
    if seen >= Outcome.MOST:
        raise Refusal(_("The result was written too often. Please talk about it in a session."))
    _require_days(dispute, words["held_on"], words["duties"])
    mediated = dispute.state == S.MEDIATION
    outcome = Outcome.said(
        by, timezone.now(), dispute=dispute, number=seen + 1, mediated=mediated,
        mediated_by=office_of(dispute) if mediated else "", **words,
    )  # fmt: skip
    outcome.text = text_of(dispute, outcome)
    outcome.sha256 = seals.digest(outcome.text)
    outcome.seal = seals.seal(last.seal if last else "", **outcome.sealed_facts())
    outcome.save(force_insert=True)
    Dispute.objects.filter(pk=dispute.pk).update(outcome=outcome, updated_at=outcome.at)
    dispute.outcome = outcome
    audit.record("agreements.dispute_result", dispute, by=by, version=outcome.number)
    notices.result_written(dispute, by=by)
    return outcome


def _has_said(outcome, by, words):
    """Has ``by`` written the record, in these words?"""
    is_own = outcome.mandate_id == (by and by.pk)
    return is_own and all(getattr(outcome, name) == word for name, word in words.items())


def _require_days(dispute, held_on, duties):
    """First it is raised, then they meet, then things are due (days as in ISO 8601)."""
    if held_on < dispute.raised_on or any(day < held_on.isoformat() for *_who, day in duties):
        raise Refusal(
            _(
                "The result was not agreed on before the dispute was raised, and nothing is due "
                "before that day."
            )
        )


@transaction.atomic
def confirm_result(dispute, *, by, sha256, method):
    """The head of a party confirms the record that he has read. Without a mediator the last head
    makes it final. A second click gets the first one's answer."""
    dispute = locked(dispute)
    if found := given(dispute, by=by, sha256=sha256):
        return found
    require(rules.can_confirm(by, dispute))
    side = rules.side_of(by, dispute)
    word = give_word(dispute, side, by=by, sha256=sha256, method=method)
    audit.record("agreements.dispute_confirmed", dispute, by=by, version=dispute.outcome.number)
    notices.confirmed(dispute, word, by=by)
    if not rules.unconfirmed(dispute):
        if dispute.outcome.mediated:
            notices.to_be_signed(dispute, by=by)
        else:
            settle(dispute, word, by=by)
    return word


@transaction.atomic
def sign_result(dispute, *, by, sha256, method):
    """The mediator signs last; with it the dispute is settled, once and for all. A second click gets
    the first one's answer."""
    dispute = locked(dispute)
    if found := given(dispute, by=by, sha256=sha256):
        return found
    require(rules.can_sign(by, dispute))
    word = give_word(dispute, None, by=by, sha256=sha256, method=method)
    audit.record("agreements.dispute_signed", dispute, by=by, version=dispute.outcome.number)
    settle(dispute, word, by=by)
    return word


def require_shown(dispute, sha256):
    """Refuse a word for another text than the one that stands now."""
    if dispute.outcome is None or dispute.outcome.sha256 != sha256:
        raise Refusal(_("The result was written anew since you opened the page. Please read it."))


def given(dispute, *, by, sha256):
    """The word that ``by`` has given for this text already, or None."""
    if by is None or dispute.outcome is None:
        return None
    return dispute.outcome.words.filter(mandate=by, text_sha256=sha256).first()


def give_word(dispute, side, *, by, sha256, method):
    """The word of a side, or without ``side`` of the mediator, for the record that was shown."""
    require_mandate_now(by)
    require_shown(dispute, sha256)
    outcome = dispute.outcome
    last = outcome.words.order_by("-pk").first()
    word = OutcomeWord.said(
        by, timezone.now(), outcome=outcome, party=side, text_sha256=sha256, method=method
    )
    word.seal = seals.seal((last or outcome).seal, **word.sealed_facts())
    word.save(force_insert=True)
    return word


def settle(dispute, word, *, by):
    """The last word makes it final. Of an agreement, its history says that a dispute was settled: by
    nobody, against nobody."""
    states.move(dispute, "state", to=S.SETTLED, closed_at=word.at)
    call_off_sessions(dispute, by=by, reason=_("The dispute was settled."))
    audit.record("agreements.dispute_settled", dispute, by=audit.SYSTEM)
    if dispute.agreement:
        audit.record("agreements.dispute_of_settled", dispute.agreement, by=audit.SYSTEM)
    notices.closed(dispute, by=by)
