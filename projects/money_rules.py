"""Who may do what with the money of a project. What a region promises is its head's word alone."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import ALLOW, deny, too_late
from projects import rules
from projects.fits import plans_itself
from projects.models import VILLAGE_MONEY, Commitment, Offer, Project
from villages.roles import Permission, grants, may, may_within

C = Commitment.State
OPEN = frozenset(Project.OPEN_STATES)
# What was promised may still come in when the work is done.
RECEIVING = OPEN | {Project.State.FINISHED}
OF_VILLAGES = gettext_lazy("Only villages give money of this source. Choose another one.")


def stands(project):
    """Not in this state of the project."""
    return too_late(
        _("This is not possible now: the project is %(state)s.")
        % {"state": project.get_state_display()}
    )


def of_lead(project):
    """Not without speaking for the lead."""
    return deny(
        _("Only the head or secretary of the lead, %(lead)s, may do this.")
        % {"lead": project.lead.full_name}
    )


def can_budget(acting, project):
    """Those who may propose for the lead write its budget and set how the cost is shared, while
    the project goes on."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return of_lead(project)
    return ALLOW if project.state in OPEN else stands(project)


def can_plan(acting, project):
    """Those who may propose for a region with a seat note down what it would bring; the lead's
    do so for every partner and for organisations."""
    if not grants(acting, Permission.PROPOSE) or not project.has_seat(acting.region_id):
        return deny(
            _("Only the head or secretary of a region that takes part may plan contributions.")
        )
    return ALLOW if project.state in OPEN else stands(project)


def backers_for(acting, project):
    """The organisations for which the lead may plan: those that support the project."""
    if not rules.leads(acting, project):
        return []
    backings = project.backings.standing().select_related("organisation")
    return [backing.organisation for backing in backings]


def parties_for(acting, project):
    """The regions for which the person may plan: all with a seat for the lead, else his own."""
    regions = [seat.region for seat in project.partnerships.all()]
    if rules.leads(acting, project):
        return regions
    return [region for region in regions if region.pk == acting.region_id]


def may_come_from(source, region):
    """Village money is given by villages; kelurahan, subdistricts and organisations (no ``region``)
    have none."""
    return source not in VILLAGE_MONEY or (region is not None and plans_itself(region))


def _bound_by(commitment):
    """Who gives and takes back the word: the head of the region, or a representative of a verified
    organisation; for one that has no account, or is closed, the head of the lead answers."""
    if commitment.organisation_id and commitment.organisation.is_verified:
        return Permission.SUPPORT, commitment.organisation
    return Permission.CONSENT, commitment.region or commitment.project.lead


def can_commit(acting, commitment):
    """The head of the region, or a representative of the organisation, gives its word; for one
    without an account the head of the lead answers."""
    project = commitment.project
    permission, party = _bound_by(commitment)
    if not may(acting, permission, party):
        return deny(
            _("Only a representative of %(party)s may commit this.") % {"party": party.full_name}
            if permission == Permission.SUPPORT
            else _("Only the head of %(region)s may commit this.") % {"region": party.full_name}
        )
    if commitment.state != C.PLANNED:
        return _moved_on(commitment)
    return ALLOW if project.state in OPEN else stands(project)


def can_withdraw(acting, commitment):
    """What is planned may be taken back by the region or organisation, or by the lead; a word that
    was given, by the head or representative alone, and only while nothing has come in."""
    project = commitment.project
    permission, party = _bound_by(commitment)
    allowed = may(acting, permission, party)
    if commitment.state == C.PLANNED and not allowed:
        allowed = may(acting, Permission.PROPOSE, party)
        allowed = allowed or may(acting, Permission.PROPOSE, project.lead)
    if not allowed:
        return deny(
            _("Only a representative of %(party)s may take this back.") % {"party": party.full_name}
            if permission == Permission.SUPPORT
            else _("Only the head of %(region)s may take this back.") % {"region": party.full_name}
        )
    if commitment.state not in (C.PLANNED, C.COMMITTED):
        return _moved_on(commitment)
    if commitment.received:
        return too_late(
            _("A part has come in already. Record the last receipt, and mark it as the last.")
        )
    return ALLOW if project.state in OPEN else stands(project)


