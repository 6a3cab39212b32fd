"""By hand: a reminder stopped, all of a kind stopped, one that went out sent again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refusal
from core.quiet import next_allowed
from meetings import reminder_notices
from meetings.actions.reminding import hand_over, take_back, why_not
from meetings.models import Reminder
from notifications.models import Mail

State, Why = Reminder.State, Reminder.Why
OUT = (Mail.State.SENT, Mail.State.FAILED)


@transaction.atomic
def stop_reminder(row, *, by):
    """One that has not gone out; it is not planned again for this date."""
    if not _stop(Reminder.objects.filter(pk=row.pk)):
        raise Refusal(_("This reminder has gone out or is no longer needed."))
    _record("meetings.reminder_stopped", row, by)


@transaction.atomic
def stop_reminders(meeting, *, by, kind):
    """All of a kind about one meeting that have not gone out; returns how many."""
    stopped = _stop(meeting.reminders.of_kind(kind))
    if not stopped:
        raise Refusal(_("No reminder of this kind is planned any more."))
    label = str(Reminder.Kind(kind).label)
    audit.record("meetings.reminders_stopped", meeting, by=by, reason=label, number=stopped)
    return stopped


def _stop(rows):
    now = timezone.now()
    waiting = take_back(rows, Why.STOPPED, now=now)
    planned = rows.planned().update(state=State.DROPPED, why=Why.STOPPED, updated_at=now)
    return waiting + planned


@transaction.atomic
def resend_reminder(row, *, by, seen):
    """Send one again that went out or failed, in a letter of its own, by day.

    ``seen`` is the letter (its number) that the page showed: a second click finds a newer one.
    """
    now = timezone.now()
    held = Reminder.objects.select_for_update(no_key=True).only("pk").filter(pk=row.pk)
    held.get()  # and read anew, now that the row is ours
    row = Reminder.objects.with_letters().with_minutes().get(pk=row.pk)
    if row.mail_id != seen:
        raise Refusal(_("This reminder has been sent again already."))
    if row.state != State.QUEUED or row.mail is None or row.mail.state not in OUT:
        raise Refusal(_("Only a reminder that went out can be sent again."))
    due_at = next_allowed(now, row.mandate.user.time_zone)
    row.due_at = now
    if why := why_not(row, due_at, now):
        raise Refusal(_("It is not sent again: %(why)s.") % {"why": Why(why).label})
    hand_over([reminder_notices.matter_of(row, due_at=due_at)], due_at=due_at, now=now)
    _record("meetings.reminder_resent", row, by)


def _record(verb, row, by):
    """The trail of the meeting says which, and to which office; no address."""
    words = f"{row.get_kind_display()}, {row.mandate.capacity}"
    audit.record(verb, row.meeting, by=by, reason=words)
