"""Calling a meeting, changing, moving and cancelling it, and saying that it was held.

Locks are taken in one order: meeting, proposed topics, book of letters, invitations, reminders,
mails.
"""

import uuid as uuids
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from meetings import changes, notices, room, rules, standing
from meetings.actions.agenda import write_agenda
from meetings.actions.answering import take_answers_back
from meetings.actions.backlog import give_topics_back, settle_topics
from meetings.actions.enrolling import tell_of_cancellation, tell_of_change
from meetings.actions.lettering import is_out_of_date, rewrite_letter, write_letter
from meetings.actions.planning import plan_minutes, plan_reminders
from meetings.actions.reminding import locked, take_back
from meetings.models import Guest, Invitation, Meeting, Reminder
from meetings.quorum import FirstSitting
from notifications.actions import drop
from notifications.models import Mail
from villages.models import Forum, Region

TOGETHER = timedelta(minutes=10)  # changes within this time become one mail
SOON = timedelta(days=1)  # before a meeting this near nothing waits


@transaction.atomic
def call(
    *, by, held_for, regions, starts_at, ends_at,
    also=(), guests=(), agenda=(), letter=None, uid=None, said=None, **facts,
):  # fmt: skip
    """Call a meeting of a forum or project and invite ``regions``, which have a seat there.

    ``also``: regions without a seat, picked by hand; ``guests``: dicts (name, institution, email).
    ``facts``: title, kind, purpose, zone, place, link, is_open, answer_by. ``agenda`` is a list of
    dicts (title, kind, minutes, speaker, and what ``write_agenda`` knows); ``letter`` a dict (nature, note, copies). ``uid`` is the
    form's own number: the same form sent twice calls one meeting. ``said`` maps regions that have
    said yes already to that answer.
    """
    now = timezone.now()
    held_for = type(held_for).objects.get(pk=held_for.pk)  # as it is now, not as it was shown
    require(rules.can_call_for(by, held_for))
    if starts_at <= now:
        raise Refusal(_("The start lies in the past by now. Please choose a later time."))
    regions = _all_invited(held_for, regions, also)
    if len(guests) > Guest.MAX_GUESTS:
        raise Refusal(_("Name at most %(limit)d guests.") % {"limit": Guest.MAX_GUESTS})
    meeting = Meeting(
        uid=uid or uuids.uuid4(),
        forum=held_for if isinstance(held_for, Forum) else None,
        project=None if isinstance(held_for, Forum) else held_for,
        organiser=by.region,
        called_by=by,
        starts_at=starts_at,
        ends_at=ends_at,
        **Meeting.rules_of(held_for),
        **facts,
    )
    seats = set(rules.candidates_of(held_for).values_list("pk", flat=True))
    require(standing.has_electorate(meeting, any(region.pk in seats for region in regions)))
    meeting.told = changes.facts_of(meeting)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError as broken:
        if not Meeting.objects.filter(uid=meeting.uid).exists():
            raise
        raise Refusal(_("This meeting has been called already.")) from broken
    return _sent_out(
        meeting, regions, by=by, seats=seats,
        said=said, guests=guests, agenda=agenda, letter=letter,
    )  # fmt: skip


def _sent_out(meeting, regions, *, by, seats, said=None, guests=(), agenda=(), letter=None):
    """The rows around a new meeting, and what the invited are told."""
    said = said or {}
    items = write_agenda(meeting, agenda, by=by)
    write_letter(meeting, wishes=letter or {}, agenda=agenda)
    Invitation.objects.bulk_create(
        _invitation(meeting, r, said.get(r.pk), has_seat=r.pk in seats) for r in regions
    )
    Guest.objects.bulk_create(Guest(meeting=meeting, **guest) for guest in guests)
    audit.record(
        "meetings.called", meeting, by=by,
        regions=sorted(r.pk for r in regions), guests=len(guests),
    )  # fmt: skip
    for invitation, mandate in _receivers(meeting):
        notices.invited(meeting, invitation, mandate, agenda=items)
    for guest in meeting.guests.all():
        notices.guest_told(meeting, guest, notices.INVITED, agenda=items)
    plan_reminders(meeting, now=timezone.now())
    return meeting


