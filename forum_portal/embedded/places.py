"""Where the embedded servers keep their files, and the user as whom they run."""

import contextlib
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from forum_portal.embedded.processes import Trouble

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SHARED_STATE = Path("/var/lib/forum-portal")
# The kernel allows 104 to 108 bytes for a socket's path; its name takes some of them.
LONGEST_SOCKET_FOLDER = 100 - len("/.s.PGSQL.5432")


def servant():
    """The user who runs the servers when we are root, for PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "PostgreSQL does not run as root and this system has no user nobody: "
            "start as an ordinary user, or set DATABASE_URL and REDIS_URL."
        ) from None


def demoted():
    """What subprocess needs to run a program as the servant; nothing for an ordinary user."""
    user = servant()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def is_reachable(path):
    """May every user of this machine walk down to this path?"""
    parents = [folder for folder in [path, *path.parents] if folder.exists()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in parents)


@dataclass(frozen=True)
class Place:
    """The folders of one set of servers.

    ``var`` belongs to whoever starts them: locks, state, logs. ``data`` belongs to the servers:
    under ``var`` when their user can get there, else (root's checkout in a closed home) in
    /var/lib. ``keeps`` says whether the data must survive a power cut.
    """

    var: Path
    data: Path
    keeps: bool = True

    @classmethod
    def at(cls, var, *, keeps=True):
        var = Path(var).resolve()
        try:
            var.mkdir(parents=True, exist_ok=True)
        except PermissionError:
            raise _somebody_elses(var.parent) from None
        data = var / "servers"
        if servant() and not is_reachable(var):
            data = SHARED_STATE / _token_of(var)
        return cls(var, data, keeps)

    @classmethod
    def of_this_checkout(cls):
        return cls.at(os.environ.get("FORUM_VAR") or CHECKOUT / "var")

    @classmethod
    @contextlib.contextmanager
    def thrown_away(cls):
        """For tests: servers that are quick and careless, and whose files go with them."""
        folder = Path(tempfile.mkdtemp(prefix="forum-servers-"))
        folder.chmod(0o711)  # the servant must pass
        place = cls.at(folder, keeps=False)
        try:
            yield place
        finally:
            shutil.rmtree(place.data, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def run(self):
        """Locks and state; closed, for the state holds Valkey's password."""
        folder = self.var / "run"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except PermissionError:
            raise _somebody_elses(self.var) from None
        if not os.access(folder, os.W_OK | os.X_OK):
            raise _somebody_elses(self.var)
        return folder

    @property
    def logs(self):
        return self.var / "log"

    @property
    def socket_folder(self):
        """PostgreSQL listens only here; a long path is replaced by a short one."""
        inside = self.data / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        short = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()).resolve() / f"forum-{os.geteuid()}-{short}"

    def private(self, folder):
        """Make a folder that only the servers' user may enter (and root)."""
        self.data.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = servant().pw_uid if servant() else os.geteuid()
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
            raise _somebody_elses(folder)
        os.chown(folder, owner, -1, follow_symlinks=False)
        folder.chmod(0o700)
        return folder


def _somebody_elses(folder):
    return Trouble(f"{folder} belongs to somebody else: remove it, or set FORUM_VAR.")


def _token_of(var):
    """The name of this checkout's folder in /var/lib; a new clone gets a new one."""
    file = var / "run" / "token"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(secrets.token_hex(6))
    return file.read_text().strip()
