"""All regions of Indonesia: loading them, and finding one.

The import runs in a process of its own, as an operator starts it, for time and highest memory; the
searches at full size with the words that people type.
"""

import os
import statistics
import subprocess
import sys

from benchmarks.figures import Figure, percentile, seconds_of
from forum_portal.embedded.places import CHECKOUT
from villages.models import Region

ALL = 91_599
ROUNDS = 20
TYPED = {
    "part of the name": ["sojo", "leks", "bangun", "suka", "jaya", "muara", "tanjung b"],
    "typo": ["sojokreto", "bangunrjo", "wonosbo", "leksno", "sidodaddi", "purwodai"],
    "name and subdistrict": ["sukamaju, cilamaya", "sidodadi bangun rejo", "leksono kab wonosobo"],
    "code": ["33.07.05", "3307052004", "18.02", "18.02.02.2005", "33"],
}


def measure():
    figures = []
    if not Region.objects.exists():
        seconds, megabytes = imported()
        figures += [
            Figure("import of all regions, first time", seconds, "s", limit=30),
            Figure("its highest memory", megabytes, "MB", limit=300),
        ]
    seconds, megabytes = imported()
    figures += [
        Figure("the same once more, nothing new", seconds, "s", limit=30),
        Figure("highest memory of that", megabytes, "MB", limit=300),
    ]
    assert Region.objects.count() >= ALL
    for kind, words in TYPED.items():
        times = [searched(word) for word in words for _round in range(ROUNDS)]
        figures.append(Figure(f"search by {kind}, median", statistics.median(times), "ms"))
        figures.append(Figure(f"search by {kind}, 95 of 100", percentile(times, 95), "ms", 250))
    return figures


def imported():
    """Seconds of ``manage.py import_regions`` and megabytes at its highest."""
    usage = {}

    def run():
        process = subprocess.Popen(
            [sys.executable, CHECKOUT / "manage.py", "import_regions"], stdout=subprocess.DEVNULL
        )
        _pid, status, usage["of"] = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, "the import failed"

    seconds = seconds_of(run)
    return seconds, usage["of"].ru_maxrss / 1024


def searched(word):
    """Milliseconds until the list of candidates is there, ancestors included."""
    found = []
    seconds = seconds_of(lambda: found.extend(Region.objects.search(word)))
    assert found, f"nothing found for {word}"
    return seconds * 1000
