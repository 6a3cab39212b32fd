"""What the invited are told: one function a message, a line in the inbox and a letter each.

A letter goes to one mandate and carries that mandate's own link for the answer.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.language import speaking
from core import formats
from meetings import calendars, changes, links, rules
from notifications.actions import post, tell
from notifications.letters import letter

INVITED, CHANGED, MOVED, CANCELLED, REMINDER = (
    f"meetings.{event}" for event in ("called", "changed", "moved", "cancelled", "reminder")
)
VOTE, BALLOT, TASK, TASK_REMINDER = (
    f"meetings.{event}"
    for event in ("vote_opened", "ballot_recorded", "task_given", "task_reminder")
)


def invited(meeting, invitation, mandate, *, agenda):
    """You are invited: what, when, where, and please answer until."""
    with speaking(mandate.user):
        tell(
            mandate.user,
            kind=INVITED,
            title=_("Invitation: %(title)s") % {"title": meeting.title},
            body=changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
            url=meeting.get_absolute_url(),
            about=meeting.key,
        )
        url = links.answer_url(invitation, mandate)
        letter_url = links.letter_url(invitation, mandate)
        context = invitation_context(
            meeting, mandate, agenda=agenda, url=url, letter_url=letter_url
        )
        context["has_said_yes"] = invitation.answer == invitation.Answer.ATTENDS
        context["is_guest"] = meeting.counts_members and not invitation.has_seat
        _post(meeting, mandate, INVITED, "invitation", context, agenda=agenda)


def invitation_context(meeting, mandate, *, agenda, url, letter_url):
    """What the letter of an invitation needs; the preview shows the same letter."""
    return facts_of(meeting, mandate.user) | {
        "invited": mandate.region.full_name,
        "is_own": mandate.region_id == meeting.organiser_id,
        "agenda": agenda,
        "url": url,
        "letter_url": letter_url,
        "capacity": mandate.capacity,
    }


def changed(meeting, invitation, mandate, *, told, reason, agenda, due_at, new_letter):
    """The time, the place or the title is another one; a new date asks for the answer again.

    ``new_letter``: an official letter takes the place of the one that they have.
    """
    moved = changes.is_moved(told, meeting)
    with speaking(mandate.user):
        tell(
            mandate.user,
            kind=MOVED if moved else CHANGED,
            title=_what_changed(meeting, moved) % {"title": meeting.title},
            body=changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
            url=meeting.get_absolute_url(),
            about=meeting.key,
        )
        open_ = bool(rules.still_open(meeting))
        context = facts_of(meeting, mandate.user) | {
            "invited": mandate.region.full_name,
            "moved": moved,
            "asks_again": moved and open_,
            "changes": changes.differences(told, meeting),
            "why": reason,
            "url": links.answer_url(invitation, mandate) if open_ else meeting.get_absolute_url(),
            "letter_url": links.letter_url(invitation, mandate) if new_letter else "",
            "capacity": mandate.capacity,
        }
        kind = MOVED if moved else CHANGED
        _post(meeting, mandate, kind, "changed", context, agenda=agenda, due_at=due_at)


def _what_changed(meeting, moved):
    """The line above it in the inbox; a second sitting is more than another date."""
    if moved and meeting.is_second_call:
        return _("Second sitting: %(title)s")
    return _("Moved: %(title)s") if moved else _("Changed: %(title)s")


def cancelled(meeting, mandate):
    """It does not take place, and why."""
    with speaking(mandate.user):
        tell(
            mandate.user,
            kind=CANCELLED,
            title=_("Cancelled: %(title)s") % {"title": meeting.title},
            body=meeting.cancel_reason,
            url=meeting.get_absolute_url(),
            about=meeting.key,
        )
        context = facts_of(meeting, mandate.user) | {
            "url": meeting.get_absolute_url(),
            "capacity": mandate.capacity,
        }
        _post(meeting, mandate, CANCELLED, "cancelled", context)


def guest_told(meeting, guest, event, *, agenda=(), told=None, reason="", due_at=None):
    """A guest's only mails: invited, changed, moved, cancelled. Nobody asks him for an answer.

    He has no account, so the letter is Indonesian, and the meeting's page may be closed to him.
    """
    name = event.rpartition(".")[2]
    with override(settings.LANGUAGE_CODE):
        context = {
            "meeting": meeting,
            "organiser": meeting.organiser.full_name,
            "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
            "second_sitting": changes.second_sitting(meeting),
            "guest": str(guest),
            "event": name,
            "agenda": agenda,
            "changes": changes.differences(told, meeting) if told else [],
            "why": reason or (meeting.cancel_reason if event == CANCELLED else ""),
            "url": "" if event == CANCELLED else links.guest_letter_url(guest),
        }
        text = letter("meetings/mail/guest", None, context)
        part = _calendar_part(meeting, event, agenda)
    post(
        None,
        to=guest.email,
        key=f"{name}:{meeting.pk}:{meeting.sequence}:guest:{guest.pk}",
        kind=event,
        about=meeting.key,
        on_behalf=guest.key,
        sender=meeting.organiser.full_name,
        due_at=due_at or timezone.now(),
        **part,
        **text._asdict(),
    )


def vote_opened(decision, mandate):
    """You may vote now; a line on the site, for whoever votes sits in the meeting."""
    with speaking(mandate.user):
        tell(
            mandate.user,
            kind=VOTE,
            title=_("Please vote: decision %(number)s") % {"number": decision.label},
            body=decision.text,
            url=reverse("meetings:ballot", args=[decision.code]),
            about=decision.meeting.key,
        )


def ballot_recorded(decision, mandate, choice, delegate, *, by):
    """Your region's ballot was recorded in the room, and how; who finds it wrong can say so now."""
    with speaking(mandate.user):
        tell(
            mandate.user,
            kind=BALLOT,
            title=_("Ballot of %(region)s recorded: decision %(number)s")
            % {"region": mandate.region.full_name, "number": decision.label},
            body=_("%(choice)s, recorded by %(by)s for %(delegate)s.")
            % {
                "choice": capfirst(choice.label),
                "by": f"{by.user}, {by.title}",
                "delegate": formats.before_stop(delegate),
            },
            url=decision.get_absolute_url(),
            about=decision.meeting.key,
        )


