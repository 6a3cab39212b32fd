"""``check``: what CI asks beside the tests. All are asked; one that fails does not hide the next."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from packaging.requirements import Requirement

from forum_portal.embedded.places import CHECKOUT

LONGEST_FILE = 500
COUNTED = {".py", ".html", ".css", ".js", ".sh"}
NOT_OURS = ("static/vendor/", "migrations/")
# Public registries, spelled so that this line is none of their names.
REGISTRIES = re.compile(r"py[p]i\.org|pythonh[o]sted\.org|registry\.np[m]js\.org|deb\.d[e]bian")
LOCKS = {"requirements.lock": [], "requirements-dev.lock": ["--group", "dev"]}


def check():
    """Ask everything; the exit code says whether all was well."""
    failures = 0
    for name, ask in CHECKS.items():
        start = time.monotonic()
        complaint = ask()
        failures += bool(complaint)
        verdict = "FAILED" if complaint else "ok"
        print(f"{verdict:>6}  {name} ({time.monotonic() - start:.1f} s)", flush=True)
        if complaint:
            print(complaint.rstrip() + "\n", flush=True)
    print(f"{len(CHECKS) - failures} of {len(CHECKS)} checks passed")
    return 1 if failures else 0


# -- other programs ---------------------------------------------------------------------


def program(*words, **environment):
    """A check that is a program: its words when it fails, nothing when it succeeds."""

    def ask():
        answer = subprocess.run(
            [str(Path(sys.executable).parent / words[0]), *words[1:]],
            cwd=CHECKOUT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        return (answer.stdout + answer.stderr or "failed") if answer.returncode else ""

    return ask


def production():
    """An environment as an operator sets it; no server stands behind it."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "forum.example.org",
        "SITE_URL": "https://forum.example.org",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "FORUM_DEMO": "0",
        "DEBUG": "0",
    }


# -- our own questions ---------------------------------------------------------------------


def tracked():
    """The files that git knows."""
    answer = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    return [name for name in answer.stdout.split("\0") if name and (CHECKOUT / name).is_file()]


def text_of(name):
    """A file's text; empty for what is no text."""
    try:
        return (CHECKOUT / name).read_text()
    except UnicodeDecodeError:
        return ""


def long_files():
    """A file that passes 500 lines is split by subject."""
    ours = [
        name
        for name in tracked()
        if Path(name).suffix in COUNTED and not any(part in name for part in NOT_OURS)
    ]
    counts = [(len(text_of(name).splitlines()), name) for name in ours]
    return "\n".join(f"{name}: {count} lines" for count, name in counts if count > LONGEST_FILE)


def names_of_this_machine():
    """Neither a folder of this machine nor a package registry belongs into the repository."""
    strange = {f"{Path.home()}/"}
    if len(CHECKOUT.parts) > 2:  # not /app, which a container file may well say
        strange.add(f"{CHECKOUT}/")
    strange |= registry_hosts()
    found = []
    for name in tracked():
        text = text_of(name)
        found += [f"{name} names {word}" for word in sorted(strange) if word in text]
        found += [f"{name} names {word}" for word in sorted(set(REGISTRIES.findall(text)))]
    return "\n".join(found)


def registry_hosts():
    """The hosts that pip is told to ask here."""
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True
    )
    words = [line.partition("=")[2].strip("'\" ") for line in answer.stdout.splitlines()]
    words += [os.environ.get(name, "") for name in ("PIP_INDEX_URL", "UV_INDEX_URL")]
    hosts = {urlsplit(word).hostname for word in words if "://" in word}
    return {host for host in hosts if host and host != "localhost"}


def stale_locks():
    """Every dependency of pyproject.toml is locked in a version that it allows, with hashes."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"]
    complaints = []
    for name, options in LOCKS.items():
        lines = (CHECKOUT / name).read_text().splitlines()
        locked = dict(line.split(" ")[0].split("==") for line in lines if "==" in line[:80])
        needed = wanted + (project["dependency-groups"]["dev"] if options else [])
        for need in map(Requirement, needed):
            version = locked.get(need.name)
            if version is None or not need.specifier.contains(version):
                complaints.append(f"{name}: {need} is wanted, {version} is locked; run `make lock`")
        if any("://" in line for line in lines):
            complaints.append(f"{name} names a host")
        complaints += differs_from_uvs(name, options)
    return "\n".join(complaints)


def differs_from_uvs(name, options):
    """Compile the lock again, where uv and a network are at hand, and compare."""
    uv = shutil.which("uv") or shutil.which("uv", path=Path(sys.executable).parent)
    if not uv or sys.version_info[:2] != (3, 11):  # a lock is made on the oldest Python
        return []
    with tempfile.TemporaryDirectory() as folder:
        again = shutil.copy(CHECKOUT / name, folder)
        answer = subprocess.run(
            [
                *(uv, "pip", "compile", "-q", "pyproject.toml", *options),
                *("--universal", "--generate-hashes", "-o", again),
            ],
            cwd=CHECKOUT,
            capture_output=True,
        )
        if answer.returncode:  # no network: the versions have been compared above
            return []
        same = pins(Path(again)) == pins(CHECKOUT / name)
    return [] if same else [f"{name} is not what `make lock` makes now"]


def pins(path):
    return [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]


CHECKS = {
    "code is tidy (ruff)": program("ruff", "check", "--output-format", "concise", "."),
    "code is formatted (ruff format)": program(
        "ruff", "format", "--check", "--output-format", "concise", "."
    ),
    "imports point down (import-linter)": program("lint-imports"),
    "every model has its migration": program(
        "python", "manage.py", "makemigrations", "--check", "--dry-run", **production()
    ),
    "settings are fit for production": program(
        *("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"), **production()
    ),
    "locks are current": stale_locks,
    "nothing names this machine": names_of_this_machine,
    f"no file is longer than {LONGEST_FILE} lines": long_files,
}
