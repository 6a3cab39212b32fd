"""The settings of the test run: the real ones, with quick password hashes and no leftovers.

``make test`` brings servers of its own. A single ``pytest`` needs DATABASE_URL and REDIS_URL.
"""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    raise ImproperlyConfigured(
        "Run the tests with `make test` or `python -m forum_portal.dev test [pytest's arguments]`,"
        " or set DATABASE_URL and REDIS_URL."
    )

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


def own_number(url):
    """Each parallel worker has a Redis database of its own, counted from the one in the address."""
    number = int(urlsplit(url).path.strip("/") or 0)
    index = 0 if WORKER == "alone" else int(WORKER.removeprefix("gw"))
    return urlsplit(url)._replace(path=f"/{number + index}").geturl()


def own_environment():
    """Files, queue and address of this worker; nothing of the terminal's reaches the tests."""
    folder = tempfile.mkdtemp(prefix="forum-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "FORUM_TESTS": WORKER,
        "FORUM_DEMO": "1",
        "FORUM_VAR": folder,
        "REDIS_URL": own_number(os.environ["REDIS_URL"]),
        "SITE_URL": "http://testserver",
        "DATABASE_POOL": "0",
    }
    for name in ("SECRET_KEY", "EMAIL_URL", "CACHE_URL", "DEBUG", "ALLOWED_HOSTS"):
        os.environ.pop(name, None)


if os.environ.get("FORUM_TESTS") != WORKER:  # a program that a test starts keeps what it is given
    own_environment()

from forum_portal.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
(VAR_DIR / "static").mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise looks for it)
