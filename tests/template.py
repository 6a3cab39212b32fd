"""A migrated database that the parallel processes copy, so that only one of them migrates.

It stays for the next run on the same server. Its name holds a fingerprint of all migrations and
packages: when they change, another one is made and the old one dropped.
"""

from contextlib import contextmanager
from hashlib import sha256

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

LOCK = 7_126_305  # any number that nobody else takes; with the name, one lock a template


def take_template():
    """Make the template if it is not there yet, and let the test database be a copy of it."""
    prefix = f"{connection.settings_dict['NAME']}_template_"
    name = prefix + _fingerprint()
    with _server() as server:
        lock = "SELECT pg_advisory_lock(%s, hashtext(%s))"  # until the connection closes
        server.execute(lock, [LOCK, prefix])
        there = _named(server, prefix)
        if name not in there:
            for old in there:
                _run(server, "DROP DATABASE {} WITH (FORCE)", old)
            _make(server, name)
    connection.settings_dict["TEST"]["TEMPLATE"] = name


def _fingerprint():
    files = sorted(settings.BASE_DIR.glob("*/migrations/*.py"))
    files.append(settings.BASE_DIR / "requirements-dev.lock")
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@contextmanager
def _server():
    """A connection beside Django's, to no database of ours."""
    words = {**connection.get_connection_params(), "dbname": "postgres"}
    for name in ("cursor_factory", "context", "prepare_threshold"):
        words.pop(name, None)
    with psycopg.connect(**words, autocommit=True) as server:
        yield server


def _named(server, prefix):
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]
    )
    return {name for (name,) in rows}


def _make(server, name):
    """Migrate under another name, so that what has the right one is whole."""
    begun = f"{name}_begun"
    _run(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", begun)
    with _connected_to(begun):
        call_command("migrate", verbosity=0)
    _run(server, "ALTER DATABASE {} RENAME TO {}", begun, name)


def _run(server, text, *names):
    server.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


@contextmanager
def _connected_to(name):
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
