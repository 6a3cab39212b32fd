"""A hint to the worker that there is new mail. Only a hint: the next tick finds the rows as well."""

import logging
import time

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
REST = 30  # seconds without a further try after the broker was found away


class _Broker:
    """When this process may try again; a broker that is away shall not slow every request."""

    away_until = 0.0


def hint():
    """Once this transaction is committed, ask a worker to look; once a transaction is enough."""
    waiting = transaction.get_connection().run_on_commit
    if not any(call is _ask for _sids, call, *_rest in waiting):
        transaction.on_commit(_ask)


def _ask():
    """Never fails, and waits for a broker that is away at most a moment."""
    if time.monotonic() < _Broker.away_until:
        return
    try:
        current_app.send_task("notifications.tasks.send_new_mail", retry=False, expires=60)
    except (OperationalError, RedisError, OSError) as error:
        _Broker.away_until = time.monotonic() + REST
        logger.warning("broker is away, the next tick will send: %s", error)
