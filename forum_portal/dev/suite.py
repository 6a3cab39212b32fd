"""``test``: the tests, on servers of their own that are quick, careless and gone afterwards."""

import os
import signal
import subprocess
import sys

from forum_portal.embedded import Place, Servers
from forum_portal.embedded.places import CHECKOUT
from forum_portal.embedded.processes import ends_with

PYTEST = ["-m", "pytest"]
COVERAGE = ["-m", "slipcover"]  # what counts, and how much is enough: pyproject.toml
LEAST, MOST = 4, 6  # processes: tests wait for servers; each wants a number of Redis to itself


def test(arguments):
    """Run pytest with these arguments; without any, everything, with coverage."""
    with Place.thrown_away() as place, Servers(place) as servers:
        environment = {**os.environ, **servers.environment}
        environment.pop("DJANGO_SETTINGS_MODULE", None)  # pyproject.toml names the right one
        words = pytest_words(arguments)
        if arguments:
            return attend([sys.executable, *words], environment)
        return with_coverage(words, environment, place.var / "coverage.json")


def with_coverage(words, environment, report):
    """Run the tests and, if they pass, show what they left out; too much of it is a failure.

    In two steps, for slipcover forgets its parallel processes once it has compared with a bound.
    """
    count = [*COVERAGE, "--json", "--out", str(report), "--fail-under", "0"]
    compare = [*COVERAGE, "--merge", str(report), "--out", str(report)]
    failure = attend([sys.executable, *count, *words], environment)
    return failure or attend([sys.executable, *compare], environment)


def pytest_words(arguments):
    """A process a core unless told otherwise."""
    if any(word.startswith("-n") for word in arguments):
        return [*PYTEST, *arguments]
    return [*PYTEST, "-n", str(processes()), "--dist", "loadgroup", *arguments]


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
