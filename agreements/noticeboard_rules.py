"""Who may do what on the noticeboard of planned rules. Rights come first, then where it stands.

Each docstring is the policy; each no says why, and who can.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from agreements.models import PlannedRule
from core import formats
from core.access import ALLOW, deny, too_late
from core.formats import day_in
from villages.roles import Permission, grants, may

S = PlannedRule.State
K = PlannedRule.Kind
A = PlannedRule.Area
LEAST_DAYS = 3  # to comment
# Only a village makes village regulations; a kelurahan and a subdistrict are the regency's.
OF_VILLAGES_ONLY = (K.VILLAGE_REGULATION, K.HEAD_REGULATION)


def kinds_for(region):
    """The kinds of rules that a region can make."""
    if region.is_village and not region.is_urban:
        return list(K)
    return [kind for kind in K if kind not in OF_VILLAGES_ONLY]


def area_problem(kind, area, chosen):
    """Why a rule of this kind cannot reach there, as field and sentence, else None: what only a
    village makes holds in that village; single other villages may be chosen or named as affected."""
    if kind not in OF_VILLAGES_ONLY:
        return None
    if area == A.SUBDISTRICT:
        return "area", _(
            "A village makes this kind of rule for itself, not for the whole subdistrict. Choose "
            "your own region, and name the villages that are affected."
        )
    if area == A.CHOSEN and not all(region.is_village for region in chosen):
        return "chosen", _(
            "A village makes this kind of rule for itself. Choose villages here, no subdistrict."
        )
    return None


def can_plan(acting):
    """Heads and secretaries of villages, and the subdistrict's head and officers, for their own
    region."""
    if grants(acting, Permission.PLAN_RULE):
        return ALLOW
    return deny(
        _(
            "Heads and secretaries of villages, and the subdistrict's officers, announce planned "
            "rules. Please ask yours."
        )
    )


def _is_own(acting, planned):
    if may(acting, Permission.PLAN_RULE, planned.region):
        return ALLOW
    return deny(
        _("Only the head, secretary or officers of %(region)s may do this.")
        % {"region": planned.region.full_name}
    )


def can_write(acting, planned):
    """The same people while it is a draft; once it is announced they change it by a new version,
    until the outcome is recorded."""
    if not (verdict := _is_own(acting, planned)):
        return verdict
    return ALLOW if planned.state in (S.DRAFT, S.ANNOUNCED) else _moved_on(planned)


def earliest_end(planned, today):
    """The earliest last day for comments: three days to read it; of an announced rule never before
    the day that was announced, and three days again where that is over."""
    least = today + timedelta(days=LEAST_DAYS)
    if planned is None or planned.state == S.DRAFT or planned.comments_until < today:
        return least
    return planned.comments_until


def can_announce(acting, planned, today=None):
    """The same people, once, when there are days enough left to comment."""
    if not (verdict := _is_own(acting, planned)):
        return verdict
    if planned.state != S.DRAFT:
        return _moved_on(planned)
    earliest = earliest_end(planned, today or day_in(planned.region_id))
    if planned.comments_until < earliest:
        return too_late(
            _("Comments must be possible until %(day)s at least. Please change the day.")
            % {"day": formats.day(earliest)}
        )
    return ALLOW


def can_withdraw(acting, planned):
    """The same people for as long as no outcome is recorded; everybody reads the reason."""
    return can_write(acting, planned)


def can_note(acting, planned):
    """The same people say what they have done about an overlap, as long as they may change it."""
    return can_write(acting, planned)


def can_comment(acting, planned, today=None):
    """Verified heads, secretaries, councils (BPD) and officers of any other region, from the
    announcement to the last day for comments. Those who were asked are shown first, others apart."""
    if not grants(acting, Permission.COMMENT_RULE):
        return deny(
            _("Heads, secretaries, village councils and officers comment for their region.")
        )
    if acting.region_id == planned.region_id:
        return deny(_("Your own region plans this rule. Others comment on it; you reply."))
    if planned.state != S.ANNOUNCED:
        return _moved_on(planned)
    if (today or day_in(planned.region_id)) > planned.comments_until:
        return too_late(
            _("The time to comment was over on %(day)s. Please write to %(region)s directly.")
            % {
                "day": formats.day(planned.comments_until),
                "region": planned.region.full_name,
            }
        )
    return ALLOW


def can_correct(acting, planned, comment):
    """Representatives of the region that wrote it set it right by a further comment, once, in time."""
    if acting is None or acting.region_id != comment.region_id:
        return deny(
            _("Only the representatives of %(region)s correct this comment.")
            % {"region": comment.region.full_name}
        )
    if not (verdict := can_comment(acting, planned)):
        return verdict
    if hasattr(comment, "corrected_by"):
        return too_late(_("This comment was corrected already. Correct the later one."))
    return ALLOW


def can_reply(acting, planned):
    """The region that plans it replies to each comment, also after the time to comment, until the
    outcome is recorded."""
    if not (verdict := _is_own(acting, planned)):
        return verdict
    return ALLOW if planned.state == S.ANNOUNCED else _moved_on(planned)


def can_decide(acting, planned, today=None):
    """The region that plans it records what became of it when the time to comment is over, and
    corrects that afterwards."""
    if not (verdict := _is_own(acting, planned)):
        return verdict
    if planned.state == S.DECIDED:
        return ALLOW
    if planned.state != S.ANNOUNCED:
        return _moved_on(planned)
    if (today or day_in(planned.region_id)) <= planned.comments_until:
        return too_late(
            _("Comments are possible until %(day)s; the outcome is recorded afterwards.")
            % {"day": formats.day(planned.comments_until)}
        )
    return ALLOW


def _moved_on(planned):
    return too_late(
        _("This is not possible now: the rule is %(state)s.")
        % {"state": planned.get_state_display()}
    )
