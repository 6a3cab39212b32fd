"""Who may suspend, take up again or end an agreement in force. Rights first, then where it stands.

Each docstring is the policy; each no says why, and who can.
"""

from django.utils.translation import gettext as _

from agreements import pauses, rules
from agreements.models import Agreement, LifeProposal, Party
from core import audit, formats
from core.access import ALLOW, deny, too_late
from core.models import AuditEvent

K, G = LifeProposal.Kind, Agreement.EndGround
# The parties' own will: the word of each is wanted. The other grounds are facts that a head records.
BY_ALL = (G.AGREED, G.ACHIEVED)
BY_ITSELF = (G.TERM_OVER, G.REPLACED)  # the calendar says so, or the seal of what follows


def can_propose(acting, agreement):
    """The head of any party, while it is in force and within its term, one proposal at a time."""
    if not (verdict := rules.heads(acting, agreement)):
        return verdict
    if agreement.state != Agreement.State.IN_FORCE or agreement.ends_on < today_of(agreement):
        return too_late(_("This is proposed while the agreement is in force."))
    if agreement.life_proposals.still_open().exists():
        return too_late(
            _(
                "Another proposal waits for the heads of the parties. One is settled after the other."
            )
        )
    return ALLOW


def today_of(agreement):
    return formats.day_in(agreement.drafted_for_id)


def kinds_now(agreement):
    """What can be proposed now: who is suspended is taken up again, who is not can be suspended."""
    running = running_pause(agreement)
    return [K.RESUME if running else K.SUSPEND, K.END]


def running_pause(agreement):
    """The suspension of today, or None."""
    today = today_of(agreement)
    rows = agreement.pauses.filter(starts_on__lte=today).order_by("-starts_on")
    found = rows.first()
    return found if found and (found.ends_on is None or found.ends_on >= today) else None


def spans_of(agreement):
    """All suspensions, for the arithmetic."""
    return [pauses.Span(row.starts_on, row.ends_on) for row in agreement.pauses.all()]


def day_problem(agreement, kind, from_on, until_on):
    """Why these days cannot be, as a sentence with its field; empty pair when they can."""
    if kind == K.SUSPEND:
        return _suspension_problem(agreement, from_on, until_on)
    return _resumption_problem(agreement, from_on) if kind == K.RESUME else ("", "")


def _suspension_problem(agreement, from_on, until_on):
    if from_on < today_of(agreement):
        return "from_on", _("A suspension begins today or later, not in the past.")
    if from_on < agreement.starts_on or from_on > agreement.ends_on:
        return "from_on", _("This day lies outside the term of the agreement.")
    if until_on and until_on < from_on:
        return "until_on", _("The end lies before the beginning.")
    if until_on and until_on > agreement.ends_on:
        return "until_on", _("This day lies outside the term of the agreement.")
    if pauses.overlaps(spans_of(agreement), pauses.Span(from_on, until_on)):
        return "from_on", _("The agreement is suspended in that time already.")
    return "", ""


def _resumption_problem(agreement, from_on):
    running = running_pause(agreement)
    if running is None:
        return "from_on", _("The agreement is not suspended.")
    if from_on < today_of(agreement) or from_on <= running.starts_on:
        return "from_on", _("Choose a day that is still to come, after the suspension has begun.")
    if running.ends_on and from_on > running.ends_on:
        return "from_on", _("On that day the suspension is over anyway.")
    return "", ""


def can_say(acting, proposal):
    """The head of each party agrees or refuses, once, while the proposal waits. His mandate must hold
    at that moment; the action looks again."""
    if not (verdict := rules.heads(acting, proposal.agreement)):
        return verdict
    if proposal.state != LifeProposal.State.OPEN:
        return too_late(
            _("This proposal does not wait any more: %(state)s.")
            % {"state": proposal.get_state_display()}
        )
    if proposal.words.filter(party__region=acting.region_id).exists():
        return too_late(
            _("%(region)s has said its word already.") % {"region": acting.region.full_name}
        )
    return ALLOW


def can_agree(acting, proposal):
    """Whoever may say his word may agree while the days that were proposed still lie ahead, and where
    the word of the third parties is there."""
    if not (verdict := can_say(acting, proposal)):
        return verdict
    if lacks_third(proposal.agreement, proposal.paper):
        return too_late(
            _(
                "The third party has not signed this proposal. Withdraw it, and propose it again with "
                "the signed sheet."
            )
        )
    return _is_ahead(proposal)


def lacks_third(agreement, paper):
    """Is there a third party whose word is missing? It has no account here: its word to what all
    parties decide is the signed sheet that comes with the proposal."""
    return not paper and agreement.third_parties.exists()


def _is_ahead(proposal):
    agreement, today = proposal.agreement, today_of(proposal.agreement)
    last = proposal.until_on or agreement.ends_on
    if proposal.kind == K.SUSPEND and last < today:
        return too_late(_("The time that was proposed is over. Withdraw it and propose another."))
    if proposal.kind == K.RESUME and running_pause(agreement) is None:
        return too_late(_("The suspension is over already."))
    return ALLOW


def can_withdraw(acting, proposal):
    """The head of the party that proposed it, until it is settled."""
    if not (verdict := rules.heads(acting, proposal.agreement)):
        return verdict
    if acting.region_id != proposal.party.region_id:
        return deny(
            _("Only the head of %(party)s, which proposed it, withdraws it.")
            % {"party": proposal.party.name}
        )
    if proposal.state != LifeProposal.State.OPEN:
        return too_late(
            _("This proposal does not wait any more: %(state)s.")
            % {"state": proposal.get_state_display()}
        )
    return ALLOW


def can_end_on(acting, agreement, ground):
    """What a head records alone are facts; the parties' own will to end it wants the word of each."""
    if not (verdict := rules.can_end(acting, agreement)):
        return verdict
    if ground in BY_ALL:
        return too_late(_("On this ground all parties agree together. Propose it to their heads."))
    return ALLOW


def can_object(acting, agreement):
    """The head of a party says, once, that it was not broken, when another has ended it for that."""
    if not (verdict := rules.heads(acting, agreement)):
        return verdict
    if agreement.end_ground != G.BREACH:
        return too_late(_("This is said only where an agreement was ended because it was broken."))
    if ended_by(agreement) == acting.region_id:
        return deny(_("Your own region has ended it."))
    own = Party.objects.filter(agreement=agreement, region=acting.region_id)
    if own.filter(breach_objection__isnull=False).exists():
        return too_late(_("%(region)s has objected already.") % {"region": acting.region.full_name})
    return ALLOW


def ended_by(agreement):
    """The code of the region whose head recorded the end."""
    events = AuditEvent.objects.filter(
        verb="agreements.ended", target_type=audit.target_type(agreement),
        target_id=str(agreement.pk),
    )  # fmt: skip
    return events.values_list("region_code", flat=True).first()
