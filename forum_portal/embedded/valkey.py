"""One embedded Valkey (or Redis): started, found again, stopped."""

import contextlib
import secrets
import signal
import tempfile

import redis

from forum_portal.embedded import binaries
from forum_portal.embedded.places import demoted
from forum_portal.embedded.processes import (
    Trouble,
    free_port,
    is_alive,
    last_lines,
    launch,
    wait_until,
)

PATIENCE = 20  # seconds

CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
databases {databases}
maxmemory-policy noeviction
appendonly {keeps}
save ""
daemonize no
"""


class ValkeyServer:
    """Listens on a free port of 127.0.0.1 with a password made for it.

    A port, because Celery and Django spell a socket's address differently.
    """

    def __init__(self, place):
        self.place = place
        self.data = place.data / "valkey"
        self.log = place.logs / "valkey.log"

    def start(self, known_url=None):
        """Start it unless it answers at ``known_url``; returns its address and what it is."""
        if known_url and answers(known_url):
            return known_url, "running already"
        program = binaries.within_reach(binaries.find_valkey(), self.place)
        self.place.private(self.data)
        for _ in range(3):  # somebody may take the port between our look and Valkey's
            if url := self._launch(program):
                return url, f"{program.version}, {program.source}"
        raise Trouble(f"Valkey did not start. Its last words:\n{last_lines(self.log)}")

    def _launch(self, program):
        port, password = free_port(), secrets.token_urlsafe(24)
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        with tempfile.TemporaryFile() as configuration:  # not an argument: others read those
            text = CONFIGURATION.format(
                port=port,
                password=password,
                folder=_quoted(self.data),
                databases=16 if self.place.keeps else 64,
                keeps="yes" if self.place.keeps else "no",
            )
            configuration.write(text.encode())
            configuration.seek(0)
            process = launch(
                [program.program, "-"],
                self.log,
                stdin=configuration,
                cwd="/",
                dies_with_us=None if self.place.keeps else signal.SIGTERM,
                **demoted(),
            )
        wait_until(lambda: process.poll() is not None or answers(url), PATIENCE)
        if process.poll() is None and answers(url):
            return url
        process.kill()
        process.wait()
        return None


def _quoted(path):
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def answers(url):
    """Does our Valkey listen there? Another's would refuse the password."""
    with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2) as client:
        try:
            return client.ping()
        except redis.RedisError:
            return False


def pid_of(url):
    """The process behind the address, or None."""
    with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2) as client:
        try:
            return client.info("server")["process_id"]
        except redis.RedisError:
            return None


def stop(url):
    """Ask it to write its file and leave."""
    pid = pid_of(url)
    if pid is None:
        return
    client = redis.Redis.from_url(url, socket_timeout=PATIENCE)
    with client, contextlib.suppress(redis.RedisError):  # it hangs up, as it should
        client.shutdown()
    if not wait_until(lambda: not is_alive(pid), PATIENCE):
        raise Trouble(f"Valkey (process {pid}) does not stop.")
