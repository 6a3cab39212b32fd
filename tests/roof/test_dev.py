"""The launcher, the suite's runner and the checks: ``python -m forum_portal.dev``."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from forum_portal.dev import __main__ as dev
from forum_portal.dev import bench, checks, crew, prepare, run, suite
from forum_portal.dev.crew import Crew, listen
from forum_portal.embedded import Place, Servers, Trouble
from forum_portal.embedded.places import CHECKOUT
from forum_portal.embedded.processes import is_alive, wait_until

pytestmark = pytest.mark.launcher

STAY = "import time; time.sleep(60)"
DIE = "import sys; sys.exit('no bread left')"


@pytest.fixture
def place(open_folder):
    return Place.at(open_folder / "var")


@pytest.fixture
def make_crew(place, monkeypatch):
    """A crew of small programs instead of gunicorn and Celery."""

    def make(**programs):
        words = {name: [sys.executable, "-c", programs.get(name, STAY)] for name in crew_names}
        monkeypatch.setattr(Crew, "commands", lambda self: words)
        return Crew(place, dict(os.environ), listener)

    crew_names = ("web", "worker", "beat")
    monkeypatch.setattr(signal, "signal", lambda *args: None)
    with listen() as listener:
        yield make


# -- ports ----------------------------------------------------------------------------


def test_a_port_is_taken_at_once_and_the_next_portal_gets_the_next_one():
    with listen() as first, listen() as second:
        assert second.getsockname()[1] > first.getsockname()[1] >= 8000


def test_a_wanted_port_that_is_in_use_is_refused_with_a_sentence():
    for none in (-5, 99999):
        with pytest.raises(Trouble, match="choose one from 1 to 65535"):
            listen(none)
    with listen() as taken, pytest.raises(Trouble, match="is in use: choose another with --port"):
        listen(taken.getsockname()[1])


def test_a_port_that_somebody_answers_on_ipv6_is_not_ours():
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::1", 0))
        other.listen()
        with pytest.raises(Trouble):
            listen(other.getsockname()[1])


def test_when_all_ports_are_taken_the_way_out_is_told(monkeypatch):
    monkeypatch.setattr(crew, "_listen_on", lambda port: None)

    with pytest.raises(Trouble, match="All ports from 8000 to 8099"):
        listen()


# -- the crew -------------------------------------------------------------------------


def test_the_crew_ends_with_the_context(make_crew):
    with make_crew() as team:
        assert team.processes.keys() == {"web"}
        team.complete()
        assert team.processes.keys() == {"web", "worker", "beat"}
        pids = [process.pid for process in team.processes.values()]
        assert all(map(is_alive, pids))

    assert not any(map(is_alive, pids))


def test_a_dead_worker_is_started_again_and_its_last_words_are_shown(make_crew, capsys):
    with make_crew() as team:
        team.complete()
        old = team.processes["worker"]
        old.kill()
        old.wait()
        team.log("worker").write_text("out of memory")

        team.look_after()

        assert team.processes["worker"].pid != old.pid
    told = capsys.readouterr().out
    assert "worker has died (-9). Its last words:\n    out of memory" in told


def test_a_beat_that_dies_again_and_again_ends_everything(make_crew, monkeypatch):
    monkeypatch.setattr(crew.time, "sleep", lambda seconds: None)
    with make_crew(beat=DIE) as team, pytest.raises(Trouble, match="no bread left"):
        team.complete()
        wait_until(lambda: team.look_after(), 60)
    assert team.restarts == crew.RESTARTS + 1


def test_the_death_of_the_web_server_ends_everything(make_crew, monkeypatch):
    monkeypatch.setattr(crew, "first_page_status", lambda port: None)
    with make_crew(web=DIE) as team, pytest.raises(Trouble, match="web has died"):
        team.await_first_page()


def test_a_first_page_that_does_not_come_is_told(make_crew, monkeypatch):
    monkeypatch.setattr(crew, "FIRST_PAGE_PATIENCE", 0)
    monkeypatch.setattr(crew, "first_page_status", lambda port: 500)

    with make_crew() as team, pytest.raises(Trouble, match="The first page does not come"):
        team.await_first_page()


def test_the_status_of_the_first_page_is_read():
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            self.send_response(200 if self.headers["Host"].startswith("localhost:") else 400)
            self.end_headers()

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.handle_request).start()
        assert crew.first_page_status(server.server_port) == 200
    assert crew.first_page_status(server.server_port) is None


def test_a_second_ctrl_c_waits_for_nobody(make_crew):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    team = make_crew(web=deaf).__enter__()
    team.kill()
    team.__exit__()
    assert team.processes["web"].returncode == -signal.SIGKILL


def test_the_real_programs_are_named(place):
    with listen() as listener:
        commands = Crew(place, {}, listener).commands()
    assert [words[2] for words in commands.values()] == ["gunicorn", "celery", "celery"]


# -- run ------------------------------------------------------------------------------


@pytest.fixture
def imagined(open_folder, monkeypatch):
    """`run` on real servers with imagined pages: what it does in which order."""
    monkeypatch.setenv("FORUM_VAR", str(open_folder / "var"))
    monkeypatch.delenv("SITE_URL", raising=False)
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.setenv(name, os.environ[name])  # nothing to start
    monkeypatch.setattr(run, "stop_on_signals", lambda: None)
    seen = SimpleNamespace(environment=None, note=None)

    def prepare_them(environment):
        seen.environment = environment
        logins = open_folder / "var" / prepare.LOGINS
        logins.write_text("operator@example.org / the password\n")

    class Nobody(contextlib.nullcontext):
        def __init__(self, *args):
            super().__init__(self)

        def await_first_page(self):
            seen.state = Servers(Place.of_this_checkout()).state()

        def complete(self):
            seen.complete = True

        def look_after(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(run, "prepare", prepare_them)
    monkeypatch.setattr(run, "Crew", Nobody)
    return seen


def test_run_prints_logins_and_address_last_and_ends_with_ctrl_c(imagined, capsys):
    assert run.run() == 0

    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    site = imagined.environment["SITE_URL"]
    assert lines[-4] == "operator@example.org / the password"
    assert lines[-2:] == [
        site,
        "Everything has stopped. `make run` continues with the same data.",
    ]
    assert site.startswith("http://localhost:80")
    assert imagined.environment["FORUM_DEMO"] == "1"
    assert imagined.state["site_url"] == site
    assert imagined.complete


def test_an_address_given_by_the_environment_is_kept(imagined, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://desa.example.org")

    run.run()

    assert imagined.environment["SITE_URL"] == "https://desa.example.org"


def test_one_portal_a_checkout(imagined, place):
    with run.alone(Place.of_this_checkout()):
        Servers(Place.of_this_checkout()).note(site_url="http://localhost:8005")
        with pytest.raises(Trouble, match="runs already: see http://localhost:8005"):
            run.run()


def test_a_dead_server_ends_the_portal(place):
    mourning = SimpleNamespace(place=place, dead=lambda: "PostgreSQL")
    with pytest.raises(Trouble, match="PostgreSQL has died; see"):
        run.watch(mourning, SimpleNamespace(look_after=lambda: None))


def test_a_failed_preparation_is_told(monkeypatch):
    monkeypatch.setattr(run.sys, "executable", shutil.which("false"))
    with pytest.raises(Trouble, match="preparation failed"):
        run.prepare(dict(os.environ))


def test_signals_end_in_order_but_nohup_is_respected(monkeypatch):
    kept = {number: signal.getsignal(number) for number in (2, 15, 1)}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        run.stop_on_signals()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)  # the stopping is not disturbed by a second one
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


# -- prepare --------------------------------------------------------------------------


@pytest.fixture
def calls(monkeypatch, settings, tmp_path):
    """The commands that a preparation would call."""
    seen = []

    def call(name, **options):
        seen.append(name)
        if name == "collectstatic":
            (tmp_path / "static").mkdir(exist_ok=True)

    settings.STATIC_ROOT = tmp_path / "static"
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(prepare, "call_command", call)
    return seen


@pytest.mark.django_db
def test_an_empty_portal_is_filled(calls):
    assert prepare.prepare() == 0

    assert calls == ["import_regions", "collectstatic", "demo", "demo"]


@pytest.mark.django_db
def test_a_second_start_only_asks_for_the_logins(calls, monkeypatch):
    full = SimpleNamespace(objects=SimpleNamespace(exists=lambda: True))
    monkeypatch.setattr(prepare.apps, "get_model", lambda *names: full)
    prepare.prepare()
    calls.clear()

    prepare.prepare()

    assert calls == ["demo"]


@pytest.mark.django_db
def test_missing_migrations_are_applied(calls, monkeypatch):
    monkeypatch.setattr(prepare.MigrationExecutor, "migration_plan", lambda *args: ["one"])

    prepare.migrate()

    assert calls == ["migrate"]


@pytest.mark.django_db
def test_a_command_that_refuses_says_so_in_a_sentence(monkeypatch):
    def refuse(*args, **options):
        raise prepare.CommandError("Real rows are here.")

    monkeypatch.setattr(prepare, "call_command", refuse)
    with pytest.raises(Trouble, match="Real rows are here"):
        prepare.prepare()


def test_a_changed_static_file_changes_the_fingerprint(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    prepare.get_finders.__globals__["get_finder"].cache_clear()
    before = prepare.fingerprint()
    (tmp_path / "new.css").write_text("a {}")
    assert prepare.fingerprint() != before
    prepare.get_finders.__globals__["get_finder"].cache_clear()


# -- test and bench -------------------------------------------------------------------


@pytest.mark.parametrize(("cores", "processes"), [(None, "4"), (2, "4"), (5, "5"), (64, "6")])
def test_the_suite_runs_on_all_cores_unless_told_otherwise(monkeypatch, cores, processes):
    monkeypatch.setattr(suite.os, "cpu_count", lambda: cores)
    parallel = ["-m", "pytest", "-n", processes, "--dist", "loadgroup"]
    assert suite.pytest_words([]) == parallel
    assert suite.pytest_words(["tests/core"]) == [*parallel, "tests/core"]
    assert suite.pytest_words(["-n0", "tests/core"]) == ["-m", "pytest", "-n0", "tests/core"]


@pytest.fixture
def attended(monkeypatch):
    """The programs that would run, and the exit codes that they give."""
    seen = SimpleNamespace(programs=[], codes=iter([0, 2]))

    def attend(command, environment):
        seen.programs.append(" ".join(command[1:]))
        return next(seen.codes)

    monkeypatch.setattr(suite, "attend", attend)
    monkeypatch.setattr(
        suite, "Servers", lambda place: contextlib.nullcontext(SimpleNamespace(environment={}))
    )
    return seen


def test_everything_runs_with_coverage_and_too_little_of_it_is_a_failure(attended):
    assert suite.test([]) == 2

    tests, comparison = attended.programs
    assert tests.startswith("-m slipcover --json --out ") and " -m pytest -n " in tests
    assert comparison.startswith("-m slipcover --merge ") and "coverage.json" in comparison


def test_a_failed_run_says_nothing_of_coverage(attended):
    attended.codes = iter([1])
    assert suite.test([]) == 1


def test_a_part_runs_without_coverage(attended):
    assert suite.test(["tests/core"]) == 0
    assert "slipcover" not in attended.programs[0]


@pytest.mark.slow
def test_the_suite_gets_servers_of_its_own_and_its_exit_code_is_passed_on(without_settings):
    words = [sys.executable, "-m", "forum_portal.dev", "test", "-n0"]

    good = subprocess.run([*words, "--version"], cwd=CHECKOUT, capture_output=True)
    bad = subprocess.run([*words, "no/such/file"], cwd=CHECKOUT, capture_output=True)

    assert (good.returncode, bad.returncode) == (0, 4)


def test_the_measurements_run_on_servers_that_keep(monkeypatch):
    monkeypatch.setattr(bench, "attend", lambda command, environment: (command, environment))
    command, environment = bench.bench(["start"])
    assert command[1:] == ["-m", "benchmarks", "start"]
    assert environment["DJANGO_SETTINGS_MODULE"] == "forum_portal.settings"


# -- the command line -----------------------------------------------------------------


def test_each_command_reaches_its_function(monkeypatch):
    monkeypatch.setattr(run, "run", lambda port: ("run", port))
    monkeypatch.setattr(prepare, "prepare", lambda: "prepare")
    monkeypatch.setattr(suite, "test", lambda words: ("test", words))
    monkeypatch.setattr(bench, "bench", lambda words: ("bench", words))
    monkeypatch.setattr(checks, "check", lambda: "check")

    assert dev.main(["run", "--port", "8055"]) == ("run", 8055)
    assert dev.main(["prepare"]) == "prepare"
    assert dev.main(["test", "-k", "name", "--port"]) == ("test", ["-k", "name", "--port"])
    assert dev.main(["bench", "pages"]) == ("bench", ["pages"])
    assert dev.main(["check"]) == "check"


def test_trouble_is_one_sentence_and_an_exit_code(monkeypatch, capsys):
    def fail(port):
        raise Trouble("No bread left.")

    monkeypatch.setattr(run, "run", fail)

    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "\nNo bread left.\n"


def test_stop_stops_only_what_nobody_uses(monkeypatch, open_folder, capsys):
    monkeypatch.setenv("FORUM_VAR", str(open_folder))
    assert dev.main(["stop"]) == 0
    monkeypatch.setattr(Servers, "stop_if_unused", lambda self: False)
    assert dev.main(["stop"]) == 1
    assert "The servers are in use" in capsys.readouterr().err
