"""The letters of reminders: one matter has a letter of its own, several share one.

A matter brings what both need; a line in the inbox only where nothing else on the site waits.
"""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.language import speaking
from core import formats
from meetings import links, rules
from meetings.minutes_notices import ADDENDUM_SILENT, MISSING, SILENT
from meetings.models import Reminder
from meetings.notices import REMINDER, TASK_REMINDER, facts_of
from notifications.actions import post, tell
from notifications.letters import letter

SEVERAL = "meetings.reminders"
OF_USE = timedelta(days=2)  # a task's reminder
Kind = Reminder.Kind


class Matter(NamedTuple):
    """``head``, ``words`` and ``link`` stand in a common letter; ``context`` fills its own."""

    row: Reminder
    kind: str
    template: str
    context: dict
    head: str
    words: str
    link: str
    expires_at: object = None
    line: str = ""

    @property
    def address(self):
        """Where it is done; absolute, as it stands in a letter."""
        url = self.context["url"]
        return url if url.startswith("http") else settings.SITE_URL + url


def matter_of(row, *, due_at):
    """What there is to say of one reminder, in its receiver's language."""
    with speaking(row.mandate.user):
        return MAKERS[row.kind](row, due_at)


def write(matters, *, due_at):
    """One letter to one person; returns its row in the outbox. None is written twice: see the key."""
    first = matters[0].row
    user, offices = first.mandate.user, {matter.row.mandate.key for matter in matters}
    hosts = {"" if m.kind == MISSING else m.row.meeting.organiser.full_name for m in matters}
    with speaking(user):
        if len(matters) == 1:
            kind, about = matters[0].kind, first.about
            text = letter(f"meetings/mail/{matters[0].template}", user, matters[0].context)
        else:
            kind, about = SEVERAL, ""
            text = letter("meetings/mail/reminders", user, _together(matters))
        ends = [matter.expires_at for matter in matters]
        mail = post(
            user,
            key=first.mail_key,
            kind=kind,
            about=about,
            on_behalf=offices.pop() if len(offices) == 1 else "",
            sender=hosts.pop() if len(hosts) == 1 else "",
            due_at=due_at,
            expires_at=max(ends) if all(ends) else None,
            day_zone=user.time_zone,
            **text._asdict(),
        )
        for matter in matters:
            _tell(matter)
    return mail


def _together(matters):
    titles = [matter.context["title"] for matter in matters]
    offices = dict.fromkeys(matter.row.mandate.capacity for matter in matters)
    return {
        "matters": matters,
        "title": titles[0],
        "others": len(matters) - 1,
        "capacity": ", ".join(offices),
    }


def _tell(matter):
    if matter.line:
        tell(
            matter.row.mandate.user,
            kind=matter.kind,
            title=matter.line,
            body=matter.row.meeting.title,
            url=matter.context["url"],
            about=matter.row.meeting.key,
        )


def _of_meeting(row, due_at):
    """The meeting is near, and whether the region has answered."""
    meeting, invitation, mandate = row.meeting, row.invitation, row.mandate
    open_ = bool(rules.still_open(meeting))
    asks = open_ and invitation.answer == invitation.Answer.NONE
    day = formats.local(meeting.starts_at, meeting.zone).date()
    context = facts_of(meeting, mandate.user) | {
        "title": meeting.title,
        "days": formats.days_away(day, formats.local(due_at, meeting.zone).date()),
        "clock": formats.at_clock(meeting.starts_at, meeting.zone),
        "invitation": invitation,
        "invited": mandate.region.full_name,
        "can_answer": open_,
        "url": links.answer_url(invitation, mandate) if open_ else meeting.get_absolute_url(),
        "capacity": mandate.capacity,
    }
    silent = _("%(region)s has not answered yet. Please answer by %(time)s.")
    near = _("The meeting is near: %(place)s.")
    said = {"region": context["invited"], "time": context["answer_by"], "place": meeting.where}
    return Matter(
        row, REMINDER, "reminder", context,
        head=_("%(title)s, %(when)s") % {"title": meeting.title, "when": context["when"]},
        words=(silent if asks else near) % said,
        link=_("Answer the invitation") if asks else _("Open the meeting"),
        expires_at=meeting.starts_at,
    )  # fmt: skip


