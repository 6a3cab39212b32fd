"""Who may do what with an obligation. Rights come first, then where it stands.

Each docstring is the policy; each no says why, and who can.
"""

from django.utils.translation import gettext as _

from agreements import obligations, rules
from agreements.kinds import KINDS
from agreements.models import OWED, Fulfilment, FulfilmentAct
from core.access import ALLOW, deny, too_late
from projects.models import Commitment
from villages.roles import Permission, grants

S = Fulfilment.State


def can_draft(acting, agreement):
    """Those who write the draft write its obligations."""
    return rules.can_write_draft(acting, agreement)


def can_take_over(acting, agreement):
    """The same people propose what its project has planned of the parties, where it has a project."""
    if not (verdict := can_draft(acting, agreement)):
        return verdict
    if agreement.project_id is None:
        return too_late(_("This agreement does not come from a project."))
    return ALLOW


def _owes(acting, fulfilment):
    return acting is not None and acting.region_id == fulfilment.obligation.party.region_id


def _is_other(acting, fulfilment):
    if acting is None or _owes(acting, fulfilment):
        return False
    return fulfilment.obligation.agreement.parties.filter(region=acting.region_id).exists()


def _is_kept_elsewhere(fulfilment):
    """Why it cannot be reported here: the project counts it, or it fell away with the end."""
    if fulfilment.obligation.counts_in_project:
        return _("The project records what comes in for this; here it is read from its receipts.")
    if obligations.is_lapsed(fulfilment):
        return _("The agreement ended before this was due.")
    return ""


def can_report(acting, fulfilment):
    """The head, secretary or officer of the party that owes it reports what was given, with proof;
    the rest of what was confirmed in part, again after a dispute, and also when it is late or the
    agreement has ended since."""
    party = fulfilment.obligation.party
    if not _owes(acting, fulfilment) or not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(
            _("Only the head, secretary or officer of %(party)s reports this.")
            % {"party": party.name}
        )
    if reason := _is_kept_elsewhere(fulfilment):
        return too_late(reason)
    return ALLOW if fulfilment.state in OWED else _moved_on(fulfilment)


def can_take_back(acting, fulfilment):
    """The same people take their report back until somebody has answered it."""
    party = fulfilment.obligation.party
    if not _owes(acting, fulfilment) or not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(
            _("Only the head, secretary or officer of %(party)s takes its report back.")
            % {"party": party.name}
        )
    return ALLOW if fulfilment.state == S.REPORTED else _moved_on(fulfilment)


def can_confirm(acting, fulfilment):
    """The head, secretary or officer of any other party confirms a report; a dispute only the party
    that disputes it. Where a single region agrees with third parties, its head confirms."""
    if not (verdict := _may_answer(acting, fulfilment)):
        return verdict
    if fulfilment.state == S.DISPUTED:
        if last_dispute(fulfilment).party.region_id == acting.region_id:
            return ALLOW
        return too_late(_("Another party disputes this; only it can confirm it now."))
    return ALLOW if fulfilment.state == S.REPORTED else _moved_on(fulfilment)


def can_dispute(acting, fulfilment):
    """The same people say why it is not so, also when another party has confirmed it already; of
    what came in parts only the newest one."""
    if not (verdict := _may_answer(acting, fulfilment)):
        return verdict
    answered = fulfilment.state in (S.REPORTED, S.PARTLY, S.CONFIRMED)
    return ALLOW if answered and fulfilment.report_id else _moved_on(fulfilment)


def _may_answer(acting, fulfilment):
    if _owes(acting, fulfilment) and obligations.is_alone(fulfilment):
        if grants(acting, Permission.APPROVE_AGREEMENT):
            return ALLOW
        return deny(_("There is no other party here, so your head says whether it is so."))
    if not _is_other(acting, fulfilment) or not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(_("Heads, secretaries and officers of the other parties say whether it is so."))
    return ALLOW


def last_dispute(fulfilment):
    """The newest word that it is not so."""
    disputes = fulfilment.acts.filter(kind=FulfilmentAct.Kind.DISPUTED)
    return disputes.select_related("party").last()


def can_release(acting, fulfilment):
    """The heads of all parties together release a party from what it has not given: each agrees
    once, the first one with the reason. A third party, which has no account, agrees by signing an
    amendment; from what it owes itself the villages alone release it."""
    agreement = fulfilment.obligation.agreement
    if not (verdict := rules.heads(acting, agreement)):
        return verdict
    if agreement.parties.count() < 2:
        return too_late(_("There is no other party here that could agree to it."))
    if _concerns_third(fulfilment.obligation):
        return too_late(
            _(
                "A third party has to agree, too. Change the agreement instead; it signs that on paper."
            )
        )
    if fulfilment.acts.filter(
        kind=FulfilmentAct.Kind.RELEASED, party__region=acting.region
    ).exists():
        return too_late(
            _("%(region)s has agreed to it already.") % {"region": acting.region.full_name}
        )
    if obligations.is_lapsed(fulfilment):
        return too_late(_("The agreement ended before this was due."))
    return ALLOW if is_unmet(fulfilment) else _moved_on(fulfilment)


def _concerns_third(obligation):
    """Is there a third party besides who owes it?"""
    if not KINDS[obligation.agreement.kind].third_party:
        return False
    thirds = obligation.agreement.third_parties
    return thirds.exclude(pk=obligation.third_party_id).exists()


def is_unmet(fulfilment):
    """Neither reported here nor come in the project."""
    obligation = fulfilment.obligation
    came = obligation.counts_in_project and (
        obligation.commitment.state == Commitment.State.RECEIVED
    )
    return fulfilment.state in OWED and not came


def can_read_proof(acting, agreement):
    """Proofs name people and accounts, and reasons are between the parties: they, the region that
    drafted it and their subdistricts read them. That they exist is public."""
    return rules.is_involved(acting, agreement)


def _moved_on(fulfilment):
    if fulfilment.state == S.CARRIED and not fulfilment.goes_on:
        return too_late(_("The agreement that follows this one has left it out."))
    return too_late(
        _("This is not possible now: it is %(state)s.") % {"state": fulfilment.get_state_display()}
    )
