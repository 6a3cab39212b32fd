"""What holds for every test."""

from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection
from django.utils import timezone, translation
from hypothesis import settings

from tests.emptying import empty
from tests.template import take_template

# How long an example takes says something of the machine; speed is measured in benchmarks.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Each process copies one migrated database; migrating takes longer than all else before."""
    with django_db_blocker.unblock():
        take_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A worker that was killed may still hold a session when its database is dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True, scope="session")
def _emptying_between_tests():
    """After a test of transactions; the others roll back."""
    with patch.object(flush.Command, "handle", empty):
        yield


@pytest.fixture(autouse=True)
def _indonesian_reader():
    """A test begins as a request does: in Indonesian, in the site's zone."""
    with translation.override("id"):
        yield
    timezone.deactivate()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Counters of one test's rate limits are nothing to the next."""
    cache.clear()


def pytest_addoption(parser):
    parser.addoption(
        "--show-permissions", action="store_true", help="print the table of permissions as it is"
    )


CROWDS = {"at_once", "ThreadPoolExecutor"}


@pytest.hookimpl(wrapper=True)  # xdist reads the groups, pytest-django puts in order, in between
def pytest_collection_modifyitems(items):
    """Fifty connections at once are half of what a PostgreSQL gives: crowds go one by one.

    Long tests begin first, so that no process is left alone with one at the end.
    """
    for item in items:
        if CROWDS & vars(item.module).keys():
            item.add_marker(pytest.mark.xdist_group("crowd"))
    yield
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
