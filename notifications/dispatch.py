"""Sending what is due: claim, send, mark. Any number of workers may do so at once, and die at it.

Nothing is lost, for a letter is a row until it is marked. Doubled is at most what the server has
accepted and we could not mark any more; the copy has the same Message-ID. All times are the
database's. Each step is a transaction of its own:

1. ``claim`` marks a batch as ours by one UPDATE and puts its lease into ``due_at``.
2. ``_take_up`` reads a row again right before it is sent, and renews its lease: what was dropped
   in between, or claimed by another after our lease ran out, is not sent.
3. ``_mark_sent`` and its like write the outcome, if the row is still ours.
"""

import logging
import smtplib
import time
import uuid
from contextlib import suppress
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core import mail as django_mail
from django.db import OperationalError, connection
from django.db.models.functions import Now

from core.quiet import is_quiet, morning_after
from notifications.envelope import envelope
from notifications.models import Mail

logger = logging.getLogger(__name__)
State = Mail.State

_CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id, due_at FROM notifications_mail
        WHERE state IN ('waiting', 'sending') AND due_at <= statement_timestamp()
            AND (expires_at IS NULL OR expires_at > statement_timestamp())
        ORDER BY due_at, id LIMIT %(batch)s
        FOR UPDATE SKIP LOCKED
    )
    UPDATE notifications_mail AS mail
    SET state = 'sending', claim = %(claim)s, updated_at = statement_timestamp(),
        due_at = statement_timestamp() + %(lease)s
    FROM due WHERE mail.id = due.id
    RETURNING due.due_at, due.id
"""
_TAKE_UP = """
    UPDATE notifications_mail
    SET tries = tries + 1, updated_at = statement_timestamp(),
        due_at = statement_timestamp() + %(lease)s
    WHERE id = %(id)s AND claim = %(claim)s AND state = 'sending'
        AND (expires_at IS NULL OR expires_at > statement_timestamp())
    RETURNING *, statement_timestamp() AS taken_at
"""


class Unreachable(Exception):
    """The server takes no mail at the moment; nothing is wrong with the letters."""


def send_due(seconds=50):
    """Send until nothing is due, ``seconds`` are over, or the server is away; how many were sent."""
    drop_expired()
    until, sent = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        token = uuid.uuid4()
        pks = claim(token)
        if not pks:
            break
        try:
            for _accepted in _send_batch(pks, token, until):
                sent += 1
        except Unreachable as away:
            logger.warning("mail server is away: %s", away)
            _put_off(_claimed(token), str(away), Mail.BACK_OFF[0])
            break
    return sent


def drop_expired():
    """What is pointless by now (a code that has run out, a meeting that has begun)."""
    return Mail.objects.expired().settle(State.DROPPED)


def claim(token):
    """Take a batch of due rows; their numbers, those that are due longest first."""
    with connection.cursor() as cursor:
        lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        cursor.execute(_CLAIM, {"batch": settings.MAIL_BATCH, "claim": token, "lease": lease})
        return [pk for _due_at, pk in sorted(cursor.fetchall())]


def _send_batch(pks, token, until):
    """Send the claimed rows over one connection; yields the number of each that was accepted."""
    server = django_mail.get_connection()
    try:
        try:
            server.open()
        except OSError as error:  # smtplib's errors are OSErrors
            raise Unreachable(_words(error)) from error
        for pk in pks:
            if time.monotonic() >= until:
                _release(token)
                break
            if _send_one(pk, token, server):
                yield pk
    finally:
        with suppress(OSError):
            server.close()


def _send_one(pk, token, server):
    """Send one row if it is still ours; whatever is wrong with it stops no other."""
    row = _take_up(pk, token)
    if row is None:
        return False
    ours = _claimed(token).filter(pk=pk)
    if row.tries > Mail.MOST_TRIES:
        ours.settle(State.FAILED, claim=None)
        return False
    try:
        if row.day_zone and is_quiet(row.taken_at, row.day_zone):
            _wait_until(ours, morning_after(row.taken_at, row.day_zone))
            return False
        server.send_messages([envelope(row, server)])
    except Exception as error:  # of any kind: the others wait behind this one
        logger.warning("mail %s was not sent: %s", pk, _words(error))
        if _hopeless(error):
            ours.settle(State.FAILED, claim=None, last_error=_words(error))
            return False
        _put_off(ours, _words(error), _pause_after(row.tries))
        if _away(error):
            raise Unreachable(_words(error)) from error
        return False
    _mark_sent(pk, token)
    return True


def _claimed(token):
    return Mail.objects.filter(claim=token, state=State.SENDING)


def _take_up(pk, token):
    """The row as it is now, its lease renewed and the try counted; None if it is not ours."""
    lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    rows = Mail.objects.raw(_TAKE_UP, {"id": pk, "claim": token, "lease": lease})
    return next(iter(rows), None)


def _mark_sent(pk, token):
    """At once after the server's "250", also when the row was dropped on the way.

    When the database is away for a moment we try again, for the server has the letter.
    """
    ours = Mail.objects.filter(pk=pk, claim=token, state__in=[State.SENDING, State.DROPPED])
    mark = partial(ours.settle, State.SENT, sent_at=Now(), claim=None, last_error="")
    for pause in (0.5, 2, 5):
        try:
            return mark()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    return mark()


def _put_off(ours, words, pause):
    """Try again after ``pause``; what has waited for a day has failed."""
    ours.filter(planned_at__lt=Now() - Mail.GIVE_UP_AFTER).settle(
        State.FAILED, claim=None, last_error=words
    )
    ours.update(
        state=State.WAITING, claim=None, updated_at=Now(), last_error=words, due_at=Now() + pause
    )


def _wait_until(ours, morning):
    """Nobody is disturbed in his night; where the morning is too late, it is pointless by then."""
    ours.update(state=State.WAITING, claim=None, updated_at=Now(), due_at=morning)


def _pause_after(tries):
    """1, 2, 4, 8 minutes, then a quarter of an hour each time."""
    return Mail.BACK_OFF[min(tries, len(Mail.BACK_OFF)) - 1]


def _release(token):
    """Give back what we have claimed and not taken up; it is due as before."""
    return _claimed(token).update(state=State.WAITING, claim=None, updated_at=Now(), due_at=Now())


def _code(error):
    """The number of the SMTP answer, or 0; of refused recipients the first one's."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", 0)


def _hopeless(error):
    """The server refuses this letter for good, or it cannot be written at all."""
    return not _away(error) and (_code(error) >= 500 or isinstance(error, ValueError))


def _away(error):
    """Nothing is wrong with the letter: the server, the way to it, or our name there is.

    A refused sender is the operator's mistake and concerns all letters, so they wait for him;
    552 says that this letter is too large.
    """
    if isinstance(error, smtplib.SMTPSenderRefused):
        return error.smtp_code != 552
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPHeloError):
        return True
    if isinstance(error, smtplib.SMTPException):
        return _code(error) == 421
    return isinstance(error, OSError)


def _words(error):
    """An error as one line for the operator."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
