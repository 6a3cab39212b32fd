"""Before the first page: tables, regions, demo data, static files; each only when it is missing.

A process of its own, so that the launcher stays small and this one's memory goes back.
"""

import hashlib
import io
import os
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from core import pdf_seals
from forum_portal.dev.terminal import long_step, step
from forum_portal.embedded import Trouble

LOGINS = "demo-logins.txt"


def prepare():
    """Bring database and static files to what this checkout needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_portal.settings")
    django.setup()
    try:
        migrate()
        import_regions()
        collect_static_files()
        make_seal()
        make_demo()
    except CommandError as error:
        raise Trouble(str(error)) from error
    return 0


def migrate():
    """Apply the migrations that are missing; asking is much quicker than running all of them."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("Preparing the tables"):
            call_command("migrate", interactive=False, verbosity=0)


def import_regions():
    """Load Indonesia's regions into an empty table."""
    if not apps.get_model("villages", "Region").objects.exists():
        with long_step("Loading all provinces, regencies, subdistricts and villages"):
            call_command("import_regions")


def make_seal():
    """The demo's certificate, once; settings find it from the next process on."""
    if not settings.DEMO_SEAL.exists():
        name = f"{settings.SITE_NAME} (demo)"
        content = pdf_seals.self_signed(name, settings.DEMO_SEAL_PASSWORD)
        settings.DEMO_SEAL.write_bytes(content)


def make_demo():
    """Fill an empty portal; write down how to log in."""
    if not apps.get_model("accounts", "User").objects.exists():
        with long_step("Making the demo"):
            call_command("demo")
    logins = io.StringIO()
    call_command("demo", logins=True, stdout=logins)
    (settings.VAR_DIR / LOGINS).write_text(logins.getvalue())


def collect_static_files():
    """Copy, compress and name the static files by their content, when any of them changed."""
    stamp = Path(settings.STATIC_ROOT) / "collected.stamp"
    found = fingerprint()
    if stamp.exists() and stamp.read_text() == found:
        return
    with step("Collecting the static files"):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(found)


def fingerprint():
    """Changes whenever a static file comes, goes or changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
