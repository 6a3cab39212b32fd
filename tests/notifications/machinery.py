"""Real machinery for tests of the outbox: an SMTP server with faults on order, a Celery worker.

For other floors too: import the fixtures in a test module (``from tests.notifications.machinery
import sink, worker  # noqa: F401``), ask for ``transactional_db`` as well, and mark it ``slow``:

    sink.wait_for(200); sink.letters                 what arrived, in order
    sink.close(); sink.open()                        nobody listens; listens again
    sink.answers["MAIL"] = "421 Busy"                every letter is refused so; del to end it
    sink.refused["x@y.example"] = "550 Unknown"      one address is refused; refused_once: once
    worker.extra["TICK_SECONDS"] = "600"             its environment, before it starts
    worker.start(); worker.kill(); worker.ran()      SIGKILL of the whole tree; names of tasks done
"""

import asyncio
import email
import email.policy
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest
import redis
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from notifications.models import Mail

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every command
CHECKOUT = Path(__file__).resolve().parents[2]


def wait_until(met, seconds=240, what="it"):
    """Look ten times a second until ``met()`` is true; its value."""
    end = time.monotonic() + seconds
    while not (value := met()):
        assert time.monotonic() < end, f"{what} did not happen within {seconds} seconds"
        time.sleep(0.1)
    return value


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Sink:
    """An SMTP server that keeps what it accepts, and fails when told to."""

    def __init__(self):
        self.letters, self.answers, self.refused, self.refused_once = [], {}, {}, {}
        self.delay = 0.0
        self.before_accepting = lambda message: None
        self.controller, self.port = None, free_port()

    def open(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def message_ids(self):
        return Counter(letter["Message-ID"] for letter in self.letters)

    def to(self, address):
        return [letter for letter in self.letters if letter["To"] == address]

    def wait_for(self, count, seconds=240):
        wait_until(lambda: len(self.letters) >= count, seconds, f"letter number {count}")

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if "MAIL" not in self.answers:
            envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        refused = self.refused.get(address) or self.refused_once.pop(address, None)
        answer = refused or self.answers.get("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.before_accepting(letter)
        if self.delay:
            await asyncio.sleep(self.delay)
        self.letters.append(letter)
        return "250 OK"


class Worker:
    """``celery worker`` with an embedded beat, on this test's database, broker and sink."""

    def __init__(self, sink, folder, concurrency=2):
        self.sink, self.folder, self.concurrency = sink, folder, concurrency
        self.process, self.kills, self.extra = None, 0, {}
        self.log = Path(folder) / "worker.log"

    def environment(self):
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "forum_portal.settings",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "EMAIL_URL": self.sink.url,
            "FORUM_VAR": str(self.folder),
            "TICK_SECONDS": "1",
            "MAIL_LEASE_SECONDS": "5",
            "MAIL_BACK_OFF_SECONDS": "1,1,2",
            **self.extra,
        }

    def start(self):
        options = ["--without-mingle", "--without-gossip", "--without-heartbeat", "-B"]
        options += ["-c", str(self.concurrency), "-l", "INFO"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "forum_portal", "worker", *options],
                cwd=CHECKOUT,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self):
        """SIGKILL to the worker and all its children at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def ran(self):
        """The names of the tasks that came to their end, as the worker's log tells."""
        return set(re.findall(r"Task ([\w.]+)\[[\w-]+\] succeeded", self.log.read_text()))


def database_url():
    """The test database as an address for another process."""
    place = connection.settings_dict
    login = f"{place['USER']}:{place['PASSWORD']}@" if place["USER"] else ""
    port = f":{place['PORT']}" if place["PORT"] else ""
    host = place["HOST"].replace("/", "%2F")
    return f"postgresql://{login}{host}{port}/{place['NAME']}"


def flush_broker():
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.flushdb()


def wait_until_all_are_sent(seconds=240):
    def done():
        return not Mail.objects.undelivered().exists()

    wait_until(done, seconds, "the end of the outbox")


@pytest.fixture
def sink():
    sink = Sink()
    sink.open()
    yield sink
    sink.close()


@pytest.fixture
def worker(sink):
    flush_broker()
    with tempfile.TemporaryDirectory(prefix="forum-worker-") as folder:
        worker = Worker(sink, folder)
        yield worker
        worker.stop()
        print(worker.log.read_text()[-5000:])  # shown when the test fails
    flush_broker()
