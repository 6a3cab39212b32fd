"""The link in a letter with news, at which one turns them off without signing in.

It shows which projects the person follows and can do nothing but turn their letters on or off. It
does not run out: who finds the letter years later can still end them.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SIGNER = signing.Signer(salt="projects.digest")  # without a time: the same person, the same link


def digest_url(user):
    """The absolute address for this receiver."""
    token = _SIGNER.sign(str(user.pk))
    return settings.SITE_URL + reverse("projects:digest_link", args=[token])


def read_digest(token):
    """The person's key, or None for what is forged or damaged."""
    try:
        return int(_SIGNER.unsign(token))
    except signing.BadSignature:
        return None