def can_receive(acting, commitment):
    """The lead's head, secretary or officer records what came in, also more than was promised."""
    project = commitment.project
    if not may(acting, Permission.RUN_PROJECT, project.lead):
        return of_lead(project)
    if commitment.state not in (C.COMMITTED, C.RECEIVED):
        return _moved_on(commitment)
    return ALLOW if project.state in RECEIVING else stands(project)


def can_reverse(acting, receipt):
    """Who may record a receipt takes a wrong one back, once, by a counter row."""
    verdict = can_receive(acting, receipt.commitment)
    if verdict and (receipt.reverses_id or hasattr(receipt, "reversal")):
        return too_late(_("This receipt has been taken back already."))
    return verdict


def _moved_on(commitment):
    return too_late(
        _("This is not possible: the contribution is %(state)s.")
        % {"state": commitment.get_state_display()}
    )


def can_read_proof(acting, commitment):
    """Proofs name people and accounts, so the partners and the officers in whose care they are
    read them, and the organisation that gave; that they exist is public."""
    giver = commitment.organisation
    own = giver is not None and may(acting, Permission.SUPPORT, giver)
    return own or rules.can_read_reasons(acting, commitment.project)


def can_offer(acting, project):
    """Those who may propose for a partner, or for a subdistrict above one, and representatives of
    verified organisations; the lead answers, so it notes its own contributions down instead."""
    near = grants(acting, Permission.PROPOSE) and _is_near(acting.region, project)
    if not near and not grants(acting, Permission.SUPPORT):
        return deny(
            _(
                "Only heads and secretaries of the partners and their subdistricts, and verified "
                "organisations, may offer support."
            )
        )
    if rules.leads(acting, project):
        return deny(_("Your region leads the project. Note its contribution down instead."))
    if project.state not in OPEN:
        return stands(project)
    if not project.funding_gap:
        return too_late(_("The whole cost is covered; no support is sought now."))
    return ALLOW


def _is_near(region, project):
    """A partner, or a subdistrict above one."""
    seats = project.partnerships.all()
    return any(region.pk == seat.region_id or region.contains(seat.region) for seat in seats)


def can_accept_offer(acting, offer):
    """The same people take on what is offered, as long as the giver can still stand by it."""
    verdict = can_answer_offer(acting, offer)
    if not verdict:
        return verdict
    if offer.organisation_id:
        is_there = offer.organisation.is_verified
    else:
        is_there = _is_near(offer.region, offer.project)
    if is_there:
        return ALLOW
    return too_late(
        _("%(party)s takes no part any more, so its offer cannot be accepted. Please decline it.")
        % {"party": offer.party.full_name}
    )


def can_answer_offer(acting, offer):
    """Those who may propose for the lead decline what is offered, or take it on."""
    if not may(acting, Permission.PROPOSE, offer.project.lead):
        return of_lead(offer.project)
    return _still_open(offer)


def can_take_back(acting, offer):
    """The region or organisation that offered takes its offer back while it is not answered."""
    if offer.organisation_id and not may(acting, Permission.SUPPORT, offer.organisation):
        return deny(
            _("Only a representative of %(party)s may take this back.")
            % {"party": offer.party.full_name}
        )
    if offer.region_id and not may(acting, Permission.PROPOSE, offer.region):
        return deny(
            _("Only the head or secretary of %(region)s may take this back.")
            % {"region": offer.region.full_name}
        )
    return _still_open(offer)


def _still_open(offer):
    if offer.state != Offer.State.OPEN:
        return too_late(
            _("This offer is no longer open: it is %(state)s.")
            % {"state": offer.get_state_display()}
        )
    return ALLOW if offer.project.state in OPEN else stands(offer.project)


def sees_offer(acting, offer):
    """Open and declined offers are a matter of the two sides and of the officers above them."""
    return acting is not None and (
        acting.party_id in (offer.party_id, offer.project.lead_id)
        or may_within(acting, Permission.VERIFY, offer.region or offer.project.lead)
    )
