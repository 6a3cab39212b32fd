"""What of this floor waits for the person, for the start page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.waiting import Task
from meetings.models import ActionItem, Addendum, Meeting, Minutes, Occurrence, Poll, Vote
from meetings.quorum import Quorum
from villages.roles import Permission, grants

EACH = 6  # of a kind, so that no kind crowds out the others
NEAR = timedelta(days=3)
REMEMBERED = timedelta(days=60)  # after that nobody writes minutes out of his memory
MINUTED_WITHIN = timedelta(days=3)


def waiting_for(acting, user):
    """What waits for the capacity in which somebody acts, floor of meetings."""
    now = timezone.now()
    tasks = _votes_and_tasks(acting) if acting else []
    if grants(acting, Permission.ANSWER_INVITATION):
        unanswered = Meeting.objects.awaiting_answer_of(acting.region, now).select_related(
            "organiser"
        )
        tasks += [_to_answer(m) for m in unanswered.order_by("answer_by", "pk")[:EACH]]
        unread = Minutes.objects.awaiting_word_of(acting.region).select_related(
            "meeting__organiser"
        )
        tasks += [_to_confirm(m) for m in unread.order_by("review_until", "pk")[:EACH]]
        added = Addendum.objects.awaiting_word_of(acting.region).select_related(
            "minutes__meeting__organiser"
        )
        tasks += [_to_answer_addendum(row) for row in added.order_by("at", "pk")[:EACH]]
        polls = Poll.objects.awaiting_answer_of(acting.region, now).select_related("organiser")
        tasks += [_to_say_when(poll) for poll in polls.order_by("closes_at", "pk")[:EACH]]
    if grants(acting, Permission.CALL_MEETING):
        own = Meeting.objects.filter(organiser=acting.region_id)
        near = own.scheduled().filter(starts_at__range=(now, now + NEAR))
        counted = near.with_answers().select_related("forum").order_by("starts_at", "pk")
        tasks += [task for m in counted[:EACH] if (task := _to_fill(m))]
        tasks += [_to_close(m) for m in Meeting.objects.to_close_by(acting.region, now)[:EACH]]
        tasks += [_to_settle(p) for p in Poll.objects.to_settle_by(acting.region, now)[:EACH]]
        tasks += [_to_send(o) for o in Occurrence.objects.to_send_by(acting.region, now)[:EACH]]
        approved = Minutes.objects.filter(state=Minutes.State.APPROVED).select_related("meeting")
        to_seal = approved.filter(meeting__organiser=acting.region_id).order_by("approved_at", "pk")
        tasks += [_to_seal(m) for m in to_seal[:EACH]]
    if grants(acting, Permission.WRITE_MINUTES):
        held = Meeting.objects.to_minute_by(acting.region, now - REMEMBERED)
        tasks += [_to_minute(m) for m in held.order_by("ends_at", "pk")[:EACH]]
    return tasks


def _votes_and_tasks(acting):
    votes = Vote.objects.awaiting_ballot_of(acting).select_related("decision__meeting")
    tasks = [_to_vote(vote) for vote in votes.order_by("opened_at", "pk")[:EACH]]
    speaks = grants(acting, Permission.ANSWER_INVITATION)
    own = ActionItem.objects.still_open().owned_by(acting, speaks_for_region=speaks)
    tasks += [_to_do(item) for item in own.select_related("meeting")[:EACH]]
    return tasks


def _local_day(moment, meeting):
    return formats.local(moment, meeting.zone).date()


def _to_vote(vote):
    decision = vote.decision
    return Task(
        title=_("Vote on decision %(number)s") % {"number": decision.label},
        url=reverse("meetings:ballot", args=[decision.code]),
        icon="hand",
        note=decision.meeting.title,
        due=_local_day(vote.opened_at, decision.meeting),
    )


def _to_do(item):
    return Task(
        title=item.text,
        url=item.get_absolute_url(),
        icon="list",
        note=_("Follow-up of: %(meeting)s") % {"meeting": item.meeting.title},
        due=item.due_on,
    )


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


def _to_say_when(poll):
    return Task(
        title=_("Say which dates suit: %(title)s") % {"title": poll.title},
        url=poll.get_absolute_url(),
        icon="cal",
        note=poll.organiser.full_name,
        due=formats.local(poll.closes_at, poll.zone).date(),
    )


def _to_settle(poll):
    return Task(
        title=_("Choose the date: %(title)s") % {"title": poll.title},
        url=poll.get_absolute_url(),
        icon="cal",
        note=_("%(answered)s of %(asked)s regions have answered the date poll.")
        % {"answered": formats.number(poll.answered), "asked": formats.number(poll.asked)},
    )


def _to_send(occurrence):
    """The last day for sending is the day of the forum's notice before the date."""
    start = formats.local(occurrence.starts_at, occurrence.zone).date()
    return Task(
        title=_("Send the invitation: %(title)s") % {"title": occurrence.series.title},
        url=occurrence.series.get_absolute_url(),
        icon="mail",
        note=formats.moment(occurrence.starts_at, occurrence.zone),
        due=start - timedelta(days=occurrence.series.notice_days),
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


def _to_confirm(minutes):
    meeting = minutes.meeting
    return Task(
        title=_("Please read the minutes: %(title)s") % {"title": meeting.title},
        url=minutes.get_absolute_url(),
        icon="eye",
        note=_("%(region)s asks whether they are right.") % {"region": meeting.organiser.full_name},
        due=_local_day(minutes.review_until, meeting),
    )


def _to_answer_addendum(addendum):
    meeting = addendum.minutes.meeting
    return Task(
        title=_("Please read the addendum to the minutes: %(title)s") % {"title": meeting.title},
        url=addendum.get_absolute_url(),
        icon="eye",
        note=_("%(region)s asks whether it is right.") % {"region": meeting.organiser.full_name},
    )


def _to_seal(minutes):
    return Task(
        title=_("Seal the minutes: %(title)s") % {"title": minutes.meeting.title},
        url=minutes.get_absolute_url(),
        icon="lock",
        note=_("They are approved."),
    )


def _to_minute(meeting):
    """Not begun, or begun and not sent."""
    return Task(
        title=_("Write the minutes: %(title)s") % {"title": meeting.title},
        url=reverse("meetings:minuting", args=[meeting.pk]),
        icon="edit",
        note=_("The invited regions wait for them."),
        due=_local_day(meeting.ends_at + MINUTED_WITHIN, meeting),
    )
