"""Who may do what with the organisations at the side of a project.

What is negotiated with them is a matter of the two sides; who supports is public.
"""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects import rules
from projects.models import Backing, Commitment
from projects.money_rules import OPEN, RECEIVING, can_receive, of_lead, stands
from villages.roles import Permission, grants, may, may_within

B = Backing.State
GIVEN = (Commitment.State.COMMITTED, Commitment.State.RECEIVED)


def can_invite(acting, project):
    """The head or secretary of the lead invites organisations, while the project goes on."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return of_lead(project)
    return ALLOW if project.state in OPEN else stands(project)


def can_answer(acting, backing):
    """A verified representative of the invited organisation says yes or no, once."""
    if not may(acting, Permission.SUPPORT, backing.organisation):
        return _of_organisation(backing)
    if backing.state != B.INVITED:
        return _moved_on(backing)
    return ALLOW if backing.project.state in OPEN else stands(backing.project)


def can_leave(acting, backing):
    """A representative of the organisation, as long as the project has not ended; what it has
    promised stands by itself."""
    if not may(acting, Permission.SUPPORT, backing.organisation):
        return _of_organisation(backing)
    return _still(backing) if backing.state == B.ACCEPTED else _moved_on(backing)


def can_remove(acting, backing):
    """The head or secretary of the lead takes an invitation back or ends the support."""
    if not may(acting, Permission.PROPOSE, backing.project.lead):
        return of_lead(backing.project)
    return _still(backing) if backing.state in Backing.LIVE else _moved_on(backing)


def _still(backing):
    """With the project it has ended anyway."""
    return stands(backing.project) if backing.has_ended else ALLOW


def _of_organisation(backing):
    return deny(
        _("Only a verified representative of %(organisation)s may do this.")
        % {"organisation": backing.organisation.full_name}
    )


def _moved_on(backing):
    return too_late(
        _("This is not possible: the organisation is noted as “%(state)s”.")
        % {"state": backing.get_state_display()}
    )


def sees(acting, backing):
    """Who supports is public; invitations and refusals are read by the two sides and by the
    officers in whose care the lead is."""
    return backing.state == B.ACCEPTED or sees_words(acting, backing)


def can_report(acting, project):
    """A representative of an organisation that supports the project, or whose contribution stands,
    while the project goes on or is finished."""
    if not grants(acting, Permission.SUPPORT) or not _supports(acting.organisation_id, project):
        return deny(
            _("Only representatives of organisations that support this project report on it.")
        )
    return ALLOW if project.state in RECEIVING else stands(project)


def _supports(organisation_id, project):
    if project.backings.standing().filter(organisation=organisation_id).exists():
        return True
    return project.commitments.filter(organisation=organisation_id, state__in=GIVEN).exists()


def can_correct(acting, report):
    """The organisation that reported, by a new report, once."""
    if not may(acting, Permission.SUPPORT, report.organisation):
        return deny(
            _("Only a verified representative of %(organisation)s may do this.")
            % {"organisation": report.organisation_name}
        )
    if hasattr(report, "correction"):
        return too_late(_("This report has been corrected already."))
    return can_report(acting, report.project)


def can_turn(acting, report):
    """Who records receipts makes one of a reported delivery, once and of its newest wording."""
    if report.commitment is None:
        return too_late(_("This report names no contribution."))
    verdict = can_receive(acting, report.commitment)
    if verdict and hasattr(report, "receipt"):
        return too_late(_("A receipt has been made of this report already."))
    if verdict and hasattr(report, "correction"):
        return too_late(_("This report has been corrected; use the newer one."))
    return verdict


def can_read_proof(acting, report):
    """The organisation itself, the partners, and the officers in whose care they are."""
    return may(acting, Permission.SUPPORT, report.organisation) or rules.can_read_reasons(
        acting, report.project
    )


def sees_words(acting, backing):
    """What was asked and answered is read by the two sides and the officers above the lead."""
    lead = backing.project.lead
    return acting is not None and (
        acting.party_id in (backing.organisation_id, lead.pk)
        or may_within(acting, Permission.VERIFY, lead)
    )
