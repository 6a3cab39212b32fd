"""``make check``: each question finds what it is there to find."""

import subprocess
from types import SimpleNamespace

import pytest

from forum_portal.dev import checks

pytestmark = pytest.mark.launcher


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A small repository in place of this one."""
    monkeypatch.setattr(checks, "CHECKOUT", tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    def add(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        subprocess.run(["git", "add", name], cwd=tmp_path, check=True)

    return add


def test_a_long_file_is_named_and_a_long_migration_is_not(repository):
    repository("villages/views.py", "x = 1\n" * 501)
    repository("villages/migrations/0001_initial.py", "x = 1\n" * 900)
    repository("villages/rules.py", "x = 1\n" * 500)
    repository("villages/towns.csv", "x\n" * 5000)

    assert checks.long_files() == "villages/views.py: 501 lines"


def test_a_file_that_names_this_machine_is_found(repository, monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "registry_hosts", lambda: {"mirror.example.test"})
    repository("README.md", f"see {tmp_path}/var and mirror.example.test")
    repository("picture.png", b"\x89PNG\xff\xfe")
    repository("lock.txt", "from files.pythonh" + "osted.org")
    repository("good.md", "see /var/lib")

    found = checks.names_of_this_machine().splitlines()

    assert found == [
        f"README.md names {tmp_path}/",
        "README.md names mirror.example.test",
        "lock.txt names pythonh" + "osted.org",
    ]


def test_the_hosts_of_this_machines_registry_are_read_from_pip(monkeypatch):
    said = "global.index-url='https://mirror.example.test/simple'\nglobal.timeout='5'\n"
    monkeypatch.setattr(
        checks.subprocess, "run", lambda *args, **options: SimpleNamespace(stdout=said)
    )
    monkeypatch.setenv("PIP_INDEX_URL", "https://second.example.test/simple")

    assert checks.registry_hosts() == {"mirror.example.test", "second.example.test"}


PROJECT = """
[project]
dependencies = ["django>=5.2,<5.3"]
[dependency-groups]
dev = ["pytest>=8"]
"""


def test_a_lock_that_misses_what_the_project_wants_is_named(repository, monkeypatch):
    monkeypatch.setattr(checks, "differs_from_uvs", lambda name, options: [])
    repository("pyproject.toml", PROJECT)
    repository("requirements.lock", "django==5.1.2 \\\n    --hash=sha256:00\n")
    repository("requirements-dev.lock", "django==5.2.1 \\\n# https://example.test\n")

    assert checks.stale_locks().splitlines() == [
        "requirements.lock: django<5.3,>=5.2 is wanted, 5.1.2 is locked; run `make lock`",
        "requirements-dev.lock: pytest>=8 is wanted, None is locked; run `make lock`",
        "requirements-dev.lock names a host",
    ]


def test_a_lock_that_uv_would_make_otherwise_is_named(repository, tmp_path, monkeypatch):
    repository("requirements.lock", "# made by uv\ndjango==5.2.1\n")
    monkeypatch.setattr(checks.sys, "version_info", (3, 11, 0))
    uv = tmp_path / "uv"
    monkeypatch.setattr(checks.shutil, "which", lambda name, path=None: str(uv))

    def made(last_line):
        uv.write_text(f"#!/bin/sh\nfor last; do :; done\n{last_line}\n")
        uv.chmod(0o755)
        return checks.differs_from_uvs("requirements.lock", [])

    assert made('printf "# another\\ndjango==5.2.1\\n" > "$last"') == []
    assert made('echo "django==5.2.9" > "$last"') == [
        "requirements.lock is not what `make lock` makes now"
    ]
    assert made("exit 2") == []
    monkeypatch.setattr(checks.shutil, "which", lambda name, path=None: None)
    assert checks.differs_from_uvs("requirements.lock", []) == []


def test_every_check_is_asked_and_one_failure_fails_them_all(monkeypatch, capsys):
    answers = {"first": lambda: "wrong here", "second": lambda: ""}
    monkeypatch.setattr(checks, "CHECKS", answers)

    assert checks.check() == 1
    told = capsys.readouterr().out
    assert "FAILED  first" in told
    assert "wrong here" in told
    assert "ok  second" in told
    assert told.endswith("1 of 2 checks passed\n")


def test_a_check_that_is_a_program_tells_its_words_only_when_it_fails():
    assert checks.program("python", "-c", "print('fine')")() == ""
    assert checks.program("python", "-c", "import sys; sys.exit('broken')")() == "broken\n"
    environment = checks.production()
    assert environment["SITE_URL"].startswith("https://")
