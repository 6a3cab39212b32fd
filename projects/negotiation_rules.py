"""Who may do what in the talk of the partners about what is not settled yet. Its words are read by
those whom ``rules.can_read_reasons`` names; how many questions are open is public."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from projects.rules import DELIBERATED
from villages.roles import Permission, grants, may, may_within


def can_ask(acting, project):
    """Head, secretary or officer of a region with a seat puts questions while the proposal is
    talked about."""
    return _can_talk(acting, project)


def can_take_position(acting, project):
    """The same people state the position of their own region; it does not bind, consent does."""
    return _can_talk(acting, project)


def _can_talk(acting, project):
    if not grants(acting, Permission.PROPOSE) or not project.has_seat(acting.region_id):
        return deny(
            _(
                "Only the head or secretary of a region that takes part puts questions and states "
                "its position."
            )
        )
    return _while_talked_about(project)


def can_name_facilitator(acting, project):
    """The lead's head, secretary or officer asks a region with a seat to lead the talk."""
    if not may(acting, Permission.PROPOSE, project.lead):
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, names who leads the talk.")
            % {"lead": project.lead.full_name}
        )
    return _while_talked_about(project)


def can_close_round(acting, project, facilitator):
    """An officer in whose care all regions with a seat are, or head, secretary or officer of the
    region that the lead has named (``facilitator``, or None)."""
    if not _cares_for_all(acting, project) and not _is_named(acting, facilitator):
        return deny(
            _(
                "Only the officer in whose care all regions are, or the region that the lead has "
                "named to lead the talk, closes a round."
            )
        )
    return _while_talked_about(project)


def can_settle(matter):
    """No question is settled against a region that cannot agree; its last position counts, in
    whatever round it was stated, as long as the region has a seat."""
    if not matter.against:
        return ALLOW
    if matter.has_old_no:
        text = _(
            "%(regions)s cannot agree. A position counts until the region states another one, in "
            "later rounds too. Leave the question open, or ask for a new position first."
        )
    else:
        text = _(
            "%(regions)s cannot agree in this round. Leave the question open, or ask for a new "
            "position first."
        )
    return too_late(text % {"regions": matter.against})


def _cares_for_all(acting, project):
    seats = project.partnerships.all()
    return all(may_within(acting, Permission.VERIFY, seat.region) for seat in seats)


def _is_named(acting, facilitator):
    return facilitator is not None and may(acting, Permission.PROPOSE, facilitator)


def _while_talked_about(project):
    if project.state in DELIBERATED:
        return ALLOW
    return too_late(
        _("The talk is over: the project is %(state)s.") % {"state": project.get_state_display()}
    )
