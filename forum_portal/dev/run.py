"""``run``: the whole portal on this machine, from nothing to the first page."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys

from forum_portal.dev.crew import Crew, listen
from forum_portal.dev.prepare import LOGINS
from forum_portal.dev.terminal import note, step
from forum_portal.embedded import Place, Servers, Trouble
from forum_portal.embedded.places import CHECKOUT
from forum_portal.embedded.processes import ends_with, stop, wait_until


def run(port=None):
    """Start everything, say where it is, and stay until Ctrl-C."""
    stop_on_signals()
    place = Place.of_this_checkout()
    print("Forum Kerja Sama Desa\n")
    try:
        with alone(place), listen(port) as listener, Servers(place, say=note) as servers:
            serve(servers, listener)
    except KeyboardInterrupt:
        print("\nEverything has stopped. `make run` continues with the same data.")
    return 0


STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals():
    """End in order also when told by another program, or when the terminal closes."""
    for number in STOPPING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, _stop_once)


def _stop_once(number, frame):
    """Make passes on what we were told as well: a second signal must not tear the stopping."""
    for other in STOPPING:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


def serve(servers, listener):
    """With servers and port at hand: prepare, start, tell, watch."""
    site = os.environ.get("SITE_URL") or f"http://localhost:{listener.getsockname()[1]}"
    environment = {
        **os.environ,
        **servers.environment,
        "DJANGO_SETTINGS_MODULE": "forum_portal.settings",
        "FORUM_DEMO": "1",
        "FORUM_VAR": str(servers.place.var),
        "SITE_URL": site,
        "PYTHONUNBUFFERED": "1",
    }
    prepare(environment)
    with announced(servers, site), Crew(servers.place, environment, listener) as crew:
        with step("Starting web, worker and beat"):
            crew.await_first_page()
            crew.complete()
        welcome(servers.place, site)
        watch(servers, crew)


def prepare(environment):
    """Tables, regions, demo, static files: ``prepare.py`` in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "forum_portal.dev", "prepare"],
        cwd=CHECKOUT,
        env=environment,
        start_new_session=True,
        preexec_fn=ends_with(os.getpid()),
    )
    try:
        code = process.wait()
    finally:
        stop(process, grace=5)
    if code:
        raise Trouble("The preparation failed; the lines above say why.")


def watch(servers, crew):
    """Return never: Ctrl-C ends it, or the death of something that we cannot do without."""

    def bereaved():
        crew.look_after()
        if name := servers.dead():
            raise Trouble(
                f"{name} has died; see {servers.place.logs}. Start again with `make run`."
            )

    wait_until(bereaved, float("inf"), every=1)


@contextlib.contextmanager
def alone(place):
    """One portal a checkout: a second one would fight for the same mails and files."""
    with open(place.run / "portal.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            site = Servers(place).state().get("site_url") or "its own terminal"
            raise Trouble(f"The portal of this folder runs already: see {site}") from None
        yield


@contextlib.contextmanager
def announced(servers, site):
    """While it is open ``manage.py`` knows the site's address, for the links in its mails."""
    servers.note(site_url=site)
    try:
        yield
    finally:
        servers.note(site_url=None)


def welcome(place, site):
    """The last words before silence: how to log in, and where."""
    print()
    print((place.var / LOGINS).read_text().rstrip())
    print(f"\nLogs and mails are in {place.var}. Ctrl-C stops everything.")
    print(f"\n  {site}\n", flush=True)
