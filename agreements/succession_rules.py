"""Who may draft what follows an agreement. Rights come first, then where it stands.

Each docstring is the policy; each no says why, and who can.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import rules, succession
from core.access import ALLOW, deny, too_late
from villages.roles import Permission, grants


def can_succeed(acting, agreement, today=None):
    """Heads, secretaries and subdistrict officers of a party or of the region that drafted it draft
    what follows an agreement in force; up to a year after its end they renew it. One successor at a
    time: a withdrawn one makes room for another. What ended as unlawful or harmful is not renewed.
    """
    if not grants(acting, Permission.RECORD_AGREEMENT) or not rules.has_part(acting, agreement):
        return deny(_("Heads and secretaries of the parties draft what follows this agreement."))
    if agreement.sealed_at is None:
        return too_late(_("Only an agreement that has come into force is renewed or changed."))
    if successor := succession.successor_of(agreement):
        return too_late(_taken(successor))
    if agreement.end_ground in succession.NEVER_RENEWED:
        return too_late(
            _("It ended for this reason: %(ground)s. What ended so is not renewed.")
            % {"ground": agreement.get_end_ground_display()}
        )
    if not succession.open_ways(agreement, today or timezone.localdate()):
        return too_late(_("It ended more than a year ago. Draft a new agreement."))
    return ALLOW


def _taken(successor):
    names = {
        "title": successor.title,
        "code": successor.code,
        "region": successor.drafted_for.full_name,
    }
    if successor.sealed_at:
        return _("It is followed by “%(title)s” (%(code)s) already. Go on from that one.") % names
    return (
        _(
            "%(region)s is drafting a successor already: “%(title)s” (%(code)s). There is one at a "
            "time."
        )
        % names
    )
