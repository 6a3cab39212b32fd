"""Who lets the members of a forum put its proposals in order, who does so, and who sees what."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from villages.roles import Permission, grants, may


def can_open_ranking(acting, forum):
    """Those who may call meetings for the region that facilitates the forum."""
    if may(acting, Permission.CALL_MEETING, forum.home):
        return ALLOW
    return deny(
        _("Only the officers of %(region)s ask the members of this forum for an order.")
        % {"region": forum.home.full_name}
    )


def can_close_ranking(acting, ranking):
    """The same people, before its last day is over."""
    verdict = can_open_ranking(acting, ranking.forum)
    return _while_open(ranking) if verdict else verdict


def can_rank(acting, ranking):
    """Head, secretary or officer of a region that sits in the forum today, until it is closed; one
    order a region."""
    sits = grants(acting, Permission.PROPOSE) and ranking.forum.memberships.on(
        ranking.last_day
    ).filter(region=acting.region_id)
    if not sits or not sits.exists():
        return deny(
            _("Only the head or secretary of a member of %(forum)s puts the proposals in order.")
            % {"forum": ranking.forum}
        )
    return _while_open(ranking)


def _while_open(ranking):
    return ALLOW if ranking.is_open else too_late(_("This ranking is closed."))


def sees_orders(acting, ranking, preferences):
    """Everybody once it is closed; before that those whose region has given its own order, so that
    nobody is led by the others."""
    own = acting.region_id if acting else None
    return not ranking.is_open or any(each.region_id == own for each in preferences)
