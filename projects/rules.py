"""Who may do what with a project. Rights come first, then the project's state: whoever has no
right hears that, and whoever has it but comes too late hears what has happened.
"""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects.models import Project
from projects.results import years_later
from villages.models import Region
from villages.roles import Permission, grants, may, may_within
from villages.titles import head_title

S = Project.State
# States in which the lead may put a new version before the partners.
CHANGEABLE = frozenset({S.PROPOSED, S.REVISING, S.AGREED})
BOUND = frozenset({S.AGREED, S.RUNNING})  # the partners' word has been given
OPEN = CHANGEABLE | {S.RUNNING}
DELIBERATED = frozenset({S.PROPOSED, S.REVISING})  # the partners still talk about it


def may_be_partner(region):
    """Villages of all kinds and subdistricts may take part; a regency or province may not.

    A kelurahan may be a partner, but it has no village head in the sense of the village law:
    it does not sign a joint regulation (``signs_joint_regulation``).
    """
    return region.level >= Region.Level.SUBDISTRICT and region.replaced_by_id is None


def signs_joint_regulation(region):
    """Villages and customary villages sign joint regulations; kelurahan and subdistricts do not."""
    return region.kind in (Region.Kind.VILLAGE, Region.Kind.CUSTOMARY_VILLAGE)


def can_propose(acting):
    """A verified head, secretary, camat or subdistrict officer may propose for his own region."""
    if acting is None:
        return deny(_("Only verified representatives of a village or subdistrict may propose."))
    if not grants(acting, Permission.PROPOSE) or not may_be_partner(acting.region):
        return deny(
            _(
                "As %(capacity)s you cannot propose. Heads and secretaries of villages and the "
                "subdistrict's officers can."
            )
            % {"capacity": acting.capacity}
        )
    return ALLOW


def can_write(acting, project):
    """Those who may propose for the lead region write its proposal, and while the work runs an
    amendment of it."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may change this proposal.")
            % {"lead": project.lead.full_name}
        )
    if project.state == S.DRAFT or project.state in OPEN:
        return ALLOW
    return too_late(
        _("This proposal can no longer be changed: it is %(state)s.")
        % {"state": project.get_state_display()}
    )


def can_answer(acting, project):
    """The head of a region with a seat answers the current version, once, while it is open. An
    amendment of a running project is answered by the heads of those that it would add, too."""
    if acting is None or not project.is_asked(acting.region_id):
        return deny(_("Only the heads of the regions that take part in this project may answer."))
    if not may(acting, Permission.CONSENT, acting.region):
        return deny(
            _("Only the %(office)s may answer for %(region)s.")
            % {"office": head_title(acting.region), "region": acting.region.full_name}
        )
    if project.answer_of(acting.region_id):
        return too_late(
            _("%(region)s has already answered this version.") % {"region": acting.region.full_name}
        )
    if project.state != S.PROPOSED and not project.pending:
        return too_late(
            _("This proposal does not wait for answers: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_state_fit(acting, project):
    """Each region that takes part states the fit to its own plans, by those who may propose for it,
    while the project is open."""
    if not grants(acting, Permission.PROPOSE) or not project.has_seat(acting.region_id):
        return deny(
            _(
                "Only the head or secretary of a region that takes part may state the fit to its "
                "plans."
            )
        )
    if project.state not in OPEN:
        return too_late(
            _("The fit to the plans can no longer be stated: the project is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_withdraw(acting, project):
    """Those who may propose for the lead withdraw what is under deliberation.

    Once all partners have given their word, only the lead's head may take it back.
    """
    bound = project.state in BOUND
    permission = Permission.CONSENT if bound else Permission.PROPOSE
    if not may(acting, permission, project.lead):
        reason = (
            _("Only the head of the lead, %(lead)s, may withdraw an agreed project.")
            if bound
            else _("Only the head or secretary of the lead, %(lead)s, may withdraw this proposal.")
        )
        return deny(reason % {"lead": project.lead.full_name})
    if project.state not in OPEN:
        return too_late(
            _("This project cannot be withdrawn: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_start(acting, project):
    """The lead's head, secretary or officer starts the work when all partners have consented."""
    verdict = _can_run(acting, project, S.AGREED)
    if verdict.moved_on and project.state == S.RUNNING:
        return too_late(_("The work has begun already."))
    if verdict and hasattr(project, "draft"):
        return too_late(
            _("A change of this proposal is being drafted. Send it or throw it away first.")
        )
    return verdict


def can_finish(acting, project):
    """The lead's head, secretary or officer closes a running project that nobody is changing."""
    verdict = _can_run(acting, project, S.RUNNING)
    if verdict.moved_on and project.state == S.FINISHED:
        return too_late(_("The work has been finished already."))
    if verdict and project.pending:
        return too_late(
            _("An amendment is under deliberation. Wait for the answers, or withdraw it first.")
        )
    if verdict and hasattr(project, "draft"):
        return too_late(_("An amendment is being drafted. Send it or throw it away first."))
    return verdict


