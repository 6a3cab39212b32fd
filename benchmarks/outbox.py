"""Sending 10,000 due mails to a local server.

A server that only says "250" in a process of its own, so that the sender has its core to itself;
every letter is claimed, taken up, sent and marked in transactions of their own, as in production.
"""

import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.test import override_settings

from benchmarks.figures import Figure, seconds_of
from notifications import dispatch
from notifications.models import Mail

COUNT = 10_000
SINK = """
import asyncio, sys

async def talk(reader, writer):
    writer.write(b"220 sink\\r\\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            writer.write(b"354 go on\\r\\n")
            await reader.readuntil(b"\\r\\n.\\r\\n")
        writer.write(b"221 bye\\r\\n" if word == b"QUIT" else b"250 sink\\r\\n")
    writer.close()

async def main():
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


def measure():
    if Mail.objects.exists():
        raise SystemExit("The outbox holds mails; this measures in an empty one.")
    try:
        fill(COUNT)
        with sink() as port, override_settings(**to_the_sink(port)):
            seconds = seconds_of(lambda: dispatch.send_due(seconds=float("inf")))
        sent = Mail.objects.filter(state=Mail.State.SENT).count()
        assert sent == COUNT, f"{sent} of {COUNT} sent"
        return [
            Figure("10,000 due mails, one worker", seconds, "s"),
            Figure("mails by one worker", COUNT / seconds, "mails/s"),
        ]
    finally:
        Mail.objects.all().delete()


def fill(count):
    """Rows like those of a reminder, some 2 KB each."""
    words = {"kind": "bench", "subject": "Pengingat: Musyawarah Antar Desa", "text": "Rapat. " * 60}
    Mail.objects.bulk_create(
        (
            Mail(
                key=f"bench:{number}",
                to=f"orang{number}@desa.example",
                message_id=f"<bench-{number}-{time.time_ns()}@forum.example>",
                html=f"<p>{words['text']}</p>" * 4,
                **words,
            )
            for number in range(count)
        ),
        batch_size=1000,
    )


def to_the_sink(port):
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_TIMEOUT": settings.EMAIL_TIMEOUT,
    }


@contextmanager
def sink():
    """The port of a server that accepts everything."""
    server = subprocess.Popen([sys.executable, "-c", SINK], stdout=subprocess.PIPE, text=True)
    try:
        yield int(server.stdout.readline())
    finally:
        server.kill()
        server.wait()
