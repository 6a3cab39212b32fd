"""What of this floor waits for the person, for the start page."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.waiting import Task
from meetings.models import Meeting
from meetings.quorum import Quorum
from villages.roles import Permission, grants

EACH = 6  # of a kind, so that no kind crowds out the others
NEAR = timedelta(days=3)


def waiting_for(acting, user):
    """Invitations to answer, own meetings that lack answers, own meetings to close."""
    now = timezone.now()
    tasks = []
    if grants(acting, Permission.ANSWER_INVITATION):
        unanswered = Meeting.objects.awaiting_answer_of(acting.region, now).select_related(
            "organiser"
        )
        tasks += [_to_answer(m) for m in unanswered.order_by("answer_by", "pk")[:EACH]]
    if grants(acting, Permission.CALL_MEETING):
        own = Meeting.objects.filter(organiser=acting.region_id)
        near = own.scheduled().filter(starts_at__range=(now, now + NEAR))
        counted = near.with_answers().select_related("forum").order_by("starts_at", "pk")
        tasks += [task for m in counted[:EACH] if (task := _to_fill(m))]
        tasks += [_to_close(m) for m in Meeting.objects.to_close_by(acting.region, now)[:EACH]]
    return tasks


def _local_day(moment, meeting):
    return formats.local(moment, meeting.zone).date()


def _to_answer(meeting):
    return Task(
        title=_("Answer the invitation: %(title)s") % {"title": meeting.title},
        url=meeting.get_absolute_url(),
        icon="cal",
        note=_("%(region)s, %(when)s")
        % {
            "region": meeting.organiser.full_name,
            "when": formats.moment(meeting.starts_at, meeting.zone),
        },
        due=_local_day(meeting.answer_by, meeting),
    )


def _to_fill(meeting):
    """Too few have said yes, three days before."""
    quorum = Quorum.of(
        invited=meeting.invited,
        in_person=meeting.attending,
        by_proxy=meeting.by_proxy,
        rule=meeting.quorum_rule,
    )
    if quorum.is_met:
        return None
    return Task(
        title=_("Quorum not yet reached: %(title)s") % {"title": meeting.title},
        url=meeting.get_absolute_url(),
        icon="users",
        note=ngettext(
            "%(n)d more region is needed.", "%(n)d more regions are needed.", quorum.missing
        )
        % {"n": quorum.missing},
        due=_local_day(meeting.starts_at, meeting),
    )


def _to_close(meeting):
    return Task(
        title=_("Was it held? %(title)s") % {"title": meeting.title},
        url=meeting.get_absolute_url(),
        icon="check",
        note=_("Mark it as held, or cancel it with the reason."),
    )
