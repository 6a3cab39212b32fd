"""From a fresh clone to the first page, the second start, and memory at rest.

``make run`` for real, in a clone of this repository's last commit. Packages come from the package
manager's cache where that is warm.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, memory_of, processes_below
from forum_portal.embedded.places import CHECKOUT, SHARED_STATE

REST = 20  # seconds after the first page, when worker and beat have settled
NAMES = ("DATABASE_URL", "REDIS_URL", "FORUM_VAR", "FORUM_DEMO", "DJANGO_SETTINGS_MODULE")


def measure():
    with clone() as folder:
        with portal(folder) as (process, first):
            time.sleep(REST)
            memory = memory_of(processes_below(process.pid))
        with portal(folder) as (process, second):
            pass
    return [
        Figure("fresh clone to the first page", first, "s", limit=120),
        Figure("second start", second, "s", limit=15),
        Figure("memory of everything at rest", memory, "MB", limit=900),
    ]


@contextmanager
def clone():
    """A clone in a new folder, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="forum-clone-"))
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "-q", CHECKOUT, folder / "forum"], check=True)
    try:
        yield folder / "forum"
    finally:
        token = folder / "forum/var/run/token"
        if token.exists():
            shutil.rmtree(SHARED_STATE / token.read_text().strip(), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def portal(folder):
    """`make run` until its address is printed: the process and the seconds that took."""
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    start = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        for line in process.stdout:
            print(f"     {line.rstrip()}", flush=True)
            if line.startswith("  http://"):
                break
        else:
            raise RuntimeError("the portal did not start")
        yield process, time.perf_counter() - start
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()
