"""Make .venv with the locked packages; nothing to do when it is there already.

Run by `make`, or by hand: `python3 forum_portal/bootstrap.py`. It needs nothing but Python and is
written so that an old one can still say that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = (3, 11)
CHECKOUT = Path(__file__).resolve().parent.parent
LOCK = CHECKOUT / "requirements-dev.lock"
VENV = CHECKOUT / ".venv"
STAMP = VENV / "packages.stamp"


def main():
    if sys.version_info < OLDEST:
        return try_a_newer_python()
    if STAMP.exists() and STAMP.read_text() == wanted() and works():
        return 0
    make_venv()
    install()
    STAMP.write_text(wanted())
    return 0


def try_a_newer_python():
    """python3 may be old where python3.13 is there too."""
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which("python3.{}".format(minor))
        if found and runs(found):
            os.execv(found, [found] + sys.argv)
    words = "This is Python {}.{}; the portal needs 3.11 or newer (make PY=/path/to/python run)."
    sys.exit(words.format(*sys.version_info))


def runs(program):
    """A version manager may put names on the PATH that lead nowhere."""
    return subprocess.call([program, "-c", ""], stderr=subprocess.DEVNULL) == 0


def wanted():
    """What the stamp must say: this lock, for this Python."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return "Python {}.{} {}\n".format(*sys.version_info[:2], lock)


def python():
    return str(VENV / "bin" / "python")


def works():
    """A moved folder or a removed Python leaves a .venv that does not run."""
    try:
        code = "import sys; print(sys.prefix)"
        answer = subprocess.run([python(), "-c", code], stdout=subprocess.PIPE)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.decode().strip() == str(VENV)


def make_venv():
    """A new environment; the old one, if any, is for another lock or another Python."""
    say("Making .venv with Python {}.{} …".format(*sys.version_info))
    answer = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if answer.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit(
            "\n{}\nCould not make a virtual environment; on Debian and Ubuntu: "
            "apt install python3-venv".format(answer.stdout.decode(errors="replace").strip())
        )


def install():
    """Install the lock; every file's hash is checked, and nothing outside the lock comes in.

    uv, itself out of the lock, needs seconds. Where it does not run or does not get through, pip
    does the same in a minute.
    """
    pip = ["pip", "install", "--require-hashes", "--no-deps", "--no-input", "--progress-bar", "off"]
    uv = ["uv", "pip", "sync", "--require-hashes", "--system-certs", "--python", python()]
    say("Installing the packages of {} …".format(LOCK.name))
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(locked("uv"))
        if not (attempt(pip + ["-r", str(only_uv)]) or attempt(uv + [str(LOCK)])):
            return say_last("The packages are installed.")
    say("uv does not get through; pip tries, more slowly …")
    failure = attempt(pip + ["-r", str(LOCK)])
    if failure:
        sys.exit("\n{}\nThe packages could not be installed.".format(failure))
    return say_last("The packages are installed.")


def locked(package):
    """The lines of one package in the lock: version and hashes."""
    lines = LOCK.read_text().splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith(package + "==")]
    block = []
    for line in lines[starts[0] :] if starts else []:
        block.append(line)
        if not line.endswith("\\"):
            break
    return "\n".join(block) + "\n"


def attempt(module_and_words):
    """Run a module of the new environment; its last words if it fails, nothing if it succeeds."""
    lines = []
    command = [python(), "-m"] + module_and_words
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            words = line.decode(errors="replace").split()
            lines.append(" ".join(words))
            if words[:1] in (["Collecting"], ["Downloading"]):
                say("Fetching {} …".format(words[1]))
    return "\n".join(lines[-15:] or ["failed"]) if process.returncode else ""


def say_last(words):
    say(words)
    if sys.stdout.isatty():
        print(flush=True)


def say(words):
    """One line that replaces itself on a terminal; elsewhere only the important ones."""
    if sys.stdout.isatty():
        print("\r\033[K  " + words, end="", flush=True)
    elif not words.startswith("Fetching"):
        print("  " + words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
