"""Who may do what with the risks of a project; everybody reads them."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects.models import Project
from projects.rules import leads
from villages.roles import Permission, grants


def can_note(acting, project):
    """Head, secretary or officer of a region with a seat notes what may happen, while the project
    goes on."""
    if not grants(acting, Permission.RUN_PROJECT) or not project.has_seat(acting.region_id):
        return deny(
            _("Only the head or secretary of a region that takes part notes and assesses risks.")
        )
    if project.state not in Project.OPEN_STATES:
        return too_late(
            _("Risks are assessed while the project goes on: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_assess(acting, risk, standing):
    """The lead's people assess every risk; a partner's those that their region has noted or looks
    after. ``standing`` is the assessment that counts now."""
    project = risk.project
    verdict = can_note(acting, project)
    if not verdict:
        return verdict
    if leads(acting, project) or acting.region_id in (risk.region_id, standing.keeper_id):
        return ALLOW
    return deny(
        _("%(lead)s, %(region)s or %(keeper)s assesses this risk.")
        % {
            "lead": project.lead.full_name,
            "region": project.in_charge(risk.region).full_name,
            "keeper": project.in_charge(standing.keeper).full_name,
        }
    )
