"""The three programs that make the portal: web, worker, beat."""

import http.client
import signal
import socket
import sys
import time

from forum_portal.dev.terminal import note
from forum_portal.embedded.places import CHECKOUT
from forum_portal.embedded.processes import Trouble, last_lines, launch, stop, wait_until

FIRST_PAGE_PATIENCE = 120  # seconds, on a slow and busy machine
GRACE = 15  # seconds to finish a request or a task
RESTARTS = 5  # of worker or beat, before we believe that it will not stay up


class Crew:
    """A context: the programs start in it and stop, in order, when it ends.

    The web server begins alone: three beginnings at once keep the first page waiting on two cores.
    """

    def __init__(self, place, environment, listener):
        self.place = place
        self.environment = environment
        self.listener = listener
        self.processes = {}
        self.restarts = 0

    def __enter__(self):
        self.start("web")
        return self

    def __exit__(self, *error):
        """Beat first, so that nothing new begins; a second Ctrl-C waits for nobody."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, lambda *_: self.kill())
        for name in ("beat", "web", "worker"):
            if process := self.processes.get(name):
                stop(process, grace=GRACE)

    def kill(self):
        for process in self.processes.values():
            process.kill()

    def commands(self):
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "-A", "forum_portal"]
        quiet = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
        return {
            "web": [
                *(*python, "gunicorn", "forum_portal.wsgi", "--no-control-socket", "--preload"),
                *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
                *("--bind", f"fd://{self.listener.fileno()}"),
                *("--access-logfile", self.place.logs / "access.log"),
            ],
            "worker": [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO", *quiet],
            "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile="],
        }

    def start(self, name):
        web = name == "web"
        self.processes[name] = launch(
            self.commands()[name],
            self.log(name),
            cwd=CHECKOUT,
            env=self.environment | {"DATABASE_POOL": "1" if web else "0"},
            dies_with_us=signal.SIGTERM,
            pass_fds=[self.listener.fileno()] if web else [],
        )

    def complete(self):
        """Start those that nobody waits for."""
        for name in self.commands().keys() - self.processes.keys():
            self.start(name)

    def log(self, name):
        return self.place.logs / f"{name}.log"

    def await_first_page(self):
        """Wait until the home page is there, or say why it does not come."""

        def ready():
            self.look_after()
            return first_page_status(self.listener.getsockname()[1]) == 200

        if not wait_until(ready, FIRST_PAGE_PATIENCE, every=0.2):
            raise Trouble(
                f"The first page does not come. The last words of web:\n"
                f"{last_lines(self.log('web'))}"
            )

    def look_after(self):
        """A dead worker or beat is started again, a dead web server ends everything."""
        for name, process in self.processes.items():
            if process.poll() is None:
                continue
            told = f"{name} has died ({process.returncode}). Its last words:"
            told = f"{told}\n{last_lines(self.log(name))}"
            self.restarts += 1
            if name == "web" or self.restarts > RESTARTS:
                raise Trouble(told)
            note(f"{told}\n  It is started again.")
            time.sleep(1)
            self.start(name)


def first_page_status(port):
    """What the home page answers; None when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def listen(wanted=None):
    """A listening socket of ours: the wanted port, else 8000 or the next one that is free.

    It is taken here and handed to the web server, so nobody can take it in between.
    """
    if wanted and not 0 < wanted < 2**16:
        raise Trouble(f"There is no port {wanted}: choose one from 1 to 65535 with --port.")
    for port in [wanted] if wanted else range(8000, 8100):
        if listener := _listen_on(port):
            return listener
    if wanted:
        raise Trouble(f"Port {wanted} is in use: choose another with --port.")
    raise Trouble("All ports from 8000 to 8099 are in use: choose another with --port.")


def _listen_on(port):
    if _answers("::1", port):  # a browser may try localhost there first
        return None
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(64)
    except OSError:
        listener.close()
        return None
    return listener


def _answers(host, port):
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
