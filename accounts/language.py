"""Speaking to a person in his own language and on his own clock."""

from contextlib import contextmanager

from django.utils import timezone, translation


@contextmanager
def speaking(user):
    """Texts and dates inside the block are in ``user``'s language and zone."""
    with translation.override(user.language), timezone.override(user.time_zone):
        yield
