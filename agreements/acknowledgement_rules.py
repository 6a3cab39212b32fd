"""Who may acknowledge an agreement for the office above its parties. Rights first, then state.

Each docstring is the policy; each no says why, and who can. ``rows`` are those of
``acknowledgement.rows_of``, where they are read already.
"""

from django.utils.translation import gettext as _

from agreements import acknowledgement
from agreements.models import Agreement
from core.access import ALLOW, deny, too_late
from villages.roles import Permission, grants


def can_acknowledge(acting, agreement, rows=None):
    """The camat himself for his subdistrict, an officer of the regency for the regent, once, while
    the agreement is in force and a party lies right below. His mandate must hold at that moment; the
    action looks again."""
    row = _row_of(acting.region, agreement, rows) if _speaks(acting) else None
    if row is None:
        return deny(
            _(
                "This agreement is acknowledged by the subdistrict heads of its parties; where "
                "subdistricts are the parties, by an officer of their regency."
            )
        )
    if agreement.state != Agreement.State.IN_FORCE:
        return too_late(_("An agreement is acknowledged here while it is in force."))
    return _is_unsaid(row)


def _speaks(acting):
    """Is it somebody who acknowledges, wherever his region lies?"""
    if not grants(acting, Permission.TAKE_UP):
        return False
    return grants(acting, acknowledgement.permission_at(acting.region))


def can_record(acting, agreement, region, rows=None):
    """On paper: the head or the secretary of a party that lies there, or an officer of that
    subdistrict or regency, records what its office has signed, once, from the seal on."""
    row = _row_of(region, agreement, rows) if _keeps_papers(acting) else None
    if row is None or not _is_there(acting, row):
        return deny(
            _(
                "Heads and secretaries of the parties there, and officers of %(region)s, record "
                "what was signed on paper."
            )
            % {"region": region.full_name}
        )
    if agreement.sealed_at is None:
        return too_late(_("It is acknowledged when all parties have approved."))
    return _is_unsaid(row)


def _keeps_papers(acting):
    return grants(acting, Permission.RECORD_AGREEMENT) or grants(acting, Permission.TAKE_UP)


def _is_there(acting, row):
    """Does he act for a party right below, or for the region itself?"""
    if acting.region_id in row.below:
        return grants(acting, Permission.RECORD_AGREEMENT)
    return acting.region_id == row.region.pk and grants(acting, Permission.TAKE_UP)


def _row_of(region, agreement, rows):
    rows = acknowledgement.rows_of(agreement) if rows is None else rows
    return next((row for row in rows if row.region == region), None)


def _is_unsaid(row):
    if row.word:
        return too_late(
            _("This agreement is acknowledged already (%(office)s).") % {"office": row.title}
        )
    return ALLOW
