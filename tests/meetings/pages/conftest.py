"""Who calls and who is invited; the clock stands on a Monday."""

import pytest
import time_machine

from tests.factories.villages import ForumFactory, MandateFactory, SubdistrictFactory

NOW = "2026-11-02 03:00:00+00:00"  # Monday, 10.00 WIB


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def camat():
    return MandateFactory(region=SubdistrictFactory(), office="camat", title="Camat")


@pytest.fixture
def heads():
    return MandateFactory.create_batch(3)


@pytest.fixture
def forum(camat, heads):
    return ForumFactory(home=camat.region, members=[head.region for head in heads])


@pytest.fixture
def browser(client, camat):
    client.force_login(camat.user)
    return client
