"""Who may do what to adapt a running project."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects.models import Project
from villages.roles import Permission, grants, may


def can_ask(acting, project):
    """Head, secretary or officer of a region with a seat asks for an adjustment of the running
    work."""
    if not grants(acting, Permission.PROPOSE) or not project.has_seat(acting.region_id):
        return deny(
            _("Only the head or secretary of a region that takes part asks for an adjustment.")
        )
    return _while_running(project)


def can_reply(acting, project):
    """The lead's head, secretary or officer says yes or no to it, with the reason."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, replies to requests.")
            % {"lead": project.lead.full_name}
        )
    return _while_running(project)


def can_take_back(acting, project):
    """The same people withdraw the amendment that is under deliberation."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may withdraw the amendment.")
            % {"lead": project.lead.full_name}
        )
    if project.pending is None:
        return too_late(_("No amendment is under deliberation."))
    return ALLOW


def _while_running(project):
    if project.state == Project.State.RUNNING:
        return ALLOW
    return too_late(
        _("Adjustments are for running work: the project is %(state)s.")
        % {"state": project.get_state_display()}
    )
