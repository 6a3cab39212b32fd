"""What those who enrolled for a training are told: one function a message."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from accounts.models import User
from core import formats
from meetings import calendars, changes, schedule
from meetings.models import Enrolment
from meetings.notices import CANCELLED, CHANGED, MOVED, REMINDER
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail

ENROLLED, MOVED_UP, CERTIFIED, REVOKED, ANSWERED = (
    f"meetings.{event}"
    for event in ("enrolled", "moved_up", "certified", "certificate_revoked", "topic_answered")
)


def enrolled(enrolment):
    """You have a seat, or a place on the waiting list."""
    _confirm(enrolment, ENROLLED, f"enrolled:{enrolment.pk}")


def moved_up(enrolment):
    """A seat became free; it is yours, or that of the person whom you enrolled."""
    _confirm(enrolment, MOVED_UP, f"seat:{enrolment.pk}")
    plan_reminder(enrolment)


def _confirm(enrolment, kind, key):
    user, training, meeting = enrolment.booked_by, enrolment.training, enrolment.training.meeting
    has_seat = enrolment.state == Enrolment.State.SEATED
    with speaking(user):
        title = (
            _("You have a seat: %(title)s")
            if enrolment.mandate_id is None and has_seat
            else _("Seat for %(name)s: %(title)s")
            if has_seat
            else _("On the waiting list: %(title)s")
        )
        tell(
            user,
            kind=kind,
            title=title % {"title": meeting.title, "name": enrolment.name},
            body=changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
            url=training.get_absolute_url(),
            about=meeting.key,
        )
        context = _facts(training, user) | {
            "enrolment": enrolment,
            "has_seat": has_seat,
            "is_news": kind == MOVED_UP,
        }
        _post(user, meeting, kind, key, "training_seat", context, with_calendar=has_seat)


def plan_reminder(enrolment):
    """A day before the start, by daylight; the row waits in the outbox until then.

    One a person, however many people he has enrolled; none for those who only wait for a seat.
    """
    user, training, meeting = enrolment.booked_by, enrolment.training, enrolment.training.meeting
    made = Mail.objects.filter(key__startswith=_reminder_key(meeting, user))
    due_at = schedule.due_time(meeting.starts_at, schedule.DAY, user.time_zone)
    if due_at <= timezone.now() or made.undelivered().exists():
        return
    key = f"{_reminder_key(meeting, user)}{made.count()}"
    with speaking(user):
        _post(
            user, meeting, REMINDER, key, "training_reminder", _facts(training, user),
            due_at=due_at, expires_at=meeting.starts_at,
        )  # fmt: skip


def _reminder_key(meeting, user):
    """What the keys of a person's reminders begin with; a new one after each change."""
    return f"training-reminder:{meeting.pk}:{user.pk}:"


def drop_letters_of(enrolment):
    """Who gave the seat back hears no more of it, unless he has sent others as well."""
    training, user = enrolment.training, enrolment.booked_by
    drop(Mail.objects.filter(key__in=(f"enrolled:{enrolment.pk}", f"seat:{enrolment.pk}")))
    if not training.enrolments.seated().of_person(user).exists():
        drop(Mail.objects.filter(key__startswith=_reminder_key(training.meeting, user)))


def changed(training, *, told, reason, due_at):
    """The time, the place or the title is another one; the seat stays."""
    meeting, moved = training.meeting, changes.is_moved(told, training.meeting)
    drop(Mail.objects.filter(key__startswith=f"training-reminder:{meeting.pk}:"))
    drop(Mail.objects.filter(key__startswith=f"training-news:{meeting.pk}:"))
    kind = MOVED if moved else CHANGED
    for enrolment in training.enrolments.seated().select_related("booked_by"):
        enrolment.training = training
        plan_reminder(enrolment)
    for user in _people(training):
        if changes.facts_of(meeting) == told:
            continue
        with speaking(user):
            title = _("Moved: %(title)s") if moved else _("Changed: %(title)s")
            _line(user, training, kind, title, body="")
            context = _facts(training, user) | {
                "changes": changes.differences(told, meeting), "moved": moved, "why": reason,
            }  # fmt: skip
            key = f"training-news:{meeting.pk}:{meeting.sequence}:{user.pk}"
            _post(
                user, meeting, kind, key, "training_changed", context,
                due_at=due_at, with_calendar=True,
            )  # fmt: skip


def cancelled(training):
    """It does not take place, and why."""
    meeting = training.meeting
    for user in _people(training):
        with speaking(user):
            _line(user, training, CANCELLED, _("Cancelled: %(title)s"), body=meeting.cancel_reason)
            key = f"training-cancelled:{meeting.pk}:{user.pk}"
            context = _facts(training, user)
            _post(user, meeting, CANCELLED, key, "training_cancelled", context, with_calendar=True)


def certified(certificate):
    """The certificate can be fetched."""
    enrolment = certificate.enrolment
    user = enrolment.booked_by
    with speaking(user):
        title = _("Certificate: %(name)s, %(title)s")
        words = {"name": certificate.name, "title": certificate.title}
        tell(user, kind=CERTIFIED, title=title % words, url=certificate.get_absolute_url())
        context = {"certificate": certificate, "url": certificate.get_absolute_url()}
        post(
            user,
            key=f"certificate:{certificate.pk}",
            kind=CERTIFIED,
            sender=certificate.organiser,
            **letter("meetings/mail/training_certificate", user, context)._asdict(),
        )


def revoked(certificate):
    """The certificate is valid no more, and why."""
    user = certificate.enrolment.booked_by
    with speaking(user):
        words = {"name": certificate.name, "title": certificate.title}
        url = certificate.get_absolute_url()
        tell(
            user,
            kind=REVOKED,
            title=_("Certificate revoked: %(name)s, %(title)s") % words,
            body=certificate.revoke_reason,
            url=url,
        )
        context = {"certificate": certificate, "url": url}
        post(
            user,
            key=f"certificate-revoked:{certificate.pk}",
            kind=REVOKED,
            sender=certificate.organiser,
            **letter("meetings/mail/certificate_revoked", user, context)._asdict(),
        )


def topic_answered(asked, user, training):
    """A training is planned about what one asked for or supported."""
    meeting = training.meeting
    with speaking(user):
        _line(
            user, training, ANSWERED, _("A training that you wanted: %(title)s"), body=asked.title
        )
        context = _facts(training, user) | {
            "asked": asked,
            "until": formats.moment(training.enrol_until, meeting.zone),
        }
        _post(
            user,
            meeting,
            ANSWERED,
            f"topic-answered:{asked.pk}:{user.pk}",
            "topic_answered",
            context,
        )


def _people(training):
    """Everybody who has enrolled himself or others, once."""
    booked = training.enrolments.active().values("booked_by")
    return User.objects.filter(pk__in=booked, is_active=True).order_by("pk")


def _line(user, training, kind, title, *, body):
    meeting = training.meeting
    tell(
        user,
        kind=kind,
        title=title % {"title": meeting.title},
        body=body or changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        url=training.get_absolute_url(),
        about=meeting.key,
    )


def _facts(training, reader):
    """What every letter about a training says; the reader's own clock only where it differs."""
    meeting = training.meeting
    return {
        "training": training,
        "meeting": meeting,
        "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        "when_here": ""
        if reader.time_zone == meeting.zone
        else changes.when(meeting.starts_at, meeting.ends_at, reader.time_zone),
        "url": training.get_absolute_url(),
    }


def _post(user, meeting, kind, key, name, context, *, with_calendar=False, **when):
    """Queue a letter; one about a training that is over is pointless."""
    now = timezone.now()
    extra = {"due_at": now, "expires_at": max(meeting.starts_at, now + timedelta(days=1)), **when}
    if with_calendar:
        method = calendars.CANCEL if kind == CANCELLED else calendars.PUBLISH
        extra |= {
            "calendar": calendars.calendar(meeting, method=method, with_link=True).decode(),
            "calendar_method": method,
        }
    post(
        user,
        key=key,
        kind=kind,
        about=meeting.key,
        sender=meeting.organiser.full_name,
        **extra,
        **letter(f"meetings/mail/{name}", user, context)._asdict(),
    )
