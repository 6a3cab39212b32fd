"""Who may do what with an agreement. Rights come first, then the agreement's state.

Each docstring is the policy; each no says why, and who can.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import kinds, wording
from agreements.models import Agreement, Signature
from core.access import ALLOW, deny, too_late
from villages.models import Mandate
from villages.roles import Permission, grants, may, offices_granting

S = Agreement.State


def can_draft(acting, source):
    """Heads, secretaries and subdistrict officers of a region that takes part in the project or
    meeting, when the project is agreed or running, or the meeting is not cancelled."""
    if not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(
            _(
                "Heads and secretaries of villages, and the subdistrict's officers, draft "
                "agreements. Please ask yours."
            )
        )
    if not source.has(acting.region):
        return deny(_("Only regions that take part in it draft an agreement out of it."))
    return too_late(source.unripe) if source.unripe else ALLOW


def must_be_party(acting):
    """A village drafts only what binds itself; a subdistrict may draft for those it facilitates."""
    return not acting.region.is_subdistrict


def can_change(acting, agreement):
    """Who may draft for the region that drafted it, until it is sealed or withdrawn."""
    if not may(acting, Permission.RECORD_AGREEMENT, agreement.drafted_for):
        return deny(
            _(
                "Only the representatives of %(region)s, which drafted it, may change this agreement."
            )
            % {"region": agreement.drafted_for.full_name}
        )
    if agreement.state not in (S.DRAFT, S.OPEN):
        return too_late(
            _("This agreement can no longer be changed: it is %(state)s.")
            % {"state": agreement.get_state_display()}
        )
    return ALLOW


def can_withdraw(acting, agreement):
    """The same people, for as long as they may change it."""
    return can_change(acting, agreement)


def can_open(acting, agreement):
    """The same people, once, when nothing is lacking."""
    if not (verdict := can_change(acting, agreement)):
        return verdict
    if agreement.state != S.DRAFT:
        return too_late(_("This agreement is open for approval already."))
    missing = lacks(agreement)
    return too_late(" ".join(missing)) if missing else ALLOW


def lacks(agreement, today=None):
    """What has to be done before the words can be put before the parties, as sentences."""
    parties = list(agreement.parties.select_related("region"))
    found = kinds.problems(kinds.KINDS[agreement.kind], [party.region for party in parties])
    nameless = [party.region.full_name for party in parties if not party.signer_name]
    if nameless:
        found.append(_("Write who represents %(names)s.") % {"names": ", ".join(nameless)})
    if gaps := wording.unfilled(agreement.text):
        found.append(
            _("Fill in the places marked [isi: …] in the text; %(number)d are left.")
            % {"number": len(gaps)}
        )
    if agreement.ends_on < (today or timezone.localdate()):
        found.append(_("The term is over already. Choose a later end."))
    return found


def heads(acting, agreement):
    """Is the person the head of a party, acting as such? He alone gives or refuses its word."""
    if acting is None or not agreement.parties.filter(region=acting.region_id).exists():
        return deny(_("Only the heads of the parties approve this agreement."))
    if not grants(acting, Permission.APPROVE_AGREEMENT):
        return deny(
            _("Only the head approves for %(region)s: %(who)s.")
            % {"region": acting.region.full_name, "who": _head_of(acting.region)}
        )
    return ALLOW


def _head_of(region):
    mandate = (
        Mandate.objects.valid_at()
        .filter(region=region, office__in=offices_granting(Permission.APPROVE_AGREEMENT))
        .select_related("user")
        .first()
    )
    return f"{mandate.user}, {mandate.title}" if mandate else _("nobody is verified yet")


def is_involved(acting, agreement):
    """Parties, the region that drafted it, and the subdistricts of both follow the negotiation."""
    if acting is None:
        return False
    own = acting.region_id
    if own in (agreement.drafted_for_id, agreement.drafted_for.parent_id):
        return True
    return agreement.parties.filter(Q(region=own) | Q(region__parent=own)).exists()


def approval_of(region_id, agreement):
    """The region's approval of the current version, or None."""
    return Signature.objects.filter(
        version=agreement.current_id, party__region=region_id
    ).first()  # fmt: skip


def can_approve(acting, agreement):
    """The head of a party approves the current version, once, while it is open and its term is
    not over. His mandate must hold at that moment; the action looks again."""
    if not (verdict := heads(acting, agreement)):
        return verdict
    if approval_of(acting.region_id, agreement):
        return too_late(
            _("%(region)s has approved this version already.") % {"region": acting.region.full_name}
        )
    if agreement.state != S.OPEN:
        return too_late(
            _("This agreement does not wait for approval: it is %(state)s.")
            % {"state": agreement.get_state_display()}
        )
    if agreement.ends_on < timezone.localdate():
        return too_late(
            _("The term is over already. Please ask %(region)s to change it.")
            % {"region": agreement.drafted_for.full_name}
        )
    return ALLOW


def can_decline(acting, agreement):
    """Whoever may approve may decline instead, with a reason; the agreement stays open."""
    return can_approve(acting, agreement)


def can_end(acting, agreement):
    """The head of any party records that it has ended, with the reason, while it is in force.

    Ending is deliberated by all parties beforehand; all are told, and the trail keeps who did it.
    """
    if not (verdict := heads(acting, agreement)):
        return verdict
    if agreement.state != S.IN_FORCE:
        return too_late(
            _("Only an agreement in force can end; this one is %(state)s.")
            % {"state": agreement.get_state_display()}
        )
    return ALLOW