def _of_task(row, due_at):
    """The day of a task is near, here, or over."""
    item, meeting, mandate = row.action_item, row.meeting, row.mandate
    today = formats.local(due_at, meeting.zone).date()
    is_late = item.due_on < today
    context = {
        "title": item.text,
        "item": item,
        "meeting": meeting,
        "organiser": meeting.organiser.full_name,
        "day": formats.long_day(item.due_on),
        "away": formats.days_away(item.due_on, today),
        "is_late": is_late,
        "url": item.get_absolute_url(),
        "capacity": mandate.capacity,
    }
    late = _("The day for this task has passed: %(day)s. Please say how far it is.")
    near = _("This task is to be done by %(day)s.")
    return Matter(
        row, TASK_REMINDER, "task_reminder", context,
        head=_("Task: %(task)s") % {"task": item.text},
        words=(late if is_late else near) % {"day": context["day"]},
        link=_("Say how far it is"),
        expires_at=due_at + OF_USE,
    )  # fmt: skip


def _of_remarks(row, due_at):
    """The region has neither confirmed the minutes nor remarked; silence is shown as silence."""
    minutes, meeting = row.meeting.minutes, row.meeting
    until = formats.moment(minutes.review_until, meeting.zone)
    context = _of_minutes(row) | {
        "organiser": meeting.organiser.full_name,
        "invited": row.mandate.region.full_name,
        "until": until,
        "url": minutes.get_absolute_url(),
    }
    words = _(
        "%(region)s has neither confirmed the minutes nor made a remark. Remarks until %(time)s."
    )
    return Matter(
        row, SILENT, "minutes_silent", context,
        head=_("Minutes: %(title)s") % {"title": meeting.title},
        words=words % {"region": context["invited"], "time": until},
        link=_("Read the minutes"),
        line=_("Your word on the minutes is awaited: %(title)s") % {"title": meeting.title},
    )  # fmt: skip


def _of_missing(row, due_at):
    """The meeting was days ago, and nobody has sent its minutes, or not even marked it as held."""
    meeting = row.meeting
    days = max(1, (due_at - meeting.ends_at).days)
    context = _of_minutes(row) | {"days": days, "url": meeting.get_absolute_url()}
    is_held = meeting.state == meeting.State.HELD
    context["is_held"] = is_held
    words = (
        _("The meeting was held on %(day)s, and its minutes have not been sent yet.")
        if is_held
        else _("The meeting of %(day)s is over. Mark it as held and write its minutes.")
    )
    return Matter(
        row, MISSING, "minutes_missing", context,
        head=_("Minutes are missing: %(title)s") % {"title": meeting.title},
        words=words % {"day": context["day"]},
        link=_("Write the minutes"),
        line=_("Minutes are missing: %(title)s") % {"title": meeting.title},
    )  # fmt: skip


def _of_addendum(row, due_at):
    """The region has neither confirmed the addendum nor objected; silence is shown as silence."""
    meeting = row.meeting
    addendum = meeting.minutes.addenda.get(number=row.sequence)
    context = _of_minutes(row) | {
        "organiser": meeting.organiser.full_name,
        "invited": row.mandate.region.full_name,
        "number": addendum.number,
        "url": addendum.get_absolute_url(),
    }
    words = _("%(region)s has neither confirmed addendum %(number)s nor objected to it.")
    return Matter(
        row, ADDENDUM_SILENT, "addendum_silent", context,
        head=_("Addendum to the minutes: %(title)s") % {"title": meeting.title},
        words=words % {"region": context["invited"], "number": addendum.number},
        link=_("Read the addendum"),
        line=_("Your word on an addendum is awaited: %(title)s") % {"title": meeting.title},
    )  # fmt: skip


def _of_minutes(row):
    meeting = row.meeting
    return {
        "title": meeting.title,
        "meeting": meeting,
        "day": formats.long_day(formats.local(meeting.starts_at, meeting.zone)),
        "capacity": row.mandate.capacity,
    }


MAKERS = {
    Kind.ANSWER: _of_meeting,
    Kind.MEETING: _of_meeting,
    Kind.TASK: _of_task,
    Kind.REMARKS: _of_remarks,
    Kind.MINUTES: _of_missing,
    Kind.ADDENDUM: _of_addendum,
}
