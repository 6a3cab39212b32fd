"""Who may do what with proposed topics and papers. Each docstring is the policy."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from meetings import rules
from villages.roles import Permission, grants, may


def can_propose_topic(acting, forum):
    """Whoever speaks for a member of the forum, in whatever office."""
    today = timezone.localdate()
    if acting and forum.memberships.on(today).filter(region=acting.region_id).exists():
        return ALLOW
    return deny(
        _("The verified representatives of the members of %(forum)s propose topics.")
        % {"forum": forum}
    )


def can_withdraw_proposal(acting, topic):
    """Who proposed it, and who calls meetings for the same region, while it waits."""
    is_own = acting is not None and acting.region_id == topic.region_id
    if not is_own or not (
        acting.user_id == topic.proposed_by.user_id or grants(acting, Permission.CALL_MEETING)
    ):
        return deny(_("%(region)s has proposed this topic.") % {"region": topic.region.full_name})
    return _still_waiting(topic)


def can_decline(acting, topic):
    """The region that facilitates the forum says, with a reason, that no sitting deals with it."""
    if not may(acting, Permission.CALL_MEETING, topic.forum.home):
        return deny(
            _("%(region)s, which facilitates the forum, answers proposed topics.")
            % {"region": topic.forum.home.full_name}
        )
    return _still_waiting(topic)


def _still_waiting(topic):
    if topic.is_waiting:
        return ALLOW
    return too_late(_("This topic waits no more; it is on an agenda or was answered."))


def can_remove_paper(acting, meeting, now=None):
    """Who may change the meeting, until it has begun: what was read beforehand stays."""
    if not (verdict := rules.can_manage(acting, meeting)):
        return verdict
    if meeting.starts_at <= (now or timezone.now()):
        return too_late(_("The meeting has begun; its papers stay as they are."))
    return ALLOW
