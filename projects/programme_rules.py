"""Who may do what with programmes; everybody reads them."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects.models import Placement, Project
from projects.rules import may_be_partner
from villages.roles import Permission, grants, may

S = Project.State
# What was stopped serves no programme; what is finished may have.
SERVING = frozenset({S.PROPOSED, S.REVISING, S.AGREED, S.RUNNING, S.FINISHED})


def can_found(acting):
    """A verified head, secretary, camat or subdistrict officer founds a programme of his region."""
    if not grants(acting, Permission.PROPOSE) or not may_be_partner(acting.region):
        return deny(
            _("Only heads and secretaries of villages and the subdistrict's officers may do this.")
        )
    return ALLOW


def can_change(acting, programme):
    """Those who may propose for the region that founded it."""
    if not may(acting, Permission.PROPOSE, programme.owner):
        return deny(
            _("Only the head or secretary of %(region)s, which founded it, may change this.")
            % {"region": programme.owner.full_name}
        )
    return ALLOW


def can_ask_place(acting, project):
    """Those who may propose for the lead ask for a place in a phase, while it has none."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return _of_lead(project)
    if project.state not in SERVING:
        return too_late(
            _("This is not possible now: the project is %(state)s.")
            % {"state": project.get_state_display()}
        )
    if project.phase_id:
        return too_late(_("The project belongs to a programme already. Take it out there first."))
    return ALLOW


def can_leave(acting, project):
    """Those who may propose for the lead take it out again, or take their request back."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return _of_lead(project)
    return ALLOW


def can_answer(acting, placement):
    """Those who may propose for the region that founded the programme accept or decline."""
    verdict = can_change(acting, placement.phase.programme)
    if verdict and placement.state != Placement.State.ASKED:
        return too_late(_("This request has been answered or taken back already."))
    return verdict


def _of_lead(project):
    return deny(
        _("Only the head or secretary of the lead, %(lead)s, may do this.")
        % {"lead": project.lead.full_name}
    )
