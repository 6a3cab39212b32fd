"""The servers of one place, shared by everything that runs there: the last one out stops them.

Two locks in ``run``: whoever starts or stops holds ``door`` alone for that moment; whoever uses
the servers holds ``inside`` together with the others, and the kernel lets go of it when a process
dies, however it dies. Servers left behind by a killed launcher are found and used again.
"""

import contextlib
import fcntl
import json
import os
import signal
import sys

from forum_portal.embedded import valkey
from forum_portal.embedded.places import Place
from forum_portal.embedded.postgres import PostgresServer
from forum_portal.embedded.processes import Trouble, is_alive
from forum_portal.embedded.valkey import ValkeyServer

# Commands of manage.py that read neither database nor queue.
OFFLINE_COMMANDS = {
    *("help", "version", "makemessages", "compilemessages", "collectstatic", "findstatic"),
    *("startapp", "startproject", "diffsettings"),
}


class Servers:
    """A context: inside it the servers run; ``environment`` says where.

    What DATABASE_URL or REDIS_URL already names is used as it is, and nothing is started for it.
    """

    def __init__(self, place, say=lambda words: None):
        self.place = place
        self.say = say
        self.postgres = PostgresServer(place)
        self.valkey = ValkeyServer(place)
        self.environment = {}

    def __enter__(self):
        try:
            self._enter()
        except BaseException:
            self.leave()
            raise
        return self

    def __exit__(self, *error):
        self.leave()

    def _enter(self):
        with self._door():
            self.inside = _opened(self.place.run / "inside.lock")
            fcntl.flock(self.inside, fcntl.LOCK_SH)
            self.environment = self._database() | {"REDIS_URL": self._redis()}

    def _database(self):
        if url := os.environ.get("DATABASE_URL"):
            self.say("PostgreSQL: the one in DATABASE_URL")
            return {"DATABASE_URL": url}
        self.say(f"PostgreSQL: {self.postgres.start()}")
        # PGHOST for programs that know only the database's name, such as dbshell's psql.
        return {"DATABASE_URL": self.postgres.url(), "PGHOST": str(self.place.socket_folder)}

    def _redis(self):
        if url := os.environ.get("REDIS_URL"):
            self.say("Valkey or Redis: the one in REDIS_URL")
            return url
        url, what = self.valkey.start(self.state().get("redis_url"))
        self.note(redis_url=url, redis_pid=valkey.pid_of(url))
        self.say(f"Valkey: {what}")
        return url

    def leave(self):
        """Let go; stop the servers if nobody else is inside."""
        with self._door():
            if not hasattr(self, "inside"):
                return
            try:
                fcntl.flock(self.inside, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._stop()
            finally:
                self.inside.close()
                del self.inside

    def stop_if_unused(self):
        """Stop servers that a killed launcher left behind; False when somebody uses them."""
        with self._door(), _opened(self.place.run / "inside.lock") as inside:
            try:
                fcntl.flock(inside, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self._stop()
            return True

    def _stop(self):
        if url := self.state().get("redis_url"):
            valkey.stop(url)
        self.postgres.stop()
        (self.place.run / "servers.json").unlink(missing_ok=True)

    def dead(self):
        """The name of an embedded server that should run and does not, or None."""
        if not os.environ.get("DATABASE_URL") and not self.postgres.pid():
            return "PostgreSQL"
        pid = self.state().get("redis_pid")
        if not os.environ.get("REDIS_URL") and not (pid and is_alive(pid)):
            return "Valkey"
        return None

    # -- state ------------------------------------------------------------------------

    def state(self):
        """What the others should know: Valkey's address, the site's."""
        try:
            return json.loads((self.place.run / "servers.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def note(self, **facts):
        """Add to the state; half a file is never seen."""
        half = self.place.run / "servers.json.half"
        half.touch(mode=0o600)
        half.write_text(json.dumps(self.state() | facts))
        half.replace(self.place.run / "servers.json")

    @contextlib.contextmanager
    def _door(self):
        with _opened(self.place.run / "door.lock") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _opened(path):
    return open(path, "a")  # never truncated, never inherited by a child


@contextlib.contextmanager
def environment_for_command(argv):
    """What ``manage.py`` needs when nobody has configured anything.

    With DATABASE_URL nothing is touched. Without it this checkout's servers are joined, or started
    for the command and stopped after it; and without a SECRET_KEY it is the demo that is meant.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    if not os.environ.get("SECRET_KEY"):
        os.environ.setdefault("FORUM_DEMO", "1")
    if is_offline(argv):
        yield
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with Servers(Place.of_this_checkout()) as servers:
            os.environ.update(servers.environment)
            if site := servers.state().get("site_url"):
                os.environ.setdefault("SITE_URL", site)
            yield
    except Trouble as trouble:
        sys.exit(str(trouble))


def is_offline(argv):
    """Can this command line of manage.py do without the servers?"""
    words = argv[1:]
    asks_for_help = {"-h", "--help", "--version"} & {*words}
    return not words or words[0] in OFFLINE_COMMANDS or bool(asks_for_help)