@transaction.atomic
def call_private(*, by, regions, starts_at, ends_at, **facts):
    """Call a talk that nobody but the representatives of ``regions`` and of the one that calls it
    gets to know of. Who may, and about what, is for the floor above to say.

    ``facts``: title, zone, place, link, answer_by.
    """
    require(rules.can_call(by))
    if starts_at <= timezone.now():
        raise Refusal(_("The start lies in the past by now. Please choose a later time."))
    meeting = Meeting(
        is_private=True, is_open=False, organiser=by.region, called_by=by,
        starts_at=starts_at, ends_at=ends_at, **facts,
    )  # fmt: skip
    meeting.told = changes.facts_of(meeting)
    meeting.save(force_insert=True)
    return _sent_out(meeting, regions, by=by, seats={region.pk for region in regions})


def _all_invited(held_for, regions, also):
    """Members or partners, and those picked by hand, each once; or a refusal that says who not."""
    together = list(dict.fromkeys([*regions, *also]))
    if not 0 < len(together) <= Meeting.MAX_REGIONS:
        raise Refusal(_("Invite between 1 and %(limit)d regions.") % {"limit": Meeting.MAX_REGIONS})
    able = Region.objects.can_take_part().filter(pk__in=[region.pk for region in also])
    strangers = set(regions).difference(rules.candidates_of(held_for)) | set(also).difference(able)
    if strangers:
        names = ", ".join(sorted(region.full_name for region in strangers))
        raise Refusal(_("%(value)s does not take part here.") % {"value": names})
    return together


@transaction.atomic
def change(meeting, *, by, agenda=None, seen=None, **facts):
    """Write other facts (title, kind, purpose, place, link, is_open, answer_by) or another agenda.

    The invited get one mail when title, kind, place or link are others; small edits send none.
    ``seen`` is ``meeting.seen`` as the form showed it: a form that has become stale is refused.
    """
    meeting = _locked(meeting, by, seen)
    require(standing.can_become(meeting, facts.get("kind", meeting.kind)))
    before, told = changes.facts_of(meeting), _known(meeting)
    for name, value in facts.items():
        setattr(meeting, name, value)
    if agenda is not None:
        write_agenda(meeting, agenda, by=by)
    concerns = changes.facts_of(meeting) != before
    meeting.sequence += concerns
    meeting.save()
    rewrite_letter(meeting, before)
    audit.record("meetings.changed", meeting, by=by)
    if concerns:
        _carry_reminders(meeting)
        _tell(meeting, told)
    return meeting


@transaction.atomic
def move(meeting, *, by, starts_at, ends_at, zone, answer_by, reason="", seen=None, **where):
    """Give it another time. A new start takes all answers back and plans the reminders anew; the
    list of the room begins anew too, and nobody waits for the quorum any more.

    ``where`` may give it another place and link with the same mail.
    """
    now = timezone.now()
    meeting = _locked(meeting, by, seen)
    require(standing.can_be_called_off(meeting))
    if starts_at <= now:
        raise Refusal(_("The start lies in the past by now. Please choose a later time."))
    if meeting.is_second_call:
        require(standing.can_sit_again(meeting, starts_at))
    where |= {"starts_at": starts_at, "ends_at": ends_at, "zone": zone}
    if all(getattr(meeting, name) == value for name, value in where.items()):
        raise Refusal(_("The meeting is at this time already."))
    before, told, old_start = changes.facts_of(meeting), _known(meeting), meeting.starts_at
    for name, value in where.items():
        setattr(meeting, name, value)
    meeting.answer_by = answer_by
    meeting.sequence += 1
    if starts_at != old_start:
        meeting.moved_from = old_start
        take_answers_back(meeting, now)
        _empty_room(meeting, by)
    meeting.save()
    rewrite_letter(meeting, before)
    verb = "meetings.moved" if starts_at != old_start else "meetings.changed"
    audit.record(verb, meeting, by=by, reason=reason, before=old_start.isoformat())
    if starts_at != old_start:
        _drop_reminders(meeting, Reminder.Why.MOVED)
        plan_reminders(meeting, now=now)
    else:
        _carry_reminders(meeting)
    _tell(meeting, told, reason=reason)
    return meeting