def task_given(item, mandate):
    """You have taken on a task; a line on the site, the letters come when its day is near."""
    with speaking(mandate.user):
        tell(
            mandate.user,
            kind=TASK,
            title=_("New task: %(task)s") % {"task": item.text},
            body=_("To be done by %(day)s. %(meeting)s")
            % {"day": formats.long_day(item.due_on), "meeting": item.meeting.title},
            url=item.get_absolute_url(),
            about=item.key,
        )


def facts_of(meeting, reader):
    """What every letter about a meeting says; the reader's own clock only where it differs."""
    return {
        "meeting": meeting,
        "organiser": meeting.organiser.full_name,
        "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        "when_here": ""
        if reader.time_zone == meeting.zone
        else changes.when(meeting.starts_at, meeting.ends_at, reader.time_zone),
        "second_sitting": changes.second_sitting(meeting),
        "answer_by": formats.moment(meeting.answer_by, meeting.zone),
    }


def _post(meeting, mandate, kind, name, context, *, agenda=(), due_at=None):
    """Queue the letter with its calendar part; late letters about a past meeting are pointless."""
    post(
        mandate.user,
        key=f"{name}:{meeting.pk}:{meeting.sequence}:{mandate.pk}",
        kind=kind,
        about=meeting.key,
        on_behalf=mandate.key,
        sender=meeting.organiser.full_name,
        due_at=due_at or timezone.now(),
        **_calendar_part(meeting, kind, agenda),
        **letter(f"meetings/mail/{name}", mandate.user, context)._asdict(),
    )


def _calendar_part(meeting, kind, agenda):
    """What the mail brings for the calendar, and when it is of no use any more."""
    method = calendars.CANCEL if kind == CANCELLED else calendars.PUBLISH
    part = calendars.calendar(meeting, agenda=agenda, method=method, with_link=True)
    return {
        "calendar": part.decode(),
        "calendar_method": method,
        "expires_at": max(meeting.starts_at, timezone.now() + timedelta(days=1)),
    }
