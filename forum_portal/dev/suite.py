"""``test``: the tests, on servers of their own that are quick, careless and gone afterwards."""

import os
import signal
import subprocess
import sys

from forum_portal.embedded import Place, Servers
from forum_portal.embedded.places import CHECKOUT
from forum_portal.embedded.processes import ends_with

FULL_RUN = ["--cov", "--cov-report=term"]
LEAST, MOST = 4, 6  # processes: tests wait for servers; each wants a number of Redis to itself


def test(arguments):
    """Run pytest with these arguments; without any, everything, with coverage."""
    with Place.thrown_away() as place, Servers(place) as servers:
        environment = {**os.environ, **servers.environment}
        environment.pop("DJANGO_SETTINGS_MODULE", None)  # pyproject.toml names the right one
        return attend([sys.executable, "-m", "pytest", *pytest_words(arguments)], environment)


def pytest_words(arguments):
    """A process a core unless told otherwise; coverage counts only when everything runs."""
    words = list(arguments) or list(FULL_RUN)
    if not any(word.startswith("-n") for word in words):
        words = ["-n", str(processes()), "--dist", "loadgroup", *words]
    return words


def processes():
    """How many run at once, here."""
    return min(MOST, max(LEAST, os.cpu_count() or 1))


def attend(command, environment):
    """Run a program in our terminal and return its exit code.

    Ctrl-C reaches it as well as us; it ends by itself, and we wait so that it still has servers.
    """
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, preexec_fn=ends_with(os.getpid())
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: process.terminate())
    return process.wait()