@transaction.atomic
def cancel(meeting, *, by, reason):
    """Say that it does not take place; nothing that still waits about it goes out."""
    return _call_off(_locked(meeting, by), by=by, reason=reason)


@transaction.atomic
def cancel_private(meeting, *, by, reason):
    """The same of a talk that was called privately (``call_private``), whoever has called it: its
    matter is over. Who may say so is for the floor above."""
    return _call_off(locked(meeting.pk), by=by, reason=reason)


def _call_off(meeting, *, by, reason):
    require(standing.can_be_called_off(meeting))
    states.move(
        meeting, "state", to=Meeting.State.CANCELLED,
        cancel_reason=reason, sequence=meeting.sequence + 1,
    )  # fmt: skip
    audit.record("meetings.cancelled", meeting, by=by, reason=reason)
    give_topics_back(meeting, by=by)
    _drop_reminders(meeting, Reminder.Why.CANCELLED)
    waiting = Mail.objects.about(meeting.key)
    unaware = _without_invitation(waiting)
    drop(waiting)
    for _invitation, mandate in _receivers(meeting):
        if mandate.key not in unaware:
            notices.cancelled(meeting, mandate)
    for guest in meeting.guests.all():
        if guest.key not in unaware:
            notices.guest_told(meeting, guest, notices.CANCELLED)
    tell_of_cancellation(meeting)
    return meeting


@transaction.atomic
def close(meeting, *, by, despite_quorum=False):
    """Say that it was held; the quorum is kept as the list of those present gives it.

    ``despite_quorum``: the person has been told that too few regions came; the trail says so.
    """
    now = timezone.now()
    meeting = locked(meeting.pk)
    require(rules.can_close(by, meeting, now))
    quorum = room.lacks_quorum(meeting)
    if quorum and not despite_quorum:
        raise Refusal(
            _(
                "There was no quorum: %(here)d of %(all)d regions, %(needed)d are needed. Record the "
                "attendance, or confirm that the meeting was held without a quorum."
            )
            % {"here": quorum.represented, "all": quorum.invited, "needed": quorum.needed}
        )
    states.move(
        meeting, "state", to=Meeting.State.HELD, closed_at=now, counted=room.to_keep(meeting)
    )
    if quorum:
        audit.record(
            "meetings.closed_without_quorum", meeting, by=by,
            here=quorum.represented, needed=quorum.needed,
        )  # fmt: skip
    else:
        audit.record("meetings.closed", meeting, by=by)
    settle_topics(meeting, by=by)
    plan_minutes(meeting, now=now)
    return meeting


@transaction.atomic
def adjourn(meeting, *, by, starts_at, ends_at, reason=""):
    """Postpone a first sitting for lack of a quorum, within the days that the forum allows.

    The second sitting is valid with those present. All are asked again; who came to the first one
    stays on record and counts no more.
    """
    now = timezone.now()
    meeting = locked(meeting.pk)
    quorum = room.quorum_now(meeting, now=now)
    require(room.can_adjourn(by, meeting, quorum, now))
    require(standing.can_be_called_off(meeting))
    if starts_at <= now:
        raise Refusal(_("The start lies in the past by now. Please choose a later time."))
    require(standing.can_sit_again(meeting, starts_at))
    before, told, old_start = changes.facts_of(meeting), _known(meeting), meeting.starts_at
    states.move(
        meeting, "state", to=Meeting.State.ADJOURNED, sitting=2, moved_from=old_start,
        first_sitting=FirstSitting(old_start, quorum).as_json(),
    )  # fmt: skip
    meeting.starts_at, meeting.ends_at, meeting.answer_by = starts_at, ends_at, starts_at
    meeting.sequence += 1
    take_answers_back(meeting, now)
    meeting.save()
    rewrite_letter(meeting, before)
    audit.record("meetings.adjourned", meeting, by=by, reason=reason, before=old_start.isoformat())
    _drop_reminders(meeting, Reminder.Why.MOVED)
    plan_reminders(meeting, now=now)
    _tell(meeting, told, reason=reason)
    return meeting