def _can_run(acting, project, state):
    if not may(acting, Permission.RUN_PROJECT, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may do this.")
            % {"lead": project.lead.full_name}
        )
    if project.state != state:
        return too_late(
            _("This is not possible now: the project is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_plan(acting, project):
    """The lead's head, secretary or officer sets the milestones and how often is reported."""
    if not may(acting, Permission.RUN_PROJECT, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may do this.")
            % {"lead": project.lead.full_name}
        )
    if project.state not in BOUND:
        return too_late(
            _("Milestones are set once the project is agreed: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_report(acting, project):
    """The lead's head, secretary or officer reports on the running project; those of a partner on
    the milestones that their region has taken on."""
    if not grants(acting, Permission.RUN_PROJECT) or not project.has_seat(acting.region_id):
        return deny(
            _("Only the head or secretary of a region that takes part may report on this project.")
        )
    if project.state != S.RUNNING:
        return too_late(
            _("Reports are written while the work is running: the project is %(state)s.")
            % {"state": project.get_state_display()}
        )
    if not leads(acting, project) and not own_milestones(acting, project):
        return deny(
            _(
                "%(lead)s reports on the whole project. A partner reports on milestones of its own; "
                "%(region)s has none."
            )
            % {"lead": project.lead.full_name, "region": acting.region.full_name}
        )
    return ALLOW


def leads(acting, project):
    """Does the person speak for the region that leads the project?"""
    return acting.region_id == project.lead_id


def own_milestones(acting, project):
    """Those on which the person may report: all for the lead, a partner's own for the partner."""
    found = project.milestones.all()
    if leads(acting, project):
        return list(found)
    return [milestone for milestone in found if milestone.owner_id == acting.region_id]


def can_read_reasons(acting, project):
    """Why somebody asks for changes or declines is a matter of the partners and of the officers
    in whose care they are; that they do is public."""
    if acting is None:
        return False
    if project.is_asked(acting.region_id):
        return True
    return any(
        may_within(acting, Permission.VERIFY, seat.region) for seat in project.partnerships.all()
    )


def has_left(acting, project):
    """Was the person's region named in a version of the proposal, and takes part no more?"""
    if acting is None or project.is_asked(acting.region_id):
        return False
    return project.versions.filter(partner_codes__contains=[acting.region_id]).exists()


def takes_part(acting, project):
    """Those who may call meetings for a region with a seat are offered to call the partners."""
    return (
        grants(acting, Permission.CALL_MEETING)
        and project.has_seat(acting.region_id)
        and project.state not in (S.DRAFT, S.DECLINED, S.WITHDRAWN, S.MERGED)
    )


def can_follow(user, project):
    """Whoever has an account may follow what is public; a draft has no news."""
    if not user.is_authenticated:
        return deny(_("Please sign in to follow a project."))
    if project.state == S.DRAFT:
        return too_late(_("A draft cannot be followed; it has not been proposed yet."))
    return ALLOW


def can_reply(acting, project):
    """The lead's head, secretary or officer replies to requests for changes, until all agree; and
    to those about an amendment while the work runs."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, replies to requests.")
            % {"lead": project.lead.full_name}
        )
    if project.state not in DELIBERATED and project.state != S.RUNNING:
        return too_late(
            _("Requests are replied to while the proposal is talked about: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def can_record_result(acting, project):
    """Head, secretary, officer or village council of a region with a seat, for their own region
    only, while the version is open about which the heads are asked, and asks for the result of its
    assembly;
    ``first_assembly_day`` says how old that may be."""
    if not grants(acting, Permission.RECORD_ASSEMBLY) or not project.is_asked(acting.region_id):
        return deny(
            _(
                "Only the head, the secretary or the village council (BPD) of a region that takes "
                "part records the result of its own assembly."
            )
        )
    if project.asked is None or not project.asked.home_first:
        return too_late(_("This proposal does not ask for the result of an assembly."))
    if project.state not in DELIBERATED and not project.pending:
        return too_late(
            _("Results are recorded while the proposal is talked about: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def first_assembly_day(project, region_id):
    """The earliest day of an assembly whose result counts. Partners decide on what was sent to
    them: not before the proposal first went out. The lead's own assembly belongs to the
    preparation, before the offer: up to a year before that day."""
    sent = project.today_at(project.proposed_at)
    return years_later(sent, -1) if region_id == project.lead_id else sent


def can_give_consent(acting, project, result):
    """Where the lead wants the assemblies first, a head consents once his own has agreed.

    ``result`` is the newest ``HomeResult`` of the region for that version, or None.
    Asking for changes and declining are free.
    """
    if not project.asked.home_first or (result and result.agrees):
        return ALLOW
    region = acting.region.full_name
    if result:
        return too_late(
            _(
                "The assembly of %(region)s has not agreed. Ask for changes or decline; after a new "
                "assembly the head or secretary of %(region)s records its result."
            )
            % {"region": region}
        )
    return too_late(
        _(
            "Before the consent the result of the assembly of %(region)s must be recorded. The head "
            "or secretary of %(region)s can do that."
        )
        % {"region": region}
    )


def can_offer_merge(acting, project):
    """The lead's head, secretary or officer offers to let a proposal go on in another one. A
    proposal that has taken another in stays, so that nobody follows a chain of addresses."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may merge this proposal.")
            % {"lead": project.lead.full_name}
        )
    if project.state not in DELIBERATED:
        return too_late(
            _("Only what is still talked about is merged; this proposal is %(state)s.")
            % {"state": project.get_state_display()}
        )
    if project.merged_from.all():
        return too_late(
            _("Another proposal has been merged into this one; it cannot be merged itself.")
        )
    return ALLOW


def can_answer_merge(acting, offer):
    """The head, secretary or officer of the lead of the other proposal answers the offer, while
    both are talked about."""
    if not may(acting, Permission.PROPOSE, offer.target.lead):
        return deny(
            _("Only the head or secretary of %(lead)s answers this offer.")
            % {"lead": offer.target.lead.full_name}
        )
    if offer.state != offer.State.OPEN:
        return too_late(_("This offer has been answered or taken back already."))
    if offer.project.state not in DELIBERATED or offer.target.state not in DELIBERATED:
        return too_late(_("One of the two proposals is no longer talked about."))
    return ALLOW
