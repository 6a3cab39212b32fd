"""Starting, watching and ending other programs, with a clear sentence when it fails."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing should be imported.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Trouble(Exception):
    """What went wrong and what to do about it, in one sentence for the person at the terminal."""


def ends_with(parent, how=signal.SIGTERM):
    """A preexec_fn: the child gets the signal ``how`` when its parent dies (Linux only)."""

    def ask_the_kernel():
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, how)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask_the_kernel


def launch(command, log, *, stdin=None, dies_with_us=None, **options):
    """Start a program in a session of its own, so that Ctrl-C reaches only the launcher.

    ``dies_with_us`` is the signal that the program gets when this process dies.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if dies_with_us:
        options["preexec_fn"] = ends_with(os.getpid(), dies_with_us)
    with log.open("wb") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=stdin or subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )


def is_alive(pid):
    """Is this a running process? A zombie that nobody has buried yet is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, but there
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return not Path("/proc/self/stat").exists()  # no /proc at all, as on macOS
    return after_name.split()[0] not in "ZX"


def wait_until(condition, seconds, every=0.05):
    """Ask until the condition holds; False when the time is up."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def stop(process, *, grace, how=signal.SIGTERM):
    """End a child of ours: politely first, for good after ``grace`` seconds."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_lines(log, count=12):
    """The end of a log, indented, for a message of trouble."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-count:])


def free_port():
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
