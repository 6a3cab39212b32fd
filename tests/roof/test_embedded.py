"""The embedded servers, with real processes: found, started, shared, stopped by the last one out."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from forum_portal.embedded import Place, Servers, Trouble, binaries, places, valkey
from forum_portal.embedded.places import CHECKOUT, demoted
from forum_portal.embedded.processes import is_alive, wait_until
from forum_portal.embedded.servers import is_offline

pytestmark = pytest.mark.launcher

GUEST = """
import sys
from forum_portal.embedded import Place, Servers
with Servers(Place.at(sys.argv[1])):
    print("inside", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(open_folder, without_settings):
    place = Place.at(open_folder / "var")
    yield place
    Servers(place).stop_if_unused()


@pytest.fixture
def guest(place):
    """Somebody else who uses the servers: another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", GUEST, place.var],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "inside\n"
        yield process


def speak(urls):
    """Ask both servers something; returns PostgreSQL's start and Valkey's process."""
    with psycopg.connect(urls["DATABASE_URL"]) as connection:
        start = connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0]
    return start, valkey.pid_of(urls["REDIS_URL"])


# -- which programs -------------------------------------------------------------------


def program(path, says):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A machine without wheels, on whose PATH we put things."""
    monkeypatch.setattr(binaries, "_wheel", lambda package: None)
    monkeypatch.setattr(binaries, "POSTGRES_FOLDERS", [f"{tmp_path}/lib/*/bin"])
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def put_postgres(folder, version):
    program(folder / "postgres", f"postgres (PostgreSQL) {version}")
    program(folder / "initdb", "initdb")


def test_the_wheels_come_first():
    assert binaries.find_postgres().source == "wheel"
    assert binaries.find_valkey().source == "wheel"


def test_without_the_wheel_the_newest_postgresql_of_the_system_is_taken(system):
    put_postgres(system / "lib/9/bin", "9.6.24")
    put_postgres(system / "lib/15/bin", "15.20 (Debian 15.20-0)")
    put_postgres(system / "lib/17/bin", "17.2")
    put_postgres(system / "bin", "16.1")

    found = binaries.find_postgres()

    assert (found.version, found.source) == ("17.2", "system")
    assert [one.major for one in binaries.postgres_candidates()] == [17, 15, 9, 16]


def test_data_of_an_older_postgresql_asks_for_that_one(system):
    put_postgres(system / "lib/15/bin", "15.20")
    put_postgres(system / "lib/17/bin", "17.2")

    assert binaries.find_postgres(15).version == "15.20"
    with pytest.raises(Trouble, match=r"written by PostgreSQL 16, but this machine has 17\.2 and"):
        binaries.find_postgres(16)


def test_a_postgresql_on_the_path_is_the_last_resort(system):
    put_postgres(system / "bin", "16.1")

    assert binaries.find_postgres().folder == system / "bin"


def test_too_old_a_postgresql_is_none(system):
    put_postgres(system / "bin", "12.3")

    with pytest.raises(Trouble, match="No PostgreSQL found: install"):
        binaries.find_postgres()


def test_valkey_is_preferred_to_redis_and_a_broken_program_is_passed_over(system):
    program(system / "bin/redis-server", "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc")
    assert binaries.find_valkey().version == "7.0.15"

    program(system / "bin/valkey-server", "Valkey server v=8.1.1 sha=00000000:0")
    assert binaries.find_valkey().version == "8.1.1"

    program(system / "bin/valkey-server", "cannot execute")
    assert binaries.find_valkey().version == "7.0.15"


def test_no_valkey_is_one_clear_sentence(system):
    with pytest.raises(Trouble, match=r"^No Valkey or Redis found: install .* set REDIS_URL\.$"):
        binaries.find_valkey()


def test_what_the_environment_names_is_used_and_nothing_is_started(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/3")
    said = []

    with Servers(place, say=said.append) as servers:
        assert servers.environment == {
            "DATABASE_URL": "postgresql:///elsewhere",
            "REDIS_URL": "redis://elsewhere/3",
        }
        assert servers.dead() is None

    assert not place.data.exists()
    assert said == ["PostgreSQL: the one in DATABASE_URL", "Valkey or Redis: the one in REDIS_URL"]


def test_only_the_missing_server_is_started(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")

    with Servers(place) as servers:
        assert valkey.answers(servers.environment["REDIS_URL"])
        assert "PGHOST" not in servers.environment
        assert not (place.data / "postgres").exists()


# -- starting, sharing, stopping ------------------------------------------------------


@pytest.mark.slow
def test_the_servers_start_from_nothing_and_keep_their_data(place):
    with Servers(place) as servers:
        pid = servers.postgres.pid()
        with psycopg.connect(servers.environment["DATABASE_URL"]) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE TABLE kept AS SELECT 'Tanjungpandan' AS name")
        with redis.Redis.from_url(servers.environment["REDIS_URL"]) as client:
            client.set("kept", "yes")
    assert not is_alive(pid)

    with Servers(place) as servers:
        with psycopg.connect(servers.environment["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT name FROM kept").fetchone() == ("Tanjungpandan",)
        with redis.Redis.from_url(servers.environment["REDIS_URL"]) as client:
            assert client.get("kept") == b"yes"


@pytest.mark.slow
def test_who_comes_second_uses_the_same_servers(place, guest):
    said = []
    with Servers(place, say=said.append) as first, Servers(place) as second:
        assert speak(first.environment) == speak(second.environment)
        by_name_alone = {"host": first.environment["PGHOST"], "user": "forum", "dbname": "forum"}
        psycopg.connect(**by_name_alone).close()

    assert said == ["PostgreSQL: running already", "Valkey: running already"]


@pytest.mark.slow
def test_only_the_last_one_out_stops_the_servers(place, guest):
    with Servers(place) as servers:
        url, pid = servers.environment["REDIS_URL"], servers.postgres.pid()
    assert is_alive(pid)
    assert valkey.answers(url)
    assert not Servers(place).stop_if_unused()

    guest.communicate()

    assert not is_alive(pid)
    assert not valkey.answers(url)


@pytest.mark.slow
def test_servers_that_a_killed_process_left_behind_are_found_again(place, guest):
    guest.send_signal(signal.SIGKILL)
    guest.wait()
    said = []

    with Servers(place, say=said.append) as servers:
        pid = servers.postgres.pid()

    assert said == ["PostgreSQL: running already", "Valkey: running already"]
    assert not is_alive(pid)


@pytest.mark.slow
def test_servers_that_were_killed_themselves_are_started_again(place):
    with Servers(place) as servers:
        killed = servers.postgres.pid()
        os.kill(killed, signal.SIGKILL)
        assert wait_until(lambda: servers.dead() == "PostgreSQL", 5)
        os.kill(valkey.pid_of(servers.environment["REDIS_URL"]), signal.SIGKILL)

        with Servers(place) as after:
            assert after.dead() is None
            assert after.postgres.pid() != killed
            assert all(speak(after.environment))


@pytest.mark.slow
def test_a_valkey_that_dies_is_noticed(place):
    with Servers(place) as servers:
        os.kill(servers.state()["redis_pid"], signal.SIGKILL)

        assert wait_until(lambda: servers.dead() == "Valkey", 5)


@pytest.mark.slow
def test_two_checkouts_run_side_by_side(place, open_folder):
    with Servers(place) as here, Servers(Place.at(open_folder / "other")) as there:
        assert here.environment["DATABASE_URL"] != there.environment["DATABASE_URL"]
        with redis.Redis.from_url(here.environment["REDIS_URL"]) as client:
            client.set("mine", 1)
        with redis.Redis.from_url(there.environment["REDIS_URL"]) as client:
            assert client.get("mine") is None
        assert speak(here.environment) != speak(there.environment)


@pytest.mark.slow
def test_nobody_else_can_listen_in(place):
    with Servers(place) as servers:
        for private in (place.data / "postgres", place.data / "valkey", place.socket_folder):
            assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert stat.S_IMODE((place.run / "servers.json").stat().st_mode) == 0o600
        bare = "redis://127.0.0.1:" + servers.environment["REDIS_URL"].rpartition(":")[2]
        assert not valkey.answers(bare)


@pytest.mark.slow
def test_a_stranger_with_the_number_of_our_postgresql_does_not_stop_us(place):
    with Servers(place):
        pass
    with subprocess.Popen(["sleep", "60"], **demoted()) as stranger:
        left = f"{stranger.pid}\n{place.data}\n"
        (place.data / "postgres/postmaster.pid").write_text(left)
        (place.socket_folder / ".s.PGSQL.5432.lock").write_text(left)

        with Servers(place) as servers:
            assert servers.dead() is None
        stranger.kill()


@pytest.mark.slow
def test_throw_away_servers_leave_nothing(without_settings):
    with Place.thrown_away() as place, Servers(place) as servers:
        connection = psycopg.connect(servers.environment["DATABASE_URL"])
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        connection.close()
    assert not place.data.exists()
    assert not place.var.exists()


# -- places ---------------------------------------------------------------------------


def test_a_long_path_gets_a_short_socket(open_folder):
    deep = Place.at(open_folder / ("very-long-name-" * 8))

    assert len(os.fsencode(deep.socket_folder)) <= places.LONGEST_SOCKET_FOLDER
    assert deep.socket_folder != Place.at(open_folder / ("quite-long-name-" * 8)).socket_folder


@pytest.mark.slow
def test_servers_run_in_a_long_path_too(open_folder, without_settings):
    place = Place.at(open_folder / ("long-" * 30))
    with Servers(place) as servers:
        assert all(speak(servers.environment))
    place.socket_folder.rmdir()


@pytest.mark.slow
def test_a_checkout_in_a_closed_home_works_as_any_user(open_folder, without_settings):
    """Root's servers run as nobody, who cannot enter root's home; their files move out of it."""
    without_settings.setattr(places, "SHARED_STATE", open_folder / "lib")
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    place = Place.at(home / "var")

    with Servers(place) as servers:
        assert all(speak(servers.environment))

    assert place.data.is_relative_to(open_folder / "lib" if os.geteuid() == 0 else home)
    assert Place.at(home / "var") == place


def test_wheels_that_the_servant_cannot_reach_are_copied(open_folder, monkeypatch):
    monkeypatch.setattr(binaries, "servant", lambda: "nobody")
    monkeypatch.setattr(binaries, "is_reachable", lambda path: False)
    place = Place(open_folder / "var", open_folder / "data")

    postgres = binaries.within_reach(binaries.find_postgres(), place)
    server = binaries.within_reach(binaries.find_valkey(), place)

    assert postgres.folder.is_relative_to(place.data)
    assert server.program.is_relative_to(place.data)
    assert subprocess.run([postgres.folder / "initdb", "--version"], check=True, cwd="/")
    assert server.version == binaries.find_valkey().version
    assert binaries.within_reach(binaries.find_postgres(), place) == postgres


def test_a_folder_of_somebody_else_is_not_used(open_folder, monkeypatch):
    place = Place(open_folder / "var", open_folder)
    (open_folder / "trap").symlink_to("/tmp")

    with pytest.raises(Trouble, match="belongs to somebody else"):
        place.private(open_folder / "trap")


def test_files_that_root_left_behind_are_told_and_not_stumbled_over(open_folder, monkeypatch):
    place = Place(open_folder / "var", open_folder / "data")
    monkeypatch.setattr(places.os, "access", lambda *words: False)
    with pytest.raises(Trouble, match="var belongs to somebody else: remove it, or set FORUM_VAR"):
        str(place.run)

    def refuse(*words, **options):
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Trouble, match="belongs to somebody else"):
        str(place.run)
    with pytest.raises(Trouble, match="belongs to somebody else"):
        Place.at(open_folder / "var")


def test_root_needs_the_user_nobody(monkeypatch):
    def unknown(name):
        raise KeyError(name)

    monkeypatch.setattr(places.os, "geteuid", lambda: 0)
    monkeypatch.setattr(places.pwd, "getpwnam", unknown)

    with pytest.raises(Trouble, match="no user nobody"):
        places.servant()


# -- manage.py ------------------------------------------------------------------------


def manage(*words, folder, **environment):
    """manage.py in an empty environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env={"PATH": os.defpath, "FORUM_VAR": str(folder), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_a_command_without_any_setting_starts_the_servers_and_stops_them(place):
    code = "from django.db import connection; connection.ensure_connection(); print('reached')"

    answer = manage("shell", "-v", "0", "-c", code, folder=place.var)

    assert answer.stdout == "reached\n", answer.stderr
    assert not Servers(place).postgres.pid()


@pytest.mark.slow
def test_a_command_joins_the_running_servers_and_knows_the_address_of_the_site(place, guest):
    Servers(place).note(site_url="http://localhost:8123")
    code = "from django.conf import settings; print(settings.SITE_URL, settings.REDIS_URL)"

    answer = manage("shell", "-v", "0", "-c", code, folder=place.var)

    known = Servers(place).state()["redis_url"]
    assert answer.stdout == f"http://localhost:8123 {known}\n", answer.stderr
    assert Servers(place).postgres.pid()


def test_a_command_with_settings_of_its_own_is_left_alone(open_folder):
    answer = manage("check", folder=open_folder, DATABASE_URL="postgresql:///elsewhere")

    assert "Set SECRET_KEY" in answer.stderr
    assert not (open_folder / "servers").exists()


@pytest.mark.parametrize(
    ("words", "offline"),
    [
        ([], True),
        (["help"], True),
        (["migrate", "--help"], True),
        (["makemessages", "-l", "id"], True),
        (["migrate"], False),
        (["runserver", "8001"], False),
    ],
)
def test_commands_that_need_no_server_are_known(words, offline):
    assert is_offline(["manage.py", *words]) is offline


def test_help_starts_nothing(open_folder):
    answer = manage("help", folder=open_folder)

    assert "migrate" in answer.stdout, answer.stderr
    assert list(Path(open_folder).iterdir()) == []
