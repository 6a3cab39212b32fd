"""Who sends a proposal upward, and who answers it. As in ``rules``: rights first, then the state."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects.models import Escalation
from projects.rules import CHANGEABLE
from villages.models import Region
from villages.roles import Permission, grants, may

E = Escalation.State
REGENCY, SUBDISTRICT = 5, 8  # how much of a code names the one or the other


def receivers_of(project):
    """Codes of those to whom a proposal may go, the nearest first.

    The subdistrict where all partners are villages of the same one; the regency always. Where
    partners lie in several regencies it is that of the lead, which talks with its neighbours.
    """
    seats = {seat.region_id for seat in project.partnerships.all()}
    near = {code[:SUBDISTRICT] for code in seats}
    regency = [project.lead_id[:REGENCY]]
    return [*near, *regency] if len(near) == 1 and not near & seats else regency


def can_escalate(acting, project):
    """The lead's head, secretary or officer sends a proposal upward, as long as the work has not
    begun and nothing of it is open there."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may send this proposal on.")
            % {"lead": project.lead.full_name}
        )
    if project.state not in CHANGEABLE:
        return too_late(
            _("This proposal cannot be sent on: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_answer_escalation(acting, escalation):
    """The officers of the receiver answer, until the proposal ends and while nothing is asked back."""
    verdict = _receives(acting, escalation)
    if not verdict:
        return verdict
    if escalation.state == E.ASKED:
        return too_late(
            _("%(lead)s was asked back. Wait for the reply.")
            % {"lead": escalation.project.lead.full_name}
        )
    if escalation.state != E.SENT:
        return too_late(_("This has been answered or taken back already."))
    return ALLOW


def can_note(acting, escalation):
    """The officers of the receiver tell how it goes on with what they have taken up; what goes on in
    another copy is told there."""
    verdict = _receives(acting, escalation)
    if not verdict:
        return verdict
    if escalation.state != E.TAKEN_UP:
        return too_late(_("Only what was taken up can be noted on."))
    if escalation.part_of_id:
        return too_late(_("This goes on in another copy. Write the note there."))
    return ALLOW


def can_reply(acting, escalation):
    """The lead's head, secretary or officer replies to the question of the receiver."""
    verdict = _sends(acting, escalation)
    if not verdict:
        return verdict
    if escalation.state != E.ASKED:
        return too_late(_("No question waits for a reply."))
    return ALLOW


def can_take_back(acting, escalation):
    """The lead's head, secretary or officer takes back what has not been decided yet."""
    verdict = _sends(acting, escalation)
    if verdict and escalation.state not in Escalation.OPEN:
        return too_late(_("This has been answered or taken back already."))
    return verdict


def can_see_received(acting):
    """Who may answer for a subdistrict or regency sees what was sent there, as a list."""
    if grants(acting, Permission.TAKE_UP):
        return ALLOW
    return deny(_("Only the officers of a subdistrict or regency see what was sent on to them."))


def _receives(acting, escalation):
    if may(acting, Permission.TAKE_UP, escalation.receiver):
        return ALLOW
    who = (
        _("Only the camat or an officer of %(region)s may do this.")
        if escalation.receiver.level == Region.Level.SUBDISTRICT
        else _("Only an officer of %(region)s may do this.")
    )
    return deny(who % {"region": escalation.receiver.full_name})


def _sends(acting, escalation):
    lead = escalation.project.lead
    if may(acting, Permission.PROPOSE, lead):
        return ALLOW
    return deny(
        _("Only the head or secretary of the lead, %(lead)s, may do this.")
        % {"lead": lead.full_name}
    )
