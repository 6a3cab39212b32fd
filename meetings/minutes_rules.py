"""Who may do what with minutes. Each docstring is the policy; each no says who can, or when."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from core.formats import moment
from meetings import room, rules
from meetings.models import Meeting, Minutes, Vote
from villages.roles import Permission, grants, may
from villages.speakers import speakers_of

BEFORE_START = timedelta(hours=1)  # the note taker prepares
SITTING = (Meeting.State.RUNNING, Meeting.State.SUSPENDED)


def can_write_minutes(acting, meeting, minutes=None, now=None):
    """Who writes in the region that called it, from an hour before the start until they are sent.

    ``minutes`` is None as long as there are none.
    """
    if not may(acting, Permission.WRITE_MINUTES, meeting.organiser):
        return deny(
            _("%(speakers)s writes the minutes.")
            % {"speakers": speakers_of(meeting.organiser, officials=True)}
        )
    if meeting.is_private:
        return too_late(_("This talk is private. What comes of it stands where it was called."))
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This meeting did not take place, so there are no minutes."))
    if minutes is not None and not minutes.is_draft:
        return too_late(_("The minutes were sent for review and are no longer written."))
    if meeting.starts_at - BEFORE_START > (now or timezone.now()):
        return too_late(_("The minutes are opened an hour before the meeting starts."))
    return ALLOW


def leads_minutes(acting, minutes):
    """Sending, approving and sealing are for those who call meetings in the region that called it."""
    if may(acting, Permission.CALL_MEETING, minutes.meeting.organiser):
        return ALLOW
    return deny(_("%(speakers)s does this.") % {"speakers": speakers_of(minutes.meeting.organiser)})


def can_send_minutes(acting, minutes):
    """A draft with words in it, of a meeting that was marked as held."""
    if not (verdict := leads_minutes(acting, minutes)):
        return verdict
    if not minutes.is_draft:
        return too_late(_("The minutes were sent for review already."))
    if minutes.meeting.state != Meeting.State.HELD:
        return too_late(_("Mark the meeting as held first; then the minutes can be sent."))
    if minutes.meeting.decisions.filter(vote__state=Vote.State.OPEN).exists():
        return too_late(
            _("A vote is still open. Close it first; its result is part of the minutes.")
        )
    if not minutes.items.exclude(text="").exists():
        return too_late(_("Nothing is written in the minutes yet."))
    return ALLOW


def can_take_back_minutes(acting, minutes):
    """From the review back to the draft, to correct them; all are asked anew about a changed text."""
    return _leads_in(acting, minutes, Minutes.State.REVIEW, _("The minutes are not under review."))


def can_reply(acting, minutes):
    """Who leads the minutes answers remarks, until the seal."""
    if not (verdict := leads_minutes(acting, minutes)):
        return verdict
    if minutes.state == Minutes.State.SEALED:
        return too_late(_("The minutes are sealed; remarks are answered no more."))
    return ALLOW


def can_seal_minutes(acting, minutes):
    """Once approved, by those who lead the minutes."""
    is_sealed = minutes.state == Minutes.State.SEALED
    sealed = _("These minutes are sealed already.")
    text = sealed if is_sealed else _("Minutes are sealed after they were approved.")
    return _leads_in(acting, minutes, Minutes.State.APPROVED, text)


def can_add_to_minutes(acting, minutes):
    """An addendum or the signed paper, to sealed minutes, by those who lead them."""
    text = _("Something is added to minutes after they were sealed.")
    return _leads_in(acting, minutes, Minutes.State.SEALED, text)


def _leads_in(acting, minutes, state, otherwise):
    if not (verdict := leads_minutes(acting, minutes)):
        return verdict
    return ALLOW if minutes.state == state else too_late(otherwise)


def sittings_after(minutes):
    """Later meetings of the same forum or project that were held, or sit with a quorum: where
    minutes are approved.

    Not those whose own minutes are sealed: what they decided can be added to no more.
    """
    meeting = minutes.meeting
    later = Meeting.objects.filter(
        forum=meeting.forum_id, project=meeting.project_id, starts_at__gt=meeting.ends_at
    ).exclude(minutes__state=Minutes.State.SEALED)
    sitting = later.filter(state__in=SITTING).select_related("forum", "project")
    enough = [each.pk for each in sitting if not room.lacks_quorum(each)]
    met = later.filter(Q(state=Meeting.State.HELD) | Q(pk__in=enough))
    return met.order_by("starts_at", "pk")


def can_approve_at_sitting(acting, minutes, now=None):
    """By those who lead them, when the time for remarks is over and a later sitting has met."""
    if not (verdict := _leads_in(
        acting, minutes, Minutes.State.REVIEW, _("The minutes are not under review.")
    )):  # fmt: skip
        return verdict
    if minutes.review_until > (now or timezone.now()):
        return too_late(
            _("Remarks are taken until %(time)s; after that a later sitting can approve them.")
            % {"time": moment(minutes.review_until, minutes.meeting.zone)}
        )
    if not sittings_after(minutes).exists():
        return too_late(_("There was no later sitting yet that could approve them."))
    return ALLOW


def reads_minutes(acting, minutes):
    """A draft: the region that writes it. Under review: all who take part. Approved: everybody."""
    if minutes.is_public:
        return True
    if minutes.is_draft:
        return acting is not None and acting.region_id == minutes.meeting.organiser_id
    return rules.takes_part(acting, minutes.meeting)


def can_remark(acting, minutes, now=None):
    """Whoever holds an office in an invited or inviting region, until the stated time."""
    if not rules.takes_part(acting, minutes.meeting):
        return deny(_("Only representatives of the regions that take part make remarks."))
    if minutes.state != Minutes.State.REVIEW:
        return too_late(_("The minutes are not under review."))
    if minutes.review_until < (now or timezone.now()):
        return too_late(
            _("Remarks were taken until %(time)s. Please tell %(region)s directly.")
            % {
                "time": moment(minutes.review_until, minutes.meeting.zone),
                "region": minutes.meeting.organiser.full_name,
            }
        )
    return ALLOW


def can_confirm_minutes(acting, minutes):
    """Who answers for an invited region, once for each text, as long as it is under review."""
    if acting is None or not minutes.meeting.invitations.filter(region=acting.region_id).exists():
        return deny(_("Only the invited regions confirm the minutes."))
    if not grants(acting, Permission.ANSWER_INVITATION):
        return deny(
            _("%(speakers)s confirms the minutes.") % {"speakers": speakers_of(acting.region)}
        )
    if minutes.state != Minutes.State.REVIEW:
        return too_late(_("The minutes are not under review."))
    own = minutes.confirmations.filter(region=acting.region_id, text_sha256=minutes.sha256)
    if own.exists():
        return too_late(
            _("%(region)s has confirmed this text already.") % {"region": acting.region.full_name}
        )
    return ALLOW


def answers_addenda(acting, meeting):
    """Who answers for an invited region: the same who confirm the minutes."""
    if acting is None or not meeting.invitations.filter(region=acting.region_id).exists():
        return deny(_("Only the invited regions confirm an addendum or object to it."))
    if not grants(acting, Permission.ANSWER_INVITATION):
        return deny(
            _("%(speakers)s confirms the addendum or objects to it.")
            % {"speakers": speakers_of(acting.region)}
        )
    return ALLOW


def can_answer_addendum(acting, addendum):
    """Who answers for an invited region, once for each addendum."""
    if not (verdict := answers_addenda(acting, addendum.minutes.meeting)):
        return verdict
    if addendum.words.filter(region=acting.region_id).exists():
        return too_late(
            _("%(region)s has answered this addendum already.")
            % {"region": acting.region.full_name}
        )
    return ALLOW


def leaders_of_minutes(region_id):
    """Who leads the minutes of this region's meetings today."""
    return rules.holders_of([region_id], Permission.CALL_MEETING)


def silent_regions(minutes):
    """The invited regions that have neither confirmed this text nor made a remark in this round."""
    confirmed = minutes.confirmations.filter(text_sha256=minutes.sha256).values("region")
    remarked = minutes.remarks.filter(round=minutes.round).values("region")
    invited = minutes.meeting.invitations.exclude(region__in=confirmed)
    return list(invited.exclude(region__in=remarked).values_list("region", flat=True))
