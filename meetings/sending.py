"""What was and will be sent about a meeting, counted for its organiser."""

from typing import NamedTuple

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from meetings.models import Reminder
from notifications.models import Mail
from villages.distances import said


class Step(NamedTuple):
    """One mark on the line; ``state`` is done, now (the next one) or empty."""

    title: str
    note: str
    state: str


def steps_of(meeting):
    """Letters that went out, then the reminders in their order."""
    reminders = [_reminder_step(row, meeting) for row in _planned(meeting)]
    ahead = next((i for i, step in enumerate(reminders) if not step.state), None)
    if ahead is not None:
        reminders[ahead] = reminders[ahead]._replace(state="now")
    return _letter_steps(meeting) + reminders


def _letter_steps(meeting):
    State = Mail.State  # noqa: N806
    rows = (
        Mail.objects.about(meeting.key)
        .order_by()
        .values("kind")
        .annotate(
            sent=Count("pk", filter=Q(state=State.SENT)),
            waiting=Count("pk", filter=Q(state__in=[State.WAITING, State.SENDING])),
            failed=Count("pk", filter=Q(state=State.FAILED)),
            last=Max("sent_at"),
        )
    )
    counted = {row["kind"]: row for row in rows}
    letters = [
        ("meetings.called", _("Invitation")),
        ("meetings.changed", _("News of a change")),
        ("meetings.moved", _("News of the new time")),
        ("meetings.cancelled", _("News of the cancellation")),
    ]
    return [
        Step(title, _mails(counted[kind], meeting), "done")
        for kind, title in letters
        if kind in counted
    ]


def _mails(row, meeting):
    """14 November 2026: 7 sent, 1 waiting."""
    sent, unsent, failed = row["sent"], row["waiting"], row["failed"]
    said = [
        sent and ngettext("%(n)d mail sent", "%(n)d mails sent", sent) % {"n": sent},
        unsent and ngettext("%(n)d mail waits", "%(n)d mails wait", unsent) % {"n": unsent},
        failed and ngettext("%(n)d mail failed", "%(n)d mails failed", failed) % {"n": failed},
    ]
    text = ", ".join(part for part in said if part) or _("no longer needed")
    if row["last"]:
        text = f"{formats.day(formats.local(row['last'], meeting.zone))}, {text}"
    return text


def _planned(meeting):
    State = Reminder.State  # noqa: N806
    return (
        meeting.reminders.filter(sequence=meeting.sequence, kind__in=Reminder.INVITED)
        .values("kind", "minutes_before")
        .annotate(
            first=Min("due_at", filter=~Q(state=State.DROPPED)),
            planned=Count("pk", filter=Q(state=State.PLANNED)),
            queued=Count("pk", filter=Q(state=State.QUEUED)),
        )
        .order_by("-minutes_before", "kind")
    )


def _reminder_step(row, meeting):
    """To whom and when; a rule that nobody needs any more says so."""
    chases = row["kind"] == Reminder.Kind.ANSWER
    title = said(row["minutes_before"])
    if not row["planned"] and not row["queued"]:
        return Step(title, _("no longer needed"), "done")
    when = formats.moment(row["first"], meeting.zone)
    if not row["planned"]:
        text = ngettext("%(when)s, %(n)d mail", "%(when)s, %(n)d mails", row["queued"])
        return Step(title, text % {"n": row["queued"], "when": when}, "done")
    to = _("to those who have not answered") if chases else _("to all who have not declined")
    return Step(title, f"{when}, {to}", "")
