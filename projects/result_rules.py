"""Who may say what a project has brought. Rights come first, then the project's state."""

from django.utils.translation import gettext as _

from core import formats
from core.access import ALLOW, deny, too_late
from projects.models import Project
from villages.roles import Permission, grants, may

S = Project.State
DONE_OR_RUNNING = frozenset({S.RUNNING, S.FINISHED})
EXPECTING = frozenset({S.PROPOSED, S.REVISING, S.AGREED})  # what is told of it is expected


def _can_lead(acting, project, states):
    """The lead's head, secretary or officer, in these states."""
    if not may(acting, Permission.RUN_PROJECT, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may do this.")
            % {"lead": project.lead.full_name}
        )
    return _in_states(project, states)


def has_result(project):
    """Is there a page of what it brings? From the proposal on; not of one that came to nothing."""
    return bool(project.agreed_at) or project.state in EXPECTING


def can_set_indicators(acting, project):
    """The lead sets what will be measured, once all have agreed and until the work is done."""
    return _can_lead(acting, project, {S.AGREED, S.RUNNING})


def can_measure(acting, project):
    """The lead gives measured values while the work runs and at any time afterwards."""
    return _can_lead(acting, project, DONE_OR_RUNNING)


def can_plan_upkeep(acting, project):
    """The lead says who keeps up what was built, while the work runs and afterwards."""
    return _can_lead(acting, project, DONE_OR_RUNNING)


def can_evaluate(acting, evaluation):
    """The lead looks back once, from the day on which the work has ended; one year and three years
    later from a month before the day, for whoever looks back sooner cannot know yet what lasts,
    and what has been written stands."""
    verdict = _can_lead(acting, evaluation.project, {S.FINISHED})
    if verdict and evaluation.on:
        return too_late(_("This evaluation has been written. It stands as it is."))
    if verdict and not is_ripe(evaluation):
        return too_late(
            _("It is too early for this evaluation. It can be written from %(date)s.")
            % {"date": formats.day(evaluation.opens_on)}
        )
    return verdict


def is_ripe(evaluation):
    """Has the time come to write it?"""
    return not evaluation.opens_on or evaluation.opens_on <= evaluation.project.today


def can_state_benefit(acting, project):
    """Each region with a seat tells its own figures, by its head, secretary or officer: what it
    expects while the proposal is talked about, what has come of it from the start of the work."""
    if not grants(acting, Permission.RUN_PROJECT) or not project.has_seat(acting.region_id):
        return deny(
            _("Only the head or secretary of a region that takes part may tell its benefit.")
        )
    return _in_states(project, EXPECTING | DONE_OR_RUNNING)


def _in_states(project, states):
    if project.state not in states:
        return too_late(
            _("This is not possible now: the project is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW
