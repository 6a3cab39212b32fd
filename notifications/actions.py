"""Telling people: a line in the inbox, a letter in the outbox. Rows only; sending comes later."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.language import speaking
from core import audit, states
from core.errors import Refusal
from notifications.envelope import check_headers, through_the_forum
from notifications.hint import hint
from notifications.models import Mail, Notification

KEEP_WORDING = timedelta(days=90)
KEEP_LINES = timedelta(days=365)


def tell(user, *, kind, title, url, about="", body=""):
    """Put one line into the person's inbox. Texts are ready, in his language."""
    return Notification.objects.create(
        recipient=user, kind=kind, title=title[:200], body=body[:500], url=url, about=about
    )


def tell_many(users, *, kind, title, url, about="", body=""):
    """The same line for many people, one query for each of their languages.

    ``title`` is a function without arguments, called in the language of those who read it.
    """
    by_language = {}
    for user in users:
        by_language.setdefault(user.language, []).append(user)
    for language, readers in by_language.items():
        with override(language):
            words = title()[:200]
        Notification.objects.bulk_create(
            (
                Notification(
                    recipient=user, kind=kind, title=words, body=body[:500], url=url, about=about
                )
                for user in readers
            ),
            batch_size=1000,
        )


def post(user, *, key, kind, subject, text, html="", sender="", **extra):
    """Put one letter to ``user`` into the outbox; the same ``key`` a second time does nothing.

    ``sender`` is the office that speaks ("Camat Watumalang"; the forum's name is added).
    ``extra``: ``about``, ``on_behalf``, ``due_at``, ``expires_at``, ``calendar``,
    ``calendar_method``, ``headers``, ``secret``, ``day_zone`` as in ``Mail``; ``to`` for another address
    of the same person, or, with ``user`` None, of somebody who has no account.
    Returns the row, or None when it was there already.
    """
    check_headers(extra.get("headers", {}))
    if user:
        extra.setdefault("to", user.email)
    if "due_at" in extra:
        extra.setdefault("planned_at", extra["due_at"])
    mail, created = Mail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "recipient": user,
            "sender": _sender(user, sender),
            "subject": " ".join(subject.split())[:250],
            "text": text,
            "html": html,
            "message_id": f"<{uuid.uuid4().hex}@{settings.MAIL_DOMAIN}>",
            **extra,
        },
    )
    if not created:
        return None
    hint()
    return mail


def _sender(user, office):
    """The name in From, in the receiver's language, on one line."""
    if not office:
        return ""
    office = " ".join(office.split())[:80]
    if user is None:
        return through_the_forum(office)
    with speaking(user):
        return through_the_forum(office)


def drop(mails):
    """Drop what of a ``Mail`` queryset still waits; returns how many."""
    return mails.undelivered().settle(Mail.State.DROPPED, last_error="")


@transaction.atomic
def retry(mail, *, by):
    """An operator lets a failed letter go out again, with a fresh day of tries."""
    if not mail.text:
        raise Refusal(_("The text of this mail is no longer kept, so it cannot be sent again."))
    states.move(
        mail, "state", to=Mail.State.WAITING,
        due_at=Now(), planned_at=Now(), tries=0, last_error="",
    )  # fmt: skip
    audit.record("notifications.mail_retried", mail, by=by)
    hint()


@transaction.atomic
def resend(mail, *, by):
    """An operator has a copy of a sent letter go out, once; a further one is a copy of the copy."""
    if mail.state != Mail.State.SENT:
        raise Refusal(_("Only a mail that was sent can be sent a second time."))
    if mail.secret or not mail.text:
        raise Refusal(_("The text of this mail is no longer kept, so it cannot be sent again."))
    if mail.expires_at and mail.expires_at <= timezone.now():
        raise Refusal(_("This mail is pointless by now, so it is not sent again."))
    copied = (
        "kind", "about", "on_behalf", "to", "subject", "text", "html", "calendar",
        "calendar_method", "headers", "expires_at", "day_zone",
    )  # fmt: skip
    copy = post(
        mail.recipient,
        key=f"again:{mail.pk}",
        due_at=timezone.now(),
        **{name: getattr(mail, name) for name in copied},
    )
    if copy is None:
        raise Refusal(_("This mail has been sent a second time already."))
    Mail.objects.filter(pk=copy.pk).update(sender=mail.sender)
    audit.record("notifications.mail_resent", mail, by=by)


@transaction.atomic
def stop(mail, *, by):
    """An operator stops a letter that has not gone out."""
    if not drop(Mail.objects.filter(pk=mail.pk)):
        raise Refusal(_("This mail has gone out or was stopped already."))
    audit.record("notifications.mail_stopped", mail, by=by)


def read_all(user):
    """The person has seen everything in the inbox; how many lines were new."""
    return Notification.objects.of(user).unread().update(read_at=Now())


def read(notification):
    """The person has opened this line; the first time counts."""
    Notification.objects.filter(pk=notification.pk).unread().update(read_at=Now())


def tidy_up():
    """Forget the wording of old mails (the rows stay, so that no key is used twice) and old lines."""
    settled = Mail.objects.exclude(state__in=[Mail.State.WAITING, Mail.State.SENDING])
    settled.filter(updated_at__lt=Now() - KEEP_WORDING).exclude(text="").update(
        text="", html="", calendar=""
    )
    Notification.objects.filter(created_at__lt=Now() - KEEP_LINES).exclude(read_at=None).delete()
