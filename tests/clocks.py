"""Places on earth where it is the hour that a test needs, for programs whose clock no test can set."""

from django.utils import timezone


def zone_where_it_is(hour):
    """A zone on whose clocks it is between ``hour`` and an hour later just now."""
    ahead = (hour - timezone.now().hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"
