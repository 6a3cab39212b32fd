"""The link in a letter that answers without signing in: bound to one invitation (or date poll) and
one mandate.

It carries no right of its own: ``rules.can_answer`` is asked anew with that mandate each time.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "meetings.answer"
GUEST_SALT = "meetings.guest"
POLL_SALT = "meetings.poll"
MAX_AGE = timedelta(days=180)


class Unreadable(Exception):
    """Forged, cut or damaged on its way."""


class Expired(Unreadable):
    """Genuine, but older than ``MAX_AGE``."""


def answer_url(invitation, mandate):
    """The absolute address for this mail's receiver."""
    return _address("meetings:answer_link", invitation, mandate)


def letter_url(invitation, mandate):
    """Where the same receiver finds the official letter."""
    return _address("meetings:letter_link", invitation, mandate)


def _address(name, invitation, mandate):
    token = signing.dumps([invitation.pk, mandate.pk], salt=SALT)
    return settings.SITE_URL + reverse(name, args=[token])


def guest_letter_url(guest):
    """Where a guest finds his official letter."""
    token = signing.dumps(guest.pk, salt=GUEST_SALT)
    return settings.SITE_URL + reverse("meetings:guest_letter", args=[token])


def read_guest(token):
    """A guest's pk, or ``Unreadable``."""
    return _loaded(token, GUEST_SALT)


def poll_url(poll, mandate):
    """The absolute address at which this letter's receiver answers the date poll."""
    token = signing.dumps([poll.pk, mandate.pk], salt=POLL_SALT)
    return settings.SITE_URL + reverse("meetings:poll_link", args=[token])


def read(token, salt=SALT):
    """(invitation's or poll's pk, mandate's pk) of a token, or ``Unreadable``."""
    subject, mandate = _loaded(token, salt)
    return subject, mandate


def _loaded(token, salt):
    try:
        return signing.loads(token, salt=salt, max_age=MAX_AGE)
    except signing.SignatureExpired as late:
        raise Expired from late
    except signing.BadSignature as forged:
        raise Unreadable from forged
