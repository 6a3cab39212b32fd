"""Who may do what with a work day. Each docstring is the policy; each no says who can."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from core.formats import moment
from projects.models import Project
from projects.rules import BOUND, OPEN
from villages.roles import Permission, grants, may, of_region

WITH_RECORD = BOUND | {Project.State.FINISHED}


def can_announce(acting, project):
    """Head, secretary or officer of a region with a seat, while the project is agreed or runs."""
    if not grants(acting, Permission.RUN_PROJECT) or not project.has_seat(acting.region_id):
        return deny(
            _("Only the head or secretary of a region that takes part announces work days.")
        )
    if project.state not in BOUND:
        return too_late(
            _("Work days are announced while the project is agreed or running: it is %(state)s.")
            % {"state": project.get_state_display()}
        )
    return ALLOW


def _can_run(acting, day):
    """The region that announced the day, while it takes part in the project, or the lead."""
    ours = may(acting, Permission.RUN_PROJECT, day.host)
    if ours or may(acting, Permission.RUN_PROJECT, day.project.lead):
        return ALLOW
    if day.host != day.region:
        return deny(
            _("Only the head or secretary of the lead, %(lead)s, may do this.")
            % {"lead": day.project.lead.full_name}
        )
    return deny(
        _("Only %(region)s, which announced this work day, or the lead of the project does this.")
        % {"region": day.region.full_name}
    )


def can_change(acting, day, now=None):
    """The announcing region or the lead moves or cancels the day, until it begins."""
    if not (verdict := _can_run(acting, day)):
        return verdict
    if not day.is_planned:
        return too_late(_("This work day has been cancelled."))
    if day.starts_at <= (now or timezone.now()) or day.project.state not in OPEN:
        return too_late(_("This work day has begun or the project has ended; nothing to change."))
    return ALLOW


def can_sign_up(user, day, now=None):
    """Anybody with an account, for himself and those whom he brings; representatives for groups
    of their region. Until the stated time, while there are places."""
    now = now or timezone.now()
    if not user.is_authenticated:
        return deny(_("Please sign in to sign up for the work day."))
    if not day.is_planned or day.starts_at <= now or day.project.state not in BOUND:
        return too_late(_("Nobody can sign up any more: the day has begun or does not take place."))
    if day.sign_up_until < now:
        return too_late(
            _("People signed up until %(time)s. Please ask %(region)s directly.")
            % {
                "time": moment(day.sign_up_until, day.project.zone),
                "region": day.host.full_name,
            }
        )
    if day.free < 1:
        return too_late(_("This work day is full: %(wanted)d of %(wanted)d places are taken.")
            % {"wanted": day.wanted})  # fmt: skip
    return ALLOW


def can_step_back(user, acting, sign_up, now=None):
    """Who signed up, or who represents the region for which it was done, until the day begins."""
    for_region = sign_up.mandate_id is not None and of_region(acting) is not None
    ours = for_region and acting.region_id == sign_up.region_id
    if sign_up.booked_by_id != user.pk and not ours:
        return deny(_("Only who has signed up steps back."))
    if sign_up.stepped_back_at:
        return too_late(_("You have stepped back already."))
    if not sign_up.day.is_planned or sign_up.day.starts_at <= (now or timezone.now()):
        return too_late(_("The work day has begun or does not take place."))
    return ALLOW


def can_sign_off(acting, sign_up, now=None):
    """Who may change the day takes the sign-up of others out, so that nobody blocks its places."""
    verdict = can_change(acting, sign_up.day, now)
    if verdict and sign_up.stepped_back_at:
        return too_late(_("These places have been given back already."))
    return verdict


def can_record(acting, day, now=None):
    """The announcing region or the lead writes down who came, from the start on."""
    if not (verdict := _can_run(acting, day)):
        return verdict
    if not day.is_planned or day.project.state not in WITH_RECORD:
        return too_late(_("This work day did not take place, or the project was given up."))
    if day.starts_at > (now or timezone.now()):
        return too_late(_("Who came is written down once the work day has begun."))
    return ALLOW


def sees_names(acting, project):
    """Names of people and groups are for the regions with a seat; everybody sees numbers."""
    return acting is not None and project.has_seat(acting.region_id)
