"""Who may do what with implementation reports and yearly evaluations. Rights first, then state.

Each docstring is the policy; each no says why, and who can.
"""

from django.utils.translation import gettext as _

from agreements import anniversaries, obligations, rules
from core import formats
from core.access import ALLOW, deny, too_late
from villages.roles import Permission, grants


def writers(agreement):
    """The keys of the regions that write its reports: that which drafted it, and the lead of its
    project."""
    found = {agreement.drafted_for_id}
    if agreement.project_id:
        found.add(agreement.project.lead_id)
    return found


def can_write(acting, agreement):
    """Heads, secretaries and officers of the region that drafted it, or that leads its project,
    write its reports, from its seal on; after its end too, for what was before."""
    if not grants(acting, Permission.RECORD_AGREEMENT) or acting.region_id not in writers(
        agreement
    ):
        return deny(
            _(
                "Heads and secretaries of %(region)s, which drafted it, or of the lead of its "
                "project write its implementation reports."
            )
            % {"region": agreement.drafted_for.full_name}
        )
    if agreement.sealed_at is None:
        return too_late(_("Reports are written when the agreement is in force."))
    if last_day(agreement) < agreement.starts_on:
        return too_late(_("Its term has not begun yet; there is nothing to report."))
    return ALLOW


def last_day(agreement):
    """The last day of which can be reported: today, or the last one of the agreement."""
    today = formats.day_in(agreement.drafted_for_id)
    return min(today, agreement.ends_on, obligations.until(agreement) or today)


def can_change(acting, report):
    """Who may write, for his own region's draft, until it is submitted."""
    if not (verdict := can_write(acting, report.agreement)):
        return verdict
    if acting.region_id != report.region_id:
        return deny(
            _("Only %(region)s, which writes this report, changes it.")
            % {"region": report.region.full_name}
        )
    if report.is_submitted:
        return too_late(
            _("This report is submitted and stays as it is. Write a next one that corrects it.")
        )
    return ALLOW


def can_acknowledge(acting, report):
    """The head of each party, once, when it is submitted: with a remark, or without."""
    if not (verdict := rules.heads(acting, report.agreement)):
        return verdict
    if not report.is_submitted:
        return too_late(_("This report is not submitted yet."))
    if report.words.filter(party__region=acting.region_id).exists():
        return too_late(
            _("%(region)s has confirmed that it knows this report.")
            % {"region": acting.region.full_name}
        )
    return ALLOW


def can_deliver(acting, report, region):
    """Who writes the reports notes any copy that went out; heads, secretaries and officers of a
    party that to its own council, or to its regent, through its subdistrict head or at once."""
    is_writer = acting is not None and acting.region_id in writers(report.agreement)
    own = acting is not None and acting.region_id in (region.pk, *_below(report, region))
    if not grants(acting, Permission.RECORD_AGREEMENT) or not (is_writer or own):
        return deny(_("Those who write the report, and the party whose copy it is, note this."))
    if not report.is_submitted:
        return too_late(_("This report is not submitted yet."))
    return ALLOW


def _below(report, region):
    """The parties right below a region."""
    return report.agreement.parties.filter(region__parent=region).values_list("region", flat=True)


def open_year(agreement, today=None):
    """The year whose evaluation is open now, or 0."""
    if agreement.sealed_at is None:
        return 0
    today = today or formats.day_in(agreement.drafted_for_id)
    over_on = min(agreement.ends_on, obligations.until(agreement) or agreement.ends_on)
    return anniversaries.last_year(sealed_on(agreement), today, over_on)


def sealed_on(agreement):
    """The day of the seal on the clocks of the region that drafted it."""
    return formats.local(agreement.sealed_at, agreement.zone).date()


def can_evaluate(acting, agreement):
    """The head, secretary or officer of each party answers for it in each year after the seal; the
    newest answer counts, until the next year's questions open."""
    is_party = acting is not None and agreement.parties.filter(region=acting.region_id).exists()
    if not is_party or not grants(acting, Permission.RECORD_AGREEMENT):
        return deny(_("Heads, secretaries and officers of the parties answer for their region."))
    if not open_year(agreement):
        return too_late(
            _("The parties look back each year on the day of the seal; no year is open yet.")
        )
    return ALLOW


def can_supervise(acting, agreement):
    """Subdistrict heads and officers, and those of the regency, with a party in their care."""
    if not grants(acting, Permission.TAKE_UP) or not _has_party_in_care(acting, agreement):
        return deny(_("The subdistrict or the regency office of a party adds a note."))
    if not open_year(agreement):
        return too_late(
            _("The parties look back each year on the day of the seal; no year is open yet.")
        )
    return ALLOW


def _has_party_in_care(acting, agreement):
    inside = agreement.parties.filter(region__code__startswith=f"{acting.region_id}.")
    return inside.exists()