def _locked(meeting, by, seen=None):
    """The meeting as it is now, held against others who change it, for one who may."""
    meeting = locked(meeting.pk)
    require(rules.can_manage(by, meeting))
    if seen and seen != meeting.seen:
        raise Refusal(
            _(
                "This meeting was changed since you opened it, by somebody else or by you in "
                "another tab. Look at it again."
            )
        )
    return meeting


def _empty_room(meeting, by):
    """Who had come for the old time is not there at the new one; the trail keeps how many it were."""
    if meeting.state == Meeting.State.WAITING:
        states.move(meeting, "state", to=Meeting.State.SCHEDULED)
    if came := meeting.roll.count():
        require(rules.not_frozen(meeting))
        meeting.roll.all().delete()
        audit.record("meetings.room_emptied", meeting, by=by, people=came)


def _invitation(meeting, region, yes, *, has_seat):
    """A region's invitation; with the ``yes`` of a date poll it is answered already."""
    if yes is None:
        return Invitation(meeting=meeting, region=region, has_seat=has_seat)
    return Invitation(
        meeting=meeting,
        region=region,
        has_seat=has_seat,
        answer=Invitation.Answer.ATTENDS,
        answered_at=yes.answered_at,
        answered_by_id=yes.answered_by_id,
    )


def _receivers(meeting):
    """(invitation, mandate) for everybody who answers for an invited region today."""
    invitations = {row.region_id: row for row in meeting.invitations.all()}
    return [(invitations[m.region_id], m) for m in rules.receivers_of(list(invitations))]


def _known(meeting):
    """The facts that the invited know: older ones as long as no mail of the last change is out."""
    last = Mail.objects.filter(key__startswith=f"changed:{meeting.pk}:{meeting.sequence}:")
    unsent = set(last.values_list("state", flat=True)) == {Mail.State.WAITING}
    return meeting.told if unsent else changes.facts_of(meeting)


def _without_invitation(mails):
    """On whose behalf the invitation still waits to be sent."""
    unsent = mails.undelivered().filter(kind=notices.INVITED)
    return set(unsent.values_list("on_behalf", flat=True))


def _carry_reminders(meeting):
    """What is planned, and what may be sent again, goes along with a change that moves nothing."""
    rows = meeting.reminders.filter(kind__in=Reminder.INVITED, sequence=meeting.sequence - 1)
    rows.update(sequence=meeting.sequence)


def _drop_reminders(meeting, why):
    """What is planned, and what still waits in the outbox; tasks and minutes go their own way."""
    now = timezone.now()
    rows = meeting.reminders.filter(kind__in=Reminder.INVITED)
    take_back(rows, why, now=now)
    rows.planned().update(state=Reminder.State.DROPPED, why=why, updated_at=now)


def _tell(meeting, told, *, reason=""):
    """One mail that explains itself; who never got the invitation gets it now instead."""
    now = timezone.now()
    moved = changes.is_moved(told, meeting)
    stale = [notices.INVITED, notices.CHANGED, notices.MOVED]
    waiting = Mail.objects.about(meeting.key).filter(
        kind__in=[*stale, notices.REMINDER] if moved else stale
    )
    unaware = _without_invitation(waiting)
    drop(waiting)
    Meeting.objects.filter(pk=meeting.pk).update(told=told)
    due_at = now if moved or meeting.starts_at - now < SOON else now + TOGETHER
    agenda = list(meeting.agenda.all())
    new_letter = is_out_of_date(changes.facts_of(meeting), told)
    for invitation, mandate in _receivers(meeting):
        if mandate.key in unaware:
            notices.invited(meeting, invitation, mandate, agenda=agenda)
        elif changes.facts_of(meeting) != told:
            notices.changed(
                meeting, invitation, mandate,
                told=told, reason=reason, agenda=agenda, due_at=due_at, new_letter=new_letter,
            )  # fmt: skip
    for guest in meeting.guests.all():
        if guest.key in unaware:
            notices.guest_told(meeting, guest, notices.INVITED, agenda=agenda)
        elif changes.facts_of(meeting) != told:
            notices.guest_told(
                meeting, guest, notices.MOVED if moved else notices.CHANGED,
                agenda=agenda, told=told, reason=reason, due_at=due_at,
            )  # fmt: skip
    tell_of_change(meeting, told=told, reason=reason, due_at=due_at)
