"""News by mail: once a day to each follower who wants them, from seven in the morning on."""

import logging
from datetime import time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.formats import local
from core.quiet import is_quiet
from projects import digest_notices as notices
from projects import digests
from projects.models import Digest, Follow

logger = logging.getLogger(__name__)
FROM = time(7)  # on the person's own clock
# What is being written just now is dated before it can be seen; it comes the next day.
UNSETTLED = timedelta(minutes=5)
# How far back the first letter looks, and how far any letter, after a standstill.
FIRST, FURTHEST = timedelta(days=2), timedelta(days=7)


def send_digests(now=None):
    """Put a letter into the outbox of everybody whose morning has come; returns how many.

    Safe to run at any time and by several workers: each holds the person's row and looks once a day.
    """
    now = now or timezone.now()
    return sum(_send(pk, now) for pk in _due(now))


def _due(now):
    """Keys of followers who have not been looked at today and for whom it is day."""
    is_day = Q(pk__in=[])
    for zone in User.TimeZone.values:
        here = local(now, zone)
        if here.time() >= FROM and not is_quiet(now, zone):
            done = Digest.objects.filter(Q(is_wanted=False) | Q(looked_on__gte=here.date()))
            is_day |= Q(time_zone=zone) & ~Q(pk__in=done.values("pk"))
    followers = Follow.objects.by_mail().values("user")
    people = User.objects.filter(is_day, pk__in=followers)
    return list(people.order_by("pk").values_list("pk", flat=True))


def _send(pk, now):
    """One person. What cannot be written is tried again next time and does not stop the others."""
    try:
        with transaction.atomic():
            Digest.objects.get_or_create(pk=pk)
            free = Digest.objects.select_for_update(skip_locked=True, of=("self",))
            digest = free.select_related("user").filter(pk=pk, is_wanted=True).first()
            return _write(digest, now) if digest else 0
    except Exception:
        logger.exception("news for person %s could not be written", pk)
        return 0


def _write(digest, now):
    user, until = digest.user, now - UNSETTLED
    today = local(now, user.time_zone).date()
    if digest.looked_on and digest.looked_on >= today:
        return 0  # another worker was quicker
    after = max(digest.told_until or until - FIRST, until - FURTHEST)
    news = digests.news_for(user, after, until)
    digest.looked_on, digest.told_until = today, until
    digest.save(update_fields=["looked_on", "told_until"])
    return notices.digest(user, news, today) if news else 0


@transaction.atomic
def want_digests(user, *, wanted):
    """All news by mail on or off, whatever is chosen project by project."""
    Digest.objects.update_or_create(pk=user.pk, defaults={"is_wanted": wanted})


def want_news_of(project, user, *, wanted):
    """The same for one project that the person follows."""
    Follow.objects.filter(project=project, user=user).update(by_mail=wanted)
