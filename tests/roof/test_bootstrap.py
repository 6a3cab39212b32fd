"""From nothing to an environment with the locked packages."""

import shutil
import sys

import pytest

from forum_portal import bootstrap

pytestmark = pytest.mark.launcher


@pytest.fixture
def bare_checkout(tmp_path, monkeypatch):
    lock = tmp_path / "requirements-dev.lock"
    lock.write_text("# nothing is needed\n")
    monkeypatch.setattr(bootstrap, "LOCK", lock)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv/packages.stamp")
    return tmp_path


@pytest.mark.slow
def test_bootstrap_makes_the_environment_once(bare_checkout, monkeypatch):
    assert bootstrap.main() == 0
    assert bootstrap.works()

    monkeypatch.setattr(bootstrap, "make_venv", lambda: pytest.fail("it was there"))
    assert bootstrap.main() == 0


def test_a_changed_lock_or_a_broken_environment_is_made_anew(bare_checkout, monkeypatch):
    made = []
    monkeypatch.setattr(bootstrap, "make_venv", lambda: bootstrap.VENV.mkdir(exist_ok=True))
    monkeypatch.setattr(bootstrap, "install", lambda: made.append(1))
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    bootstrap.main()
    bootstrap.main()
    assert len(made) == 1

    bootstrap.LOCK.write_text("# changed\n")
    bootstrap.main()
    assert len(made) == 2


@pytest.fixture
def imagined_python(bare_checkout, monkeypatch):
    """A python whose pip and uv do what the test says."""

    def set_up(**modules):
        lines = [f"  {name}) {words} ;;" for name, words in modules.items()]
        file = bare_checkout / "python"
        file.write_text(
            "\n".join(["#!/bin/sh", "echo $2 >> $0.calls", "case $2 in", *lines, "esac"])
        )
        file.chmod(0o755)
        monkeypatch.setattr(bootstrap, "python", lambda: str(file))
        return bare_checkout / "python.calls"

    return set_up


def test_uv_installs_what_the_lock_says(imagined_python):
    calls = imagined_python(pip="exit 0", uv="exit 0")

    bootstrap.install()

    assert calls.read_text().split() == ["pip", "uv"]


def test_where_uv_does_not_get_through_pip_does(imagined_python, capsys):
    calls = imagined_python(pip="exit 0", uv="echo invalid peer certificate; exit 2")

    bootstrap.install()

    assert calls.read_text().split() == ["pip", "uv", "pip"]
    assert "pip tries, more slowly" in capsys.readouterr().out


def test_packages_that_cannot_be_had_are_told(imagined_python):
    imagined_python(pip="echo no route to host; exit 1", uv="exit 1")

    with pytest.raises(SystemExit, match="no route to host\nThe packages could not be installed"):
        bootstrap.install()


def test_progress_is_one_line_on_a_terminal(imagined_python, monkeypatch, capsys):
    imagined_python(pip="exit 0", uv="echo Downloading typst 20MiB")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    bootstrap.install()

    told = capsys.readouterr().out
    assert "\r\033[K  Fetching typst …" in told
    assert told.count("\n") == 1


def test_only_the_lines_of_one_package_are_taken_from_the_lock(bare_checkout):
    bootstrap.LOCK.write_text(
        "uvloop==1 \\\n  --hash=a\nuv==2 \\\n  --hash=b\n  # via us\nvine==3\n"
    )

    assert bootstrap.locked("uv") == "uv==2 \\\n  --hash=b\n"


def test_a_missing_venv_module_says_what_to_install(bare_checkout, monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "executable", shutil.which("false"))
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.make_venv()


def test_an_old_python_looks_for_a_newer_one(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    found = {"python3.13": shutil.which("false"), "python3.12": shutil.which("true")}
    monkeypatch.setattr(bootstrap.shutil, "which", found.get)
    monkeypatch.setattr(bootstrap.os, "execv", lambda path, words: pytest.fail(path))
    with pytest.raises(pytest.fail.Exception, match="/true$"):
        bootstrap.main()

    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"This is Python 3\.9; the portal needs 3\.11"):
        bootstrap.main()


def test_an_environment_that_does_not_run_does_not_work(bare_checkout):
    assert not bootstrap.works()
