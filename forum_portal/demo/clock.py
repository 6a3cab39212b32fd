"""A clock that stands still at a moment of the demo's story.

Every "now" of Django comes from ``django.utils.timezone.now``, which asks the name ``datetime`` in
its own module. Turning that name is enough, also for ``auto_now_add`` and for field defaults
that hold the function itself. Only the demo command does this, in a process of its own.
"""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock


@contextmanager
def standing_at(moment):
    """Inside the block it is ``moment`` (aware), for all that asks Django for the time."""

    class StoppedDatetime(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    with mock.patch("django.utils.timezone.datetime", StoppedDatetime):
        yield moment
