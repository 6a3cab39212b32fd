"""Folders as a checkout has them: pytest's own are closed to the user who runs root's servers."""

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def open_folder():
    folder = Path(tempfile.mkdtemp(prefix="forum-test-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def without_settings(monkeypatch):
    """A terminal in which nobody has configured anything."""
    names = ["DATABASE_URL", "REDIS_URL", "SITE_URL", "PGHOST", "DJANGO_SETTINGS_MODULE"]
    for name in [*names, "FORUM_DEMO", "FORUM_VAR", "FORUM_TESTS"]:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch
