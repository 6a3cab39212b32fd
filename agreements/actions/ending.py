"""An agreement is given up before it was sealed, or comes to its end."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import notices, rules
from agreements.actions.locking import locked
from agreements.models import Agreement
from core import audit, states
from core.access import require


@transaction.atomic
def withdraw(agreement, *, by, reason):
    """The region that drafted it gives it up; it never was in force."""
    agreement = locked(agreement)
    require(rules.can_withdraw(by, agreement))
    was_shown = agreement.state == Agreement.State.OPEN or agreement.shared_at is not None
    _finish(agreement, Agreement.State.WITHDRAWN, reason)
    audit.record("agreements.withdrawn", agreement, by=by, reason=reason)
    if was_shown:
        notices.withdrawn(agreement, by=by)
    return agreement


@transaction.atomic
def end(agreement, *, by, ground, reason):
    """Record that it has ended before its term: the ground in law, and what happened."""
    agreement = locked(agreement)
    require(rules.can_end(by, agreement))
    _finish(agreement, Agreement.State.ENDED, reason, ground)
    audit.record("agreements.ended", agreement, by=by, reason=reason, ground=ground)
    notices.ended(agreement, by=by)
    return agreement


def _finish(agreement, state, reason, ground=""):
    words = {"end_reason": reason, "end_ground": ground}
    states.move(agreement, "state", to=state, ended_at=timezone.now(), **words)


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
    _finish(agreement, Agreement.State.ENDED, reason, Agreement.EndGround.TERM_OVER)
    audit.record("agreements.term_over", agreement, by=audit.SYSTEM)
    notices.ended(agreement)
    return True
