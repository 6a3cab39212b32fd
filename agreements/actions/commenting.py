"""What others say to a planned rule, what the region that plans it replies, and what became of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import noticeboard_notices as notices
from agreements import noticeboard_rules as rules
from agreements.actions.locking import Changed, locked_rule
from agreements.models import PlannedRule, RuleComment, RuleOutcome, RuleReply
from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import sent_before

S = PlannedRule.State
MOST = 20  # comments of one region on a rule, replies to a comment, outcomes of a rule


@transaction.atomic
def comment_on_rule(planned, *, by, token, seen, stance, text, words="", corrects=None):
    """Say for ``by``'s region what it thinks of version ``seen``; ``corrects`` is the key of an
    earlier comment of it that this one takes the place of. The same form (``token``) twice is one."""
    planned = locked_rule(planned)
    own = planned.comments.filter(region=by.region_id if by else None)
    if found := sent_before(own, token, stance=stance, text=text, words=words):
        return found
    earlier = None
    if corrects:
        earlier = planned.comments.select_related("region").get(pk=corrects)
        require(rules.can_correct(by, planned, earlier))
    else:
        require(rules.can_comment(by, planned))
    if planned.current.number != seen:
        raise Changed(_("A new version was announced in the meantime. Please read it first."))
    if own.count() >= MOST:
        raise Refusal(
            _("%(region)s has commented often enough. Please talk to %(planner)s directly.")
            % {"region": by.region.full_name, "planner": planned.region.full_name}
        )
    comment = RuleComment.objects.create(
        planned=planned, version=planned.current, region=by.region, stance=stance, text=text,
        words=words, corrects=earlier, token=token, mandate=by, person_name=str(by.user),
        office_title=by.title,
        is_affected=planned.affected.filter(region=by.region_id).exists(),
    )  # fmt: skip
    verb = "agreements.rule_comment_corrected" if earlier else "agreements.rule_commented"
    audit.record(verb, planned, by=by, comment=comment.pk, stance=stance)
    notices.commented(planned, comment, by=by)
    return comment


@transaction.atomic
def reply_on_rule(planned, pk, *, by, token, text):
    """Reply to a comment; a later row takes the place of an earlier one. The same form is one row."""
    planned = locked_rule(planned)
    require(rules.can_reply(by, planned))
    comment = planned.comments.get(pk=pk)
    if found := sent_before(comment.replies, token, text=text):
        return found
    if comment.replies.count() >= MOST:
        raise Refusal(_("This comment has been replied to often enough."))
    reply = RuleReply.objects.create(
        comment=comment, text=text, token=token, mandate=by, person_name=str(by.user),
        office_title=by.title,
    )  # fmt: skip
    audit.record("agreements.rule_replied", planned, by=by, comment=comment.pk)
    notices.replied(planned, reply, by=by)
    return reply


@transaction.atomic
def decide_rule(planned, *, by, token, seen, result, **facts):
    """Record what became of it, or correct that: a later row takes the place of an earlier one.

    ``seen`` is the row that the page showed (0 for none); ``facts`` are number, days and summary.
    """
    planned = locked_rule(planned)
    require(rules.can_decide(by, planned))
    rows = planned.outcomes.order_by("pk")
    if found := sent_before(rows, token, result=result, **facts):
        return found
    before = rows.last()
    if (before.pk if before else 0) != seen:
        raise Changed(_("Another outcome was recorded in the meantime. Please compare."))
    if rows.count() >= MOST:
        raise Refusal(_("This was corrected too often. Please tell the operators."))
    outcome = RuleOutcome.objects.create(
        planned=planned, result=result, token=token, mandate=by, person_name=str(by.user),
        office_title=by.title, **facts,
    )  # fmt: skip
    copies = {"outcome": result, "in_force_on": outcome.in_force_on}
    if before:
        PlannedRule.objects.filter(pk=planned.pk).update(**copies, updated_at=timezone.now())
        planned.outcome, planned.in_force_on = result, outcome.in_force_on
    else:
        states.move(planned, "state", to=S.DECIDED, closed_at=timezone.now(), **copies)
    verb = "agreements.rule_outcome_corrected" if before else "agreements.rule_decided"
    audit.record(verb, planned, by=by, result=result)
    notices.decided(planned, outcome, by=by)
    return outcome
