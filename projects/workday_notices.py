"""What those who signed up for a work day are told: one function a message."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from accounts.models import User
from core import formats
from core.quiet import next_allowed
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail

CHANGED, CANCELLED = "projects.day_changed", "projects.day_cancelled"
REMINDER, SIGNED_OFF = "projects.day_reminder", "projects.day_signed_off"
ONE_DAY = timedelta(days=1)


def when(day):
    """Sabtu, 28 November 2026 pukul 07.00 sampai 11.00 WIB."""
    zone = day.project.zone
    first = formats.local(day.starts_at, zone).date()
    return f"{formats.long_day(first)} {formats.span(day.starts_at, day.ends_at, zone)}"


def plan_reminder(signed):
    """A day before, by daylight; the row waits in the outbox until then. One a person."""
    _remind(signed.day, signed.booked_by)


def _remind(day, user):
    made = Mail.objects.filter(key__startswith=_reminder_key(day, user))
    due_at = next_allowed(day.starts_at - ONE_DAY, user.time_zone)
    if due_at <= timezone.now() or due_at >= day.starts_at or made.undelivered().exists():
        return
    key = f"{_reminder_key(day, user)}{made.count()}"
    with speaking(user):
        _post(user, day, REMINDER, key, due_at=due_at, expires_at=day.starts_at)


def _reminder_key(day, user):
    """What the keys of a person's reminders begin with; a new one after each change."""
    return f"work-day-reminder:{day.pk}:{user.pk}:"


def is_reminded(signed):
    """Does a reminder wait for the person? Who signs up on the last day gets none."""
    rows = Mail.objects.filter(key__startswith=_reminder_key(signed.day, signed.booked_by))
    return rows.undelivered().exists()


def forget_reminder(signed):
    """Who stepped back hears no more of it, unless he has signed up others as well."""
    day, user = signed.day, signed.booked_by
    if not day.has(user):
        drop(Mail.objects.filter(key__startswith=_reminder_key(day, user)))


def changed(day, *, by):
    """Another time, place or plan; the places stay."""
    drop(Mail.objects.about(day.key))
    for user in _people(day):
        _remind(day, user)
        with speaking(user):
            _line(user, day, CHANGED, _("Work day changed: %(work)s"))
            _post(user, day, CHANGED, f"work-day-changed:{day.pk}:{day.changes}:{user.pk}", by=by)


def cancelled(day, *, by):
    """It does not take place, and why."""
    drop(Mail.objects.about(day.key))
    for user in _people(day):
        with speaking(user):
            _line(user, day, CANCELLED, _("Work day cancelled: %(work)s"))
            _post(user, day, CANCELLED, f"work-day-cancelled:{day.pk}:{user.pk}", by=by)


def signed_off(signed, *, by, reason):
    """To whoever had signed up: his places are gone, and why."""
    user, day = signed.booked_by, signed.day
    words = {"name": signed.name, "reason": reason}
    with speaking(user):
        _line(user, day, SIGNED_OFF, _("Your sign-up was taken out: %(work)s"), reason)
        _post(user, day, SIGNED_OFF, f"work-day-signed-off:{signed.pk}", by=by, words=words)


def _people(day):
    """Everybody who has signed up himself or others, once."""
    booked = day.sign_ups.filter(stepped_back_at=None).values("booked_by")
    return User.objects.filter(pk__in=booked, is_active=True).order_by("pk")


def _line(user, day, kind, title, reason=""):
    url = day.get_absolute_url()
    words = f"{when(day)}. {reason or day.reason}"
    tell(user, kind=kind, title=title % {"work": day.work}, body=words, url=url, about=day.key)


def _post(user, day, kind, key, *, by=None, words=None, **times):
    """Queue a letter; one about a day that is over is pointless."""
    times = {"expires_at": max(day.starts_at, timezone.now() + ONE_DAY)} | times
    context = {"day": day, "project": day.project, "when": when(day), "url": day.get_absolute_url()}
    context |= words or {}
    post(
        user,
        key=key,
        kind=kind,
        about=day.key,
        sender=by.capacity if by else day.host.full_name,
        day_zone=user.time_zone,
        **times,
        **letter(f"projects/mail/{kind.removeprefix('projects.')}", user, context)._asdict(),
    )
