"""Who may do what with a training. Each docstring is the policy; each no says who can."""

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from core.formats import moment
from meetings import rules
from meetings.models import Enrolment, Meeting
from villages.roles import Permission, may, of_region


def has_confirmed_address(user):
    """A person whom mails reach: signed in, with an address that he has confirmed."""
    return (
        user.is_authenticated
        and user.is_active
        and EmailAddress.objects.filter(user=user, verified=True).exists()
    )


def is_organiser(acting, meeting):
    """Who calls meetings for the region that called this one."""
    return may(acting, Permission.CALL_MEETING, meeting.organiser)


def can_open(acting, meeting, now=None):
    """The region that called a meeting of the kind training opens and changes its enrolment.

    Until the training begins.
    """
    if meeting.kind != Meeting.Kind.TRAINING:
        return deny(_("People enrol for trainings; this meeting is of another kind."))
    if not (verdict := rules.can_manage(acting, meeting)):
        return verdict
    if meeting.starts_at <= (now or timezone.now()):
        return too_late(_("The training has begun; seats and dates do not change any more."))
    return ALLOW


def is_open_now(training, now=None):
    """Enrolment is taken until the stated time, as long as the meeting stands."""
    meeting, now = training.meeting, now or timezone.now()
    if not meeting.is_scheduled or meeting.starts_at <= now:
        return too_late(_("Enrolment is closed; the training has begun or does not take place."))
    if training.enrol_until < now:
        return too_late(
            _("People enrolled until %(time)s. Please ask %(region)s directly.")
            % {
                "time": moment(training.enrol_until, meeting.zone),
                "region": meeting.organiser.full_name,
            }
        )
    return ALLOW


def can_enrol(user, acting, training, now=None):
    """For oneself: anybody with a confirmed address, where the training is open to citizens.

    Else only who speaks for an invited or the inviting region.
    """
    if not has_confirmed_address(user):
        return deny(_("Sign in with an account whose address is confirmed."))
    if not training.is_for_all and not rules.takes_part(acting, training.meeting):
        return deny(_("Only representatives of the invited regions enrol for this training."))
    return is_open_now(training, now)


def can_enrol_people(acting, training, now=None):
    """For the people of one's region: verified representatives; of invited regions where it is so."""
    if of_region(acting) is None:
        return deny(_("Only representatives with a verified mandate enrol other people."))
    if not training.is_for_all and not rules.takes_part(acting, training.meeting):
        return deny(_("Only representatives of the invited regions enrol for this training."))
    return is_open_now(training, now)


def can_cancel(user, acting, enrolment, now=None):
    """Who enrolled, or who speaks for the region that sent the person, until the start."""
    sent_by_us = (
        enrolment.mandate_id is not None
        and of_region(acting) is not None
        and acting.region_id == enrolment.region_id
    )
    if enrolment.booked_by_id != user.pk and not sent_by_us:
        return deny(_("Only who has enrolled gives the seat back."))
    meeting = enrolment.training.meeting
    if not meeting.is_scheduled or meeting.starts_at <= (now or timezone.now()):
        return too_late(_("The training has begun or does not take place; nothing to give back."))
    if enrolment.state == Enrolment.State.CANCELLED:
        return too_late(_("This seat was given back already."))
    return ALLOW


def can_see_participants(acting, meeting):
    """Names are for the region that called the training."""
    if is_organiser(acting, meeting):
        return ALLOW
    return deny(
        _("Only %(region)s, which called the training, sees the list of participants.")
        % {"region": meeting.organiser.full_name}
    )


def can_mark(acting, meeting, now=None):
    """The organiser notes who was present, once the training has begun."""
    if not (verdict := can_see_participants(acting, meeting)):
        return verdict
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This training does not take place."))
    if meeting.starts_at > (now or timezone.now()):
        return too_late(_("Presence is noted after the training has begun."))
    return ALLOW


def can_certify(acting, meeting):
    """The organiser, after the meeting was marked as held; only for who was present."""
    if not (verdict := can_see_participants(acting, meeting)):
        return verdict
    if meeting.state != Meeting.State.HELD:
        return too_late(_("Certificates are issued after the meeting was marked as held."))
    return ALLOW


def can_revoke(acting, certificate):
    """Who issues certificates of this training takes one back, once."""
    if not (verdict := can_certify(acting, certificate.enrolment.training.meeting)):
        return verdict
    if certificate.is_revoked:
        return too_late(_("This certificate was revoked already."))
    return ALLOW


def can_add_material(acting, meeting):
    """The organiser, also after the training; not for one that was cancelled."""
    if not (verdict := can_see_participants(acting, meeting)):
        return verdict
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This training does not take place."))
    return ALLOW


def can_read_materials(user, acting, training):
    """Who has a seat (or has enrolled somebody who has one), and the inviting and invited regions."""
    if rules.takes_part(acting, training.meeting):
        return ALLOW
    if user.is_authenticated and training.enrolments.seated().of_person(user).exists():
        return ALLOW
    return deny(_("The materials are for those who have a seat in this training."))


def can_read_certificate(user, acting, certificate):
    """The PDF is for the person, for who enrolled him, for his region, and for the organiser."""
    enrolment = certificate.enrolment
    regions = {enrolment.training.meeting.organiser_id}
    if enrolment.mandate_id:
        regions.add(enrolment.region_id)
    if enrolment.booked_by_id == user.pk or (of_region(acting) and acting.region_id in regions):
        return ALLOW
    return deny(_("The certificate is given to the participant and to the organiser."))


def can_ask(user):
    """Anybody with a confirmed address asks for a training and supports a request."""
    if has_confirmed_address(user):
        return ALLOW
    return deny(_("Sign in with an account whose address is confirmed."))


def can_withdraw_topic(user, topic_request):
    """Who asked takes it back; an operator removes what does not belong here."""
    if topic_request.asked_by_id == user.pk or user.is_staff:
        return ALLOW
    return deny(_("Only who asked, or an operator, takes a request back."))
