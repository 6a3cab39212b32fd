"""An agreement is given up before it was sealed, or comes to its end."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import life_rules, notices, rules
from agreements.actions.locking import locked
from agreements.actions.papers import digest_of
from agreements.actions.pausing import close_pause
from agreements.models import Agreement, LifeProposal
from core import audit, formats, states
from core.access import require


@transaction.atomic
def withdraw(agreement, *, by, reason):
    """The region that drafted it gives it up; it never was in force. A second click finds it so."""
    agreement = locked(agreement)
    verdict = rules.can_withdraw(by, agreement)
    same = (agreement.state, agreement.end_reason) == (Agreement.State.WITHDRAWN, reason)
    if verdict.moved_on and same and audit.was_last_by(by, agreement, "agreements.withdrawn"):
        return agreement
    require(verdict)
    was_shown = agreement.state == Agreement.State.OPEN or agreement.shared_at is not None
    finish(agreement, Agreement.State.WITHDRAWN, reason)
    audit.record("agreements.withdrawn", agreement, by=by, reason=reason)
    if was_shown:
        notices.withdrawn(agreement, by=by)
    return agreement


@transaction.atomic
def end(agreement, *, by, ground, reason, paper=None):
    """Record a fact that ends it before its term: the ground in law, what happened, and the paper
    of the deliberation where there is one. What the parties agree on, ``life.propose`` asks of all.
    A second click finds it ended."""
    agreement = locked(agreement)
    if has_ended(agreement, by=by, ground=ground, reason=reason, paper=paper):
        return agreement
    require(life_rules.can_end_on(by, agreement, ground))
    if paper:
        agreement.end_paper_sha256 = digest_of(paper)
        agreement.end_paper.save(paper.name, paper, save=False)
    pause = finish(agreement, Agreement.State.ENDED, reason, ground)
    audit.record(
        "agreements.ended", agreement, by=by, proves=pause, reason=reason, ground=ground,
        paper_sha256=agreement.end_paper_sha256,
    )  # fmt: skip
    notices.ended(agreement, by=by)
    return agreement


def has_ended(agreement, *, by, ground, reason, paper=None):
    """Has ``by`` ended it in these words, with this paper or none?"""
    digest = digest_of(paper) if paper else ""
    now = (agreement.state, agreement.end_ground, agreement.end_reason, agreement.end_paper_sha256)
    is_so = now == (Agreement.State.ENDED, ground, reason, digest)
    return is_so and audit.was_last_by(by, agreement, "agreements.ended")


def finish(agreement, state, reason, ground=""):
    """Over: a proposal that waits is void, and a suspension, which is returned, ends on the same
    day."""
    now = timezone.now()
    words = {
        "end_reason": reason, "end_ground": ground, "end_paper": agreement.end_paper.name,
        "end_paper_sha256": agreement.end_paper_sha256,
    }  # fmt: skip
    states.move(agreement, "state", to=state, ended_at=now, **words)
    lapsed = {"state": LifeProposal.State.LAPSED, "settled_at": now}
    agreement.life_proposals.still_open().update(**lapsed)
    if state != Agreement.State.ENDED:
        return None
    return close_pause(
        agreement, min(formats.day_in(agreement.drafted_for_id, now), agreement.ends_on)
    )


def end_terms_that_are_over(today):
    """Close those in force whose last day lies before ``today``; how many."""
    over = Agreement.objects.standing("over", today).filter(state=Agreement.State.IN_FORCE)
    return sum(_end_term(agreement, today) for agreement in over.iterator())


@transaction.atomic
def _end_term(agreement, today):
    agreement = locked(agreement)
    if agreement.state != Agreement.State.IN_FORCE or agreement.ends_on >= today:
        return False
    with override("id"):
        reason = _("The term is over.")
    pause = finish(agreement, Agreement.State.ENDED, reason, Agreement.EndGround.TERM_OVER)
    audit.record("agreements.term_over", agreement, by=audit.SYSTEM, proves=pause)
    notices.ended(agreement)
    return True
