"""PostgreSQL and Valkey without installing either: the servers of a developer's checkout.

``make run``, ``make test`` and ``manage.py`` share them. Production never comes here: who sets
DATABASE_URL and REDIS_URL has servers of his own.
"""

from forum_portal.embedded.places import Place
from forum_portal.embedded.processes import Trouble
from forum_portal.embedded.servers import Servers, environment_for_command

__all__ = ["Place", "Servers", "Trouble", "environment_for_command"]
