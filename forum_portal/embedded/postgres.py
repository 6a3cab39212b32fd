"""One embedded PostgreSQL: made, started, found again, stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from forum_portal.embedded import binaries
from forum_portal.embedded.places import demoted
from forum_portal.embedded.processes import Trouble, is_alive, last_lines, launch, wait_until

USER = DATABASE = "forum"
PATIENCE = 60  # seconds; after a power cut it first repairs its files


class PostgresServer:
    """Listens on a socket in a closed folder only, so nobody else on the machine can connect."""

    def __init__(self, place):
        self.place = place
        self.data = place.data / "postgres"
        self.log = place.logs / "postgres.log"

    def url(self, database=DATABASE):
        """For Django and for psql alike."""
        return f"postgresql://{USER}@/{database}?host={quote(str(self.place.socket_folder))}"

    def start(self):
        """Start it unless it runs already; returns what was started, in words."""
        if self.pid() and self._answers():
            return "running already"
        program = binaries.within_reach(binaries.find_postgres(self._major()), self.place)
        self.place.private(self.place.socket_folder)
        if not (self.data / "PG_VERSION").exists():
            self._create(program)
        self._launch(program)
        self._make_database()
        return f"{program.version}, {program.source}"

    def pid(self):
        """The process that serves this folder, or None."""
        pid = self._pid_in_file()
        return pid if pid and is_alive(pid) and self._is_ours(pid) else None

    def stop(self):
        """End it as Ctrl-C would: connections are cut, everything is written."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        if not wait_until(lambda: not is_alive(pid), PATIENCE):
            raise Trouble(f"PostgreSQL (process {pid}) does not stop; see {self.log}.")

    # -- steps ------------------------------------------------------------------------

    def _major(self):
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    def _create(self, program):
        self.place.private(self.data)
        answer = subprocess.run(
            [
                *(program.folder / "initdb", "-D", self.data, "-U", USER, "-A", "trust"),
                *("-E", "UTF8", *_locale(program), "--no-sync"),
            ],
            capture_output=True,
            text=True,
            cwd="/",
            env=_environment(),
            **demoted(),
        )
        if answer.returncode:
            raise Trouble(f"PostgreSQL could not make {self.data}:\n{answer.stderr.strip()}")

    def _launch(self, program):
        for _ in range(3):
            process = launch(
                [program.folder / "postgres", "-D", self.data, *self._options()],
                self.log,
                cwd="/",
                env=_environment(),
                dies_with_us=None if self.place.keeps else signal.SIGINT,
                **demoted(),
            )
            up = wait_until(lambda p=process: p.poll() is not None or self._answers(), PATIENCE)
            if up and process.poll() is None:
                return
            process.kill()
            process.wait()
            time.sleep(0.5)  # a postmaster killed a moment ago may still hold its memory
            self._forget_a_stranger()
        raise Trouble(f"PostgreSQL did not start. Its last words:\n{last_lines(self.log)}")

    def _options(self):
        options = {
            "listen_addresses": "",
            "unix_socket_directories": self.place.socket_folder,
            "max_connections": 60,
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.place.keeps:
            # Tests open a connection for each of many threads, and nobody misses their data.
            options |= {"max_connections": 250, "fsync": "off", "full_page_writes": "off"}
        return [word for name, value in options.items() for word in ("-c", f"{name}={value}")]

    def _answers(self):
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_database(self):
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if not found:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    # -- whose process? ---------------------------------------------------------------

    def _pid_in_file(self):
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return None

    def _is_ours(self, pid):
        """Numbers are given again: after a restart of the machine it may be another program."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return self._answers()  # no /proc, as on macOS
        return os.fsencode(self.data) in words

    def _forget_a_stranger(self):
        """PostgreSQL refuses to start while the number in its files is given to anybody.

        That may be another program after a restart of the machine, or our own dead that nobody
        buries, as in a container without an init.
        """
        if self.pid():
            return
        for left in (self.data / "postmaster.pid", *self.place.socket_folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)


def _locale(program):
    """Code-point order everywhere; PostgreSQL 17 and later bring that with them."""
    if sys.platform == "linux":
        return ["--locale=C.UTF-8"]
    if program.major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=en_US.UTF-8"]


def _environment():
    """Nothing of ours: PGDATA or LD_PRELOAD of the terminal would only disturb."""
    kept = ("PATH", "TMPDIR", "TZDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C"}
